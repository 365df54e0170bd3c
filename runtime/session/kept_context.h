// A call's context for longer than its dispatch: copies of what a CallContext refers to.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>

#include <onc/service.h>

namespace onc {

class KeptContext {
 public:
  enum class Keep { what_is_known, also_the_channel };

  explicit KeptContext(const CallContext& context, Keep keep = Keep::what_is_known)
      : peer_(context.peer()), xid_(context.xid()), flavor_(context.flavor()) {
    if (context.auth_sys() != nullptr) claim_ = *context.auth_sys();
    if (keep == Keep::also_the_channel) link_.kept = context.channel_to_client();
  }

  /// Refers to this object.
  [[nodiscard]] CallContext context(const CallTime& time = {}) const noexcept {
    return {peer_, xid_, flavor_, claim_ ? &*claim_ : nullptr, time, &link_};
  }

 private:
  struct KeptLink final : ClientLink {
    std::shared_ptr<Channel> channel() override { return kept; }
    std::shared_ptr<Channel> kept{};
  };

  Peer peer_;
  std::uint32_t xid_;
  AuthFlavor flavor_;
  std::optional<AuthSys> claim_{};
  mutable KeptLink link_{};
};

}  // namespace onc
