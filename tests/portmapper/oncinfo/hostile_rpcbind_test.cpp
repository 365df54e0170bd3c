// rpcbinds that are old, or send what they should not.

#include <arpa/inet.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <thread>
#include <utility>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "oncinfo/rpcbind_client.h"
#include "runtime/running_server.h"

namespace onc::oncinfo {
namespace {

using namespace std::chrono_literals;

Inquiry at(std::string rpcbind, Duration time = 5s) { return {.rpcbind = std::move(rpcbind), .time = time}; }

// Version 2 and nothing else.
class OldPortmapper final : public protocol::PMAP_PROG::PMAP_VERS::Service {
 public:
  using Flag = Result<bool>;
  Flag pmapproc_set(protocol::mapping /*wanted*/, CallContext& /*call*/) override { return false; }
  Flag pmapproc_unset(protocol::mapping /*wanted*/, CallContext& /*call*/) override { return true; }
  Result<std::uint32_t> pmapproc_getport(protocol::mapping /*wanted*/, CallContext& /*call*/) override { return 0U; }
  Result<protocol::pmaplist_ptr> pmapproc_dump(CallContext& /*call*/) override {
    return protocol::pmaplist_ptr{{{100003, 3, protocol::PMAP_UDP, 2049}}, {{7, 1, 132, 0x10203}}};
  }
  Result<protocol::call_result> pmapproc_callit(protocol::call_args /*wanted*/, CallContext& /*call*/) override {
    return Error(Errc::server_failure);
  }
};

TEST(OldRpcbind, ListsServicesAsRpcinfoMakesThem) {
  OldPortmapper old;
  test::RunningServer server(test::local_options(), old);
  const auto rpcbind = RpcbindClient::open(at(server.address(Transport::tcp)));
  ASSERT_TRUE(rpcbind) << rpcbind.error().explain();
  const auto services = rpcbind->services().value();
  ASSERT_EQ(services.size(), 2U);
  EXPECT_EQ(services[0].r_netid, "udp");
  EXPECT_EQ(services[0].r_addr, "0.0.0.0.8.1");
  EXPECT_EQ(services[0].r_owner, "unknown");
  EXPECT_EQ(services[1].r_netid, "132");
  EXPECT_EQ(services[1].r_addr, "0.0.0.0.2.3");
}

TEST(OldRpcbind, LacksWhatVersion4Has) {
  OldPortmapper old;
  test::RunningServer server(test::local_options(), old);
  const auto rpcbind = RpcbindClient::open(at(server.address(Transport::tcp)));
  EXPECT_EQ(rpcbind->statistics().error().code, Errc::version_mismatch);
  EXPECT_EQ(rpcbind->addresses({7, 1}).error().code, Errc::version_mismatch);
  EXPECT_EQ(rpcbind->remove({7, 1}, "udp").error().code, Errc::rpcbind_refused);
  EXPECT_TRUE(rpcbind->remove({7, 1}, "").value());
}

// Answers the first call with a list that it goes on with until the client has had enough: an accepted reply, then the
// words of one entry again and again, in fragments of which none is the last.
class EndlessServer {
 public:
  explicit EndlessServer(std::vector<std::uint32_t> entry, Duration pause = 0s)
      : entry_(std::move(entry)), pause_(pause), listener_(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
    const SocketAddress any = SocketAddress::parse("127.0.0.1:0").value();
    EXPECT_EQ(::bind(listener_, any.data(), any.size()), 0);
    EXPECT_EQ(::listen(listener_, 1), 0);
    thread_ = std::thread([this] { serve(); });
  }
  EndlessServer(const EndlessServer&) = delete;
  EndlessServer& operator=(const EndlessServer&) = delete;
  ~EndlessServer() {
    thread_.join();
    ::close(listener_);
  }
  [[nodiscard]] std::string address() const {
    std::array<std::byte, SocketAddress::capacity> storage{};
    SocketAddress own;
    socklen_t size = storage.size();
    ::getsockname(listener_, own.data(), &size);
    own.resize(size);
    return own.to_string();
  }
  [[nodiscard]] std::size_t sent() const { return sent_; }

 private:
  using Words = std::vector<std::uint32_t>;

