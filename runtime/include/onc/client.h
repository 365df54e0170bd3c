// What generated clients are made of.
#pragma once

#include <memory>
#include <string_view>
#include <utility>

#include <onc/channel.h>
#include <onc/pending.h>

namespace onc {

/// Base of generated clients. Copies share the channel; several programs and versions may share one, too.
class ClientStub {
 public:
  [[nodiscard]] Channel& channel() const noexcept { return *channel_; }
  [[nodiscard]] const std::shared_ptr<Channel>& shared_channel() const noexcept { return channel_; }

 protected:
  explicit ClientStub(std::shared_ptr<Channel> channel) noexcept : channel_(std::move(channel)) {}

  /// Calls and blocks. `encode` is `bool(xdr::Encoder&)`; `decode` is `bool(xdr::Decoder&, R&)` without captures.
  /// `wanted` false: it may be a one-way call.
  template <class R, class Encode>
  Result<R> call(const Procedure& procedure, const CallOptions& options, const Encode& encode,
                 bool (*decode)(xdr::Decoder&, R&), bool wanted = true) const {
    return await(detail::TypedCall<R>(decode, wanted), procedure, options, encode);
  }
  template <class Encode>
  Result<void> call(const Procedure& procedure, const CallOptions& options, const Encode& encode) const {
    return await(detail::TypedCall<void>(), procedure, options, encode);
  }

  /// Starts a call; the arguments are encoded before this returns.
  template <class R, class Encode>
  Pending<R> start(const Procedure& procedure, const CallOptions& options, const Encode& encode,
                   bool (*decode)(xdr::Decoder&, R&), bool wanted = true) const {
    return begin(std::make_unique<detail::StartedCall<R>>(decode, wanted), procedure, options, encode);
  }
  template <class Encode>
  Pending<void> start(const Procedure& procedure, const CallOptions& options, const Encode& encode) const {
    return begin(std::make_unique<detail::StartedCall<void>>(), procedure, options, encode);
  }

  /// For calls without arguments.
  static constexpr auto no_arguments = [](xdr::Encoder& /*out*/) noexcept { return true; };

 private:
  template <class R, class Encode>
  Result<R> await(detail::TypedCall<R>&& call, const Procedure& procedure, const CallOptions& options,
                  const Encode& encode) const {
    const std::shared_ptr<Channel> channel = channel_;  // callbacks of other calls may drop this stub
    channel->perform(call, procedure, encode, options);
    return std::move(*call.result);
  }
  template <class R, class Encode>
  Pending<R> begin(std::unique_ptr<detail::StartedCall<R>> call, const Procedure& procedure, const CallOptions& options,
                   const Encode& encode) const {
    std::shared_ptr<Channel> channel = channel_;
    channel->start(*call, procedure, encode, options);
    return Pending<R>(std::move(channel), std::move(call));
  }

  std::shared_ptr<Channel> channel_;
};

}  // namespace onc
