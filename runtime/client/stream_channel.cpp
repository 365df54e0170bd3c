#include "client/stream_channel.h"

#include <algorithm>
#include <cerrno>
#include <utility>

namespace onc {

StreamChannel::StreamChannel(std::unique_ptr<Stream> stream, ClientSessionOptions options)
    : stream_(std::move(stream)), session_(std::move(options)) {}

StreamChannel::~StreamChannel() { disconnect(Error(Errc::cancelled, "the channel was destroyed")); }

void StreamChannel::start(Call& call, const Procedure& procedure, EncodeArguments arguments,
                          const CallOptions& options) {
  if (broken_) return call.fail(*broken_);
  session_.start(call, procedure, arguments, options, stream_->now());
  flush();
}

void StreamChannel::step() {
  const bool all_sent = flush();
  const auto event = session_.next_event();
  if (broken_ || !event) return;
  const Duration patience = std::max(Duration::zero(), *event - stream_->now());
  if (!all_sent) stream_->wait_for_progress(patience);
  receive(all_sent ? patience : Duration::zero());
  if (!broken_ && !session_.idle()) keep_time();
}

// What came in time counts, even if nobody looked until the time was over.
void StreamChannel::keep_time() {
  while (!broken_ && session_.due(stream_->now()) && receive(Duration::zero())) {
  }
  if (!broken_) session_.expire(stream_->now());
}

// False when the peer does not take all for now.
bool StreamChannel::flush() {
  for (auto bytes = session_.outgoing(); !bytes.empty(); bytes = session_.outgoing()) {
    const IoResult written = stream_->write(bytes);
    if (written.again()) return false;
    if (written.error != 0) {
      disconnect(system_error(Errc::closed, "sending", written.error));
      return true;
    }
    session_.sent(written.bytes);
  }
  return true;
}

// False when nothing came, or the connection is gone.
bool StreamChannel::receive(Duration patience) {
  if (session_.has_unread()) return deliver(0);  // a callback threw, and the replies behind its own were kept
  const IoResult got = stream_->read(session_.prepare(), patience);
  if (got.again()) return false;
  if (got.error != 0) return disconnect(system_error(Errc::closed, "receiving", got.error));
  if (got.bytes == 0) return disconnect(Error(Errc::closed, "the server closed the connection"));
  return deliver(got.bytes);
}

bool StreamChannel::deliver(std::size_t count) {
  const auto received = session_.received(count);
  if (received) return true;
  return disconnect(Error(Errc::closed, "the server's stream cannot be read").with_cause(received.error().message()));
}

// Always false, so that what fails can return it.
bool StreamChannel::disconnect(Error error) {
  if (broken_) return false;
  broken_ = std::move(error);
  stream_.reset();
  session_.disconnected(*broken_);
  return false;
}

}  // namespace onc
