// A rpcbind of the tests' own, in any set of its versions, that can be told to misbehave. As deployed ones do, it
// answers GETADDR for the transport that it was asked over, whatever the question says.
#pragma once

#include <algorithm>
#include <mutex>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include <onc/universal_address.h>

#include "portmap.h"
#include "rpcbind.h"

namespace onc::test {

/// What its versions share. Options are set before the server starts.
class FakeRegistry {
 public:
  void enter(std::uint32_t program, std::uint32_t version, std::string netid, std::string address) {
    const std::lock_guard lock(mutex_);
    entries_.push_back(
        {.r_prog = program, .r_vers = version, .r_netid = std::move(netid), .r_addr = std::move(address)});
  }
  [[nodiscard]] std::string find(std::uint32_t program, std::uint32_t version, const CallContext& call) const {
    const std::lock_guard lock(mutex_);
    const Netid netid = netid_of(call.peer().transport, call.peer().address.unmapped().family());
    for (const rpcbind::rpcb& entry : entries_) {
      if (entry.r_prog == program && entry.r_vers == version && entry.r_netid == netid.text()) return entry.r_addr;
    }
    return "";
  }
  void note(std::string question) {
    const std::lock_guard lock(mutex_);
    asked_.push_back(std::move(question));
  }
  std::vector<std::string> asked() {
    const std::lock_guard lock(mutex_);
    return asked_;
  }
  bool set(const rpcbind::rpcb& wanted) {
    const std::lock_guard lock(mutex_);
    if (refuses_) return false;
    for (const rpcbind::rpcb& entry : entries_) {
      if (entry.r_prog == wanted.r_prog && entry.r_vers == wanted.r_vers && entry.r_netid == wanted.r_netid)
        return entry.r_addr == wanted.r_addr;
    }
    entries_.push_back(wanted);
    return true;
  }
  bool unset(const rpcbind::rpcb& wanted) {
    const std::lock_guard lock(mutex_);
    return std::erase_if(entries_, [&](const rpcbind::rpcb& entry) {
             const bool same_netid = wanted.r_netid.empty() || entry.r_netid == wanted.r_netid;
             return entry.r_prog == wanted.r_prog && entry.r_vers == wanted.r_vers && same_netid;
           }) > 0;
  }
  /// Whether no registration is taken.
  void refuse(bool refuses) {
    const std::lock_guard lock(mutex_);
    refuses_ = refuses;
  }
  /// "100.1 tcp 127.0.0.1.1.2", sorted.
  [[nodiscard]] std::vector<std::string> entries() const {
    const std::lock_guard lock(mutex_);
    std::vector<std::string> all;
    for (const rpcbind::rpcb& entry : entries_) {
      all.push_back(std::to_string(entry.r_prog) + "." + std::to_string(entry.r_vers) + " " + entry.r_netid + " " +
                    entry.r_addr);
    }
    std::sort(all.begin(), all.end());
    return all;
  }
  [[nodiscard]] rpcbind::rpcblist_ptr list() const {
    const std::lock_guard lock(mutex_);
    rpcbind::rpcblist_ptr all;
    for (const rpcbind::rpcb& entry : entries_) all.push_back({.rpcb_map = entry});
    return all;
  }

  std::optional<Error> failure{};  // what every lookup answers
  bool has_getversaddr = true;
  bool has_dump = true;

 private:
  mutable std::mutex mutex_;
  std::vector<rpcbind::rpcb> entries_{};
  std::vector<std::string> asked_{};
  bool refuses_ = false;
};

inline Error no_procedure() { return Error(Errc::procedure_unavailable); }

class FakeRpcbind4 final : public rpcbind::RPCBPROG::RPCBVERS4::Service {
 public:
  explicit FakeRpcbind4(FakeRegistry& registry) : registry_(registry) {}
  Result<bool> rpcbproc_set(rpcbind::rpcb wanted, CallContext& /*call*/) override { return registry_.set(wanted); }
  Result<bool> rpcbproc_unset(rpcbind::rpcb wanted, CallContext& /*call*/) override { return registry_.unset(wanted); }
  Result<std::string> rpcbproc_getaddr(rpcbind::rpcb wanted, CallContext& call) override {
    registry_.note("4 GETADDR");
    if (registry_.failure) return *registry_.failure;
    return registry_.find(wanted.r_prog, wanted.r_vers, call);
  }
  Result<rpcbind::rpcblist_ptr> rpcbproc_dump(CallContext& /*call*/) override {
    registry_.note("4 DUMP");
    if (!registry_.has_dump) return no_procedure();
    return registry_.list();
  }
  Result<rpcbind::rpcb_rmtcallres> rpcbproc_bcast(rpcbind::rpcb_rmtcallargs /*arg1*/, CallContext& /*call*/) override {
    return no_procedure();
  }
  Result<std::uint32_t> rpcbproc_gettime(CallContext& /*call*/) override { return no_procedure(); }
  Result<rpcbind::netbuf> rpcbproc_uaddr2taddr(std::string /*arg1*/, CallContext& /*call*/) override {
    return no_procedure();
  }
  Result<std::string> rpcbproc_taddr2uaddr(rpcbind::netbuf /*arg1*/, CallContext& /*call*/) override {
    return no_procedure();
  }
  Result<std::string> rpcbproc_getversaddr(rpcbind::rpcb wanted, CallContext& call) override {
    registry_.note("4 GETVERSADDR " + wanted.r_netid);
    if (!registry_.has_getversaddr) return no_procedure();
    if (registry_.failure) return *registry_.failure;
    return registry_.find(wanted.r_prog, wanted.r_vers, call);
  }
  Result<rpcbind::rpcb_rmtcallres> rpcbproc_indirect(rpcbind::rpcb_rmtcallargs /*arg1*/,
                                                     CallContext& /*call*/) override {
    return no_procedure();
  }
  Result<rpcbind::rpcb_entry_list_ptr> rpcbproc_getaddrlist(rpcbind::rpcb /*arg1*/, CallContext& /*call*/) override {
    return no_procedure();
  }
  Result<rpcbind::rpcb_stat_byvers> rpcbproc_getstat(CallContext& /*call*/) override { return no_procedure(); }

