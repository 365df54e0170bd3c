#include "session/stream_server_session.h"

#include <algorithm>
#include <utility>

#include "session/record_mark.h"

namespace onc {

StreamServerSession::StreamServerSession(const Dispatcher& dispatcher, const ServerOptions& options, Peer peer,
                                         const CallKeepers& keepers)
    : calls_(dispatcher, options.limits, options.mode, keepers),
      in_({.record = options.max_request, .fragments = std::max<std::size_t>(options.max_fragments, 1)}),
      out_(options.max_queued_replies + max_fragment),
      max_queued_(options.max_queued_replies),
      max_outstanding_(options.max_outstanding_calls),
      peer_(std::move(peer)) {}

Result<void> StreamServerSession::received(std::size_t count, Counts& counts, TimePoint now) {
  in_.commit(count);
  return answer_all(counts, now);
}

Result<void> StreamServerSession::begin_turn(Counts& counts) {
  turn_begin_ = out_.total_queued();
  return left_over() ? answer_all(counts, {}) : Result<void>();
}

StreamCalls& StreamServerSession::calls_to_peer(const ClientSessionOptions& options) {
  if (!to_peer_) to_peer_ = std::make_unique<StreamCalls>(options, out_);
  return *to_peer_;
}

Result<void> StreamServerSession::sent(std::size_t count, Counts& counts) {
  const bool was_full = !wants_input();
  out_.sent(count);
  queue_late(counts);
  return was_full && wants_input() ? answer_all(counts, {}) : Result<void>();
}

void StreamServerSession::allow_late_replies(LateCalls& calls, MakePath path, ClientLink* link) {
  late_calls_ = &calls;
  link_ = link;
  make_path_ = std::move(path);
}

Result<void> StreamServerSession::late_reply(xdr::Buffer message, Counts& counts) {
  const bool was_full = !wants_input();
  late_.push_back(std::move(message));
  queue_late(counts);
  return was_full && wants_input() ? answer_all(counts, {}) : Result<void>();
}

// What waits takes no more memory than it did before it was queued, so it is no reason to close the connection.
void StreamServerSession::queue_late(Counts& counts) {
  for (; !late_.empty() && has_room(); late_.pop_front(), --outstanding_) {
    const auto message = late_.front().bytes();
    if (message.empty()) continue;
    if (out_.open() && out_.buffer().append(message)) {
      out_.close();
      ++counts.calls;
    } else {
      out_.abandon();
      ++counts.dropped;
    }
  }
}

Result<void> StreamServerSession::answer_all(Counts& counts, TimePoint now) {
  while (wants_input() && !turn_is_over()) {
    auto record = in_.next();
    if (!record) return std::move(record).error();
    if (!*record) break;
    take(**record, counts, now);
  }
  return {};
}

void StreamServerSession::take(RecordReader::Record record, Counts& counts, TimePoint now) {
  if (to_peer_ && !is_call(record)) return to_peer_->received_reply(record, now);
  answer(record, counts);
}

void StreamServerSession::answer(RecordReader::Record record, Counts& counts) {
  const LateAnswers late{late_calls_, make_path_, link_};
  const Answer answer = out_.open() ? calls_.answer(record, peer_, out_.buffer(), late) : Answer::none;
  if (answer == Answer::reply) {
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
