// The call message (RFC 5531 section 9): reading and writing its header.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

#include <onc/auth.h>
#include <onc/program.h>
#include <onc/xdr/buffer.h>
#include <onc/xdr/encoder.h>

namespace onc {

inline constexpr std::uint32_t rpc_version = 2;
inline constexpr std::size_t max_auth_bytes = 400;

/// A received call, borrowed from its message.
struct CallMessage {
  std::uint32_t xid = 0;
  ProgramVersion id{};
  std::uint32_t procedure = 0;
  OpaqueAuth credential{};
  OpaqueAuth verifier{};
  std::span<const std::byte> arguments{};
  std::span<const std::byte> body{};  ///< credential, verifier and arguments as they stand in the message
};

/// What a server does with what it received.
enum class CallVerdict : std::uint8_t {
  accept,
  drop,            ///< no call, or too short to be answered: silence, so that errors never answer errors
  rpc_mismatch,    ///< another RPC version; only the xid is set
  bad_credential,  ///< its length is beyond 400 or beyond the message
  bad_verifier,    ///< likewise
};

/// Whether a message says it is a call, if anything.
bool is_call(std::span<const std::byte> message) noexcept;

/// Total: every byte string gets a verdict. `call` refers to `message`.
CallVerdict parse_call(std::span<const std::byte> message, CallMessage& call) noexcept;

/// Writes the header up to and including the credential; the verifier and the arguments follow.
bool encode_call_header(xdr::Encoder& out, std::uint32_t xid, const Procedure& procedure, const OpaqueAuth& credential);
bool encode_auth(xdr::Encoder& out, const OpaqueAuth& auth);

/// Writes all that stands before the arguments of a call; the message begins at `begin` of `buffer`, which is the sink
/// of `out`. `auth` null: AUTH_NONE. Returns the flavour of the credential. Errors: those of the flavour; what does not
/// fit is in out.report().
Result<AuthFlavor> begin_call(xdr::Encoder& out, const xdr::Buffer& buffer, std::size_t begin, std::uint32_t xid,
                              const Procedure& procedure, ClientAuth* auth);

}  // namespace onc
