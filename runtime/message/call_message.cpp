#include "message/call_message.h"

#include <onc/xdr/byte_order.h>
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

bool is_call(std::span<const std::byte> message) noexcept {
  return message.size() >= 8 && xdr::load32(message.data() + 4) == static_cast<std::uint32_t>(rpc::msg_type::CALL);
}

CallVerdict parse_call(std::span<const std::byte> message, CallMessage& call) noexcept {
  xdr::Decoder in(message);
  std::int32_t type = 0;
  std::uint32_t version = 0;
  const bool is_call = in.u32(call.xid) && in.i32(type) && type == static_cast<std::int32_t>(rpc::msg_type::CALL);
  if (!is_call || !in.u32(version)) return CallVerdict::drop;
  if (version != rpc_version) return CallVerdict::rpc_mismatch;
  if (message.size() < smallest_call) return CallVerdict::drop;
  const std::byte* numbers = in.run(12);
  call.id = {xdr::load32(numbers), xdr::load32(numbers + 4)};
  call.procedure = xdr::load32(numbers + 8);
  call.body = in.rest();
  if (!read_auth(in, call.credential)) return CallVerdict::bad_credential;
  if (!read_auth(in, call.verifier)) return CallVerdict::bad_verifier;
  call.arguments = in.rest();
  return CallVerdict::accept;
}

bool encode_call_header(xdr::Encoder& out, std::uint32_t xid, const Procedure& procedure,
                        const OpaqueAuth& credential) {
  std::byte* at = out.run(24);
  if (at == nullptr) return false;
  xdr::store32(at, xid);
  xdr::store32(at + 4, static_cast<std::uint32_t>(rpc::msg_type::CALL));
  xdr::store32(at + 8, rpc_version);
  xdr::store32(at + 12, procedure.id.program);
  xdr::store32(at + 16, procedure.id.version);
  xdr::store32(at + 20, procedure.number);
  return encode_auth(out, credential);
}

bool encode_auth(xdr::Encoder& out, const OpaqueAuth& auth) {
  if (!auth.body.empty()) {
    return out.i32(static_cast<std::int32_t>(auth.flavor)) && out.opaque(auth.body, max_auth_bytes);
  }
  std::byte* at = out.run(8);
  if (at == nullptr) return false;
  xdr::store32(at, static_cast<std::uint32_t>(auth.flavor));
  xdr::store32(at + 4, 0);
  return true;
}

Result<AuthFlavor> begin_call(xdr::Encoder& out, const xdr::Buffer& buffer, std::size_t begin, std::uint32_t xid,
                              const Procedure& procedure, ClientAuth* auth) {
  if (auth == nullptr) {
    encode_call_header(out, xid, procedure, {});
    encode_auth(out, {});
    return AuthFlavor::none;
  }
  auto credential = auth->credential();
  if (!credential) return std::move(credential).error();
  encode_call_header(out, xid, procedure, *credential);
  const AuthFlavor flavor = credential->flavor;
  out.finish();  // the verifier may be a signature of what is written so far
  auto verifier = auth->verifier(buffer.bytes().subspan(begin));
  if (!verifier) return std::move(verifier).error();
  encode_auth(out, *verifier);
  return flavor;
}

}  // namespace onc
