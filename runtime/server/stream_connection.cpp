#include "server/stream_connection.h"

#include <sys/epoll.h>
#include <sys/socket.h>

#include <algorithm>
#include <cerrno>
#include <new>
#include <utility>

namespace onc {

// Where late replies find the connection, as long as it is there.
struct StreamConnection::Origin {
  StreamConnection* connection = nullptr;
};

class StreamConnection::LatePath final : public ReplyPath {
 public:
  explicit LatePath(std::shared_ptr<Origin> origin) noexcept : origin_(std::move(origin)) {}
  void send(xdr::Buffer message) override {
    if (origin_->connection != nullptr) origin_->connection->late_reply(std::move(message));
  }

 private:
  std::shared_ptr<Origin> origin_;
};

StreamConnection::StreamConnection(FileDescriptor socket, Peer peer, Serving& serving, Sources::Place place)
    : socket_(std::move(socket)),
      serving_(&serving),
      place_(std::move(place)),
      session_(serving.dispatcher, serving.options, std::move(peer), serving.once, &serving.watch),
      last_active_(Clock::now()),
      last_progress_(last_active_),
      unfinished_since_(last_active_) {
  session_.allow_late_replies(serving.late, [this] { return path_back(); });
}

StreamConnection::~StreamConnection() {
  if (origin_) origin_->connection = nullptr;
}

std::unique_ptr<ReplyPath> StreamConnection::path_back() {
  if (!origin_) origin_ = std::make_shared<Origin>(Origin{this});
  return std::make_unique<LatePath>(origin_);
}

bool StreamConnection::start() {
  watched_ = EPOLLIN;
  serving_->next_check = std::min(serving_->next_check, expires());
  return serving_->loop.add(socket_.get(), watched_, *this);
}

void StreamConnection::ready(std::uint32_t events) {
  if (closed()) return;
  if ((events & EPOLLIN) != 0 && session_.wants_input()) receive();
  if (!closed()) flush();
  close_or_watch((events & (EPOLLHUP | EPOLLERR)) != 0);
}

// A peer that is gone may have left calls that are not yet read; it will read no replies.
void StreamConnection::close_or_watch(bool gone) {
  if (closed()) return;
  const bool all_read = input_ended_ || !session_.wants_input();
  const bool all_sent = input_ended_ && session_.outgoing().empty() && session_.outstanding() == 0;
  if ((gone && all_read) || all_sent) return close();
  watch();
}

void StreamConnection::late_reply(xdr::Buffer message) noexcept {
  try {
    queue_late(std::move(message));
  } catch (const std::bad_alloc&) {
    out_of_memory();
  }
}

void StreamConnection::queue_late(xdr::Buffer message) {
  if (closed()) return;
  StreamServerSession::Counts counts;
  const auto answered = session_.late_reply(std::move(message), counts);
  account(counts, true);
  if (!answered) return close();
  flush();
  close_or_watch(false);
}

void StreamConnection::close() noexcept {
  if (closed()) return;
  serving_->loop.remove(socket_.get());
  socket_.reset();
  place_.leave();
  ++serving_->closed;
}

void StreamConnection::close_for(std::string_view why) noexcept {
  ++serving_->stats.closed_by_limit;
  serving_->log.write(LogEvent::Level::info, "connection closed", &session_.peer(), [&] { return std::string(why); });
  close();
}

void StreamConnection::finish() noexcept {
  if (closed()) return;
  input_ended_ = true;
  try {
    flush();
  } catch (const std::bad_alloc&) {
    out_of_memory();
  }
  close_or_watch(false);
}

void StreamConnection::receive() {
  const std::span<std::byte> room = session_.prepare();
  const ssize_t got = ::recv(socket_.get(), room.data(), room.size(), MSG_DONTWAIT);
  if (got < 0 && (errno == EAGAIN || errno == EINTR)) return;
  if (got < 0) return close();
  if (got == 0) {
    input_ended_ = true;
    return;
  }
  const bool began = !session_.unfinished();
  StreamServerSession::Counts counts;
  const auto received = session_.received(static_cast<std::size_t>(got), counts);
  if (began) unfinished_since_ = Clock::now();
  account(counts, counts.calls + counts.dropped > 0);
  if (received) return;
  flush();  // what was answered before the stream broke
  close_for(received.error().message());
}

void StreamConnection::flush() {
  for (auto bytes = session_.outgoing(); !bytes.empty(); bytes = session_.outgoing()) {
    const ssize_t put = ::send(socket_.get(), bytes.data(), bytes.size(), MSG_DONTWAIT | MSG_NOSIGNAL);
    if (put < 0 && (errno == EAGAIN || errno == EINTR)) return;
    if (put < 0) return close();
    StreamServerSession::Counts counts;
    const auto sent = session_.sent(static_cast<std::size_t>(put), counts);
    account(counts, true);
    if (!sent) return close();
  }
}

TimePoint StreamConnection::expires() const noexcept {
  if (session_.outstanding() > 0 && !session_.unfinished()) return TimePoint::max();  // it waits for us
  const TimePoint idle = last_active_ + serving_->options.idle_timeout;
  if (!session_.unfinished()) return idle;
  return std::min(idle, std::max(last_progress_, unfinished_since_) + serving_->options.stall_timeout);
}

void StreamConnection::account(const StreamServerSession::Counts& counts, bool progress) {
  serving_->stats.calls += counts.calls;
  serving_->stats.dropped += counts.dropped;
  last_active_ = Clock::now();
  if (progress) last_progress_ = last_active_;
  serving_->next_check = std::min(serving_->next_check, expires());
}

// Reading stops while the peer does not read; writing is watched only when there is something to write.
void StreamConnection::watch() {
  const bool reading = session_.wants_input() && !input_ended_;
  const bool writing = !session_.outgoing().empty();
  const std::uint32_t wanted = (reading ? std::uint32_t{EPOLLIN} : 0U) | (writing ? std::uint32_t{EPOLLOUT} : 0U);
  if (wanted == watched_) return;
  watched_ = wanted;
  serving_->loop.modify(socket_.get(), watched_, *this);
}

}  // namespace onc
