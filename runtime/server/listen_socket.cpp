#include "server/listen_socket.h"

#include <arpa/inet.h>
#include <fcntl.h>
#include <net/if.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <charconv>
#include <cstdlib>
#include <optional>
#include <utility>

#include "base/escape.h"
#include "base/raw_address.h"
#include "transport/resolve.h"
#include "transport/socket_options.h"

namespace onc {

namespace {

constexpr int backlog = 1024;

std::string name_of(const ListenOn& where) {
  return std::string(to_string(where.transport)) + " " + (where.address.empty() ? ":0" : escaped(where.address));
}

Error listen_error(const ListenOn& where, const char* what, int error) {
  Error result = system_error(Errc::system, std::string("listening at ") + name_of(where) + ": " + what, error);
  if (error == EACCES) result = std::move(result).with_cause("ports below 1024 need root or CAP_NET_BIND_SERVICE");
  if (error == EADDRINUSE && where.transport == Transport::local) {
    result = std::move(result).with_cause("another program listens there (ss -lnpx shows it), or it is no socket");
  } else if (error == EADDRINUSE) {
    result = std::move(result).with_cause("another program listens there (ss -lnptu shows it)");
  }
  return result;
}

// 0, or the errno of the step that failed, which is then named in `what`.
int bind_and_listen(int socket, Transport transport, const SocketAddress& address, bool only_inet6, const char*& what) {
  if (transport == Transport::tcp) set_option(socket, SOL_SOCKET, SO_REUSEADDR, 1);
  if (address.family() == AF_INET6) set_option(socket, IPPROTO_IPV6, IPV6_V6ONLY, only_inet6 ? 1 : 0);
  what = "bind";
  if (::bind(socket, address.data(), address.size()) != 0) return errno;
  what = "listen";
  if (transport != Transport::udp && ::listen(socket, backlog) != 0) return errno;
  return 0;
}

void join_groups(int socket, const std::vector<std::string>& groups) {
  if (groups.empty()) return;
  struct if_nameindex* const interfaces = ::if_nameindex();
  for (const auto* one = interfaces; one != nullptr && one->if_index != 0; ++one) {
    for (const std::string& group : groups) {
      ipv6_mreq wanted{};
      wanted.ipv6mr_interface = one->if_index;
      if (::inet_pton(AF_INET6, group.c_str(), &wanted.ipv6mr_multiaddr) != 1) continue;
      ::setsockopt(socket, IPPROTO_IPV6, IPV6_JOIN_GROUP, &wanted, sizeof wanted);
    }
  }
  if (interfaces != nullptr) ::if_freenameindex(interfaces);
}

int socket_type(Transport transport) noexcept {
  return (transport == Transport::udp ? SOCK_DGRAM : SOCK_STREAM) | SOCK_CLOEXEC | SOCK_NONBLOCK;
}

bool takes_both_families(int socket, const SocketAddress& address) noexcept {
  int only_inet6 = 1;
  socklen_t size = sizeof only_inet6;
  return address.family() == AF_INET6 && ::getsockopt(socket, IPPROTO_IPV6, IPV6_V6ONLY, &only_inet6, &size) == 0 &&
         only_inet6 == 0;
}

Endpoint endpoint_of(int socket, Transport transport) {
  const SocketAddress bound = local_address(socket);
  return {transport, bound.to_string(), bound.port(), takes_both_families(socket, bound)};
}

bool lacks_family(const Error& error) noexcept {
  return error.system_errno() == EAFNOSUPPORT || error.system_errno() == EADDRNOTAVAIL;
}

struct Ports {
  std::uint16_t low = 0;
  std::uint16_t high = 0;
};

std::optional<std::uint16_t> read_port(std::string_view text) {
  std::uint16_t port = 0;
  const auto [stop, error] = std::from_chars(text.data(), text.data() + text.size(), port);
  if (text.empty() || error != std::errc{} || stop != text.data() + text.size()) return std::nullopt;
  return port;
}

// "80" or "4000-4100".
Result<Ports> ports_of(const ListenOn& where, const HostAndPort& parts) {
  if (where.address.empty()) return Ports{};
  const std::string_view text = parts.port;
  const std::size_t dash = text.find('-');
  const auto low = read_port(text.substr(0, dash));
  const auto high = dash == std::string_view::npos ? low : read_port(text.substr(dash + 1));
  if (low && high && *low <= *high && (*low > 0 || *high == 0)) return Ports{*low, *high};
  return Error(Errc::invalid_argument, "'" + escaped(where.address) +
                                           "' is no address to listen at; expected :PORT, "
                                           "HOST:PORT, [IPV6]:PORT, or LOW-HIGH for PORT");
}

bool is_listening(int descriptor) {
  int listening = 0;
  socklen_t size = sizeof listening;
  return ::getsockopt(descriptor, SOL_SOCKET, SO_ACCEPTCONN, &listening, &size) == 0 && listening != 0;
}

}  // namespace

bool is_dead_socket(const SocketAddress& address) {
  const std::string path = address.to_string();
  struct stat status {};
  if (::lstat(path.c_str(), &status) != 0 || !S_ISSOCK(status.st_mode)) return false;
  const FileDescriptor probe(::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0));
  return probe && ::connect(probe.get(), address.data(), address.size()) != 0 && errno == ECONNREFUSED;
}

