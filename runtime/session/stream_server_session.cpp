#include "session/stream_server_session.h"

#include <utility>

#include "session/record_mark.h"

namespace onc {

StreamServerSession::StreamServerSession(const Dispatcher& dispatcher, const ServerOptions& options, Peer peer)
    : calls_(dispatcher, options.limits, options.mode),
      in_({.record = options.max_request}),
      out_(options.max_queued_replies + max_fragment),
      max_queued_(options.max_queued_replies),
      peer_(std::move(peer)) {}

Result<void> StreamServerSession::received(std::size_t count, Counts& counts) {
  in_.commit(count);
  return answer_all(counts);
}

Result<void> StreamServerSession::sent(std::size_t count, Counts& counts) {
  const bool was_full = !wants_input();
  out_.sent(count);
  return was_full && wants_input() ? answer_all(counts) : Result<void>();
}

Result<void> StreamServerSession::answer_all(Counts& counts) {
  while (wants_input()) {
    auto record = in_.next();
    if (!record) return std::move(record).error();
    if (!*record) break;
    answer(**record, counts);
  }
  return {};
}

void StreamServerSession::answer(RecordReader::Record record, Counts& counts) {
  if (out_.open() && calls_.answer(record, peer_, out_.buffer())) {
    out_.close();
    ++counts.calls;
  } else {
    out_.abandon();
    ++counts.dropped;
  }
}

}  // namespace onc
