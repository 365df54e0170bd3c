#include "session/stream_server_session.h"

#include <algorithm>
#include <utility>

#include "session/record_mark.h"

namespace onc {

namespace {

// Replies are records of one fragment. The queue's own limit is no help: parts of a reply may be attached to it.
xdr::Limits within_a_fragment(xdr::Limits limits) noexcept {
  limits.bytes = std::min<std::size_t>(limits.bytes, max_fragment);
  return limits;
}

// With what keeping small ones takes.
constexpr std::size_t cost_to_hold(std::size_t call) noexcept { return call + 96; }

constexpr auto no_path = [] { return std::unique_ptr<ReplyPath>(); };

}  // namespace

StreamServerSession::StreamServerSession(const Dispatcher& dispatcher, const ServerOptions& options, Peer peer,
                                         const CallKeepers& keepers)
    : calls_(dispatcher, within_a_fragment(options.limits), options.mode, keepers),
      in_({.record = options.max_request, .fragments = std::max<std::size_t>(options.max_fragments, 1)}),
      out_(options.max_queued_replies + max_fragment),
      max_outstanding_(options.max_outstanding_calls),
      late_answers_{.calls = nullptr,
                    .path = no_path,
                    .link = nullptr,
                    .backlog = &backlog_,
                    .most_backlog = options.max_queued_replies},
      peer_(std::move(peer)) {}

Result<void> StreamServerSession::received(std::size_t count, Counts& counts, TimePoint now) {
  in_.commit(count);
  return answer_all(counts, now);
}

bool StreamServerSession::time_is_over() {
  if (turns_->now == nullptr) return false;
  const TimePoint now = turns_->now();
  if (turn_end_ == TimePoint()) turn_end_ = now + turns_->time;
  return now >= turn_end_;
}

void StreamServerSession::drop_calls() noexcept {
  drops_calls_ = true;
  held_.clear();
  held_bytes_ = 0;
}

StreamCalls& StreamServerSession::calls_to_peer(const ClientSessionOptions& options) {
  if (!to_peer_) to_peer_ = std::make_unique<StreamCalls>(options, out_);
  return *to_peer_;
}

Result<void> StreamServerSession::sent(std::size_t count, Counts& counts, TimePoint now) {
  const bool was_full = !wants_input();
  out_.sent(count);
  if (backlog_ || !late_.empty()) queue_late(counts);
  return was_full && wants_input() ? answer_all(counts, now) : Result<void>();
}

void StreamServerSession::allow_late_replies(LateCalls& calls, MakePath path, ClientLink* link,
                                             FunctionRef<bool()> is_full) noexcept {
  late_answers_.path = path;
  late_answers_.calls = &calls;
  late_answers_.link = link;
  late_answers_.is_full = is_full;
}

bool StreamServerSession::drop_memory() noexcept {
  if (!is_empty()) return false;
  xdr::Buffer in;
  in_.exchange_memory(in);
  xdr::Buffer out(out_.buffer().limit());
  out_.exchange_memory(out);
  return true;
}

void StreamServerSession::drop_all() noexcept {
  in_.restart();
  out_.clear();
  held_.clear();
  late_.clear();
  held_bytes_ = late_bytes_ = 0;
  drop_memory();
}

Result<void> StreamServerSession::late_reply(xdr::Buffer message, Counts& counts, TimePoint now) {
  late_bytes_ += message.capacity();
  late_.push_back(std::move(message));
  queue_late(counts);
  return may_answer() ? answer_all(counts, now) : Result<void>();
}

// What waits takes no more memory than it did before it was queued, so it is no reason to close the connection.
void StreamServerSession::queue_late(Counts& counts) {
  for (; !late_.empty() && out_.waiting() < late_answers_.most_backlog; late_.pop_front(), --outstanding_) {
    const auto message = late_.front().bytes();
    late_bytes_ -= late_.front().capacity();
    if (message.empty()) continue;
    if (out_.open() && out_.buffer().append(message)) {
      out_.close();
      ++counts.calls;
    } else {
      out_.abandon();
      ++counts.dropped;
    }
  }
  note_backlog();
}

void StreamServerSession::note_backlog() noexcept {
  if (backlog_) backlog_->full = !has_room();
}

Result<void> StreamServerSession::answer_all(Counts& counts, TimePoint now) {
  while (!turn_is_over()) {
    if (!held_.empty() && may_answer()) {
      const std::vector<std::byte> call = std::move(held_.front());
      held_.pop_front();
      held_bytes_ -= cost_to_hold(call.size());
      answer(call, counts);
      continue;
    }
    if (!wants_input()) break;
    const auto record = in_.next();
    if (!record) break;
    take(*record, counts, now);
  }
  return in_.failure();
}

void StreamServerSession::take(RecordReader::Record record, Counts& counts, TimePoint now) {
  if (to_peer_ && !is_call(record)) return to_peer_->received_reply(record, now);
  if (drops_calls_) {
    ++counts.dropped;
  } else if (outstanding_ >= max_outstanding_ || !held_.empty()) {
    hold(record);
  } else {
    answer(record, counts);
  }
}

void StreamServerSession::hold(RecordReader::Record record) {
  held_.emplace_back(record.begin(), record.end());
  held_bytes_ += cost_to_hold(record.size());
}

void StreamServerSession::answer(RecordReader::Record record, Counts& counts) {
  ++calls_in_turn_;
  const Answer answer = out_.open() ? calls_.answer(record, peer_, out_.buffer(), late_answers_) : Answer::none;
  if (answer == Answer::reply) [[likely]] {
    out_.close();
    ++counts.calls;
    return;
  }
  out_.abandon();
  if (answer == Answer::later) {
    ++outstanding_;
  } else {
    ++counts.dropped;
  }
}

}  // namespace onc
