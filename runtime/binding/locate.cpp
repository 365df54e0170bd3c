#include "binding/locate.h"

#include <sys/socket.h>

#include <algorithm>
#include <iterator>
#include <optional>
#include <string>
#include <utility>

#include <onc/universal_address.h>

#include "base/escape.h"
#include "binding/find_service.h"
#include "binding/rpcbind_place.h"
#include "rpcbind.h"
#include "transport/resolve.h"

namespace onc {

namespace {

using Addresses = std::vector<SocketAddress>;

// Once one family is found, the other must not hold up a client whose path to it is broken.
constexpr Duration for_another_family = std::chrono::milliseconds(250);

// What is looked for.
struct Wanted {
  std::string host;
  ProgramVersion id;
  Transport transport;
};

// An address of the client's own choice.
Result<Addresses> locate_given(const std::string& address, Transport transport, const Patience& patience) {
  const bool local = is_local_address(address);
  if (local == (transport == Transport::local)) return resolve_address(address, patience);
  return Error(Errc::invalid_argument,
               "address '" + escaped(address) + "' does not fit transport '" + std::string(to_string(transport)) + "'");
}

bool is_elsewhere(const SocketAddress& address) noexcept { return !address.is_loopback(); }

// A path means something on this host only, so only a rpcbind of this host may name it.
Result<Addresses> local_rpcbinds(const Wanted& wanted, const std::string& configured, const Patience& patience) {
  if (!is_this_host(wanted.host)) {
    return Error(Errc::invalid_argument, "transport 'local' reaches servers on this host only, which '" +
                                             escaped(wanted.host) + "' does not name; say localhost, or give " +
                                             "the path of the server's socket as address");
  }
  auto rpcbinds = resolve_address(configured.empty() ? rpcbind_socket : std::string_view(configured), patience);
  if (!rpcbinds || std::none_of(rpcbinds->begin(), rpcbinds->end(), is_elsewhere)) return rpcbinds;
  return Error(Errc::invalid_argument, "transport 'local' needs this host's rpcbind, and '" + escaped(configured) +
                                           "' is on another; give the path of the server's socket as address");
}

Result<Addresses> locate_local(const Wanted& wanted, const std::string& configured, const Patience& patience) {
  const auto rpcbinds = local_rpcbinds(wanted, configured, patience);
  if (!rpcbinds) return rpcbinds.error();
  auto found = find_service(*rpcbinds, Transport::tcp, wanted.id, netid_of(Transport::local, AF_UNIX), patience);
  if (!found) return std::move(found).error();
  return Addresses{found->address};
}

// The addresses of one family, behind the port that rpcbind has for it.
struct Family {
  Addresses hosts{};
  [[nodiscard]] int family() const noexcept { return hosts.front().family(); }
};

// IPv4 first. Addresses of IPv4 mapped into IPv6 are reached over IPv4, and so is their rpcbind.
Result<std::vector<Family>> families_of(const std::string& host, const Patience& patience) {
  auto addresses = resolve_host(host, 0, patience);
  if (!addresses) return std::move(addresses).error();
  Family four;
  Family six;
  for (const SocketAddress& address : *addresses) {
    const SocketAddress plain = address.unmapped();
    (plain.family() == AF_INET6 ? six : four).hosts.push_back(plain);
  }
  std::vector<Family> families;
  for (Family* family : {&four, &six}) {
    if (!family->hosts.empty()) families.push_back(std::move(*family));
  }
  return families;
}

// The port is the only thing that is believed.
Addresses with_port(const Addresses& hosts, std::uint16_t port) {
  Addresses addresses;
  for (const SocketAddress& host : hosts) addresses.push_back(host.with_port(port));
  return addresses;
}

// Asks port 111 of the addresses themselves. The one that answers is the best guess at one that can be called.
Result<Addresses> ask_hosts(const Family& family, const Wanted& wanted, const Patience& patience) {
  const Netid netid = netid_of(wanted.transport, family.family());
  auto found = find_service(with_port(family.hosts, rpcbind::RPCB_PORT), wanted.transport, wanted.id, netid, patience);
  if (!found) return std::move(found).error();
  Addresses addresses = with_port(family.hosts, found->address.port());
  const auto first = addresses.begin() + static_cast<std::ptrdiff_t>(found->answered_by);
  std::rotate(addresses.begin(), first, first + 1);
  return addresses;
}

// Asks one place for all families.
Result<Addresses> ask_place(const Addresses& rpcbinds, const Family& family, const Wanted& wanted,
                            const Patience& patience) {
  const Netid netid = netid_of(wanted.transport, family.family());
  auto found = find_service(rpcbinds, wanted.transport, wanted.id, netid, patience);
  if (!found) return std::move(found).error();
  return with_port(family.hosts, found->address.port());
}

// What was answered says more than what was not, and the same is said once.
Error both(Error first, Error second) {
  if (first.explain() == second.explain()) return first;
  const bool only_second_answered = first.code == Errc::rpcbind_unreachable && second.code != Errc::rpcbind_unreachable;
  if (only_second_answered) std::swap(first, second);
  return std::move(first).with_cause("and in the other address family, " + second.message()).with_causes_of(second);
}

// `ask` gives the addresses of one family within its share of the time.
template <class Ask>
Result<Addresses> in_each(const std::vector<Family>& families, const Patience& patience, const Ask& ask) {
  Addresses all;
  std::vector<Error> errors;
  for (std::size_t i = 0; i < families.size(); ++i) {
    const Patience share = all.empty() ? patience.share(families.size() - i) : patience.at_most(for_another_family);
    auto found = ask(families[i], share);
    if (found) {
      std::move(found->begin(), found->end(), std::back_inserter(all));
    } else {
      errors.push_back(std::move(found).error());
    }
  }
  if (!all.empty()) return all;
  return errors.size() == 1 ? std::move(errors.front()) : both(std::move(errors[0]), std::move(errors[1]));
}

Result<Addresses> locate_at(const std::string& place, const std::vector<Family>& families, const Wanted& wanted,
                            const Patience& patience) {
  const auto rpcbinds = resolve_address(place, patience);
  if (!rpcbinds) return rpcbinds.error();
  std::optional<Error> unreachable;  // it would be no other for another family
  return in_each(families, patience, [&](const Family& family, const Patience& /*share*/) -> Result<Addresses> {
    if (unreachable) return *unreachable;
    auto found = ask_place(*rpcbinds, family, wanted, patience);
    if (!found && found.error().code == Errc::rpcbind_unreachable) unreachable = found.error();
    return found;
  });
}

Result<Addresses> locate_by_port(const std::vector<Family>& families, const Wanted& wanted, const Patience& patience) {
  return in_each(families, patience,
                 [&](const Family& family, const Patience& share) { return ask_hosts(family, wanted, share); });
}

Result<Addresses> locate_inet(const Wanted& wanted, const std::string& configured, const Patience& patience) {
  const auto families = families_of(wanted.host, patience);
  if (!families) return families.error();
  if (!configured.empty()) return locate_at(configured, *families, wanted, patience);
  if (!is_this_host(wanted.host)) return locate_by_port(*families, wanted, patience);
  auto found = locate_at(std::string(rpcbind_socket), *families, wanted, patience.share(2));
  if (found || found.error().code != Errc::rpcbind_unreachable) return found;
  auto by_port = locate_by_port(*families, wanted, patience);
  if (by_port) return by_port;
  return std::move(by_port).error().with_cause("before that, " + found.error().message()).with_causes_of(found.error());
}

}  // namespace

Result<Addresses> locate(std::string_view host, ProgramVersion id, Transport transport, const ConnectOptions& options,
                         const Patience& patience) {
  if (!options.address.empty()) return locate_given(options.address, transport, patience);
  const Wanted wanted{std::string(host), id, transport};
  const std::string configured = configured_rpcbind(options.rpcbind);
  if (transport == Transport::local) return locate_local(wanted, configured, patience);
  return locate_inet(wanted, configured, patience);
}

}  // namespace onc
