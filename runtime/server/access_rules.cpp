#include <algorithm>
#include <utility>

#include <onc/access.h>

#include "session/reserved_port.h"

namespace onc {

struct AccessRules::Rule {
  AccessRule wanted;
  std::vector<Network> networks;
};

namespace {

// An empty list is no condition.
template <class T>
bool has(const std::vector<T>& list, const T& value) noexcept {
  return list.empty() || std::find(list.begin(), list.end(), value) != list.end();
}

bool is_within(const std::vector<Network>& networks, const Peer& peer) noexcept {
  const auto contains = [&peer](const Network& one) { return one.contains(peer.address); };
  return networks.empty() || std::any_of(networks.begin(), networks.end(), contains);
}

bool claims_user(const std::vector<std::uint32_t>& uids, const AuthSys* claim) noexcept {
  return uids.empty() || (claim != nullptr && has(uids, claim->uid));
}

bool claims_group(const std::vector<std::uint32_t>& gids, const AuthSys* claim) noexcept {
  if (gids.empty()) return true;
  if (claim == nullptr) return false;
  const auto wanted = [&gids](std::uint32_t gid) { return has(gids, gid); };
  return wanted(claim->gid) || std::any_of(claim->gids.begin(), claim->gids.end(), wanted);
}

bool is_local_user(const std::vector<std::uint32_t>& uids, const Peer& peer) noexcept {
  return uids.empty() || (peer.local && has(uids, peer.local->uid));
}

bool has_port(std::optional<bool> reserved, const Peer& peer) noexcept {
  return !reserved || (peer.transport != Transport::local && has_reserved_port(peer) == *reserved);
}

Result<std::vector<Network>> parse_all(const std::vector<std::string>& texts) {
  std::vector<Network> networks;
  for (const std::string& text : texts) {
    auto network = Network::parse(text);
    if (!network) return std::move(network).error();
    networks.push_back(*network);
  }
  return networks;
}

}  // namespace

AccessRules::AccessRules(std::vector<Rule> rules, Access otherwise) noexcept
    : rules_(std::move(rules)), otherwise_(otherwise) {}

AccessRules::~AccessRules() = default;

Result<std::shared_ptr<AccessRules>> AccessRules::make(const std::vector<AccessRule>& rules, Access otherwise) {
  std::vector<Rule> parsed;
  for (const AccessRule& rule : rules) {
    auto networks = parse_all(rule.networks);
    if (!networks) return std::move(networks).error().in_context("access rule " + std::to_string(parsed.size() + 1));
    parsed.push_back({rule, *std::move(networks)});
  }
  return std::shared_ptr<AccessRules>(new AccessRules(std::move(parsed), otherwise));
}

std::optional<Error> AccessRules::before(const ReceivedCall& call) {
  const auto first = std::find_if(rules_.begin(), rules_.end(), [&](const Rule& rule) { return matches(rule, call); });
  const bool by_rule = first != rules_.end();
  if ((by_rule ? first->wanted.access : otherwise_) == Access::allow) return std::nullopt;
  std::string why =
      by_rule ? "denied by access rule " + std::to_string(first - rules_.begin() + 1) : "allowed by no access rule";
  return Error(Errc::auth_rejected, std::move(why)).with_auth_stat(AuthStat::too_weak);
}

bool AccessRules::matches(const Rule& rule, const ReceivedCall& call) noexcept {
  const AccessRule& wanted = rule.wanted;
  const CallContext& context = call.context;
  const Peer& peer = context.peer();
  return has(wanted.programs, call.id.program) && has(wanted.versions, call.id.version) &&
         has(wanted.procedures, call.procedure) && has(wanted.transports, peer.transport) &&
         has(wanted.flavors, context.flavor()) && has_port(wanted.reserved_port, peer) &&
         is_local_user(wanted.local_uids, peer) && claims_user(wanted.claimed_uids, context.auth_sys()) &&
         claims_group(wanted.claimed_gids, context.auth_sys()) && is_within(rule.networks, peer);
}

}  // namespace onc
