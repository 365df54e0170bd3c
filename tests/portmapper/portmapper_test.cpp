// The portmapper as a library: embedded in a server, used through our own clients.

#include <filesystem>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <onc/binding.h>
#include <onc/call.h>
#include <onc/portmapper.h>

#include "portmap.h"
#include "rpcbind.h"
#include "running_portmapper.h"

namespace onc {
namespace {

using test::RunningPortmapper;
using testing::Contains;
using testing::HasSubstr;
using testing::SizeIs;

const ProgramVersion program{0x20000042, 1};

TEST(Portmapper, ServesFromAnyServerAndListsItself) {
  const RunningPortmapper running({});
  for (const std::size_t index : {1U, 2U}) {
    const Rpcbind rpcbind(running.at(index).address);
    EXPECT_THAT(rpcbind.dump().value(), Contains(Registration{{100000, 2}, Transport::tcp, running.at(1).port}));
    EXPECT_TRUE(rpcbind.set({program, Transport::udp, 4000}));
    EXPECT_EQ(rpcbind.port(program, Transport::udp).value(), 4000);
    EXPECT_EQ(rpcbind.port(program, Transport::tcp).error().code, Errc::transport_not_registered);
    EXPECT_EQ(rpcbind.set({program, Transport::udp, 4001}).error().code, Errc::rpcbind_refused);
    EXPECT_TRUE(rpcbind.unset(program));
    EXPECT_EQ(rpcbind.port(program, Transport::udp).error().code, Errc::program_not_registered);
  }
  EXPECT_THAT(running.metrics(), HasSubstr("portmap_calls_total{version=\"2\",procedure=\"1\"}"));
}

TEST(Portmapper, RemembersServersThatStillListen) {
  const std::string folder = testing::TempDir() + "portmapper-state-" + std::to_string(::getpid());
  const PortmapperOptions options{.state_folder = folder};
  const test::RunningServer living(test::local_options());
  const std::uint16_t port = SocketAddress::parse(living.address(Transport::tcp)).value().port();
  {
    const RunningPortmapper first(options);
    const Rpcbind rpcbind(first.at(2).address);
    EXPECT_TRUE(rpcbind.set({program, Transport::tcp, port}));
    EXPECT_TRUE(rpcbind.set({{program.program, 2}, Transport::tcp, 1}));  // nobody listens there
  }
  const RunningPortmapper second(options);
  EXPECT_EQ(second.restored(), 1U);
  EXPECT_EQ(Rpcbind(second.at(2).address).port(program, Transport::tcp).value(), port);
  std::filesystem::remove_all(folder);
}

using Version2 = protocol::PMAP_PROG::PMAP_VERS;
using Version4 = protocol::RPCBPROG::RPCBVERS4;

ConnectOptions over_udp(const RunningPortmapper& running) {
  return {.transport = Transport::udp,
          .timeout = std::chrono::milliseconds(50),
          .total_time = std::chrono::milliseconds(200),
          .address = running.at(0).address};
}

class EchoOfWords final : public Service {
 public:
  [[nodiscard]] ProgramVersion program_version() const noexcept override { return program; }
  Outcome dispatch(IncomingCall& call) override {
    std::uint32_t number = 0;
    if (call.procedure() != 1 || !call.read([&](xdr::Decoder& in) { return in.u32(number); }))
      return call.procedure_unavailable();
    return call.reply(Result<std::uint32_t>(number + 1),
                      [](xdr::Encoder& out, std::uint32_t value) { return out.u32(value); });
  }
};

TEST(Portmapper, CallsForOthersIfItMay) {
  EchoOfWords service;
  test::RunningServer server(test::local_options(), service);
  const std::uint16_t port = SocketAddress::parse(server.address(Transport::udp)).value().port();
  const RunningPortmapper running({.remote_calls = true});
  EXPECT_TRUE(Rpcbind(running.at(2).address).set({program, Transport::udp, port}));

  const auto two = Version2::Client::connect("", over_udp(running)).value();
  const std::vector<std::byte> seven{std::byte{0}, std::byte{0}, std::byte{0}, std::byte{7}};
  const auto called = two.pmapproc_callit({program.program, 1, 1, seven});
  ASSERT_TRUE(called) << called.error().explain();
  EXPECT_EQ(called->port, port);
  EXPECT_EQ(called->res.back(), std::byte{8});
  const auto four = Version4::Client::connect("", over_udp(running)).value();
  EXPECT_EQ(four.rpcbproc_indirect({program.program, 1, 1, seven})->results.back(), std::byte{8});
  // Nobody hears of what there is not, but who has asked for exactly that.
  EXPECT_EQ(two.pmapproc_callit({4711, 1, 0, {}}).error().code, Errc::timed_out);
  EXPECT_EQ(four.rpcbproc_indirect({4711, 1, 0, {}}).error().code, Errc::procedure_unavailable);
  EXPECT_EQ(two.pmapproc_callit({program.program, 1, 99, {}}).error().code, Errc::timed_out);
  EXPECT_EQ(two.pmapproc_callit({100003, 3, 1, {}}).error().auth_stat(), AuthStat::too_weak);
}

TEST(Portmapper, CallsForNobodyUnlessToldSo) {
  const RunningPortmapper running({});
  const auto two = Version2::Client::connect("", over_udp(running)).value();
  EXPECT_EQ(two.pmapproc_callit({program.program, 1, 0, {}}).error().auth_stat(), AuthStat::too_weak);
}

}  // namespace
}  // namespace onc
