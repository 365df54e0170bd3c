#include <onc/options.h>

namespace onc {

std::string_view to_string(Transport transport) noexcept {
  switch (transport) {
    case Transport::udp: return "udp";
    case Transport::tcp: return "tcp";
    case Transport::local: return "local";
    case Transport::automatic: return "automatic";
  }
  return "unknown transport";
}

}  // namespace onc
