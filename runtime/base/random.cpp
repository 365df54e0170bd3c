#include "base/random.h"

#include <sys/random.h>

#include <cerrno>

namespace onc {

// Up to 256 bytes come whole; more may be cut short by a signal.
void kernel_random(std::span<std::byte> out) {
  while (!out.empty()) {
    const ssize_t got = ::getrandom(out.data(), out.size(), 0);
    if (got > 0) out = out.subspan(static_cast<std::size_t>(got));
  }
}

}  // namespace onc
