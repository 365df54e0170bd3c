// AUTH_SYS (RFC 5531 appendix A), both sides.
#pragma once

#include <cstddef>
#include <memory>
#include <optional>
#include <vector>

#include <onc/auth.h>
#include <onc/credential.h>

namespace onc {

/// Encodes the claim once and sends it with every call; or in its place the AUTH_SHORT credential that the server hands
/// out (RFC 5531 appendix A), until the server refuses that.
class SysClientAuth final : public ClientAuth {
 public:
  explicit SysClientAuth(const AuthSys& claim);
  Result<OpaqueAuth> credential() override;
  bool accepts(const OpaqueAuth& reply_verifier) override;
  bool refused(AuthFlavor sent, AuthStat stat) override;
  [[nodiscard]] bool may_renew() const noexcept override { return !short_hand_.empty(); }
  [[nodiscard]] std::shared_ptr<ClientAuth> for_channel() const override;

 private:
  SysClientAuth() = default;

  std::vector<std::byte> body_;
  std::optional<Error> invalid_;       // the claim is beyond the protocol's bounds
  std::vector<std::byte> short_hand_;  // empty: none
  bool learns_ = false;                // serves one channel, so what its server says may be kept
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
