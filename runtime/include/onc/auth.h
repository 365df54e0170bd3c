// How an authentication flavour plugs in (RFC 5531 section 8). AUTH_NONE needs nothing of this; AUTH_SYS uses the
// credential only; RPCSEC_GSS needs all of it.
#pragma once

#include <cstddef>
#include <memory>
#include <span>

#include <onc/credential.h>
#include <onc/function_ref.h>
#include <onc/result.h>
#include <onc/xdr/decoder.h>
#include <onc/xdr/encoder.h>

namespace onc {

/// A credential or verifier as it stands in a message. Borrowed from the message or from a flavour.
struct OpaqueAuth {
  AuthFlavor flavor = AuthFlavor::none;
  std::span<const std::byte> body{};  ///< at most 400 bytes
};

/// The client's side of one flavour, for one identity. Used under the lock of the channel it belongs to; one that is
/// given to several channels, or to single calls, must lock for itself what it changes.
class ClientAuth {
 public:
  ClientAuth() = default;
  ClientAuth(const ClientAuth&) = delete;
  ClientAuth& operator=(const ClientAuth&) = delete;
  virtual ~ClientAuth() = default;

  /// The credential of the next call; borrowed until the next call of this function.
  virtual Result<OpaqueAuth> credential() = 0;
  /// The verifier that goes with it. `header` is the call's message up to and including the credential.
  virtual Result<OpaqueAuth> verifier(std::span<const std::byte> header);
  /// Whether the server's verifier may stand: false makes the reply count as malformed.
  virtual bool accepts(const OpaqueAuth& reply_verifier);
  /// The server refused the credential of flavour `sent`: true if `credential` now gives another one, with which the
  /// call is then sent once more.
  virtual bool refused(AuthFlavor /*sent*/, AuthStat /*stat*/) { return false; }
  /// Whether `refused` may say true of the next call, so that its message is kept. `wrap` must then be the plain one.
  [[nodiscard]] virtual bool may_renew() const noexcept { return false; }
  /// An object of one channel's own, for flavours that learn from the server. Null: this one serves all.
  [[nodiscard]] virtual std::shared_ptr<ClientAuth> for_channel() const { return nullptr; }
  /// Encodes the arguments by `arguments`, protected as the flavour does it.
  virtual bool wrap(xdr::Encoder& out, FunctionRef<bool(xdr::Encoder&)> arguments);
  /// Hands the unprotected results to `results`; false when they do not verify.
  virtual bool unwrap(xdr::Decoder& in, FunctionRef<void(xdr::Decoder&)> results);
};

/// What the server's side of a flavour says of one call.
struct AuthVerdict {
  AuthStat stat = AuthStat::ok;    ///< anything but ok is answered with AUTH_ERROR
  OpaqueAuth reply_verifier{};     ///< borrowed from the flavour until its next call
  const AuthSys* claim = nullptr;  ///< AUTH_SYS only; borrowed likewise
};

/// The server's side of one flavour. Used by one loop.
class ServerAuth {
 public:
  ServerAuth() = default;
  ServerAuth(const ServerAuth&) = delete;
  ServerAuth& operator=(const ServerAuth&) = delete;
  virtual ~ServerAuth() = default;

  [[nodiscard]] virtual AuthFlavor flavor() const noexcept = 0;
  /// Judges the credential and verifier of a call.
  virtual AuthVerdict check(const OpaqueAuth& credential, const OpaqueAuth& verifier) = 0;
};

}  // namespace onc