Result<ListenSocket> ListenSocket::open(const ListenOn& where) {
  if (where.descriptor >= 0) return adopt(where);
  return where.transport == Transport::local ? open_local(where) : open_inet(where);
}

Result<ListenSocket> ListenSocket::adopt(const ListenOn& where) {
  const SocketAddress bound = local_address(where.descriptor);
  const std::string name = "descriptor " + std::to_string(where.descriptor);
  int type = 0;
  socklen_t size = sizeof type;
  if (::getsockopt(where.descriptor, SOL_SOCKET, SO_TYPE, &type, &size) != 0)
    return system_error(Errc::system, "listening at " + name, errno);
  const bool local = bound.family() == AF_UNIX;
  if (bound.family() == AF_UNSPEC || (type != SOCK_STREAM && (local || type != SOCK_DGRAM)))
    return Error(Errc::invalid_argument, name + " is no socket for udp, tcp or local streams");
  const Transport transport = local ? Transport::local : type == SOCK_STREAM ? Transport::tcp : Transport::udp;
  if (transport != Transport::udp && !is_listening(where.descriptor))
    return Error(Errc::invalid_argument, name + " does not listen; with systemd, set Accept=no in the socket's unit");
  if (transport == Transport::udp && bound.family() == AF_INET6) join_groups(where.descriptor, where.groups);
  ::fcntl(where.descriptor, F_SETFD, FD_CLOEXEC);
  ::fcntl(where.descriptor, F_SETFL, ::fcntl(where.descriptor, F_GETFL) | O_NONBLOCK);
  return ListenSocket(FileDescriptor(where.descriptor), endpoint_of(where.descriptor, transport), {});
}

// Whoever binds the address without being asked for must get an error, also while the group grows: so the first is
// bound alone, and lets others in afterwards.
Result<ListenSocket> ListenSocket::open_beside(ListenSocket& first) {
  const SocketAddress address = local_address(first.descriptor());
  FileDescriptor socket(::socket(address.family(), socket_type(Transport::udp), 0));
  if (!socket) return system_error(Errc::system, "a further socket at udp " + address.to_string(), errno);
  set_option(first.descriptor(), SOL_SOCKET, SO_REUSEPORT, 1);
  set_option(socket.get(), SOL_SOCKET, SO_REUSEPORT, 1);
  const char* what = "";
  const int error = bind_and_listen(socket.get(), Transport::udp, address, !first.endpoint().dual, what);
  if (error != 0) return system_error(Errc::system, "a further socket at udp " + address.to_string(), error);
  return ListenSocket(std::move(socket), first.endpoint_, {});
}

void ListenSocket::close_group() noexcept { set_option(descriptor(), SOL_SOCKET, SO_REUSEPORT, 0); }

ListenSocket::ListenSocket(ListenSocket&& other) noexcept
    : socket_(std::move(other.socket_)),
      endpoint_(std::move(other.endpoint_)),
      path_(std::move(other.path_)),
      file_(other.file_),
      leaves_file_(other.leaves_file_.load()) {}

ListenSocket::~ListenSocket() {
  const bool still_ours = socket_ && !path_.empty() && !leaves_file_ && identify(path_) == file_;
  if (still_ours) ::unlink(path_.c_str());
}

