#include "service/socket_owner.h"

#include <arpa/inet.h>
#include <linux/inet_diag.h>
#include <linux/netlink.h>
#include <linux/sock_diag.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cstring>
#include <span>

namespace onc {

namespace {

struct InetEnd {
  std::uint16_t port = 0;  // in network order
  std::array<std::uint32_t, 4> host{};
};

InetEnd end_of(const SocketAddress& address) noexcept {
  InetEnd end;
  end.port = htons(address.port());
  if (address.family() == AF_INET6) {
    sockaddr_in6 six;
    std::memcpy(&six, address.data(), sizeof six);
    std::memcpy(end.host.data(), &six.sin6_addr, sizeof six.sin6_addr);
  } else {
    sockaddr_in four;
    std::memcpy(&four, address.data(), sizeof four);
    end.host[0] = four.sin_addr.s_addr;
  }
  return end;
}

bool are_of_one_family(const SocketAddress& left, const SocketAddress& right) noexcept {
  return left.family() == right.family() && (left.family() == AF_INET || left.family() == AF_INET6);
}

}  // namespace

class SocketOwners::Netlink {
 public:
  Netlink() = default;
  Netlink(const Netlink&) = delete;
  Netlink& operator=(const Netlink&) = delete;
  ~Netlink() { close(); }

  // The socket at `source`, as one that gets what `destination` sends.
  std::optional<inet_diag_msg> ask(int protocol, int family, const InetEnd& source, const InetEnd& destination,
                                   std::uint16_t wanted_port) {
    std::optional<inet_diag_msg> found;
    if (send(protocol, family, NLM_F_REQUEST, source, destination, any_state)) {
      receive([&](const inet_diag_msg& one) { found = one; });
    }
    return found && found->id.idiag_sport == wanted_port ? found : std::nullopt;
  }
  // All sockets of the family at the port, of tcp those that listen. False when there may be more.
  template <class Take>
  bool ask_all(int protocol, int family, std::uint16_t port, const Take& take) {
    InetEnd source;
    source.port = port;
    const std::uint32_t states = protocol == IPPROTO_TCP ? 1U << TCP_LISTEN : any_state;
    if (!send(protocol, family, NLM_F_REQUEST | NLM_F_DUMP, source, {}, states)) return false;
    if (receive(take) == NLMSG_DONE) return true;
    // The kernel refuses another list while it has not told the rest of this one.
    close();
    socket_ = open();
    return false;
  }

 private:
  static constexpr std::uint32_t any_state = ~0U;

  static int open() noexcept { return ::socket(AF_NETLINK, SOCK_DGRAM | SOCK_CLOEXEC, NETLINK_SOCK_DIAG); }
  void close() const noexcept {
    if (socket_ >= 0) ::close(socket_);
  }

  struct Question {
    nlmsghdr header;
    inet_diag_req_v2 request;
  };