 private:
  FakeRegistry& registry_;
};

class FakeRpcbind3 final : public rpcbind::RPCBPROG::RPCBVERS::Service {
 public:
  explicit FakeRpcbind3(FakeRegistry& registry) : registry_(registry) {}
  Result<bool> rpcbproc_set(rpcbind::rpcb wanted, CallContext& /*call*/) override { return registry_.set(wanted); }
  Result<bool> rpcbproc_unset(rpcbind::rpcb wanted, CallContext& /*call*/) override { return registry_.unset(wanted); }
  Result<std::string> rpcbproc_getaddr(rpcbind::rpcb wanted, CallContext& call) override {
    registry_.note("3 GETADDR");
    if (registry_.failure) return *registry_.failure;
    return registry_.find(wanted.r_prog, wanted.r_vers, call);
  }
  Result<rpcbind::rpcblist_ptr> rpcbproc_dump(CallContext& /*call*/) override {
    registry_.note("3 DUMP");
    if (!registry_.has_dump) return no_procedure();
    return registry_.list();
  }
  Result<rpcbind::rpcb_rmtcallres> rpcbproc_callit(rpcbind::rpcb_rmtcallargs /*arg1*/, CallContext& /*call*/) override {
    return no_procedure();
  }
  Result<std::uint32_t> rpcbproc_gettime(CallContext& /*call*/) override { return no_procedure(); }
  Result<rpcbind::netbuf> rpcbproc_uaddr2taddr(std::string /*arg1*/, CallContext& /*call*/) override {
    return no_procedure();
  }
  Result<std::string> rpcbproc_taddr2uaddr(rpcbind::netbuf /*arg1*/, CallContext& /*call*/) override {
    return no_procedure();
  }

 private:
  FakeRegistry& registry_;
};

/// Version 2 over the same entries; only those of "udp" and "tcp" show.
class FakePortmap final : public portmap::PMAP_PROG::PMAP_VERS::Service {
 public:
  explicit FakePortmap(FakeRegistry& registry) : registry_(registry) {}
  Result<bool> pmapproc_set(portmap::mapping wanted, CallContext& /*call*/) override {
    const std::string port = std::to_string(wanted.port >> 8) + "." + std::to_string(wanted.port & 0xff);
    return registry_.set({.r_prog = wanted.prog,
                          .r_vers = wanted.vers,
                          .r_netid = wanted.prot == portmap::PMAP_UDP ? "udp" : "tcp",
                          .r_addr = "0.0.0.0." + port});
  }
  Result<bool> pmapproc_unset(portmap::mapping wanted, CallContext& /*call*/) override {
    const bool udp = registry_.unset({.r_prog = wanted.prog, .r_vers = wanted.vers, .r_netid = "udp"});
    const bool tcp = registry_.unset({.r_prog = wanted.prog, .r_vers = wanted.vers, .r_netid = "tcp"});
    return udp || tcp;
  }
  Result<std::uint32_t> pmapproc_getport(portmap::mapping wanted, CallContext& /*call*/) override {
    registry_.note("2 GETPORT");
    if (registry_.failure) return *registry_.failure;
    for (const portmap::pmaplist& entry : list()) {
      const portmap::mapping& map = entry.map;
      if (map.prog == wanted.prog && map.vers == wanted.vers && map.prot == wanted.prot) return map.port;
    }
    return 0U;
  }
  Result<portmap::pmaplist_ptr> pmapproc_dump(CallContext& /*call*/) override {
    registry_.note("2 DUMP");
    return list();
  }
  Result<portmap::call_result> pmapproc_callit(portmap::call_args /*arg1*/, CallContext& /*call*/) override {
    return no_procedure();
  }

 private:
  [[nodiscard]] portmap::pmaplist_ptr list() const {
    portmap::pmaplist_ptr all;
    for (const auto& [entry] : registry_.list()) {
      if (entry.r_netid != "udp" && entry.r_netid != "tcp") continue;
      const Netid netid = *parse_netid(entry.r_netid);
      const std::uint32_t protocol = netid.transport == Transport::udp ? portmap::PMAP_UDP : portmap::PMAP_TCP;
      const std::uint16_t port = parse_universal_address(netid, entry.r_addr).value().port();
      all.push_back({.map = {.prog = entry.r_prog, .vers = entry.r_vers, .prot = protocol, .port = port}});
    }
    return all;
  }

  FakeRegistry& registry_;
};

}  // namespace onc::test
