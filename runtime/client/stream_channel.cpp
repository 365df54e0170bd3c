#include "client/stream_channel.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <utility>

#include "transport/send_pieces.h"

namespace onc {

namespace {

// One-way calls are sent without being asked for when they are so many bytes.
constexpr std::size_t much_output = std::size_t{32} << 10;
constexpr std::size_t largest_reply = default_max_record;  // of our services to the server

}  // namespace

StreamChannel::StreamChannel(std::unique_ptr<Stream> stream, std::unique_ptr<StreamDialer> dialer,
                             const ConnectOptions& options, ClientSessionOptions session)
    : DrivenChannel(options, stream != nullptr),
      stream_(std::move(stream)),
      dialer_(std::move(dialer)),
      session_(std::move(session)),
      served_(services_, options.limits, options.mode) {
  if (!stream_) session_.begin_unlinked();
  session_.gather();
  for (Service* service : options.services) services_.add(*service);
  server_.transport = options.transport == Transport::local ? Transport::local : Transport::tcp;
  begin();
}

StreamChannel::~StreamChannel() { end(); }

TimePoint StreamChannel::read_clock() const { return dialer_ ? dialer_->now() : stream_->now(); }

bool StreamChannel::many_wait() const noexcept { return session_.queue().waiting() >= much_output; }

int StreamChannel::descriptor() const noexcept { return stream_ ? stream_->descriptor() : -1; }

bool StreamChannel::send_waiting() {
  while (session_.queue().waiting() > 0) {
    const IoResult written = session_.queue().is_one_piece() ? stream_->write(session_.outgoing()) : write_pieces();
    if (written.again()) return false;
    if (written.error != 0) {
      disconnect(system_error(Errc::closed, "sending", written.error));
      return true;
    }
    session_.sent(written.bytes);
    if (has_incoming()) note_news();
  }
  return true;
}

IoResult StreamChannel::write_pieces() {
  std::array<std::span<const std::byte>, most_pieces> pieces;
  return stream_->write_pieces(std::span(pieces).first(session_.queue().pieces(pieces)));
}

bool StreamChannel::receive(Lock& lock, Duration patience) {
  const std::span<std::byte> room = session_.prepare();
  IoResult got;
  {
    const Unlocked unlocked(*this, lock);
    got = stream_->read(room, patience);
  }
  if (got.again() || !linked()) return false;
  if (got.error != 0) return disconnect(system_error(Errc::closed, "receiving", got.error));
  if (got.bytes == 0) return disconnect(Error(Errc::closed, "the server closed the connection"));
  note_received();
  const auto received = session_.received(got.bytes, now());
  if (has_incoming()) note_news();
  if (received) return true;
  return disconnect(Error(Errc::closed, "the server's stream cannot be read").with_cause(received.error().message()));
}

void StreamChannel::await_progress(Lock& lock, Duration patience) {
  Stream& stream = *stream_;
  const Unlocked unlocked(*this, lock);
  stream.wait_for_progress(patience);
}

void StreamChannel::await_room(Lock& lock, Duration patience) {
  const std::shared_ptr<Stream> stream = stream_;
  const Unlocked unlocked(*this, lock);
  stream->wait_for_room(patience);
}

// The stream object stays until there is another one: a thread may still be reading from it.
void StreamChannel::drop_link(const Error& error) {
  stream_->shutdown();
  session_.disconnected(error, now());
}

std::optional<Error> StreamChannel::adopt(Dialing& done) {
  auto& dialed = *static_cast<DialingOf<Stream>&>(done).result;
  if (!dialed) return std::move(dialed).error();
  stream_ = std::move(dialed->link);
  session_.move_to(std::move(dialed->peer));
  session_.connected();
  return std::nullopt;
}

void StreamChannel::pause(Lock& lock, Duration time) {
  const Unlocked unlocked(*this, lock);
  dialer_->pause(time);
}

bool StreamChannel::serve(Lock& lock) {
  if (!has_incoming()) return false;
  const auto call = session_.next_incoming();
  xdr::Buffer reply(largest_reply);
  const bool answered = [&] {
    const Unlocked unlocked(*this, lock);
    return served_.answer(*call, server_, reply);
  }();
  if (answered) session_.reply(reply.bytes());
  if (linked()) send_waiting();
  return true;
}

}  // namespace onc
