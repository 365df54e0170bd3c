#include "server/stream_connection.h"

#include <linux/sockios.h>
#include <sys/epoll.h>
#include <sys/ioctl.h>
#include <sys/socket.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <new>
#include <utility>

#include "transport/send_pieces.h"

namespace onc {

namespace {

// Bytes of replies that a connection makes, and about how long it may keep its services busy, before it is the turn of
// others; and bytes that it sends.
constexpr Turns turns{.bytes = std::size_t{256} << 10, .now = Clock::now, .time = std::chrono::milliseconds(1)};
constexpr std::size_t sent_in_a_turn = std::size_t{1} << 20;

// Why nothing can be sent, while what was sent before can still be read.
bool is_of_peer(int error) noexcept { return error == EPIPE || error == ECONNRESET; }

}  // namespace

// Where late replies find the connection, as long as it is there; and whose they are when it is not any more.
struct StreamConnection::Origin {
  StreamConnection* connection = nullptr;
  Sources::Hold source;
};

class StreamConnection::LatePath final : public ReplyPath {
 public:
  explicit LatePath(std::shared_ptr<Origin> origin) noexcept
      : origin_(std::move(origin)), outstanding_(origin_->source) {}
  void send(xdr::Buffer message) override {
    if (origin_->connection != nullptr) origin_->connection->late_reply(std::move(message));
  }

