#include "server/datagram_server.h"

#include <netinet/in.h>
#include <sys/epoll.h>
#include <sys/socket.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <utility>

#include "transport/socket_options.h"

namespace onc {

namespace {

constexpr std::size_t inbox_size = std::size_t{64} << 10;
// Datagrams answered before others get their turn.
constexpr int batch = 64;

// The control message that says which of our addresses a datagram was sent to; sent back, it makes the reply leave
// from there. Big enough for either family; a
// socket asks for one of them.
struct Control {
  alignas(cmsghdr) std::byte bytes[CMSG_SPACE(sizeof(in6_pktinfo))];
};

bool is_link_local(const in6_addr& address) noexcept { return IN6_IS_ADDR_LINKLOCAL(&address); }

// The interface is forgotten, so that the reply takes the route it should; link-local addresses mean nothing without.
void forget_interface(cmsghdr& header) noexcept {
  if (header.cmsg_level == IPPROTO_IPV6 && header.cmsg_type == IPV6_PKTINFO) {
    in6_pktinfo info;
    std::memcpy(&info, CMSG_DATA(&header), sizeof info);
    if (!is_link_local(info.ipi6_addr)) info.ipi6_ifindex = 0;
    std::memcpy(CMSG_DATA(&header), &info, sizeof info);
  } else if (header.cmsg_level == IPPROTO_IP && header.cmsg_type == IP_PKTINFO) {
    in_pktinfo info;
    std::memcpy(&info, CMSG_DATA(&header), sizeof info);
    info.ipi_ifindex = 0;
    std::memcpy(CMSG_DATA(&header), &info, sizeof info);
  }
}

bool is_multicast(const cmsghdr& header) noexcept {
  if (header.cmsg_level != IPPROTO_IPV6) return false;
  in6_pktinfo info;
  std::memcpy(&info, CMSG_DATA(&header), sizeof info);
  return IN6_IS_ADDR_MULTICAST(&info.ipi6_addr);
}

SocketAddress asked_address(const in_pktinfo& info, std::uint16_t port) noexcept {
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(port);
  address.sin_addr = info.ipi_spec_dst;  // of the interface, where the datagram was sent to all
  return SocketAddress::from(reinterpret_cast<const sockaddr*>(&address), sizeof address);
}

SocketAddress asked_address(const in6_pktinfo& info, std::uint16_t port) noexcept {
  sockaddr_in6 address{};
  address.sin6_family = AF_INET6;
  address.sin6_port = htons(port);
  address.sin6_addr = info.ipi6_addr;
  if (is_link_local(info.ipi6_addr)) address.sin6_scope_id = info.ipi6_ifindex;
  return SocketAddress::from(reinterpret_cast<const sockaddr*>(&address), sizeof address);
}

// Which of our addresses the datagram was sent to. Of no family where that is none of ours.
SocketAddress asked_address(msghdr& message, std::uint16_t port) noexcept {
  const cmsghdr* header = CMSG_FIRSTHDR(&message);
  if (header == nullptr || is_multicast(*header)) return {};
  if (header->cmsg_level == IPPROTO_IPV6 && header->cmsg_type == IPV6_PKTINFO) {
    in6_pktinfo info;
    std::memcpy(&info, CMSG_DATA(header), sizeof info);
    return asked_address(info, port);
  }
  if (header->cmsg_level != IPPROTO_IP || header->cmsg_type != IP_PKTINFO) return {};
  in_pktinfo info;
  std::memcpy(&info, CMSG_DATA(header), sizeof info);
  return asked_address(info, port);
}

// Leaves in `message` what a reply is to be sent with.
void turn_into_reply(msghdr& message) noexcept {
  cmsghdr* header = CMSG_FIRSTHDR(&message);
  if (header == nullptr || is_multicast(*header)) {
    message.msg_control = nullptr;
    message.msg_controllen = 0;
  } else {
    forget_interface(*header);
  }
  message.msg_flags = 0;
}

// An address that nothing can be sent from, a broadcast one: sockets of IPv4 call it invalid, those of both families
// say that they find no network.
bool is_no_source(int error) noexcept { return error == EINVAL || error == ENETUNREACH; }

}  // namespace

// Where late replies find the socket, as long as it is there.
struct DatagramServer::Origin {
  DatagramServer* server = nullptr;
};

// Keeps where a call came from, and which of our addresses it was sent to.
class DatagramServer::LatePath final : public ReplyPath {
 public:
  LatePath(std::shared_ptr<Origin> origin, const SocketAddress& address, const msghdr& call) noexcept
      : origin_(std::move(origin)),
        address_(address),
        host_(address.network_prefix()),
        control_size_(call.msg_controllen) {
    std::memcpy(control_.bytes, call.msg_control, control_size_);
  }
  [[nodiscard]] const std::string& host() const noexcept { return host_; }
  /// From now on it is one of the calls that are counted.
  void count() noexcept { counted_ = true; }
  ~LatePath() override {
    if (counted_ && origin_->server != nullptr) origin_->server->forget_call(host_);
  }
  void send(xdr::Buffer reply) override {
    if (origin_->server == nullptr) return;
    iovec vector{reply.bytes().data(), reply.size()};
    msghdr message{};
    message.msg_name = address_.data();
    message.msg_namelen = static_cast<socklen_t>(address_.size());
    message.msg_iov = &vector;
    message.msg_iovlen = 1;
    message.msg_control = control_.bytes;
    message.msg_controllen = control_size_;
    origin_->server->late_reply(message);
  }

