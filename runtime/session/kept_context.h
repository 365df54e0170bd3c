// A call's context for longer than its dispatch: copies of what a CallContext refers to.
#pragma once

#include <cstdint>
#include <optional>

#include <onc/service.h>

namespace onc {

class KeptContext {
 public:
  explicit KeptContext(const CallContext& context)
      : peer_(context.peer()), xid_(context.xid()), flavor_(context.flavor()) {
    if (context.auth_sys() != nullptr) claim_ = *context.auth_sys();
  }

  /// Refers to this object.
  [[nodiscard]] CallContext context(const CallTime& time = {}) const noexcept {
    return {peer_, xid_, flavor_, claim_ ? &*claim_ : nullptr, time};
  }

 private:
  Peer peer_;
  std::uint32_t xid_;
  AuthFlavor flavor_;
  std::optional<AuthSys> claim_{};
};

}  // namespace onc