 private:
  std::shared_ptr<Origin> origin_;
  Sources::Outstanding outstanding_;
};

StreamConnection::StreamConnection(FileDescriptor socket, Peer peer, Serving& serving, Sources::Place place)
    : socket_(std::move(socket)),
      serving_(&serving),
      place_(std::move(place)),
      session_(serving.dispatcher, serving.options, std::move(peer), serving.keepers),
      last_active_(serving.loop.now()),
      last_progress_(last_active_),
      unfinished_since_(last_active_) {
  session_.gather();
  session_.limit_turns(turns);
  session_.allow_late_replies(serving.late, path_back_, this, is_full_);
}

StreamConnection::~StreamConnection() {
  if (origin_) origin_->connection = nullptr;
  close();
}

std::unique_ptr<ReplyPath> StreamConnection::path_back() {
  if (!origin_) origin_ = std::make_shared<Origin>(Origin{this, place_.hold().again()});
  return std::make_unique<LatePath>(origin_);
}

bool StreamConnection::start() {
  watched_ = EPOLLIN;
  serving_->next_check = std::min(serving_->next_check, expires());
  return serving_->loop.add(socket_.get(), watched_, *this);
}

void StreamConnection::ready(std::uint32_t events) {
  if (closed()) return;
  if (lingers_) return discard_input();
  take_turn((events & EPOLLIN) != 0, (events & (EPOLLHUP | EPOLLERR)) != 0);
}

bool StreamConnection::look() {
  const bool reads_only = !closed() && !lingers_ && watched_ == EPOLLIN;
  return reads_only && take_turn(true, false);
}

// Whether there was something to do.
bool StreamConnection::take_turn(bool readable, bool gone) {
  if (serving_->memory_holder != this) take_memory();
  const bool left_over = begin_turn();
  const bool reads = readable && !closed() && session_.wants_input() && !session_.left_over();
  const bool received = reads && receive();
  if (!closed()) flush();
  settle_back_channel();
  close_or_watch(gone);
  return left_over || received || closed();
}

void StreamConnection::take_memory() noexcept {
  if (StreamConnection* const holder = serving_->memory_holder; holder != nullptr) {
    holder->leave_memory();
    holder->note_memory(holder->session_.memory());
  }
  session_.borrow(serving_->memory);
  serving_->memory_holder = this;
}

void StreamConnection::leave_memory() noexcept {
  if (serving_->memory_holder != this) return;
  session_.give_back(serving_->memory);
  serving_->memory_holder = nullptr;
}

// Only who keeps some for longer than his turn has to tell others.
void StreamConnection::note_memory(std::size_t kept) noexcept {
  if (kept == memory_kept_) [[likely]]
    return;
  serving_->memory_kept += kept - memory_kept_;
  if (place_) place_.share().memory += kept - memory_kept_;
  memory_kept_ = kept;
  if (kept > 0 && serving_->memory_kept > serving_->most_memory_kept) serving_->free_memory();
}

void StreamConnection::free_memory() noexcept {
  leave_memory();
  const bool idle = session_.drop_memory();
  note_memory(0);
  if (idle) return;
  close_for("its memory was needed: it had not read its replies, or not ended its request");
  session_.drop_all();
}

bool StreamConnection::begin_turn() {
  session_.begin_turn();
  if (!session_.left_over()) return false;
  StreamServerSession::Counts counts;
  const auto answered = session_.answer_left_over(counts, now_for_calls());
  if (counts.calls + counts.dropped > 0 || !answered) took(answered, counts);
  return true;
}

void StreamConnection::took(const Result<void>& answered, const StreamServerSession::Counts& counts) {
  count(counts, counts.calls + counts.dropped > 0);
  if (answered) [[likely]]
    return;
  send(session_.queue().waiting());  // what was answered before the stream broke
  close_for(answered.error().message());
}

void StreamConnection::close_or_watch(bool gone) {
  if (serving_->memory_holder != this) session_.give_back(serving_->memory);
  if (!closed()) close_or_go_on(gone);
  if (!closed()) note_memory(session_.memory());
}

// A peer that is gone may have left calls that are not yet read; it will read no replies.
void StreamConnection::close_or_go_on(bool gone) {
  plan_check();
  if (!gone && !deaf_ && !input_ended_ && !finishes_) return watch();
  if (deaf_) receive_rest();  // which closes it when there is nothing left
  if (closed()) return;
  const bool all_read = input_ended_ || !session_.wants_input();
  const bool done = input_ended_ || finishes_;
  const bool all_sent = done && session_.outgoing().empty() && session_.outstanding() == 0 && !session_.left_over();
  if (gone && (all_read || finishes_)) return close();
  if (all_sent) return finishes_ ? linger() : close();
  watch();
}

// Closing a socket that has unread input, or gets some, makes the kernel forget what it has not delivered: so that is
// waited for, and what comes meanwhile is thrown away.
void StreamConnection::linger() {
  if (!std::exchange(lingers_, true)) ::shutdown(socket_.get(), SHUT_WR);
  discard_input();
}

void StreamConnection::discard_input() {
  std::array<std::byte, 16384> room;
  ssize_t got = 0;
  do {
    got = ::recv(socket_.get(), room.data(), room.size(), MSG_DONTWAIT);
  } while (got > 0);
  if (got == 0 || (errno != EAGAIN && errno != EINTR) || is_delivered()) return close();
  watched_ = EPOLLIN;
  serving_->loop.modify(socket_.get(), watched_, *this);
}

bool StreamConnection::is_delivered() const noexcept {
  int waiting = 0;
  return ::ioctl(socket_.get(), SIOCOUTQ, &waiting) != 0 || waiting == 0;
}

void StreamConnection::look_whether_delivered() {
  if (!closed() && lingers_ && is_delivered()) discard_input();
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
  const auto answered = session_.late_reply(std::move(message), counts, now_for_calls());
  count(counts, true);
  if (!answered) return took(answered, {});
  flush();
  settle_back_channel();
  close_or_watch(false);
}

void StreamConnection::close() noexcept {
  if (closed()) return;
  serving_->loop.remove(socket_.get());
  socket_.reset();
  session_.end_backlog();
  note_memory(0);
  place_.leave();
  ++serving_->closed;
  end_back_channel();
  leave_memory();
}

void StreamConnection::close_for(std::string_view why) noexcept {
  if (closed()) return;
  ++serving_->stats.closed_by_limit;
  serving_->log.write(LogEvent::Level::info, "connection closed", &session_.peer(), [&] { return std::string(why); });
  close();
}

void StreamConnection::finish() noexcept {
  if (closed() || lingers_) return;
  try {
    receive_rest();
    session_.drop_calls();
    finishes_ = true;
    if (!closed()) flush();
    close_or_watch(false);
  } catch (const std::bad_alloc&) {
    out_of_memory();
  }
}

// Calls that are here already are answered; a peer that sends without end is not listened to for ever.
void StreamConnection::receive_rest() {
  constexpr int most_reads = 64;
  for (int i = 0; i < most_reads && !closed() && !input_ended_ && session_.wants_input(); ++i) {
    begin_turn();
    if (!closed() && !session_.left_over() && !receive()) return;
  }
}

// False when nothing has come.
bool StreamConnection::receive() {
  const std::span<std::byte> room = session_.prepare();
  const ssize_t got = ::recv(socket_.get(), room.data(), room.size(), MSG_DONTWAIT);
  if (got < 0 && !deaf_ && (errno == EAGAIN || errno == EINTR)) return false;
  if (got < 0) close();
  if (got == 0) input_ended_ = true;
  if (got <= 0) return false;
  const bool began = !session_.unfinished();
  StreamServerSession::Counts counts;
  const auto received = session_.received(static_cast<std::size_t>(got), counts, now_for_calls());
  if (began) unfinished_since_ = serving_->loop.now();
  took(received, counts);
  return !closed();
}

void StreamConnection::send(std::size_t most) {
  while (most > 0 && session_.queue().waiting() > 0) {
    const ssize_t put = send_from(socket_.get(), session_.queue(), most);
    if (put < 0 && (errno == EAGAIN || errno == EINTR)) return;
    if (put < 0 && !deaf_ && !is_of_peer(errno)) return close();
    // The peer reads no more; what it has sent before still counts.
    deaf_ = deaf_ || put < 0;
    const std::size_t gone = deaf_ ? std::min(most, session_.queue().waiting()) : static_cast<std::size_t>(put);
    StreamServerSession::Counts counts;
    const auto sent = session_.sent(gone, counts, now_for_calls());
    count(counts, true);
    if (!sent) return took(sent, {});
    most -= gone;
  }
}

void StreamConnection::flush() { send(sent_in_a_turn); }

TimePoint StreamConnection::expires() const noexcept {
  if (session_.outstanding() > 0 && !session_.unfinished()) return TimePoint::max();  // it waits for us
  const TimePoint idle = last_active_ + serving_->options.idle_timeout;
  if (!session_.unfinished()) return idle;
  return std::min(idle, std::max(last_progress_, unfinished_since_) + serving_->options.stall_timeout);
}

// A peer whose services somebody wants to call may be silent until then.
void StreamConnection::keep_time(TimePoint now) {
  if (closed()) return;
  if (back_channel_ && back_channel_.use_count() > 1) last_active_ = now;
  if (expires() <= now) return close_for("it was silent, or stood still, for too long");
}

void StreamConnection::expire_calls(TimePoint now) {
  if (closed() || !back_channel_) return;
  session_.calls_to_peer().expire(now);
  flush();
  settle_back_channel();
  close_or_watch(false);
}

// Each connection with calls in flight has one place among the timers of its loop.
void StreamConnection::plan_calls(TimePoint next) {
  if (next == next_call_event_) return;
  serving_->call_timers.erase({next_call_event_, this});
  next_call_event_ = next;
  if (next != TimePoint::max()) serving_->call_timers.insert({next, this});
}

void StreamConnection::count(const StreamServerSession::Counts& counts, bool progress) noexcept {
  serving_->stats.calls += counts.calls;
  serving_->stats.dropped += counts.dropped;
  last_active_ = serving_->loop.now();
  if (progress) last_progress_ = last_active_;
}

// Only who owes us something, or has waited for us, may expire earlier than before.
void StreamConnection::plan_check() noexcept {
  const bool waited = std::exchange(waited_for_us_, session_.outstanding() > 0);
  if (waited || session_.unfinished()) serving_->next_check = std::min(serving_->next_check, expires());
}

// --- calls to the client

std::shared_ptr<Channel> StreamConnection::channel() {
  if (!back_channel_ && !closed()) {
    const ServerOptions& options = serving_->options;
    ClientSessionOptions calls;
    calls.limits = options.limits;
    calls.mode = options.mode;
    calls.max_waiting = options.max_queued_replies;
    calls.peer = session_.peer().to_string();
    session_.calls_to_peer(calls);
    Owner& owner = *this;
    back_channel_ = std::make_shared<BackChannel>(owner, serving_->back_mail, calls);
  }
  return back_channel_;
}

void StreamConnection::back_channel_asks() {
  try {
    use_back_channel();
  } catch (const std::bad_alloc&) {
    close();
  }
}

void StreamConnection::use_back_channel() {
  back_channel_->run(session_.calls_to_peer(), Clock::now());
  flush();
  settle_back_channel();
  close_or_watch(false);
}

void StreamConnection::settle_calls() {
  back_channel_->settle(session_.calls_to_peer(), [this](const std::exception* thrown) {
    serving_->log.write(LogEvent::Level::warning, "callback failed", &session_.peer(), [&] {
      return thrown == nullptr ? std::string("it threw no exception") : std::string(thrown->what());
    });
  });
  if (!closed()) plan_calls(session_.calls_to_peer().next_event().value_or(TimePoint::max()));
}

void StreamConnection::end_back_channel() noexcept {
  if (!back_channel_) return;
  plan_calls(TimePoint::max());
  back_channel_->end(session_.calls_to_peer(), Clock::now());
  settle_back_channel();
  plan_calls(TimePoint::max());
  back_channel_.reset();
}

// Reading stops while the peer does not read; writing is watched only when there is something to write, or to answer:
// the next turn comes when the socket has room for it.
void StreamConnection::watch() {
  // At the end a procedure may still wait for the client's answer.
  const bool listens = !input_ended_ && (!finishes_ || (session_.expects_replies() && session_.outstanding() > 0));
  const bool reading = session_.wants_input() && listens;
  const bool writing = !session_.outgoing().empty() || session_.left_over();
  const std::uint32_t wanted = (reading ? std::uint32_t{EPOLLIN} : 0U) | (writing ? std::uint32_t{EPOLLOUT} : 0U);
  if (wanted == watched_) return;
  watched_ = wanted;
  serving_->loop.modify(socket_.get(), watched_, *this);
}

}  // namespace onc
