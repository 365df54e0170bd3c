// Replies that a service gives later, from any thread: after another server has answered, a disk has been read, or
// somebody has come (`idlc --async-service`).
//
//   void read(std::string name, onc::CallContext&, onc::Reply<content> reply) override {
//     upstream_.start_read(name).then([reply](const onc::Result<content>& got) { reply(got); });
//   }
#pragma once

#include <memory>
#include <utility>

#include <onc/function_ref.h>
#include <onc/result.h>
#include <onc/xdr/encoder.h>

namespace onc {

class OwedReply;

/// The reply to one call, whatever its type. Copies stand for the same reply: it is given once, by any of them, on any
/// thread, also after the server is gone; what is given after that is ignored. When the last copy goes and nothing was
/// given, the call is answered with SYSTEM_ERR, so that no client waits in vain.
class LateReply {
 public:
  /// Stands for no call: what is given to it is ignored.
  LateReply() noexcept = default;
  /// Made by servers.
  explicit LateReply(std::shared_ptr<const OwedReply> owed) noexcept : owed_(std::move(owed)) {}

  /// Results that do not fit the transport become SYSTEM_ERR.
  void give(FunctionRef<bool(xdr::Encoder&)> encode) const;
  /// As if a service had returned this error (Service).
  void fail(const Error& error) const;
  /// The call gets no reply at all, as CallContext::no_reply.
  void none() const;
  /// For the library.
  [[nodiscard]] const OwedReply* owed() const noexcept { return owed_.get(); }

 private:
  std::shared_ptr<const OwedReply> owed_{};
};

/// The reply of a procedure that returns `R`.
template <class R>
class Reply {
 public:
  using Encode = bool (*)(xdr::Encoder&, const R&);
  Reply(LateReply reply, Encode encode) noexcept : reply_(std::move(reply)), encode_(encode) {}

  /// Sends the results, or the error as a service's error is sent. Use once.
  void operator()(const Result<R>& result) const {
    if (!result) return reply_.fail(result.error());
    (*this)(*result);
  }
  void operator()(const R& results) const {
    reply_.give([&](xdr::Encoder& out) { return encode_(out, results); });
  }
  /// There will be no reply, as CallContext::no_reply.
  void none() const { reply_.none(); }

 private:
  LateReply reply_;
  Encode encode_;
};

template <>
class Reply<void> {
 public:
  explicit Reply(LateReply reply) noexcept : reply_(std::move(reply)) {}

  void operator()(const Result<void>& result) const {
    if (!result) return reply_.fail(result.error());
    reply_.give([](xdr::Encoder&) { return true; });
  }
  void none() const { reply_.none(); }

 private:
  LateReply reply_;
};

}  // namespace onc
