#include "message/call_message.h"

#include <onc/xdr/byte_order.h>

#include "rpc_message.h"

namespace onc {

namespace {

constexpr std::size_t smallest_call = 40;  // ten words: header, empty credential, empty verifier

constexpr std::size_t header_size = 24;  // up to the credential
constexpr std::size_t no_auth_size = 8;  // AUTH_NONE, without a body

// Takes one off the front of `rest`.
bool take_auth(std::span<const std::byte>& rest, OpaqueAuth& auth) noexcept {
  if (rest.size() < no_auth_size) return false;
  const std::size_t size = xdr::load32(rest.data() + 4);
  const std::size_t padded = (size + 3) & ~std::size_t{3};
  if (size > max_auth_bytes || padded > rest.size() - no_auth_size) return false;
  auth.flavor = static_cast<AuthFlavor>(xdr::load32(rest.data()));
  auth.body = rest.subspan(no_auth_size, size);
  rest = rest.subspan(no_auth_size + padded);
  return true;
}

}  // namespace

bool is_call(std::span<const std::byte> message) noexcept {
  return message.size() >= 8 && xdr::load32(message.data() + 4) == static_cast<std::uint32_t>(rpc::msg_type::CALL);
}

CallVerdict parse_call(std::span<const std::byte> message, CallMessage& call) noexcept {
  if (message.size() < 12 || !is_call(message)) return CallVerdict::drop;
  const std::byte* const at = message.data();
  call.xid = xdr::load32(at);
  if (xdr::load32(at + 8) != rpc_version) return CallVerdict::rpc_mismatch;
  if (message.size() < smallest_call) return CallVerdict::drop;
  call.id = {xdr::load32(at + 12), xdr::load32(at + 16)};
  call.procedure = xdr::load32(at + 20);
  std::span<const std::byte> rest = call.body = message.subspan(header_size);
  if ((xdr::load64(rest.data()) | xdr::load64(rest.data() + no_auth_size)) == 0) {  // AUTH_NONE twice
    call.arguments = rest.subspan(2 * no_auth_size);
    return CallVerdict::accept;
  }
  if (!take_auth(rest, call.credential)) return CallVerdict::bad_credential;
  if (!take_auth(rest, call.verifier)) return CallVerdict::bad_verifier;
  call.arguments = rest;
  return CallVerdict::accept;
}

namespace {

void store_header(std::byte* at, std::uint32_t xid, const Procedure& procedure) noexcept {
  xdr::store32(at, xid);
  xdr::store32(at + 4, static_cast<std::uint32_t>(rpc::msg_type::CALL));
  xdr::store32(at + 8, rpc_version);
  xdr::store32(at + 12, procedure.id.program);
  xdr::store32(at + 16, procedure.id.version);
  xdr::store32(at + 20, procedure.number);
}

void encode_anonymous(xdr::Encoder& out, std::uint32_t xid, const Procedure& procedure) {
  std::byte* at = out.run(smallest_call);
  if (at == nullptr) return;
  store_header(at, xid, procedure);
  xdr::store64(at + header_size, 0);  // AUTH_NONE, the credential and the verifier
  xdr::store64(at + header_size + no_auth_size, 0);
}

}  // namespace

bool encode_call_header(xdr::Encoder& out, std::uint32_t xid, const Procedure& procedure,
                        const OpaqueAuth& credential) {
  std::byte* at = out.run(header_size);
  if (at == nullptr) return false;
  store_header(at, xid, procedure);
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
    encode_anonymous(out, xid, procedure);
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
