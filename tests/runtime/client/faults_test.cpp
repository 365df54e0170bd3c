// Every system call and every allocation of a client fails once, at each place where it is made, while the server has
// no trouble. The call succeeds or ends in an error, in time; nothing is lost or kept, and the next call goes through.

#include <cerrno>
#include <latch>
#include <new>
#include <ostream>
#include <tuple>
#include <vector>

#include <gtest/gtest.h>

#include "running_server.h"
#include "server/bare_client.h"
#include "server/interposed.h"
#include "target_service.h"

namespace onc {
namespace {

using namespace std::chrono_literals;
using test::Spared;
using test::SystemCall;
using test::Target;

// Its threads are spared.
class SparedServer {
 public:
  SparedServer() : server_(options()) {
    const Spared spared;
    server_.add(service_);
    EXPECT_TRUE(server_.listen());
    thread_ = std::thread([this] {
      const Spared its_thread;
      EXPECT_TRUE(server_.run());
    });
  }
  SparedServer(const SparedServer&) = delete;
  SparedServer& operator=(const SparedServer&) = delete;
  ~SparedServer() {
    server_.stop();
    thread_.join();
  }
  [[nodiscard]] std::string address(Transport transport) const {
    for (const Endpoint& endpoint : server_.endpoints())
      if (endpoint.transport == transport) return endpoint.address;
    return "";
  }

 private:
  static ServerOptions options() {
    ServerOptions options = test::local_options();
    options.listen.push_back({Transport::local, test::socket_path("client-faults")});
    return options;
  }
  test::TargetService service_;
  Server server_;
  std::thread thread_;
};

struct Fault {
  SystemCall call;
  std::vector<int> errors;
};
// Its bytes would have addresses in them.
void PrintTo(const Fault& fault, std::ostream* out) { *out << test::to_string(fault.call); }

class ClientFaults : public testing::TestWithParam<std::tuple<Transport, Fault>> {
 protected:
  // False: something failed, and said so.
  bool call_three_times() {
    try {
      const auto client = Target::Client::connect(
          "", {.transport = transport(), .timeout = 10ms, .total_time = 20s, .address = server_.address(transport())});
      if (!client) return false;
      // Not the channel's first memory for calls, and large enough to be sent from where it is.
      bool all = answered(client->echo(std::string(40'000, 'a')), 40'000);
      all = answered(client->echo("hello"), 5) && all;
      auto started = client->start_echo(std::string(20'000, 'x'));
      all = answered(client->echo("between"), 7) && all;
      return answered(std::move(started).wait(), 20'000) && all;
    } catch (const std::bad_alloc&) {
      return false;
    }
  }
  // How many calls there were to fail.
  std::uint64_t fail_each(int error) {
    for (std::uint64_t nth = 1; !HasFailure(); ++nth) {
      SCOPED_TRACE(std::string(test::to_string(fault().call)) + " number " + std::to_string(nth) + ", error " +
                   std::to_string(error));
      const std::size_t descriptors = test::open_descriptors();
      test::fail_nth(fault().call, nth, error);
      call_three_times();
      const bool failed = test::stop_failing();
      EXPECT_TRUE(call_three_times());
      EXPECT_TRUE(test::eventually([&] { return test::open_descriptors() <= descriptors; }));
      if (!failed) return nth - 1;
    }
    return 0;
  }
  [[nodiscard]] static Transport transport() { return std::get<0>(GetParam()); }
  [[nodiscard]] static const Fault& fault() { return std::get<1>(GetParam()); }

 private:
  static bool answered(const Result<std::string>& answer, std::size_t size) {
    if (answer) {
      EXPECT_EQ(answer->size(), size);
    } else {
      EXPECT_NE(answer.error().code, Errc::timed_out) << answer.error().explain();
    }
    return answer.has_value();
  }
  SparedServer server_;
};

TEST_P(ClientFaults, EndInAnErrorOrAnAnswer) {
  EXPECT_TRUE(call_three_times());  // whatever is made by the first use and stays
  // Not every transport makes every call.
  for (const int error : fault().errors)
    EXPECT_GE(fail_each(error), fault().call == SystemCall::allocate ? 10U : 0U) << error;
}

// The listener's queue takes the connection; nobody ever answers.
TEST(ClientFaultsAtTheEnd, LeaveNoCallOfADestroyedChannelUntold) {
  const FileDescriptor listener(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0));
  ASSERT_EQ(::listen(listener.get(), 1000), 0);
  const std::string address = local_address(listener.get()).to_string();
  for (std::uint64_t nth = 1;; ++nth) {
    SCOPED_TRACE("allocation number " + std::to_string(nth));
    int told = 0;
    {
      const auto client = Target::Client::connect("", {.transport = Transport::tcp,
                                                       .address = "127.0.0.1" + address.substr(address.find(':')),
                                                       .interceptors = {std::make_shared<Interceptor>()},
                                                       .log = [](const LogEvent& /*event*/) {}})
                              .value();
      for (int i = 0; i < 3; ++i) {
        client.start_echo("hello").then([&](const Result<std::string>& answer) {
          EXPECT_EQ(answer.error().code, Errc::cancelled);
          if (++told == 2) throw std::runtime_error("a text that needs memory of its own");
        });
      }
      test::fail_nth(SystemCall::allocate, nth, ENOMEM);
    }
    const bool failed = test::stop_failing();
    ASSERT_EQ(told, 3);
    if (!failed) break;
  }
}

const std::vector<Fault> faults{
    {SystemCall::allocate, {ENOMEM}},
    {SystemCall::socket, {EMFILE}},
    {SystemCall::setsockopt, {ENOMEM}},
    {SystemCall::getsockopt, {ENOBUFS}},
    {SystemCall::recv, {EINTR, EAGAIN, ECONNRESET, test::short_transfer}},
    {SystemCall::recvmsg, {EINTR, EAGAIN, ECONNREFUSED}},
    {SystemCall::send, {EINTR, EAGAIN, ENOBUFS, test::short_transfer}},
    {SystemCall::sendmsg, {EINTR, EAGAIN, ENOBUFS}},
};

INSTANTIATE_TEST_SUITE_P(All, ClientFaults,
                         testing::Combine(testing::Values(Transport::udp, Transport::tcp, Transport::local),
                                          testing::ValuesIn(faults)),
                         [](const auto& tested) {
                           return std::string(to_string(std::get<0>(tested.param))) + "_" +
                                  test::to_string(std::get<1>(tested.param).call);
                         });

}  // namespace
}  // namespace onc