  void serve() {
    const int peer = ::accept4(listener_, nullptr, nullptr, SOCK_CLOEXEC);
    std::array<std::uint32_t, 64> call{};
    if (::recv(peer, call.data(), sizeof call, 0) > 8) answer(peer, call[1]);
    ::close(peer);
  }
  void answer(int peer, std::uint32_t xid) {
    if (!send_fragment(peer, {xid, htonl(1), 0, 0, 0, 0})) return;
    Words entries;
    for (std::size_t i = 0; i < (pause_ > 0s ? 1U : 1000U); ++i)
      entries.insert(entries.end(), entry_.begin(), entry_.end());
    for (std::uint32_t& word : entries) word = htonl(word);
    while (send_fragment(peer, entries)) std::this_thread::sleep_for(pause_);
  }
  bool send_fragment(int peer, const Words& words) {
    Words fragment{htonl(static_cast<std::uint32_t>(words.size() * 4))};
    fragment.insert(fragment.end(), words.begin(), words.end());
    const std::size_t size = fragment.size() * 4;
    const bool done = ::send(peer, fragment.data(), size, MSG_NOSIGNAL) == static_cast<ssize_t>(size);
    if (done) sent_ += size;
    return done;
  }

  Words entry_;
  Duration pause_;
  int listener_;
  std::size_t sent_ = 0;
  std::thread thread_{};
};

TEST(HostileRpcbind, MayNotListWithoutEnd) {
  std::optional<EndlessServer> server(std::in_place, std::vector<std::uint32_t>{1, 100003, 3, 17, 2049});
  const TimePoint start = Clock::now();
  {
    const auto rpcbind = RpcbindClient::open(at(server->address()));
    const auto ports = rpcbind->ports();
    ASSERT_FALSE(ports);
    EXPECT_NE(ports.error().code, Errc::timed_out) << ports.error().explain();
  }
  EXPECT_LT(Clock::now() - start, 5s);
}

TEST(HostileRpcbind, MayNotListSlowly) {
  EndlessServer server({1, 100003, 3, 0, 0, 0}, 20ms);
  const TimePoint start = Clock::now();
  {
    const auto rpcbind = RpcbindClient::open(at(server.address(), 500ms));
    EXPECT_EQ(rpcbind->services().error().code, Errc::rpcbind_unreachable);
  }
  EXPECT_LT(Clock::now() - start, 3s);
}

// A million registrations are more than a message may have.
class LargeRpcbind final : public protocol::RPCBPROG::RPCBVERS4::Service {
 public:
  explicit LargeRpcbind(std::size_t count) : list_(count) {}
  Result<protocol::rpcblist_ptr> rpcbproc_dump(CallContext& /*call*/) override { return list_; }

  using Flag = Result<bool>;
  using Text = Result<std::string>;
  using Remote = Result<protocol::rpcb_rmtcallres>;
  Flag rpcbproc_set(protocol::rpcb /*a*/, CallContext& /*call*/) override { return false; }
  Flag rpcbproc_unset(protocol::rpcb /*a*/, CallContext& /*call*/) override { return false; }
  Text rpcbproc_getaddr(protocol::rpcb /*a*/, CallContext& /*call*/) override { return Text(""); }
  Remote rpcbproc_bcast(protocol::rpcb_rmtcallargs /*a*/, CallContext& /*call*/) override { return none(); }
  Result<std::uint32_t> rpcbproc_gettime(CallContext& /*call*/) override { return 0U; }
  Result<protocol::netbuf> rpcbproc_uaddr2taddr(std::string /*a*/, CallContext& /*call*/) override { return none(); }
  Text rpcbproc_taddr2uaddr(protocol::netbuf /*a*/, CallContext& /*call*/) override { return none(); }
  Text rpcbproc_getversaddr(protocol::rpcb /*a*/, CallContext& /*call*/) override { return none(); }
  Remote rpcbproc_indirect(protocol::rpcb_rmtcallargs /*a*/, CallContext& /*call*/) override { return none(); }
  Result<protocol::rpcb_entry_list_ptr> rpcbproc_getaddrlist(protocol::rpcb /*a*/, CallContext& /*call*/) override {
    return none();
  }
  Result<protocol::rpcb_stat_byvers> rpcbproc_getstat(CallContext& /*call*/) override { return none(); }

 private:
  static Error none() { return Error(Errc::server_failure); }
  protocol::rpcblist_ptr list_;
};

TEST(HostileRpcbind, MayListManyButNotAMillion) {
  for (const auto& [count, fits] : {std::pair(100'000U, true), std::pair(1'000'000U, false)}) {
    LargeRpcbind large(count);
    test::RunningServer server(test::local_options(), large);
    const auto services = RpcbindClient::open(at(server.address(Transport::tcp)))->services();
    EXPECT_EQ(services.has_value(), fits) << (services ? "" : services.error().explain());
    EXPECT_EQ(services ? services->size() : count, count);
  }
}

}  // namespace
}  // namespace onc::oncinfo
