#include "client/stream_channel.h"

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
  const Duration patience = *event - stream_->now();
  if (patience > Duration::zero()) {
    if (all_sent) {
      receive(patience);
    } else {
      stream_->wait_for_progress(patience);
      receive(Duration::zero());
    }
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

void StreamChannel::receive(Duration patience) {
  const IoResult got = stream_->read(session_.prepare(), patience);
  if (got.again()) return;
  if (got.error != 0) return disconnect(system_error(Errc::closed, "receiving", got.error));
  if (got.bytes == 0) return disconnect(Error(Errc::closed, "the server closed the connection"));
  if (auto received = session_.received(got.bytes); !received) {
    disconnect(Error(Errc::closed, "the server's stream cannot be read").with_cause(received.error().message()));
  }
}

void StreamChannel::disconnect(Error error) {
  if (broken_) return;
  broken_ = std::move(error);
  stream_.reset();
  session_.disconnected(*broken_);
}

}  // namespace onc
