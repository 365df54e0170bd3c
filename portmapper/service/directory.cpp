#include "service/directory.h"

#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <utility>

namespace onc {

namespace {

constexpr std::uint16_t first_free_port = 1024;

// Exactly the addresses that local programs register from; other loopback addresses are refused, as by rpcbind.
bool is_registering_loopback(const SocketAddress& address) {
  const std::string host = address.unmapped().with_port(0).to_string();
  return host == "127.0.0.1:0" || host == "[::1]:0";
}

bool is_printable(std::string_view text) noexcept {
  return std::all_of(text.begin(), text.end(), [](char c) { return c >= ' ' && c <= '~'; });
}

// Connecting to a local socket neither blocks nor is seen by its server before it accepts.
bool is_listening(const SocketAddress& path) {
  const int probe = ::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
  const bool answered = ::connect(probe, path.data(), path.size()) == 0 || errno == EAGAIN || errno == EACCES;
  ::close(probe);
  return answered;
}

// What others send, in a log that people read: as much as tells what it is.
std::string shown(std::string_view text) {
  constexpr std::size_t most = 128;
  std::string safe;
  for (const char c : text.substr(0, most)) safe += is_printable({&c, 1}) ? c : '?';
  return text.size() > most ? safe + "..." : safe;
}

std::string described(const Registered& entry) {
  return "program " + std::to_string(entry.id.program) + " version " + std::to_string(entry.id.version) + " at " +
         std::string(entry.netid.text()) + " " + shown(entry.address) + " by " + entry.owner.text();
}

}  // namespace

std::optional<Owner> Directory::owner_of(const Peer& peer) {
  if (peer.local) return Owner{.uid = peer.local->uid};
  if (options_.insecure && !is_registering_loopback(peer.address)) return nobody_known;
  if (options_.local_only || peer.transport == Transport::local || !is_registering_loopback(peer.address))
    return std::nullopt;
  // Its own sockets send no calls, so one that comes from there is forged.
  if (peer.transport == Transport::udp && peer.address.port() == peer.asked.port()) return std::nullopt;
  const Sender sender = owners_.sender(peer.transport, peer.address, peer.asked);
  return sender.is_here ? std::optional(Owner{.uid = sender.uid}) : std::nullopt;
}

// --- registering

bool Directory::set(const Registered& wanted, const Peer& peer) {
  if (const Registered* standing = find(wanted.id, wanted.netid)) {
    if (standing->address == wanted.address) return true;
    log(LogEvent::Level::info, "registration refused", wanted, peer, "another one stands there");
    return false;
  }
  if (const char* objection = objection_to(wanted)) {
    log(LogEvent::Level::warning, "registration refused", wanted, peer, objection);
    return false;
  }
  registry_.add(wanted);
  begin_probing(*registry_.find(wanted.id, wanted.netid));
  log(LogEvent::Level::debug, "registered", wanted, peer);
  return true;
}

bool Directory::unset(ProgramVersion id, const std::vector<Netid>& netids, const Owner& owner, const Peer& peer) {
  if (id.program == portmapper_program) return false;
  bool all = true;
  for (const Netid& netid : netids) {
    const Registered* standing = registry_.find(id, netid);
    if (standing == nullptr || drop_if_dead(*standing)) continue;
    if (!owner.is_superuser() && standing->owner != owner) {
      log(LogEvent::Level::warning, "unregistration refused", *standing, peer, "it is not the caller's");
      all = false;
      continue;
    }
    log(LogEvent::Level::debug, "unregistered", *standing, peer);
    probed_.erase(standing);
    registry_.remove(id, netid);
  }
  return all;
}

// Null: there is none.
const char* Directory::objection_to(const Registered& wanted) {
  if (wanted.id.program == portmapper_program) return "the portmapper's own place";
  // A user can have many uids (subuid(5)); an eighth is left for root.
  const std::size_t most = wanted.owner.is_superuser() ? options_.most : options_.most - options_.most / 8;
  if (registry_.size() >= most) return "there are as many registrations as may be";
  if (const char* objection = objection_to_address(wanted)) return objection;
  return wanted.owner.is_superuser() ? nullptr : objection_to_user(wanted);
}

const char* Directory::objection_to_address(const Registered& wanted) {
  if (!is_printable(wanted.address)) return "a control character in the address";
  const auto address = parse_universal_address(wanted.netid, wanted.address);
  if (!address) return "no universal address of the netid";
  if (wanted.netid.transport == Transport::local) return nullptr;
  if (address->port() == 0) return "port 0";
  if (!is_wildcard(*address) && !addresses_.contains(*address)) return "no address of this host";
  return nullptr;
}

const char* Directory::objection_to_user(const Registered& wanted) {
  if (registry_.count_of(wanted.owner) >= options_.most_of_user) return "the user has as many as one may have";
  if (is_held_by_others(wanted)) return "the program has another owner";
  if (!is_users_port(wanted)) return "a port below 1024 that is not the user's";
  return nullptr;
}

// Those whose servers have ended hold nothing.
bool Directory::is_held_by_others(const Registered& wanted) {
  if (!registry_.is_held_by_others(wanted.id.program, wanted.owner)) return false;
  for (const Registered* entry : registry_.find_program(wanted.id.program)) drop_if_dead(*entry);
  return registry_.is_held_by_others(wanted.id.program, wanted.owner);
}

bool Directory::is_users_port(const Registered& wanted) {
  if (wanted.netid.transport == Transport::local) return true;
  const auto address = parse_universal_address(wanted.netid, wanted.address);
  if (!address || address->port() >= first_free_port) return true;
  return wanted.owner.uid && any_listener_of(wanted.netid, *address) == wanted.owner.uid;
}

// Whose socket takes what this host sends there, over loopback if to any address.
std::optional<std::uint32_t> Directory::listener_of(const Netid& netid, const SocketAddress& address) {
  const auto loopback = SocketAddress::parse(netid.family == AF_INET6 ? "[::1]:1" : "127.0.0.1:1").value();
  const SocketAddress place = is_wildcard(address) ? loopback.with_port(address.port()) : address;
  return owners_.uid(netid.transport, place, loopback);
}

// Also of a server that listens at one address and is registered for all, as version 2 has no other way.
std::optional<std::uint32_t> Directory::any_listener_of(const Netid& netid, const SocketAddress& address) {
  const auto found = listener_of(netid, address);
  if (found || !is_wildcard(address)) return found;
  return owners_.uid_at_port(netid.transport, netid.family, address.port());
}

// --- after a restart

std::size_t Directory::restore(const std::vector<Registered>& kept) {
  std::size_t count = 0;
  for (const Registered& entry : kept) {
    if (entry.id.program == portmapper_program || registry_.size() >= options_.most) continue;
    if (objection_to_address(entry) != nullptr) continue;  // rpcbind keeps what anybody says
    if (!is_served(entry) || !registry_.add(entry)) continue;
    begin_probing(*registry_.find(entry.id, entry.netid));
    ++count;
  }
  return count;
}

// --- servers that end without a word

// Some register ports at which nobody listens yet, or ever; those are left alone. So are local sockets: to look at one
// is to connect to it.
void Directory::begin_probing(const Registered& entry) {
  if (entry.netid.transport == Transport::local) return;
  const auto address = parse_universal_address(entry.netid, entry.address);
  if (address && listener_of(entry.netid, *address)) probed_[&entry] = options_.now();
}

bool Directory::drop_if_dead(const Registered& entry) {
  const auto probed = probed_.find(&entry);
  if (probed == probed_.end()) return false;
  const TimePoint now = options_.now();
  if (now - probed->second < options_.probe_interval) return false;
  probed->second = now;
  if (is_served(entry)) return false;
  log(LogEvent::Level::info, "server is gone", entry, {});
  probed_.erase(probed);
  return registry_.remove(entry.id, entry.netid);
}

const Registered* Directory::find(ProgramVersion id, const Netid& netid) {
  const Registered* found = registry_.find(id, netid);
  return found != nullptr && drop_if_dead(*found) ? nullptr : found;
}

const Registered* Directory::find_or_other_version(ProgramVersion id, const Netid& netid) {
  const Registered* found = registry_.find_or_other_version(id, netid);
  while (found != nullptr && drop_if_dead(*found)) found = registry_.find_or_other_version(id, netid);
  return found;
}

// Not more at a time than a caller may wait for.
const Registry::Entries& Directory::all() {
  constexpr int most_looks = 1000;
  const TimePoint due = options_.now() - options_.probe_interval;
  std::vector<const Registered*> old;
  for (const auto& [entry, probed] : probed_) {
    if (probed <= due && old.size() < most_looks) old.push_back(entry);
  }
  for (const Registered* entry : old) drop_if_dead(*entry);
  return registry_.all();
}

std::vector<const Registered*> Directory::find_all(ProgramVersion id) {
  std::vector<const Registered*> all = registry_.find_all(id);
  std::erase_if(all, [this](const Registered* entry) { return drop_if_dead(*entry); });
  return all;
}

bool Directory::is_served(const Registered& entry) {
  const auto address = parse_universal_address(entry.netid, entry.address);
  if (!address) return false;
  if (entry.netid.transport != Transport::local) return any_listener_of(entry.netid, *address).has_value();
  return is_listening(*address);
}

// --- finding

std::string Directory::address_for(const Registered* entry, const Peer& peer, std::string_view hint) {
  if (entry == nullptr) return {};
  const auto address = parse_universal_address(entry->netid, entry->address);
  if (!address || !is_wildcard(*address)) return entry->address;
  const auto host = host_for(peer, entry->netid, hint);
  if (!host) return entry->address;
  return universal_address(host->with_port(address->port())).value_or(entry->address);
}

std::optional<SocketAddress> Directory::host_for(const Peer& peer, const Netid& netid, std::string_view hint) {
  if (!hint.empty()) {
    const auto hinted = parse_universal_address(netid, hint);
    if (hinted && !is_wildcard(*hinted) && addresses_.contains(*hinted)) return *hinted;
  }
  const SocketAddress asked = peer.asked.unmapped();
  // What was sent to all has come to an address that is none.
  const bool own = asked.family() == netid.family && !is_wildcard(asked) && addresses_.contains(asked);
  return own ? std::optional(asked) : addresses_.nearest(netid.family, peer.address.unmapped());
}

void Directory::log(LogEvent::Level level, const char* event, const Registered& entry, const Peer& peer,
                    std::string_view why) {
  if (!options_.log || (level == LogEvent::Level::debug && !options_.log_registrations) || !may_log()) return;
  std::string detail = described(entry);
  if (!why.empty()) detail += ": " + std::string(why);
  const std::string from = peer.to_string();
  options_.log({level, event, from, detail});
}

// Any local user can cause as many as he likes.
bool Directory::may_log() {
  constexpr std::size_t most = 100;
  const TimePoint now = options_.now();
  if (now - second_began_ >= std::chrono::seconds(1)) {
    second_began_ = now;
    logged_ = 0;
  }
  if (logged_++ >= most) return ++left_out_, false;
  if (left_out_ > 0)
    options_.log({LogEvent::Level::warning, "events left out", "", std::to_string(std::exchange(left_out_, 0))});
  return true;
}

}  // namespace onc
