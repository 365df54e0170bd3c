// The reply message (RFC 5531 section 9).
#pragma once

#include <cstdint>
#include <optional>
#include <span>

#include <onc/auth.h>
#include <onc/error.h>
#include <onc/xdr/buffer.h>
#include <onc/xdr/decoder.h>
#include <onc/xdr/encoder.h>

namespace onc {

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
