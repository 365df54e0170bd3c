// rpcbinds that are old, or send what they should not.

#include <thread>
#include <utility>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "oncinfo/rpcbind_client.h"
#include "raw_server.h"
#include "runtime/running_server.h"

namespace onc::oncinfo {
namespace {

using namespace std::chrono_literals;
using testing::HasSubstr;

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

// Answers with a list that it goes on with until the client has had enough: an accepted reply, then the words of so
// many entries again and again, in fragments of which none is the last.
test::RawServer::Answer endless(const test::Words& entry, int entries, Duration pause = 0s) {
  test::Words fragment;
  for (int i = 0; i < entries; ++i) fragment.insert(fragment.end(), entry.begin(), entry.end());
  return [fragment, pause](std::uint32_t xid, const test::Sender& send) {
    send({xid, 1, 0, 0, 0, 0}, false);
    while (send(fragment, false)) std::this_thread::sleep_for(pause);
  };
}

TEST(HostileRpcbind, MayNotListWithoutEnd) {
  const test::RawServer server(endless({1, 100003, 3, 17, 2049}, 1000));
  const TimePoint start = Clock::now();
  const auto ports = RpcbindClient::open(at(server.address().to_string()))->ports();
  ASSERT_FALSE(ports);
  EXPECT_THAT(ports.error().explain(), HasSubstr("33554432"));
  EXPECT_LT(Clock::now() - start, 5s);
}

TEST(HostileRpcbind, MayNotListSlowly) {
  const test::RawServer server(endless({1, 100003, 3, 0, 0, 0}, 1, 20ms));
  const TimePoint start = Clock::now();
  const auto services = RpcbindClient::open(at(server.address().to_string(), 500ms))->services();
  EXPECT_EQ(services.error().code, Errc::rpcbind_unreachable);
  EXPECT_LT(Clock::now() - start, 3s);
}

// A million registrations are more than a list may have.
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
  for (const auto& [count, fits] : {std::pair(300'000U, true), std::pair(1'000'000U, false)}) {
    LargeRpcbind large(count);
    test::RunningServer server(test::local_options(), large);
    const auto services = RpcbindClient::open(at(server.address(Transport::tcp)))->services();
    EXPECT_EQ(services.has_value(), fits) << (services ? "" : services.error().explain());
    EXPECT_EQ(services ? services->size() : count, count);
  }
}

}  // namespace
}  // namespace onc::oncinfo
