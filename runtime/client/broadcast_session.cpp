#include "client/broadcast_session.h"

#include <sys/socket.h>

#include <algorithm>
#include <utility>

#include <onc/universal_address.h>
#include <onc/xdr/byte_order.h>

#include "base/patience.h"
#include "message/call_message.h"
#include "message/reply_message.h"
#include "portmap.h"
#include "rpcbind.h"

namespace onc {

namespace {

// A shorter interval would flood the network.
constexpr Duration shortest_interval = std::chrono::milliseconds(10);

constexpr Procedure pmap_callit{portmap::PMAP_PROG::PMAP_VERS::id, 5, "PMAPPROC_CALLIT", "PMAP_PROG.PMAP_VERS"};
constexpr Procedure rpcb_callit{rpcbind::RPCBPROG::RPCBVERS::id, 5, "RPCBPROC_CALLIT", "RPCBPROG.RPCBVERS"};

// Written so that what is no number counts as one.
double sane_growth(double growth) noexcept { return growth > 1 ? std::min(growth, 1000.0) : 1.0; }

Duration grown(Duration interval, double growth) noexcept {
  const double wanted = static_cast<double>(interval.count()) * sane_growth(growth);
  return wanted < static_cast<double>(Patience::longest.count()) ? Duration(static_cast<Duration::rep>(wanted))
                                                                 : Patience::longest;
}

// What rpcbind hands on is a message's arguments, as those of a direct call are.
std::vector<std::byte> padded_copy(std::span<const std::byte> bytes) {
  std::vector<std::byte> whole(bytes.begin(), bytes.end());
  whole.resize(xdr::padded(whole.size()));
  return whole;
}

Error encoding_error(const xdr::FaultReport& report) {
  const bool large = report.fault == xdr::Fault::too_large;
  return Error(large ? Errc::message_too_large : Errc::bound_exceeded, report.message("arguments"));
}

}  // namespace

BroadcastSession::BroadcastSession(const BroadcastOptions& options, RandomBytes random)
    : options_(&options), random_(random), inet_(max_datagram), inet6_(max_datagram) {}

Result<void> BroadcastSession::start(const Procedure& procedure, std::span<const std::byte> arguments, TimePoint now) {
  random_(std::as_writable_bytes(std::span(&xid_, 1)));
  next_transmission_ = now;
  end_ = now + std::clamp(options_->total_time, Duration::zero(), Patience::longest);
  interval_ = std::clamp(options_->interval, shortest_interval, Patience::longest);
  return indirect() ? encode_indirect(procedure, arguments) : encode_direct(procedure, arguments);
}

Result<void> BroadcastSession::encode_direct(const Procedure& procedure, std::span<const std::byte> arguments) {
  return encode_call(inet_, procedure, [arguments](xdr::Encoder& out) { return out.opaque_fixed(arguments); });
}

Result<void> BroadcastSession::encode_indirect(const Procedure& procedure, std::span<const std::byte> arguments) {
  const auto [program, version] = procedure.id;
  const portmap::call_args inet{program, version, procedure.number, padded_copy(arguments)};
  const rpcbind::rpcb_rmtcallargs inet6{program, version, procedure.number, padded_copy(arguments)};
  auto done = encode_call(inet_, pmap_callit, [&](xdr::Encoder& out) { return encode(out, inet); });
  if (!done) return done;
  return encode_call(inet6_, rpcb_callit, [&](xdr::Encoder& out) { return encode(out, inet6); });
}

Result<void> BroadcastSession::encode_call(xdr::Buffer& buffer, const Procedure& procedure,
                                           Channel::EncodeArguments arguments) {
  xdr::Encoder out(buffer, options_->limits);
  ClientAuth* auth = options_->credential.auth();
  const auto flavor = begin_call(out, buffer, 0, xid_, procedure, auth);
  if (!flavor) return flavor.error();
  auth == nullptr ? arguments(out) : auth->wrap(out, arguments);
  return out.finish() ? Result<void>() : encoding_error(out.report());
}

std::span<const std::byte> BroadcastSession::message(int family) const noexcept {
  return family == AF_INET6 && indirect() ? inet6_.bytes() : inet_.bytes();
}

bool BroadcastSession::transmit(TimePoint now) {
  if (over(now) || now < next_transmission_) return false;
  next_transmission_ = now + interval_;
  interval_ = grown(interval_, options_->growth);
  ++summary_.transmissions;
  return true;
}

TimePoint BroadcastSession::next_event() const noexcept { return std::min(end_, next_transmission_); }

void BroadcastSession::received(std::span<const std::byte> datagram, const SocketAddress& from,
                                BroadcastAnswer answer) {
  const auto xid = reply_xid(datagram);
  if (!xid) {
    ++summary_.malformed;
  } else if (*xid != xid_) {
    ++summary_.unknown_xid;
  } else if (!was_asked(from)) {
    ++summary_.strange_address;
  } else {
    xdr::Decoder reply(datagram.subspan(8), options_->limits, options_->mode);
    take_reply(reply, from, answer);
  }
}

// A server answers from the port that it was asked at. rpcbind may answer from the one that it hands calls on by.
bool BroadcastSession::was_asked(const SocketAddress& from) const noexcept {
  if (indirect() || from.port() == options_->port) return true;
  return std::any_of(options_->targets.begin(), options_->targets.end(),
                     [&](const SocketAddress& target) { return target.port() != 0 && target.port() == from.port(); });
}

void BroadcastSession::take_reply(xdr::Decoder& reply, const SocketAddress& from, BroadcastAnswer answer) {
  OpaqueAuth verifier;
  if (auto error = read_reply(reply, verifier)) {
    if (error->code != Errc::malformed_reply) return hand_over(std::move(*error), from, from, answer);
    ++summary_.malformed;
    return;
  }
  ClientAuth* auth = options_->credential.auth();
  if (auth == nullptr) return take_results(reply.rest(), from, answer);
  const auto take = [&](xdr::Decoder& results) { take_results(results.rest(), from, answer); };
  if (!auth->accepts(verifier) || !auth->unwrap(reply, take)) ++summary_.malformed;
}

void BroadcastSession::take_results(std::span<const std::byte> results, const SocketAddress& from,
                                    BroadcastAnswer answer) {
  if (!indirect()) return hand_over(results, from, from, answer);
  const auto port = unwrap_indirect(results, from);
  if (port) return hand_over(results, from, from.with_port(*port), answer);
  ++summary_.malformed;
}

// What rpcbind's reply says: the program's port, and the results, which `results` then are.
std::optional<std::uint16_t> BroadcastSession::unwrap_indirect(std::span<const std::byte>& results,
                                                               const SocketAddress& from) const {
  xdr::Decoder in(results, options_->limits, options_->mode);
  if (from.family() == AF_INET6) {
    constexpr std::uint32_t longest_address = 64;  // an IPv6 address has 45 characters, the port eight more
    std::string_view address;
    if (!in.string(address, longest_address) || !in.view(results)) return std::nullopt;
    const auto where = parse_universal_address({Transport::udp, AF_INET6}, address);
    return where ? std::optional(where->port()) : std::nullopt;
  }
  std::uint32_t port = 0;
  if (!in.u32(port) || !in.view(results) || port > 0xffff) return std::nullopt;
  return static_cast<std::uint16_t>(port);
}

void BroadcastSession::hand_over(Results results, const SocketAddress& from, const SocketAddress& responder,
                                 BroadcastAnswer answer) {
  const bool success = results.has_value();
  switch (note_responder(from, success)) {
    case Standing::beyond_limit: ++summary_.beyond_limit; return;
    case Standing::known:
      if (!options_->duplicates) {
        ++summary_.duplicates;
        return;
      }
      break;
    case Standing::fresh: ++(success ? summary_.answers : summary_.refusals); break;
  }
  if (!success) results = std::move(results).error().in_context("at " + from.to_string());
  summary_.content = answer(std::move(results), responder);
}

// Through rpcbind a host is one responder, whatever ports it answers from and names; else an address is. A refusal does
// not keep a later success out.
BroadcastSession::Standing BroadcastSession::note_responder(const SocketAddress& from, bool success) {
  const SocketAddress address = from.with_port(indirect() ? 0 : from.port());
  std::string key(reinterpret_cast<const char*>(address.data()), address.size());
  key += success ? '+' : '-';
  if (responders_.contains(key)) return Standing::known;
  const std::size_t alike = success ? summary_.answers : summary_.refusals;
  if (alike >= options_->max_responders) return Standing::beyond_limit;
  responders_.insert(std::move(key));
  return Standing::fresh;
}

}  // namespace onc
