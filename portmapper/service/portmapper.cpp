#include <sys/socket.h>

#include <array>
#include <cerrno>

#include <onc/portmapper.h>

#include "registry/journal.h"
#include "registry/warm_start.h"
#include "service/portmap_service.h"
#include "service/rpcbind_service.h"
#include "service/service_front.h"

namespace onc {

namespace {

// What an endpoint is under a netid; nothing if it is not reached so.
std::optional<std::string> address_under(const Netid& netid, const Endpoint& endpoint) {
  if (endpoint.transport != netid.transport) return std::nullopt;
  if (netid.transport == Transport::local) return endpoint.address;
  const auto address = SocketAddress::parse(endpoint.address);
  if (!address) return std::nullopt;
  if (address->family() == netid.family) return universal_address(*address).value_or("");
  const bool both = endpoint.dual && netid.family == AF_INET;
  if (!both) return std::nullopt;
  return "0.0.0.0." + std::to_string(endpoint.port >> 8) + "." + std::to_string(endpoint.port & 0xff);
}

std::string at_any_address(const Netid& netid, const std::string& place) {
  const auto address = parse_universal_address(netid, place);
  if (!address || netid.transport == Transport::local) return place;
  const auto any = SocketAddress::parse(netid.family == AF_INET6 ? "[::]:0" : "0.0.0.0:0").value();
  return universal_address(any.with_port(address->port())).value_or(place);
}

DirectoryOptions directory_options(const PortmapperOptions& options) {
  DirectoryOptions made;
  made.local_only = options.local_only;
  made.insecure = options.insecure;
  made.most = options.max_registrations;
  made.most_of_user = options.max_registrations_of_user;
  made.log = options.log;
  made.log_registrations = options.log_registrations;
  return made;
}

}  // namespace

class Portmapper::Impl {
 public:
  explicit Impl(const PortmapperOptions& wanted)
      : options(wanted), directory(registry, owners, addresses, directory_options(options)) {
    if (options.remote_calls) remote.emplace();
    if (remote) state.remote = &*remote;
  }
  void announce(const Netid& netid, const std::vector<Endpoint>& endpoints);
  void log_trouble(int error) const;
  void log_rate(const SocketAddress& peer) const;

  const PortmapperOptions options;
  std::unique_ptr<Journal> journal{};
  Registry registry{};
  SocketOwners owners{};
  LocalAddresses addresses{};
  Directory directory;
  PortmapStatistics statistics{};
  ReplyRate rate{options.udp_rate, [this](const SocketAddress& peer) { log_rate(peer); }};
  std::optional<RemoteCalls> remote{};
  PortmapState state{directory, statistics, addresses, rate, nullptr};
  PortmapService version2{state};
  RpcbindService3 version3{state};
  RpcbindService4 version4{state};
  std::array<ServiceFront, 3> fronts{ServiceFront{version2, state}, ServiceFront{version3, state},
                                     ServiceFront{version4, state}};
};

// Versions 4, 3 and, of IPv4, 2: as rpcbind lists itself. One that listens at several addresses is at all of them, so
// that each asker is told the one that he has asked.
void Portmapper::Impl::announce(const Netid& netid, const std::vector<Endpoint>& endpoints) {
  std::vector<std::string> places;
  for (const Endpoint& endpoint : endpoints) {
    auto address = address_under(netid, endpoint);
    if (address && !address->empty()) places.push_back(*std::move(address));
  }
  if (places.empty()) return;
  const std::string place = places.size() == 1 ? places.front() : at_any_address(netid, places.front());
  for (const std::uint32_t version : {4U, 3U, 2U}) {
    if (version > 2 || netid == netid_udp || netid == netid_tcp)
      registry.add({{portmapper_program, version}, netid, place, superuser});
  }
}

// Of the journal; 0: it is over.
void Portmapper::Impl::log_trouble(int error) const {
  if (!options.log) return;
  std::string detail = options.state_folder;
  if (error == EBADMSG) {
    detail += ": lines of the journal are damaged and left out; it is kept as journal.unread";
    return options.log({LogEvent::Level::warning, "state is damaged", "", detail});
  }
  if (error != 0) detail += ": " + system_error(Errc::system, "write", error).message();
  options.log({error == 0 ? LogEvent::Level::info : LogEvent::Level::warning,
               error == 0 ? "state is kept again" : "state cannot be kept", "", detail});
}

void Portmapper::Impl::log_rate(const SocketAddress& peer) const {
  if (!options.log) return;
  const std::string from = "udp " + peer.to_string();
  options.log({LogEvent::Level::warning, "answers held back", from,
               "its network has asked more than " + std::to_string(options.udp_rate) + " times a second over udp"});
}

Portmapper::Portmapper(const PortmapperOptions& options) : impl_(std::make_unique<Impl>(options)) {}
Portmapper::~Portmapper() = default;

void Portmapper::serve_on(Server& server) {
  for (ServiceFront& front : impl_->fronts) server.add(front);
}

void Portmapper::announce(const std::vector<Endpoint>& endpoints) {
  for (const Netid& netid : {netid_tcp6, netid_udp6, netid_tcp, netid_udp, netid_local})
    impl_->announce(netid, endpoints);
}

Result<std::size_t> Portmapper::restore() {
  std::vector<Registered> kept;
  auto written = std::filesystem::file_time_type::min();
  if (!impl_->options.state_folder.empty()) {
    written = Journal::last_written(impl_->options.state_folder);
    auto opened = Journal::open(impl_->options.state_folder);
    if (!opened) return std::move(opened).error();
    if (auto claimed = (*opened)->claim(); !claimed) return std::move(claimed).error();
    impl_->journal = *std::move(opened);
    impl_->journal->on_trouble([impl = impl_.get()](int error) { impl->log_trouble(error); });
    kept = impl_->journal->read();
  }
  if (!impl_->options.rpcbind_folder.empty()) {
    // What is older than the journal has been taken over into it, and may have been unregistered since.
    const auto others = read_warm_start(impl_->options.rpcbind_folder, written);
    kept.insert(kept.end(), others.begin(), others.end());
  }
  const std::size_t count = impl_->directory.restore(kept);
  if (impl_->journal) impl_->journal->follow(impl_->registry, portmapper_program);
  return count;
}

Result<void> Portmapper::keep_for_rpcbind() {
  if (impl_->options.rpcbind_folder.empty()) return {};
  return write_warm_start(impl_->options.rpcbind_folder, impl_->registry, portmapper_program);
}

std::string Portmapper::to_prometheus() const {
  return impl_->statistics.to_prometheus() + "# TYPE portmap_registrations gauge\nportmap_registrations " +
         std::to_string(impl_->statistics.registrations()) + "\n";
}

}  // namespace onc
