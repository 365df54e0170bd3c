#include "server/datagram_server.h"

#include <sys/epoll.h>
#include <sys/socket.h>

#include <algorithm>
#include <array>
#include <utility>

#include "base/fair_share.h"
#include "transport/socket_options.h"
#include "transport/transport.h"

namespace onc {

// Where the kernel puts datagrams: several that came together take one place.
struct DatagramServer::Inbox {
  struct Place {
    SocketAddress from{};
    iovec vector{};
    alignas(cmsghdr) std::array<std::byte, ReturnPath::control_capacity> control;
    ReturnPath way{};
    std::size_t segment = 0;
  };

  Inbox() {
    for (std::size_t i = 0; i < places; ++i) place[i].vector = {room.get() + i * datagram_room, datagram_room};
    prepare(places);
  }
  // The first `count`, in which the last receiving has left what the next must not use.
  void prepare(std::size_t count) noexcept {
    for (std::size_t i = 0; i < count; ++i) {
      msghdr& message = messages[i].msg_hdr;
      message.msg_name = place[i].from.data();
      message.msg_namelen = SocketAddress::capacity;
      message.msg_iov = &place[i].vector;
      message.msg_iovlen = 1;
      message.msg_control = place[i].control.data();
      message.msg_controllen = place[i].control.size();
      message.msg_flags = 0;
    }
  }
  [[nodiscard]] std::span<const std::byte> bytes(std::size_t i) const noexcept {
    return {room.get() + i * datagram_room, messages[i].msg_len};
  }

  // Its pages are touched only if they are used.
  std::unique_ptr<std::byte[]> room = std::make_unique_for_overwrite<std::byte[]>(places * datagram_room);
  std::array<Place, places> place{};
  std::array<mmsghdr, places> messages{};
};

// Where late replies find the socket, as long as it is there.
struct DatagramServer::Origin {
  DatagramServer* server = nullptr;
};

class DatagramServer::LatePath final : public ReplyPath {
 public:
  LatePath(std::shared_ptr<Origin> origin, const ReturnPath& way) noexcept
      : origin_(std::move(origin)), way_(way), host_(way.address().network_prefix()) {}
  [[nodiscard]] const std::string& host() const noexcept { return host_; }
  /// From now on it is one of the calls that are counted.
  void count() noexcept { counted_ = true; }
  ~LatePath() override {
    if (counted_ && origin_->server != nullptr) origin_->server->forget_call(host_);
  }
  void send(xdr::Buffer reply) override {
    if (origin_->server != nullptr) origin_->server->late_reply(reply.bytes(), way_);
  }

