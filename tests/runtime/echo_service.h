// The service that the runtime's tests call.
#pragma once

#include <algorithm>
#include <atomic>
#include <stdexcept>
#include <string>
#include <utility>

#include "echo.h"

namespace onc::test {

using Echo = echo::ECHO_PROG::ECHO_V1;
using Echo3 = echo::ECHO_PROG::ECHO_V3;

/// What FAIL is asked for.
enum class Failure : std::int32_t {
  none,
  error,
  auth_default,
  auth_failed,
  garbage,
  procedure,
  exception,
  unknown_exception
};

class EchoService : public Echo::Service {
 public:
  Result<std::string> echo(std::string text, CallContext& call) override {
    ++calls;
    last_xid = call.xid();
    return text;
  }
  Result<echo::sample> swap(echo::sample value, bool upper, CallContext& /*call*/) override {
    ++calls;
    std::reverse(value.numbers.begin(), value.numbers.end());
    if (upper) value.name += "!";
    return value;
  }
  Result<void> fail(std::int32_t how, CallContext& /*call*/) override {
    ++calls;
    switch (static_cast<Failure>(how)) {
      case Failure::none: return {};
      case Failure::error: return Error(Errc::server_failure, "asked to");
      case Failure::auth_default: return Error(Errc::auth_rejected, "asked to");
      case Failure::auth_failed: return Error(Errc::auth_rejected).with_auth_stat(AuthStat::failed);
      case Failure::garbage: return Error(Errc::garbage_arguments);
      case Failure::procedure: return Error(Errc::procedure_unavailable);
      case Failure::exception: throw std::runtime_error("asked to");
      case Failure::unknown_exception: throw 42;
    }
    return {};
  }
  Result<echo::opaque_result> bulk(std::uint32_t size, CallContext& /*call*/) override {
    ++calls;
    return echo::opaque_result(size, std::byte{0x5a});
  }
  Result<std::uint32_t> who(CallContext& call) override {
    ++calls;
    return call.auth_sys() == nullptr ? 0xffffffffU : call.auth_sys()->uid;
  }

  std::atomic<int> calls = 0;  // servers may have several threads
  std::atomic<std::uint32_t> last_xid = 0;
};

class Echo3Service final : public Echo3::Service {
 public:
  Result<std::int32_t> twice(std::int32_t number, CallContext& /*call*/) override {
    return static_cast<std::int32_t>(2U * static_cast<std::uint32_t>(number));  // whatever it is
  }
};

}  // namespace onc::test
