#include "session/stream_client_session.h"

#include <utility>

#include "session/record_mark.h"

namespace onc {

StreamClientSession::StreamClientSession(ClientSessionOptions options)
    : ClientSession(options), in_({.record = options.max_reply}), out_(std::size_t{4} << 30) {}

Result<void> StreamClientSession::received(std::size_t count) {
  in_.commit(count);
  for (;;) {
    auto record = in_.next();
    if (!record) return std::move(record).error();
    if (!*record) return {};
    receive_message(**record);
  }
}

void StreamClientSession::disconnected(const Error& error) {
  out_.clear();
  fail_all(error);
}

xdr::Buffer& StreamClientSession::open_message(Call& /*call*/) {
  out_.open();
  return out_.buffer();
}

void StreamClientSession::close_message(Call& /*call*/, bool complete) {
  if (complete) {
    out_.close();
  } else {
    out_.abandon();
  }
}

void StreamClientSession::send_again(Call& /*call*/) {}
// A record that is partly sent cannot be taken back; the reply will be skipped.
void StreamClientSession::release(Call& /*call*/) noexcept {}
std::size_t StreamClientSession::max_message() const noexcept { return max_fragment; }

}  // namespace onc