 private:
  std::shared_ptr<Origin> origin_;
  ReturnPath way_;
  std::string host_;
  bool counted_ = false;
};

DatagramServer::DatagramServer(std::shared_ptr<const ListenSocket> socket, Serving& serving)
    : socket_(std::move(socket)),
      serving_(&serving),
      session_(serving.dispatcher, serving.options.limits, serving.options.mode, serving.keepers),
      reply_(max_datagram),
      replies_(socket_->descriptor()),
      inbox_(std::make_unique<Inbox>()) {
  peer_.transport = Transport::udp;
  ask_for_return_path(socket_->descriptor());
  join_segments(socket_->descriptor());
  widen_inbox(socket_->descriptor());
}

// As Acceptor's.
DatagramServer::~DatagramServer() {
  finish();
  if (origin_) origin_->server = nullptr;
}

std::unique_ptr<ReplyPath> DatagramServer::path_back(const ReturnPath& way) {
  if (!origin_) origin_ = std::make_shared<Origin>(Origin{this});
  auto path = std::make_unique<LatePath>(origin_, way);
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

void DatagramServer::late_reply(std::span<const std::byte> reply, const ReturnPath& way) noexcept {
  if (reply.empty()) return;
  ++serving_->stats.calls;
  replies_.send(reply, way);
}

void DatagramServer::finish() noexcept { serving_->loop.remove(socket_->descriptor()); }

bool DatagramServer::start() { return serving_->loop.add(socket_->descriptor(), EPOLLIN, *this); }

// One look at the socket, then it is the turn of others.
bool DatagramServer::look() {
  const std::size_t count = receive();
  if (count == 0) return false;
  const bool one_call = count == 1 && inbox_->place[0].segment == 0;
  if (one_call && portion_.size() == places) {
    answer_one();
  } else {
    const TimePoint begin = Clock::now();
    for (std::size_t i = 0; i < count; ++i) answer_all(i);
    portion_.took(Clock::now() - begin);
  }
  replies_.flush();
  return true;
}

const ReturnPath& DatagramServer::sender_of(std::size_t i) noexcept {
  const Inbox::Place& place = inbox_->place[i];
  peer_.address = place.from;
  peer_.asked = place.way.asked(endpoint().port);
  return place.way;
}

void DatagramServer::answer_one() {
  const ReturnPath& way = sender_of(0);
  if (answer(inbox_->bytes(0), way)) replies_.send(reply_.bytes(), way);
}

// Where datagrams come one by one, as those of a client that waits for each reply, only each eighth look is for
// several: looking for a second one costs time. Errors belong to earlier replies and pass.
std::size_t DatagramServer::receive() noexcept {
  constexpr unsigned looks_for_one = 7;
  const std::size_t count = looks_for_one_ > 0 ? receive_one() : receive_several();
  if (count > 1) {
    looks_for_one_ = 0;
  } else {
    looks_for_one_ = looks_for_one_ == 0 ? looks_for_one : looks_for_one_ - 1;
  }
  for (std::size_t i = 0; i < count; ++i) {
    Inbox::Place& place = inbox_->place[i];
    place.from.resize(inbox_->messages[i].msg_hdr.msg_namelen);
    place.segment = place.way.take(inbox_->messages[i].msg_hdr, place.from);
  }
  inbox_->prepare(count);
  return count;
}

std::size_t DatagramServer::receive_one() noexcept {
  mmsghdr& message = inbox_->messages[0];
  const ssize_t got = ::recvmsg(socket_->descriptor(), &message.msg_hdr, MSG_DONTWAIT);
  if (got < 0) return 0;
  message.msg_len = static_cast<unsigned>(got);
  return 1;
}

std::size_t DatagramServer::receive_several() noexcept {
  const int got = ::recvmmsg(socket_->descriptor(), inbox_->messages.data(), static_cast<unsigned>(portion_.size()),
                             MSG_DONTWAIT, nullptr);
  return static_cast<std::size_t>(std::max(got, 0));
}

// Of one place.
void DatagramServer::answer_all(std::size_t i) {
  const ReturnPath& way = sender_of(i);
  std::span<const std::byte> datagrams = inbox_->bytes(i);
  const std::size_t segment = inbox_->place[i].segment;
  const std::size_t size = segment == 0 ? datagrams.size() : segment;
  do {
    const auto call = datagrams.first(std::min(size, datagrams.size()));
    datagrams = datagrams.subspan(call.size());
    if (answer(call, way)) replies_.add(reply_.bytes(), way);
  } while (!datagrams.empty());
}

// Whether there is a reply now. A datagram is decoded from its own bytes only. Calls beyond the bound are lost, as they
// might have been on the way; their clients ask again.
bool DatagramServer::answer(std::span<const std::byte> call, const ReturnPath& way) {
  const auto path = [&] { return path_back(way); };
  const auto full = [this] { return is_full(); };
  reply_.clear();
  switch (session_.answer(call, peer_, reply_, {.calls = &serving_->late, .path = path, .is_full = full})) {
    case Answer::none: ++serving_->stats.dropped; return false;
    case Answer::later: return false;
    case Answer::reply: ++serving_->stats.calls; break;
  }
  return true;
}

// A host that asks for more than others, or makes itself look like many, leaves room to them.
bool DatagramServer::is_full() const {
  const auto count = of_host_.find(peer_.address.network_prefix());
  const std::size_t own = count == of_host_.end() ? 0 : count->second;
  return !leaves_room(own, outstanding_, serving_->options.max_outstanding_calls);
}

}  // namespace onc
