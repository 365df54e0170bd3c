#include "service/socket_owner.h"

#include <arpa/inet.h>
#include <linux/inet_diag.h>
#include <linux/netlink.h>
#include <linux/sock_diag.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <cstring>

namespace onc {

namespace {

struct Endpoint {
  std::uint16_t port = 0;  // in network order
  std::array<std::uint32_t, 4> host{};
};

Endpoint endpoint_of(const SocketAddress& address) noexcept {
  Endpoint endpoint;
  endpoint.port = htons(address.port());
  if (address.family() == AF_INET6) {
    sockaddr_in6 six;
    std::memcpy(&six, address.data(), sizeof six);
    std::memcpy(endpoint.host.data(), &six.sin6_addr, sizeof six.sin6_addr);
  } else {
    sockaddr_in four;
    std::memcpy(&four, address.data(), sizeof four);
    endpoint.host[0] = four.sin_addr.s_addr;
  }
  return endpoint;
}

}  // namespace

class SocketOwners::Netlink {
 public:
  Netlink() : socket_(::socket(AF_NETLINK, SOCK_DGRAM | SOCK_CLOEXEC, NETLINK_SOCK_DIAG)) {}
  Netlink(const Netlink&) = delete;
  Netlink& operator=(const Netlink&) = delete;
  ~Netlink() {
    if (socket_ >= 0) ::close(socket_);
  }

  // The socket at `source`, as one that gets what `destination` sends.
  std::optional<std::uint32_t> ask(int protocol, int family, const Endpoint& source, const Endpoint& destination,
                                   std::uint16_t wanted_port) {
    if (!send(protocol, family, source, destination)) return std::nullopt;
    return receive(wanted_port);
  }

 private:
  struct Question {
    nlmsghdr header;
    inet_diag_req_v2 request;
  };

  bool send(int protocol, int family, const Endpoint& source, const Endpoint& destination) {
    Question question{};
    question.header.nlmsg_len = sizeof question;
    question.header.nlmsg_type = SOCK_DIAG_BY_FAMILY;
    question.header.nlmsg_flags = NLM_F_REQUEST;
    question.header.nlmsg_seq = ++sequence_;
    question.request.sdiag_family = static_cast<std::uint8_t>(family);
    question.request.sdiag_protocol = static_cast<std::uint8_t>(protocol);
    question.request.idiag_states = ~0U;
    question.request.id.idiag_sport = source.port;
    question.request.id.idiag_dport = destination.port;
    std::memcpy(question.request.id.idiag_src, source.host.data(), sizeof source.host);
    std::memcpy(question.request.id.idiag_dst, destination.host.data(), sizeof destination.host);
    question.request.id.idiag_cookie[0] = question.request.id.idiag_cookie[1] = INET_DIAG_NOCOOKIE;
    return ::send(socket_, &question, sizeof question, 0) == sizeof question;
  }
  // The kernel has answered before send has returned; answers to earlier questions are left behind.
  std::optional<std::uint32_t> receive(std::uint16_t wanted_port) {
    alignas(nlmsghdr) std::array<std::byte, 1024> room;
    for (;;) {
      const ssize_t got = ::recv(socket_, room.data(), room.size(), MSG_DONTWAIT);
      if (got < static_cast<ssize_t>(sizeof(nlmsghdr))) return std::nullopt;
      nlmsghdr header;
      std::memcpy(&header, room.data(), sizeof header);
      if (header.nlmsg_seq != sequence_) continue;
      if (header.nlmsg_type != SOCK_DIAG_BY_FAMILY) return std::nullopt;
      inet_diag_msg message;
      if (static_cast<std::size_t>(got) < sizeof header + sizeof message) return std::nullopt;
      std::memcpy(&message, room.data() + sizeof header, sizeof message);
      return message.id.idiag_sport == wanted_port ? std::optional(message.idiag_uid) : std::nullopt;
    }
  }

  int socket_;
  std::uint32_t sequence_ = 0;
};

SocketOwners::SocketOwners() : netlink_(std::make_unique<Netlink>()) {}
SocketOwners::~SocketOwners() = default;

// Of udp some kernels want source and destination the other way round.
std::optional<std::uint32_t> SocketOwners::uid(Transport transport, const SocketAddress& local,
                                               const SocketAddress& remote) {
  const SocketAddress here = local.unmapped();
  const SocketAddress there = remote.unmapped();
  if (here.family() != there.family() || (here.family() != AF_INET && here.family() != AF_INET6)) return std::nullopt;
  const Endpoint source = endpoint_of(here);
  const Endpoint destination = endpoint_of(there);
  const int protocol = transport == Transport::udp ? IPPROTO_UDP : IPPROTO_TCP;
  const auto found = netlink_->ask(protocol, here.family(), source, destination, source.port);
  if (found || transport != Transport::udp) return found;
  return netlink_->ask(protocol, here.family(), destination, source, source.port);
}

}  // namespace onc
