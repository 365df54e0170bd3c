// The reply message (RFC 5531 section 9).
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>

#include <onc/auth.h>
#include <onc/error.h>
#include <onc/xdr/buffer.h>
#include <onc/xdr/byte_order.h>
#include <onc/xdr/decoder.h>
#include <onc/xdr/encoder.h>

namespace onc {

/// Bytes of xid and type.
inline constexpr std::size_t reply_start_size = 8;
/// Accepted, without a verifier, successful: four words of zero. Nearly every reply is this.
inline constexpr std::size_t plain_success_size = 16;
/// `body`: a reply behind its xid and type.
inline bool begins_with_success(std::span<const std::byte> body) noexcept {
  return body.size() >= plain_success_size && (xdr::load64(body.data()) | xdr::load64(body.data() + 8)) == 0;
}
inline bool is_plain_success(std::span<const std::byte> reply) noexcept {
  return reply.size() >= reply_start_size && begins_with_success(reply.subspan(reply_start_size));
}

/// The header of an accepted, successful reply; the results follow.
bool encode_success(xdr::Encoder& out, std::uint32_t xid, const OpaqueAuth& verifier);

/// The replies of a server that could not run the call. Each appends one whole message to `out`.
void append_rpc_mismatch(xdr::Buffer& out, std::uint32_t xid);
void append_auth_error(xdr::Buffer& out, std::uint32_t xid, AuthStat stat);
void append_program_unavailable(xdr::Buffer& out, std::uint32_t xid);
void append_version_mismatch(xdr::Buffer& out, std::uint32_t xid, VersionRange versions);
void append_procedure_unavailable(xdr::Buffer& out, std::uint32_t xid);
void append_garbage_arguments(xdr::Buffer& out, std::uint32_t xid);
void append_system_error(xdr::Buffer& out, std::uint32_t xid);

/// The xid of a reply; nothing when `message` is none.
std::optional<std::uint32_t> reply_xid(std::span<const std::byte> message) noexcept;

/// Reads a reply behind xid and type. With success `in` stands at the results and `verifier` is set; otherwise the
/// error that the server's answer means, or malformed_reply.
std::optional<Error> read_reply(xdr::Decoder& in, OpaqueAuth& verifier);

}  // namespace onc
