#include "session/stream_client_session.h"

#include <utility>

#include "message/call_message.h"
#include "session/record_mark.h"

namespace onc {

namespace {

// Calls of the server that wait for whoever moves the channel on: beyond that the server is too fast for us.
constexpr std::size_t most_incoming = 256;
constexpr std::size_t most_incoming_bytes = std::size_t{16} << 20;

}  // namespace

StreamClientSession::StreamClientSession(ClientSessionOptions options)
    : StreamCalls(std::move(options), OwnSendQueue::out), in_({.record = ClientSession::options().max_reply}) {}

Result<void> StreamClientSession::received(std::size_t count, TimePoint now) {
  in_.commit(count);
  while (const auto record = in_.next()) take(*record, now);
  return in_.failure();
}

void StreamClientSession::take(RecordReader::Record record, TimePoint now) {
  if (options().serves && is_call(record)) {
    take_call(record);
  } else {
    received_reply(record, now);
  }
}

void StreamClientSession::take_call(std::span<const std::byte> record) {
  if (incoming_.size() >= most_incoming || incoming_bytes_ + record.size() > most_incoming_bytes) {
    ++stats().malformed;
    return;
  }
  incoming_.emplace_back(record.begin(), record.end());
  incoming_bytes_ += record.size();
}

std::optional<std::vector<std::byte>> StreamClientSession::next_incoming() {
  if (incoming_.empty()) return std::nullopt;
  std::vector<std::byte> call = std::move(incoming_.front());
  incoming_.pop_front();
  incoming_bytes_ -= call.size();
  ++stats().served;
  return call;
}

void StreamClientSession::reply(std::span<const std::byte> message) {
  out.open();
  out.buffer().append(message);
  out.close();
}

void StreamClientSession::disconnected(const Error& error, TimePoint now) {
  link_lost(error, now);  // looks at what was sent
  clear_queue();
  incoming_.clear();
  incoming_bytes_ = 0;
}

void StreamClientSession::connected() {
  in_.restart();
  clear_queue();
  link_made();
}

}  // namespace onc
