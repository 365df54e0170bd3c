// Calls without an interface file: program, version and procedure by number, values as they are (onc/values.h).
//
//   // Once: finds the server, calls, and closes.
//   onc::Result<std::int32_t> status = onc::call<std::int32_t>("server", 0x31234567, 1, 1, std::string("started"));
//
//   // Again and again, on one connection.
//   auto log = onc::DynamicClient::connect("server", {0x31234567, 1});
//   if (!log) return report(log.error());
//   auto first = log->call<std::int32_t>(1, std::string("a"));
//   auto second = log->start<std::int32_t>(1, std::string("b"));
//
// Several arguments are a std::tuple, none are onc::nothing or left out; `void` is a result like any other.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include <onc/client.h>
#include <onc/values.h>

namespace onc {

/// A client of one version of a program that is known by numbers only. Copies share the channel. Threads and errors are
/// those of generated clients.
class DynamicClient final : public ClientStub {
 public:
  /// Finds the server of `id` on `host` and connects to it, as generated clients do.
  static Result<DynamicClient> connect(std::string_view host, ProgramVersion id, const ConnectOptions& options = {});
  /// On a channel that is there: another client's, or a loopback.
  DynamicClient(std::shared_ptr<Channel> channel, ProgramVersion id) noexcept
      : ClientStub(std::move(channel)), id_(id) {}

  [[nodiscard]] ProgramVersion program_version() const noexcept { return id_; }

  /// Calls and blocks.
  template <class R, class Arguments = Nothing>
  Result<R> call(std::uint32_t procedure, const Arguments& arguments = {}, const CallOptions& options = {}) const {
    const auto encode = [&arguments](xdr::Encoder& out) { return detail::encode_value(out, arguments); };
    if constexpr (std::is_void_v<R>) {
      return ClientStub::call(named(procedure), options, encode);
    } else {
      return ClientStub::call<R>(named(procedure), options, encode, &detail::decode_value<R>);
    }
  }
  /// Starts a call; the arguments are encoded before this returns.
  template <class R, class Arguments = Nothing>
  Pending<R> start(std::uint32_t procedure, const Arguments& arguments = {}, const CallOptions& options = {}) const {
    const auto encode = [&arguments](xdr::Encoder& out) { return detail::encode_value(out, arguments); };
    if constexpr (std::is_void_v<R>) {
      return ClientStub::start(named(procedure), options, encode);
    } else {
      return ClientStub::start<R>(named(procedure), options, encode, &detail::decode_value<R>);
    }
  }

  /// The lowest level: `arguments` are XDR already and sent as they are (zeros make them a multiple of four bytes); the
  /// results come as they stand behind the reply's header, whatever they are; those of one-way calls are empty.
  [[nodiscard]] Result<std::vector<std::byte>> call_raw(std::uint32_t procedure, std::span<const std::byte> arguments,
                                                        const CallOptions& options = {}) const;
  [[nodiscard]] Pending<std::vector<std::byte>> start_raw(std::uint32_t procedure, std::span<const std::byte> arguments,
                                                          const CallOptions& options = {}) const;

 private:
  [[nodiscard]] Procedure named(std::uint32_t procedure) const noexcept { return {.id = id_, .number = procedure}; }

  ProgramVersion id_;
};

/// One call with a channel of its own. `connect` says how the server is found and reached, `options` what the call
/// wants different. Errors: those of DynamicClient::connect and of calls.
template <class R, class Arguments = Nothing>
Result<R> call(std::string_view host, std::uint32_t program, std::uint32_t version, std::uint32_t procedure,
               const Arguments& arguments = {}, const ConnectOptions& connect = {}, const CallOptions& options = {}) {
  const auto client = DynamicClient::connect(host, {program, version}, connect);
  if (!client) return client.error();
  return client->call<R>(procedure, arguments, options);
}

}  // namespace onc
