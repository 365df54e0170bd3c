#include "client/datagram_channel.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <utility>

#include "transport/segments.h"
#include "transport/socket_options.h"

namespace onc {

namespace {

// One-way calls are sent without being asked for when they are so many.
constexpr std::size_t many_datagrams = 64;

// Errors that concern one datagram or pass by themselves: the schedule sends again.
bool is_passing(int error) noexcept { return error == EAGAIN || error == EINTR || error == ENOBUFS; }

// Errors that concern every call to this server; others concern the datagram that was to be sent.
bool is_about_peer(int error) noexcept {
  return errc_of(error) == Errc::connection_refused || errc_of(error) == Errc::unreachable;
}

}  // namespace

DatagramChannel::DatagramChannel(std::unique_ptr<Datagram> socket, std::unique_ptr<DatagramDialer> dialer,
                                 const ConnectOptions& options, ClientSessionOptions session)
    : DrivenChannel(options, true),
      socket_(std::move(socket)),
      dialer_(std::move(dialer)),
      session_(std::move(session)),
      inbox_(std::make_unique_for_overwrite<std::byte[]>(datagram_room)) {
  begin();
}

DatagramChannel::~DatagramChannel() { end(); }

bool DatagramChannel::many_wait() const noexcept { return session_.waiting() >= many_datagrams; }

bool DatagramChannel::send_waiting() {
  while (session_.waiting() > 0) {
    if (session_.waiting() > 1 ? !send_run() : !send_one()) return true;
  }
  return true;
}

// False when the network says that there is no such server.
bool DatagramChannel::send_run() {
  std::array<std::span<const std::byte>, most_segments> run;
  std::size_t count = session_.next_run(run, most_segment_bytes);
  if (count > 1 && send_together(std::span(run).first(count))) return true;
  for (; count > 0; --count) {
    if (!send_one()) return false;
  }
  return true;
}

// The answers will come together, too, if the server does as we do.
bool DatagramChannel::send_together(std::span<const std::span<const std::byte>> run) {
  if (!socket_->send_together(run)) return false;
  session_.sent_run(run.size());
  if (!receiving_) socket_->expect_together();
  return true;
}

bool DatagramChannel::send_one() {
  const auto datagram = session_.next_datagram();
  if (datagram.empty()) return true;
  const IoResult sent = socket_->send(datagram);
  if (sent.error == 0 || is_passing(sent.error)) return true;
  if (is_about_peer(sent.error)) {
    network_error("sending", sent.error);
    return false;
  }
  session_.could_not_send(system_error(errc_of(sent.error), "sending", sent.error), now());
  return true;
}

bool DatagramChannel::receive(Lock& lock, Duration patience) {
  Arrival arrival;
  const std::span<std::byte> room(inbox_.get(), datagram_room);
  IoResult got;
  receiving_ = true;
  {
    const Unlocked unlocked(*this, lock);
    got = socket_->receive(room, patience, arrival);
  }
  receiving_ = false;
  if (got.again()) return false;
  if (got.error != 0) return network_error("the network reports", got.error);
  const std::size_t size = arrival.segment == 0 ? got.bytes : arrival.segment;
  auto rest = std::span<const std::byte>(room.first(got.bytes));
  do {
    const auto datagram = rest.first(std::min(size, rest.size()));
    rest = rest.subspan(datagram.size());
    take(datagram, arrival.asked);
  } while (!rest.empty());
  return true;
}

void DatagramChannel::take(std::span<const std::byte> datagram, bool asked) {
  if (!asked) return session_.received_from_stranger();
  note_received();
  session_.received(datagram, now());
}

// What the network says of this peer concerns every call that waits for it. Whether something came.
bool DatagramChannel::network_error(const char* what, int error) {
  const Error report = system_error(errc_of(error), what, error);
  if (can_dial() && session_.options().reconnect != Reconnect::never) return disconnect(report);
  session_.fail_all(report, now());
  return true;
}

std::optional<Error> DatagramChannel::adopt(Dialing& done) {
  auto& dialed = *static_cast<DialingOf<Datagram>&>(done).result;
  if (!dialed) return std::move(dialed).error();
  former_ = std::exchange(socket_, std::move(dialed->link));
  session_.move_to(std::move(dialed->peer));
  session_.link_made();
  return std::nullopt;
}

void DatagramChannel::pause(Lock& lock, Duration time) {
  const Unlocked unlocked(*this, lock);
  dialer_->pause(time);
}

}  // namespace onc
