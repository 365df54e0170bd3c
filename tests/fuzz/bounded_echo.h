// The tests' service, but that it gives no more than any client asks for in earnest.
#pragma once

#include <algorithm>
#include <cstdint>

#include "runtime/echo_service.h"

namespace onc::fuzz {

class BoundedEcho final : public test::EchoService {
 public:
  static constexpr std::uint32_t most = 1U << 16;
  Result<echo::opaque_result> bulk(std::uint32_t size, CallContext& call) override {
    return EchoService::bulk(std::min(size, most), call);
  }
};

}  // namespace onc::fuzz
