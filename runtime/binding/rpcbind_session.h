// The conversation with one rpcbind, in the newest version that it speaks: 4, 3 (RFC 1833 section 2) or 2 (section 3).
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include <onc/address.h>
#include <onc/channel.h>
#include <onc/program.h>
#include <onc/universal_address.h>

#include "base/patience.h"

namespace onc {

/// A registration as rpcbind lists it. The texts are the peer's: not checked, not escaped.
struct ListedService {
  ProgramVersion id{};
  std::string netid{};
  std::string address{};
};

/// The name of a version and transport for people: "program 100003 version 3".
std::string name_of(ProgramVersion id);

/// A failed call of rpcbind as an error of binding: rpcbind_unreachable; rpcbind_refused when it answered and would
/// not; malformed_reply when nobody can read what it answered.
Error rpcbind_error(const Error& error, std::string_view rpcbind);

/// All errors are those of rpcbind_error.
class RpcbindSession {
 public:
  /// Connects to the rpcbind at `address`. `transport` is udp or tcp, and ignored for a local address.
  static Result<RpcbindSession> open(const SocketAddress& address, Transport transport, const Patience& patience);

  /// Where the service of `id` listens, as rpcbind says: the host may be a wildcard, or another than the one asked, so
  /// that only the port means something; the port is never 0. Nothing: it is not registered.
  Result<std::optional<SocketAddress>> find(ProgramVersion id, const Netid& netid);
  /// All registrations, in the version that has answered so far. A list may not fit a datagram: with udp another
  /// connection is made for it.
  Result<std::vector<ListedService>> list();

  /// Registers `address` for the service of `id`; false: rpcbind refuses, as another registration stands or we may not.
  /// Errors: transport_not_registered, too, when rpcbind has but version 2, which knows the ports of IPv4 only.
  Result<bool> set(ProgramVersion id, Transport transport, const SocketAddress& address);
  /// Removes all registrations of `id`; false: there were none, or not ours.
  Result<bool> unset(ProgramVersion id);
  /// The same under one netid. Errors: transport_not_registered, too, when rpcbind has but version 2, which removes
  /// all of them.
  Result<bool> unset(ProgramVersion id, const Netid& netid);

  /// The version of rpcbind that is spoken: once something was answered, the newest that it has.
  [[nodiscard]] std::uint32_t version() const noexcept { return version_; }
  /// What follows has until then; at first it is what `open` was given.
  void allow(const Patience& patience) noexcept { patience_ = patience; }
  /// To be watched between calls: readable when the connection has ended. -1: it has.
  [[nodiscard]] int descriptor() const;

  /// What was tried before, and in which version the last answer came, one line for each.
  [[nodiscard]] std::vector<std::string> story() const;
  /// "1.2.3.4:111" or the path.
  [[nodiscard]] const std::string& where() const noexcept { return where_; }

 private:
  using Found = std::optional<SocketAddress>;
  using List = std::vector<ListedService>;

  RpcbindSession(const SocketAddress& address, std::string where, Transport transport, const Patience& patience,
                 std::shared_ptr<Channel> channel) noexcept
      : address_(address),
        where_(std::move(where)),
        transport_(transport),
        patience_(patience),
        channel_(std::move(channel)) {}

  template <class Ask>
  std::invoke_result_t<Ask> in_newest_version(const Ask& ask);
  void fall_back(const Error& refusal);
  void note(std::string_view what, const Error& refusal);
  Result<Found> find_once(ProgramVersion id, const Netid& netid);
  Result<Found> find_by_list(ProgramVersion id, const Netid& netid);
  Result<Found> find_by_port(ProgramVersion id, const Netid& netid);
  Result<std::string> ask_address(ProgramVersion id, const Netid& netid);
  static Result<Found> read_address(const Netid& netid, std::string_view text);
  Result<List> list_once();
  Result<List> list_over_tcp();
  Result<bool> set_once(ProgramVersion id, const Netid& netid, const std::string& address);
  Result<bool> set_port(ProgramVersion id, const Netid& netid, const std::string& address);
  Result<bool> unset_once(ProgramVersion id, std::string_view netid);
  [[nodiscard]] Error too_old_for(std::string_view netid) const;
  [[nodiscard]] CallOptions call_options() const;

  SocketAddress address_;
  std::string where_;
  Transport transport_;
  Patience patience_;
  std::shared_ptr<Channel> channel_;
  std::uint32_t version_ = 4;
  std::vector<std::string> refusals_;
};

}  // namespace onc