 private:
  std::shared_ptr<Origin> origin_;
  SocketAddress address_;
  std::string host_;
  bool counted_ = false;
  Control control_{};
  std::size_t control_size_;
};

DatagramServer::DatagramServer(std::shared_ptr<const ListenSocket> socket, Serving& serving)
    : socket_(std::move(socket)),
      serving_(&serving),
      session_(serving.dispatcher, serving.options.limits, serving.options.mode, serving.keepers),
      reply_(max_datagram),
      inbox_(std::make_unique_for_overwrite<std::byte[]>(inbox_size)) {
  peer_.transport = Transport::udp;
  const bool inet6 = local_address(socket_->descriptor()).family() == AF_INET6;
  set_option(socket_->descriptor(), inet6 ? IPPROTO_IPV6 : IPPROTO_IP, inet6 ? IPV6_RECVPKTINFO : IP_PKTINFO, 1);
}

// As Acceptor's.
DatagramServer::~DatagramServer() {
  finish();
  if (origin_) origin_->server = nullptr;
}

std::unique_ptr<ReplyPath> DatagramServer::path_back(const msghdr& message) {
  if (!origin_) origin_ = std::make_shared<Origin>(Origin{this});
  auto path = std::make_unique<LatePath>(origin_, peer_.address, message);
  ++of_host_[path->host()];
  ++outstanding_;
  path->count();
  return path;
}

void DatagramServer::forget_call(const std::string& host) noexcept {
  --outstanding_;
  const auto count = of_host_.find(host);
  if (count != of_host_.end() && --count->second == 0) of_host_.erase(count);
}

void DatagramServer::late_reply(msghdr& message) noexcept {
  if (message.msg_iov->iov_len == 0) return;
  ++serving_->stats.calls;
  turn_into_reply(message);
  send_reply(message);
}

void DatagramServer::finish() noexcept { serving_->loop.remove(socket_->descriptor()); }

bool DatagramServer::start() { return serving_->loop.add(socket_->descriptor(), EPOLLIN, *this); }

void DatagramServer::ready(std::uint32_t /*events*/) {
  for (int i = 0; i < batch; ++i) {
    if (!answer_one()) return;
  }
}

// False when nothing is left to receive. A datagram is decoded from its own bytes only.
bool DatagramServer::answer_one() {
  Control control;
  iovec vector{inbox_.get(), inbox_size};
  msghdr message{};
  message.msg_name = peer_.address.data();
  message.msg_namelen = SocketAddress::capacity;
  message.msg_iov = &vector;
  message.msg_iovlen = 1;
  message.msg_control = control.bytes;
  message.msg_controllen = sizeof control.bytes;
  const ssize_t got = ::recvmsg(socket_->descriptor(), &message, MSG_DONTWAIT);
  if (got < 0) return errno != EAGAIN;  // other errors belong to earlier replies and pass
  peer_.address.resize(message.msg_namelen);
  peer_.asked = asked_address(message, endpoint().port);
  reply_.clear();
  switch (answer({inbox_.get(), static_cast<std::size_t>(got)}, message)) {
    case Answer::none: ++serving_->stats.dropped; return true;
    case Answer::later: return true;
    case Answer::reply: ++serving_->stats.calls; break;
  }
  turn_into_reply(message);
  vector = {reply_.bytes().data(), reply_.size()};
  send_reply(message);
  return true;
}

// Calls beyond the bound are lost, as they might have been on the way; their clients ask again.
Answer DatagramServer::answer(std::span<const std::byte> call, const msghdr& message) {
  const auto path = [&] { return path_back(message); };
  return session_.answer(call, peer_, reply_, {.calls = &serving_->late, .path = path, .full = is_full()});
}

// A host that asks for more than others, or makes itself look like many, leaves room to them.
bool DatagramServer::is_full() const {
  if (outstanding_ == 0) return false;
  const std::size_t most = serving_->options.max_outstanding_calls;
  if (outstanding_ >= most) return true;
  const auto count = of_host_.find(peer_.address.network_prefix());
  return count != of_host_.end() && count->second >= std::max<std::size_t>(most / 4, 1);
}

// Lost replies are asked for again. Where nothing can be sent from the address that was asked, the route chooses.
void DatagramServer::send_reply(msghdr& message) const noexcept {
  const ssize_t sent = ::sendmsg(socket_->descriptor(), &message, MSG_DONTWAIT | MSG_NOSIGNAL);
  if (sent >= 0 || !is_no_source(errno) || message.msg_control == nullptr) return;
  message.msg_control = nullptr;
  message.msg_controllen = 0;
  ::sendmsg(socket_->descriptor(), &message, MSG_DONTWAIT | MSG_NOSIGNAL);
}

}  // namespace onc
