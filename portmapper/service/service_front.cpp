#include "service/service_front.h"

#include <sys/socket.h>

#include <cstdint>
#include <utility>

#include "portmap.h"

namespace onc {

namespace {

constexpr std::uint32_t callit = 5;  // in version 4 BCAST
constexpr std::uint32_t indirect = 10;
constexpr std::size_t largest_result_for_strangers = 512;

// Where the portmapper itself reaches a server that is registered there.
std::optional<SocketAddress> local_target(const Registered& entry) {
  const auto address = parse_universal_address(entry.netid, entry.address);
  if (!address) return std::nullopt;
  if (!is_wildcard(*address)) return *address;
  const char* loopback = entry.netid.family == AF_INET6 ? "[::1]:0" : "127.0.0.1:0";
  return SocketAddress::parse(loopback).value().with_port(address->port());
}

// The reply in the form of the version that was asked.
void give_results(const LateReply& reply, std::uint32_t version, const std::string& address, std::uint16_t port,
                  const std::vector<std::byte>& results) {
  if (version == protocol::PMAP_PROG::PMAP_VERS::id.version) {
    const protocol::call_result result{.port = port, .res = results};
    return reply.give([&](xdr::Encoder& out) { return encode(out, result); });
  }
  const protocol::rpcb_rmtcallres result{.addr = address, .results = results};
  reply.give([&](xdr::Encoder& out) { return encode(out, result); });
}

// Only who has asked by INDIRECT hears of failures: in a broadcast hosts without the program are to be silent.
Outcome no_answer(IncomingCall& call) {
  if (call.procedure() == indirect) return call.fail(Error(Errc::procedure_unavailable));
  call.context().no_reply();
  return Outcome::success;
}

}  // namespace

Outcome ServiceFront::dispatch(IncomingCall& call) {
  state_.statistics.called(version(), call.procedure());
  if (is_held_back(call.context().peer())) {
    call.context().no_reply();
    return Outcome::success;
  }
  const Outcome outcome = is_remote(call.procedure()) ? call_remotely(call) : behind_.dispatch(call);
  state_.statistics.note_registrations(state_.directory.size());
  return outcome;
}

// An honest client asks again.
bool ServiceFront::is_held_back(const Peer& peer) const {
  if (!is_stranger(state_, peer) || state_.rate.take(peer.address, Clock::now())) return false;
  state_.statistics.held_back();
  return true;
}

bool ServiceFront::is_remote(std::uint32_t procedure) const noexcept {
  const bool is_version4 = version() == protocol::RPCBPROG::RPCBVERS4::id.version;
  return procedure == callit || (is_version4 && procedure == indirect);
}

// The arguments are the same in all versions.
Outcome ServiceFront::call_remotely(IncomingCall& call) {
  protocol::rpcb_rmtcallargs wanted;
  if (!call.read([&](xdr::Decoder& in) { return decode(in, wanted); })) return call.garbage_arguments();
  const ProgramVersion id{wanted.prog, wanted.vers};
  if (state_.remote == nullptr || RemoteCalls::is_forbidden(id, wanted.proc))
    return call.fail(too_weak("this call is made for nobody"));
  const Registered* server = find(id, call.context());
  const auto target = server == nullptr ? std::nullopt : local_target(*server);
  return target ? forward(wanted, *server, *target, call) : no_answer(call);
}

const Registered* ServiceFront::find(ProgramVersion id, const CallContext& call) const {
  Directory& directory = state_.directory;
  const bool six = netid_of_call(call).family == AF_INET6;
  const Registered* found = directory.find_or_other_version(id, six ? netid_udp6 : netid_udp);
  return found != nullptr || !six ? found : directory.find_or_other_version(id, netid_udp);
}

Outcome ServiceFront::forward(const protocol::rpcb_rmtcallargs& wanted, const Registered& server,
                              const SocketAddress& target, IncomingCall& call) {
  const CallContext& context = call.context();
  const LateReply reply = call.later();
  const bool tells_failures = call.procedure() == indirect;
  const std::size_t most = is_stranger(state_, context.peer()) ? largest_result_for_strangers : SIZE_MAX;
  const auto done =
      [reply, tells_failures, most, number = version(), port = target.port(),
       address = state_.directory.address_for(&server, context.peer())](const Result<std::vector<std::byte>>& results) {
        const bool too_large = results && results->size() > most;
        if (results && !too_large) return give_results(reply, number, address, port, *results);
        if (tells_failures)
          return reply.fail(too_large ? Error(Errc::server_failure, "too large an answer") : results.error());
        reply.none();
      };
  RemoteCalls::Wanted question{{wanted.prog, wanted.vers}, wanted.proc, wanted.args, {}};
  if (context.auth_sys() != nullptr) question.claim = *context.auth_sys();
  const bool started = state_.remote->call(target, question, context.peer().address.network_prefix(), done);
  state_.statistics.called_remotely(version(), question.id, wanted.proc, server.netid, tells_failures, started);
  if (!started) reply.none();
  return Outcome::later;
}

}  // namespace onc
