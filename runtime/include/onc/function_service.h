// A service made of functions, without an interface file: what registerrpc was.
//
//   onc::FunctionService logger({0x31234567, 1});
//   logger.add(1, [](std::string line) -> std::int32_t { return write(line); });
//   onc::Server server;
//   server.add(logger);
//   if (auto up = server.listen(); !up) return report(up.error());
//   return server.run() ? 0 : 1;
//
// A function takes the arguments of its procedure in their order, each a value of onc/values.h, and where it wants to
// know the caller an onc::CallContext& among them. It returns the result, void, or an onc::Result of either; an error
// and an exception are answered as those of generated services are (onc/service.h).
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <set>
#include <tuple>
#include <type_traits>
#include <utility>

#include <onc/service.h>
#include <onc/values.h>

namespace onc {

namespace detail {

/// The signature R(Arguments...) of something that can be called in one way only.
template <class Function>
struct SignatureOf : SignatureOf<decltype(&Function::operator())> {};
template <class R, class... A>
struct SignatureOf<R (*)(A...)> : std::type_identity<R(A...)> {};
template <class R, class... A>
struct SignatureOf<R (*)(A...) noexcept> : std::type_identity<R(A...)> {};
template <class F, class R, class... A>
struct SignatureOf<R (F::*)(A...)> : std::type_identity<R(A...)> {};
template <class F, class R, class... A>
struct SignatureOf<R (F::*)(A...) const> : std::type_identity<R(A...)> {};
template <class F, class R, class... A>
struct SignatureOf<R (F::*)(A...) noexcept> : std::type_identity<R(A...)> {};
template <class F, class R, class... A>
struct SignatureOf<R (F::*)(A...) const noexcept> : std::type_identity<R(A...)> {};

/// One parameter of a function: decoded, then passed.
template <class T>
struct Parameter {
  bool read(xdr::Decoder& in) { return decode_value(in, value); }
  T&& pass(CallContext& /*call*/) noexcept { return std::move(value); }
  T value{};
};
template <>
struct Parameter<CallContext> {
  static bool read(const xdr::Decoder& in) noexcept { return in.ok(); }
  static CallContext& pass(CallContext& call) noexcept { return call; }
};

inline constexpr auto encode_result = [](xdr::Encoder& out, const auto& value) { return encode_value(out, value); };

template <class T>
inline constexpr bool is_result = false;
template <class T>
inline constexpr bool is_result<Result<T>> = true;

/// Calls and answers with what comes back.
template <class R, class Invoke>
Outcome answer_with(IncomingCall& call, const Invoke& invoke) {
  if constexpr (std::is_void_v<R>) {
    invoke();
    return call.reply(Result<void>());
  } else if constexpr (std::is_same_v<R, Result<void>>) {
    return call.reply(invoke());
  } else if constexpr (is_result<R>) {
    const auto result = invoke();  // which may refer to what others own
    return call.reply(result, encode_result);
  } else {
    const Result<R> result(invoke());
    return call.reply(result, encode_result);
  }
}

template <class Signature>
struct FunctionCall;
template <class R, class... A>
struct FunctionCall<R(A...)> {
  template <class Function>
  static Outcome run(IncomingCall& call, Function& function) {
    std::tuple<Parameter<std::remove_cvref_t<A>>...> parameters;
    const auto read = [&parameters](xdr::Decoder& in) {
      return std::apply([&in](auto&... each) { return (each.read(in) && ... && in.ok()); }, parameters);
    };
    if (!call.read(read)) return call.garbage_arguments();
    const auto invoke = [&](auto&... each) -> R { return function(each.pass(call.context())...); };
    return answer_with<R>(call, [&]() -> R { return std::apply(invoke, parameters); });
  }
};

}  // namespace detail

/// One version of a program, each procedure a function. Procedure 0 is answered without being added. Made and filled
/// by one thread before the server runs; the functions are called by the server's loop, one at a time.
class FunctionService final : public Service {
 public:
  explicit FunctionService(ProgramVersion id) noexcept : id_(id) {}

  /// `function` answers `procedure`; it replaces one that was added before. It is kept, and must be copyable.
  template <class Function>
  requires(!std::is_function_v<Function>) FunctionService& add(std::uint32_t procedure, Function function) {
    return add<typename detail::SignatureOf<Function>::type>(procedure, std::move(function));
  }
  /// The same with the signature said, for what can be called in several ways: add<std::int32_t(std::string)>(1, f).
  template <class Signature, class Function>
  requires(std::is_function_v<Signature>) FunctionService& add(std::uint32_t procedure, Function function) {
    functions_[procedure] = [kept = std::move(function)](IncomingCall& call) mutable {
      return detail::FunctionCall<Signature>::run(call, kept);
    };
    return *this;
  }

  /// Running a call of `procedure` twice does the same as running it once (Service::idempotent).
  FunctionService& mark_idempotent(std::uint32_t procedure) {
    idempotent_.insert(procedure);
    return *this;
  }

  [[nodiscard]] ProgramVersion program_version() const noexcept override { return id_; }
  Outcome dispatch(IncomingCall& call) override;
  [[nodiscard]] bool idempotent(std::uint32_t procedure) const noexcept override {
    return idempotent_.contains(procedure);
  }

 private:
  ProgramVersion id_;
  std::set<std::uint32_t> idempotent_{};
  std::map<std::uint32_t, std::function<Outcome(IncomingCall&)>> functions_{};
};

}  // namespace onc
