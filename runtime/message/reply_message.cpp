#include "message/reply_message.h"

#include <string>

#include <onc/xdr/byte_order.h>

#include "message/call_message.h"
#include "rpc_message.h"

namespace onc {

namespace {

void append(xdr::Buffer& out, std::uint32_t xid, const rpc::reply_body& body) {
  xdr::Encoder encoder(out);
  const bool ok = encoder.u32(xid) && encode(encoder, rpc::msg_type::REPLY) && encode(encoder, body);
  if (ok) encoder.finish();
}

void append_accepted(xdr::Buffer& out, std::uint32_t xid, const rpc::accepted_body& body) {
  append(out, xid, rpc::reply_body::make_areply({.verf = {}, .body = body}));
}

std::string range_text(VersionRange range) {
  if (range.low == range.high) return "version " + std::to_string(range.low);
  return "versions " + std::to_string(range.low) + " to " + std::to_string(range.high);
}

Error mismatch(Errc code, const rpc::version_range& found) {
  const VersionRange range{found.low, found.high};
  return Error(code, "the server has " + range_text(range)).with_versions(range);
}

Error malformed(const xdr::Decoder& in) { return Error(Errc::malformed_reply, in.report().message("reply header")); }

Error accepted_error(const rpc::accepted_body& body) {
  if (const auto* range = body.mismatch_info()) return mismatch(Errc::version_mismatch, *range);
  switch (body.stat()) {
    case rpc::PROG_UNAVAIL: return Error(Errc::program_unavailable);
    case rpc::PROC_UNAVAIL: return Error(Errc::procedure_unavailable);
    case rpc::GARBAGE_ARGS: return Error(Errc::garbage_arguments);
    case rpc::SYSTEM_ERR: return Error(Errc::server_failure, "the server answered SYSTEM_ERR");
    default: break;
  }
  return Error(Errc::malformed_reply, "accept_stat is " + std::to_string(static_cast<std::int32_t>(body.stat())));
}

Error denied_error(const rpc::rejected_reply& reply) {
  if (const auto* range = reply.mismatch_info()) return mismatch(Errc::rpc_version_mismatch, *range);
  const auto why = static_cast<AuthStat>(*reply.why());
  const std::string number = std::to_string(static_cast<std::int32_t>(why));
  return Error(Errc::auth_rejected, std::string(to_string(why)) + " (" + number + ")").with_auth_stat(why);
}

}  // namespace

bool encode_success(xdr::Encoder& out, std::uint32_t xid, const OpaqueAuth& verifier) {
  const bool plain = verifier.body.empty();
  std::byte* at = out.run(plain ? reply_start_size + plain_success_size : reply_start_size + 4);
  if (at == nullptr) return false;
  xdr::store32(at, xid);
  xdr::store32(at + 4, static_cast<std::uint32_t>(rpc::msg_type::REPLY));
  xdr::store32(at + 8, static_cast<std::uint32_t>(rpc::reply_stat::MSG_ACCEPTED));
  if (plain) {
    xdr::store32(at + 12, static_cast<std::uint32_t>(verifier.flavor));
    xdr::store64(at + 16, static_cast<std::uint64_t>(rpc::accept_stat::SUCCESS));  // behind the length of the verifier
    return true;
  }
  return encode_auth(out, verifier) && out.u32(static_cast<std::uint32_t>(rpc::accept_stat::SUCCESS));
}

void append_rpc_mismatch(xdr::Buffer& out, std::uint32_t xid) {
  append(out, xid, rpc::reply_body::make_rreply(rpc::rejected_reply::make_mismatch_info({rpc_version, rpc_version})));
}

void append_auth_error(xdr::Buffer& out, std::uint32_t xid, AuthStat stat) {
  const auto why = static_cast<rpc::auth_stat>(stat);
  append(out, xid, rpc::reply_body::make_rreply(rpc::rejected_reply::make_why(why)));
}

void append_program_unavailable(xdr::Buffer& out, std::uint32_t xid) {
  append_accepted(out, xid, rpc::accepted_body::make_void(rpc::PROG_UNAVAIL));
}

void append_version_mismatch(xdr::Buffer& out, std::uint32_t xid, VersionRange versions) {
  append_accepted(out, xid, rpc::accepted_body::make_mismatch_info({versions.low, versions.high}));
}

void append_procedure_unavailable(xdr::Buffer& out, std::uint32_t xid) {
  append_accepted(out, xid, rpc::accepted_body::make_void(rpc::PROC_UNAVAIL));
}

void append_garbage_arguments(xdr::Buffer& out, std::uint32_t xid) {
  append_accepted(out, xid, rpc::accepted_body::make_void(rpc::GARBAGE_ARGS));
}

void append_system_error(xdr::Buffer& out, std::uint32_t xid) {
  append_accepted(out, xid, rpc::accepted_body::make_void(rpc::SYSTEM_ERR));
}

std::optional<std::uint32_t> reply_xid(std::span<const std::byte> message) noexcept {
  if (message.size() < 8) return std::nullopt;
  if (xdr::load32(message.data() + 4) != static_cast<std::uint32_t>(rpc::msg_type::REPLY)) return std::nullopt;
  return xdr::load32(message.data());
}

std::optional<Error> read_reply(xdr::Decoder& in, OpaqueAuth& verifier) {
  rpc::reply_stat stat{};
  if (!decode(in, stat)) return malformed(in);
  if (stat == rpc::MSG_DENIED) {
    rpc::rejected_reply denied;
    return decode(in, denied) ? denied_error(denied) : malformed(in);
  }
  if (stat != rpc::MSG_ACCEPTED) return Error(Errc::malformed_reply, "reply_stat is neither accepted nor denied");
  std::int32_t flavor = 0;
  if (!in.i32(flavor) || !in.view(verifier.body, max_auth_bytes)) return malformed(in);
  verifier.flavor = static_cast<AuthFlavor>(flavor);
  rpc::accepted_body body;
  if (!decode(in, body)) return malformed(in);
  if (body.stat() == rpc::SUCCESS) return std::nullopt;
  return accepted_error(body);
}

}  // namespace onc
