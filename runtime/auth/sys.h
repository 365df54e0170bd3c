// AUTH_SYS (RFC 5531 appendix A), both sides.
#pragma once

#include <cstddef>
#include <optional>
#include <vector>

#include <onc/auth.h>
#include <onc/credential.h>
#include <onc/xdr/buffer.h>


namespace onc {

/// Encodes the claim once and sends it with every call.
class SysClientAuth final : public ClientAuth {
 public:
  explicit SysClientAuth(const AuthSys& claim);
  Result<OpaqueAuth> credential() override;

 private:
  xdr::Buffer body_;
  std::optional<Error> invalid_;  // the claim is beyond the protocol's bounds
};

/// Decodes the claim of each call, into memory that is reused.
class SysServerAuth final : public ServerAuth {
 public:
  [[nodiscard]] AuthFlavor flavor() const noexcept override { return AuthFlavor::sys; }
  AuthVerdict check(const OpaqueAuth& credential, const OpaqueAuth& verifier) override;

 private:
  AuthSys claim_{};
};

/// AUTH_NONE: nothing to check but that there is nothing.
class NoneServerAuth final : public ServerAuth {
 public:
  [[nodiscard]] AuthFlavor flavor() const noexcept override { return AuthFlavor::none; }
  AuthVerdict check(const OpaqueAuth& credential, const OpaqueAuth& verifier) override;
};

}  // namespace onc
