// One call to every host of the networks this one is on: who is there that offers the program?
//
//   const auto seen = onc::broadcast<std::int32_t>(
//       {{0x31234567, 1}, 1}, std::string("who is there?"), {.total_time = std::chrono::seconds(3)},
//       [](const onc::Result<std::int32_t>& status, const onc::SocketAddress& from) {
//         if (status) std::cout << from.to_string() << ": " << *status << '\n';
//         return false;                                   // not content yet: more answers, please
//       });
//   if (!seen) return report(seen.error());               // nothing could be sent
//   if (seen->answers == 0) ...                           // nobody answered; no error
//
// A call goes out on each interface: over IPv4 to its broadcast address, over IPv6 to a multicast group. It goes to the
// program's port where that is known, else to rpcbind, which hands it on (PMAPPROC_CALLIT and RPCBPROC_CALLIT, RFC 1833
// sections 3.2 and 2.1) and is silent unless the program answers with success; Debian's rpcbind does so when it is
// started with -r.
//
// Everybody on the network can answer, in any number and with anything: an answer proves nothing about who sent it.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

#include <onc/address.h>
#include <onc/channel.h>
#include <onc/credential.h>
#include <onc/function_ref.h>
#include <onc/options.h>
#include <onc/program.h>
#include <onc/result.h>
#include <onc/values.h>
#include <onc/xdr/buffer.h>

namespace onc {

/// Where a broadcast goes, how often and how long. The times are those of libtirpc's rpc_broadcast.
struct BroadcastOptions {
  /// The program's UDP port on every host. 0: rpcbind is asked to hand the call on.
  std::uint16_t port = 0;
  /// Where rpcbind listens on every host, when `port` is 0.
  std::uint16_t rpcbind_port = 111;
  bool ipv4 = true;
  bool ipv6 = true;
  /// Also 127.0.0.1 and ::1, by unicast: hosts without a network.
  bool loopback = false;
  /// The IPv6 group. Empty: ff02::202, rpcbind's. All hosts of a link, also those that join no group, are ff02::1.
  std::string multicast_group{};
  /// Instead of all interfaces: these broadcast, multicast or single addresses. One without a port gets `port`, or
  /// `rpcbind_port`.
  std::vector<SocketAddress> targets{};

  /// How long to wait for answers before the call is sent again, with the same xid; at least 10 ms.
  Duration interval = std::chrono::seconds(4);
  /// Each interval is so many times as long as the one before; at least 1.
  double growth = 2;
  /// After so long it is over, whoever has answered.
  Duration total_time = std::chrono::seconds(12);

  /// Of the call itself. rpcbind hands an AUTH_SYS credential on. Flavours that agree on a context with one server
  /// (RPCSEC_GSS) cannot be broadcast.
  Credential credential{};
  /// Hand over further answers of the same responder, too.
  bool duplicates = false;
  /// Responders that are remembered and handed over; those that come later are counted only.
  std::size_t max_responders = 1000;
  xdr::Limits limits{};                    ///< of one answer
  xdr::Mode mode = xdr::Mode::compatible;  ///< how answers are decoded
};

/// How a broadcast went.
struct BroadcastSummary {
  std::size_t answers = 0;            ///< responders whose results were handed over
  std::size_t refusals = 0;           ///< responders whose error was handed over
  std::uint32_t transmissions = 0;    ///< rounds to all targets
  bool content = false;               ///< the callback had enough before the time was over
  std::uint64_t duplicates = 0;       ///< answers of responders that had answered, not handed over
  std::uint64_t unknown_xid = 0;      ///< replies to something else
  std::uint64_t strange_address = 0;  ///< replies from another port than the one that was asked
  std::uint64_t malformed = 0;        ///< datagrams that are no reply, or have no readable header
  std::uint64_t beyond_limit = 0;     ///< answers of responders beyond `max_responders`
  /// Targets that the last transmission did not reach, each with the reason.
  std::vector<std::string> unreached{};
};

/// Takes one answer: the encoded results, valid during this call, or what the responder refused with; and where it came
/// from. With `port` 0 that is the host's address with the port that rpcbind names for the program. True ends the
/// broadcast.
using BroadcastAnswer = FunctionRef<bool(Result<std::span<const std::byte>> results, const SocketAddress& from)>;

/// Broadcasts arguments that are XDR already (zeros make them a multiple of four bytes) and collects answers on the
/// calling thread until `answer` is content or `total_time` is over; no answer is no error. A host with several
/// addresses may answer from each. What `answer` throws passes through. Errors: unreachable when nothing could be sent,
/// with one cause for each target; message_too_large and those of the credential; invalid_argument; system.
Result<BroadcastSummary> broadcast_raw(const Procedure& procedure, std::span<const std::byte> arguments,
                                       const BroadcastOptions& options, BroadcastAnswer answer);

/// The same with typed arguments and results (onc/values.h). `answer` is
/// `bool(onc::Result<Results>, const onc::SocketAddress& from)`; results that are no Results come as malformed_reply.
/// Errors also: bound_exceeded.
template <class Results, class Arguments, class Answer>
Result<BroadcastSummary> broadcast(const Procedure& procedure, const Arguments& arguments,
                                   const BroadcastOptions& options, Answer&& answer) {
  xdr::Buffer encoded(max_datagram);
  xdr::Encoder out(encoded, options.limits);
  if (!detail::encode_value(out, arguments) || !out.finish()) {
    return Error(out.report().fault == xdr::Fault::too_large ? Errc::message_too_large : Errc::bound_exceeded,
                 out.report().message("arguments"));
  }
  const auto typed = [&](Result<std::span<const std::byte>> results, const SocketAddress& from) -> bool {
    if (!results) return answer(Result<Results>(std::move(results).error()), from);
    xdr::Decoder in(*results, options.limits, options.mode);
    if constexpr (std::is_void_v<Results>) {
      if (in.finish()) return answer(Result<void>(), from);
    } else {
      Results value{};
      if (detail::decode_value(in, value) && in.finish()) return answer(Result<Results>(std::move(value)), from);
    }
    return answer(Result<Results>(Error(Errc::malformed_reply, in.report().message("results"))), from);
  };
  return broadcast_raw(procedure, encoded.bytes(), options, typed);
}

/// For procedures without arguments.
template <class Results, class Answer>
Result<BroadcastSummary> broadcast(const Procedure& procedure, const BroadcastOptions& options, Answer&& answer) {
  return broadcast<Results>(procedure, nothing, options, std::forward<Answer>(answer));
}

}  // namespace onc
