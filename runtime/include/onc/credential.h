// Who the caller says it is (RFC 5531 section 8.2, appendix A).
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include <onc/result.h>

namespace onc {

/// Numbers of the authentication flavours.
enum class AuthFlavor : std::int32_t {
  none = 0,
  sys = 1,
  short_hand = 2,
  dh = 3,
  rpcsec_gss = 6,
  tls = 7,
};

/// AUTH_SYS: a claim that nothing proves. Any peer may send any numbers; only the kernel (local sockets), TLS and GSS
/// say who somebody is.
struct AuthSys {
  std::uint32_t stamp = 0;
  std::string machine_name{};  ///< at most 255 bytes
  std::uint32_t uid = 0;
  std::uint32_t gid = 0;
  std::vector<std::uint32_t> gids{};  ///< at most 16

  /// The claim of this process: host name, effective user and group, and the first 16 supplementary groups.
  static AuthSys current();
  friend bool operator==(const AuthSys&, const AuthSys&) = default;
};

class ClientAuth;

/// What a client puts into its calls: AUTH_NONE by default, AUTH_SYS, or any ClientAuth. A value; copies share the
/// encoded form.
class Credential {
 public:
  /// AUTH_NONE.
  Credential() noexcept = default;
  /// AUTH_SYS. Machine name and groups beyond RFC 5531's bounds are reported when the first call is made.
  Credential(const AuthSys& claim);  // NOLINT(google-explicit-constructor): {.credential = AuthSys::current()}
  /// A flavour of its own; shared with whoever holds copies.
  explicit Credential(std::shared_ptr<ClientAuth> auth) noexcept : auth_(std::move(auth)) {}

  /// Null for AUTH_NONE.
  [[nodiscard]] ClientAuth* auth() const noexcept { return auth_.get(); }

 private:
  std::shared_ptr<ClientAuth> auth_;
};

}  // namespace onc
