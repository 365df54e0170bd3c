#include "client/datagram_channel.h"

#include <algorithm>
#include <cerrno>
#include <utility>

namespace onc {

namespace {

constexpr std::size_t inbox_size = std::size_t{64} << 10;

// Errors that concern one datagram or pass by themselves: the schedule sends again.
bool is_passing(int error) noexcept { return error == EAGAIN || error == EINTR || error == ENOBUFS; }

Errc kind_of(int error) noexcept {
  switch (error) {
    case ECONNREFUSED: return Errc::connection_refused;
    case EMSGSIZE: return Errc::message_too_large;
    case ENETUNREACH:
    case EHOSTUNREACH:
    case ENETDOWN:
    case EHOSTDOWN: return Errc::unreachable;
    default: return Errc::system;
  }
}

// Errors that concern every call to this server; others concern the datagram that was to be sent.
bool is_about_peer(int error) noexcept {
  return kind_of(error) == Errc::connection_refused || kind_of(error) == Errc::unreachable;
}

}  // namespace

DatagramChannel::DatagramChannel(std::unique_ptr<Datagram> socket, ClientSessionOptions options)
    : socket_(std::move(socket)),
      session_(std::move(options)),
      inbox_(std::make_unique_for_overwrite<std::byte[]>(inbox_size)) {}

DatagramChannel::~DatagramChannel() { session_.fail_all(Error(Errc::cancelled, "the channel was destroyed")); }

void DatagramChannel::start(Call& call, const Procedure& procedure, EncodeArguments arguments,
                            const CallOptions& options) {
  session_.start(call, procedure, arguments, options, socket_->now());
  flush();
}

void DatagramChannel::step() {
  flush();
  const auto event = session_.next_event();
  if (!event) return;
  receive(std::max(Duration::zero(), *event - socket_->now()));
  if (!session_.idle()) keep_time();
}

// What came in time counts, even if nobody looked until the time was over.
void DatagramChannel::keep_time() {
  while (session_.due(socket_->now()) && receive(Duration::zero())) {
  }
  session_.expire(socket_->now());
}

void DatagramChannel::flush() {
  for (auto datagram = session_.next_datagram(); !datagram.empty(); datagram = session_.next_datagram()) {
    const IoResult sent = socket_->send(datagram);
    if (sent.error == 0 || is_passing(sent.error)) continue;
    if (is_about_peer(sent.error)) return network_error("sending", sent.error);
    session_.could_not_send(system_error(kind_of(sent.error), "sending", sent.error));
  }
}

// False when nothing came.
bool DatagramChannel::receive(Duration patience) {
  bool asked = false;
  const std::span<std::byte> room(inbox_.get(), inbox_size);
  const IoResult got = socket_->receive(room, patience, asked);
  if (got.again()) return false;
  if (got.error != 0) {
    network_error("the network reports", got.error);
  } else if (!asked) {
    session_.received_from_stranger();
  } else {
    session_.received(room.first(got.bytes));
  }
  return true;
}

// What the network says of this peer concerns every call that waits for it.
void DatagramChannel::network_error(const char* what, int error) {
  session_.fail_all(system_error(kind_of(error), what, error));
}

}  // namespace onc
