// Who may call what: rules for a server, by where a call comes from and what it asks for.
//
//   auto rules = onc::AccessRules::make({{.procedures = {0}},                                // whoever wants to ping
//                                        {.networks = {"10.0.0.0/8"}, .programs = {100003}},
//                                        {.local_uids = {0}}});
//   if (!rules) return report(rules.error());
//   onc::Server server({.interceptors = {*rules}});
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <onc/address.h>
#include <onc/server_observe.h>

namespace onc {

/// A range of IP addresses. IPv4 addresses that are mapped into IPv6 count as IPv4, on both sides: "0.0.0.0/0" is all
/// of IPv4, "::/0" all of IPv6.
class Network {
 public:
  /// "10.0.0.0/8", "192.0.2.7", "fe80::/10", "::1". Errors: invalid_argument, with what is expected; also when there
  /// are bits behind the prefix, where it is not clear what was meant.
  static Result<Network> parse(std::string_view text);
  /// False for addresses of no or another family.
  [[nodiscard]] bool contains(const SocketAddress& address) const noexcept;

 private:
  std::array<std::byte, 16> bytes_{};  // as IPv6; IPv4 as it is mapped
  std::size_t bits_ = 0;               // of the 128
};

enum class Access : std::uint8_t { allow, deny };

/// Matches a call that fulfils all conditions that are not empty; one of a list is enough. Without any: all calls.
struct AccessRule {
  Access access = Access::allow;
  /// As Network::parse. Local peers are in no network.
  std::vector<std::string> networks{};
  std::vector<Transport> transports{};
  std::vector<AuthFlavor> flavors{};
  /// The uid, and the gid or one of the further gids, of AUTH_SYS. Claims, not identities: whoever can send from an
  /// allowed address can send any of them.
  std::vector<std::uint32_t> claimed_uids{};
  std::vector<std::uint32_t> claimed_gids{};
  /// The user of a local peer, as the kernel knows it. No other peer matches.
  std::vector<std::uint32_t> local_uids{};
  std::vector<std::uint32_t> programs{};
  std::vector<std::uint32_t> versions{};
  std::vector<std::uint32_t> procedures{};
  /// Whether the peer's port is below 1024. Local peers have none and match neither.
  std::optional<bool> reserved_port{};
};

/// Rules in order: the first that matches a call decides. A call that is denied is answered with AUTH_ERROR,
/// AUTH_TOOWEAK, whether the program exists or not; procedure 0 too, unless a rule allows it. Over udp the sender's
/// address itself is a claim. Unchanging, so it needs no lock.
class AccessRules final : public ServerInterceptor {
 public:
  /// `otherwise` decides calls that no rule matches. Errors: invalid_argument, naming the rule.
  static Result<std::shared_ptr<AccessRules>> make(const std::vector<AccessRule>& rules,
                                                   Access otherwise = Access::deny);
  ~AccessRules() override;

  std::optional<Error> before(const ReceivedCall& call) override;

 private:
  struct Rule;
  AccessRules(std::vector<Rule> rules, Access otherwise) noexcept;
  [[nodiscard]] static bool matches(const Rule& rule, const ReceivedCall& call) noexcept;

  std::vector<Rule> rules_;
  Access otherwise_;
};

}  // namespace onc