ListenSocket::FileIdentity ListenSocket::identify(const std::string& path) noexcept {
  struct stat status {};
  if (path.empty() || ::lstat(path.c_str(), &status) != 0) return {};
  return {status.st_dev, status.st_ino};
}

Result<ListenSocket> ListenSocket::open_inet(const ListenOn& where) {
  const HostAndPort parts = split_host_and_port(where.address);
  const auto ports = ports_of(where, parts);
  if (!ports) return ports.error();
  for (std::uint16_t port = ports->low;; ++port) {
    auto opened = open_inet_at(where, parts.host, port);
    if (opened || port == ports->high || opened.error().system_errno() != EADDRINUSE) return opened;
  }
}

// All addresses of the host, or the one that is named. Of all of them the first that the host's families allow is used.
Result<ListenSocket> ListenSocket::open_inet_at(const ListenOn& where, const std::string& host, std::uint16_t port) {
  if (host.empty()) {
    // One IPv6 socket that takes IPv4, too; IPv4 alone on hosts without IPv6.
    auto dual = open_at(where, any_address(AF_INET6, port), Stack::dual);
    return dual || !lacks_family(dual.error()) ? std::move(dual)
                                               : open_at(where, any_address(AF_INET, port), Stack::single);
  }
  auto found = resolve_host(host, port);
  if (!found) return std::move(found).error();
  return open_at(where, found->front(), Stack::single);
}

Result<ListenSocket> ListenSocket::open_at(const ListenOn& where, const SocketAddress& address, Stack stack) {
  FileDescriptor socket(::socket(address.family(), socket_type(where.transport), 0));
  if (!socket) return listen_error(where, "socket", errno);
  const char* what = "";
  if (const int error = bind_and_listen(socket.get(), where.transport, address, stack == Stack::single, what);
      error != 0) {
    return listen_error(where, what, error);
  }
  if (address.family() == AF_INET6) join_groups(socket.get(), where.groups);
  Endpoint endpoint = endpoint_of(socket.get(), where.transport);
  if (endpoint.port == 0) return listen_error(where, "getsockname", errno);
  return ListenSocket(std::move(socket), std::move(endpoint), {});
}

Result<ListenSocket> ListenSocket::open_local(const ListenOn& where) {
  const auto address = SocketAddress::local(where.address);
  if (!address) return address.error();
  FileDescriptor socket(::socket(AF_UNIX, socket_type(where.transport), 0));
  if (!socket) return listen_error(where, "socket", errno);
  const bool abstract = where.address.front() == '@';
  if (!abstract && is_dead_socket(*address)) ::unlink(where.address.c_str());
  if (::bind(socket.get(), address->data(), address->size()) != 0) return listen_error(where, "bind", errno);
  // From here on the file is removed when anything fails.
  ListenSocket bound(std::move(socket), {where.transport, where.address, 0}, abstract ? "" : where.address);
  if (!abstract && ::chmod(where.address.c_str(), where.mode) != 0) return listen_error(where, "chmod", errno);
  if (::listen(bound.descriptor(), backlog) != 0) return listen_error(where, "listen", errno);
  return bound;
}

Result<std::vector<ListenOn>> listeners_from_environment() {
  constexpr int first_descriptor = 3;
  const char* process = std::getenv("LISTEN_PID");
  const char* count_text = std::getenv("LISTEN_FDS");
  if (process == nullptr || count_text == nullptr || std::to_string(::getpid()) != process)
    return std::vector<ListenOn>();
  const auto count = read_port(count_text);
  if (!count) return Error(Errc::invalid_argument, "LISTEN_FDS is '" + escaped(count_text) + "', no number");
  std::vector<ListenOn> all;
  for (int descriptor = first_descriptor; descriptor < first_descriptor + *count; ++descriptor) {
    if (::fcntl(descriptor, F_SETFD, FD_CLOEXEC) != 0)
      return Error(Errc::invalid_argument, "LISTEN_FDS is " + std::string(count_text) + ", but descriptor " +
                                               std::to_string(descriptor) + " is not open");
    all.push_back({.descriptor = descriptor});
  }
  return all;
}

}  // namespace onc