  bool send(int protocol, int family, int flags, const InetEnd& source, const InetEnd& destination,
            std::uint32_t states) {
    Question question{};
    question.header.nlmsg_len = sizeof question;
    question.header.nlmsg_type = SOCK_DIAG_BY_FAMILY;
    question.header.nlmsg_flags = static_cast<std::uint16_t>(flags);
    question.header.nlmsg_seq = ++sequence_;
    question.request.sdiag_family = static_cast<std::uint8_t>(family);
    question.request.sdiag_protocol = static_cast<std::uint8_t>(protocol);
    question.request.idiag_states = states;
    question.request.id.idiag_sport = source.port;
    question.request.id.idiag_dport = destination.port;
    std::memcpy(question.request.id.idiag_src, source.host.data(), sizeof source.host);
    std::memcpy(question.request.id.idiag_dst, destination.host.data(), sizeof destination.host);
    question.request.id.idiag_cookie[0] = question.request.id.idiag_cookie[1] = INET_DIAG_NOCOOKIE;
    return ::send(socket_, &question, sizeof question, 0) == sizeof question;
  }
  // The kernel has answered before send has returned, and goes on with a list in recv. Returns what the last message
  // is: NLMSG_DONE behind a list, NLMSG_ERROR also where there is none.
  template <class Take>
  int receive(const Take& take) {
    alignas(nlmsghdr) std::array<std::byte, 16384> room;
    for (;;) {
      const ssize_t got = ::recv(socket_, room.data(), room.size(), MSG_DONTWAIT);
      if (got <= 0) return NLMSG_ERROR;
      if (const auto last = take_all(std::span(room).first(static_cast<std::size_t>(got)), take)) return *last;
    }
  }
  // Nothing before the last message. Answers to earlier questions are left behind.
  template <class Take>
  std::optional<int> take_all(std::span<const std::byte> messages, const Take& take) const {
    nlmsghdr header;
    while (messages.size() >= sizeof header) {
      std::memcpy(&header, messages.data(), sizeof header);
      if (header.nlmsg_len < sizeof header || header.nlmsg_len > messages.size()) return NLMSG_ERROR;
      const bool of_this = header.nlmsg_seq == sequence_;
      if (of_this && header.nlmsg_type != SOCK_DIAG_BY_FAMILY) return last_of(header, messages);
      if (of_this) take_one(messages.subspan(sizeof header), take);
      if (of_this && (header.nlmsg_flags & NLM_F_MULTI) == 0) return header.nlmsg_type;
      messages = messages.subspan(std::min<std::size_t>(NLMSG_ALIGN(header.nlmsg_len), messages.size()));
    }
    return std::nullopt;
  }
  // What NLMSG_DONE carries is an error where the kernel could not make a list, as it has no such module.
  static int last_of(const nlmsghdr& header, std::span<const std::byte> messages) noexcept {
    std::int32_t error = 0;
    if (header.nlmsg_len >= sizeof header + sizeof error)
      std::memcpy(&error, messages.data() + sizeof header, sizeof error);
    return error < 0 ? NLMSG_ERROR : header.nlmsg_type;
  }
  template <class Take>
  static void take_one(std::span<const std::byte> body, const Take& take) {
    inet_diag_msg message;
    if (body.size() < sizeof message) return;
    std::memcpy(&message, body.data(), sizeof message);
    take(message);
  }

  int socket_ = open();
  std::uint32_t sequence_ = 0;
};

SocketOwners::SocketOwners() : netlink_(std::make_unique<Netlink>()) {}
SocketOwners::~SocketOwners() = default;

// Of udp some kernels want source and destination the other way round.
std::optional<std::uint32_t> SocketOwners::uid(Transport transport, const SocketAddress& local,
                                               const SocketAddress& remote) {
  const SocketAddress here = local.unmapped();
  const SocketAddress there = remote.unmapped();
  if (!are_of_one_family(here, there)) return std::nullopt;
  const InetEnd source = end_of(here);
  const InetEnd destination = end_of(there);
  const bool udp = transport == Transport::udp;
  auto found = netlink_->ask(udp ? IPPROTO_UDP : IPPROTO_TCP, here.family(), source, destination, source.port);
  if (!found && udp) found = netlink_->ask(IPPROTO_UDP, here.family(), destination, source, source.port);
  return found ? std::optional(found->idiag_uid) : std::nullopt;
}

std::optional<std::uint32_t> SocketOwners::uid_at_port(Transport transport, int family, std::uint16_t port) {
  std::optional<std::uint32_t> found;
  const int protocol = transport == Transport::udp ? IPPROTO_UDP : IPPROTO_TCP;
  netlink_->ask_all(protocol, family, htons(port), [&](const inet_diag_msg& one) { found = one.idiag_uid; });
  return found;
}

Sender SocketOwners::sender(Transport transport, const SocketAddress& peer, const SocketAddress& asked) {
  if (transport == Transport::udp) return only_user_of_port(peer.port());
  const SocketAddress there = peer.unmapped();
  const SocketAddress here = asked.unmapped();
  if (!are_of_one_family(there, here)) return {};
  const InetEnd source = end_of(there);
  const auto found = netlink_->ask(IPPROTO_TCP, there.family(), source, end_of(here), source.port);
  // A listener at the port is none that has sent; what is closed has no inode.
  const bool sent = found && found->id.idiag_dport == htons(here.port()) && found->idiag_inode != 0;
  return sent ? Sender{.uid = found->idiag_uid} : Sender{};
}

Sender SocketOwners::only_user_of_port(std::uint16_t port) {
  if (port == 0) return {.is_here = false};  // which the kernel takes for all ports
  std::optional<std::uint32_t> user;
  bool several = false;
  const auto take = [&](const inet_diag_msg& one) {
    several = several || (user && *user != one.idiag_uid);
    user = one.idiag_uid;
  };
  bool all = true;
  for (const int family : {AF_INET, AF_INET6}) all = netlink_->ask_all(IPPROTO_UDP, family, htons(port), take) && all;
  if (!all || several) return {};
  return {.is_here = user.has_value(), .uid = user};
}

}  // namespace onc
