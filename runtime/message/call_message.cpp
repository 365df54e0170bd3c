#include "message/call_message.h"

#include <onc/xdr/decoder.h>

#include "rpc_message.h"

namespace onc {

namespace {

constexpr std::size_t smallest_call = 40;  // ten words: header, empty credential, empty verifier

bool read_auth(xdr::Decoder& in, OpaqueAuth& auth) noexcept {
  std::int32_t flavor = 0;
  if (!in.i32(flavor) || !in.view(auth.body, max_auth_bytes)) return false;
  auth.flavor = static_cast<AuthFlavor>(flavor);
  return true;
}

}  // namespace

CallVerdict parse_call(std::span<const std::byte> message, CallMessage& call) noexcept {
  xdr::Decoder in(message);
  std::int32_t type = 0;
  std::uint32_t version = 0;
  const bool is_call = in.u32(call.xid) && in.i32(type) && type == static_cast<std::int32_t>(rpc::msg_type::CALL);
  if (!is_call || !in.u32(version)) return CallVerdict::drop;
  if (version != rpc_version) return CallVerdict::rpc_mismatch;
  if (message.size() < smallest_call) return CallVerdict::drop;
  in.u32(call.id.program);
  in.u32(call.id.version);
  in.u32(call.procedure);
  if (!read_auth(in, call.credential)) return CallVerdict::bad_credential;
  if (!read_auth(in, call.verifier)) return CallVerdict::bad_verifier;
  call.arguments = in.rest();
  return CallVerdict::accept;
}

bool encode_call_header(xdr::Encoder& out, std::uint32_t xid, const Procedure& procedure,
                        const OpaqueAuth& credential) {
  return out.u32(xid) && out.i32(static_cast<std::int32_t>(rpc::msg_type::CALL)) && out.u32(rpc_version) &&
         out.u32(procedure.id.program) && out.u32(procedure.id.version) && out.u32(procedure.number) &&
         encode_auth(out, credential);
}

bool encode_auth(xdr::Encoder& out, const OpaqueAuth& auth) {
  return out.i32(static_cast<std::int32_t>(auth.flavor)) && out.opaque(auth.body, max_auth_bytes);
}

}  // namespace onc
