#include "binding/rpcbind_place.h"

#include <cstdlib>

#include "transport/name_lookup.h"

namespace onc {

std::string configured_rpcbind(std::string_view option) {
  if (!option.empty()) return std::string(option);
  const char* value = std::getenv("ONC_RPCBIND");
  return value == nullptr ? "" : value;
}

bool is_this_host(std::string_view host) {
  if (host.empty() || host == "localhost") return true;
  const HostAddresses numeric = read_numeric_host(std::string(host));
  return numeric.code == 0 && numeric.addresses.size() == 1 && numeric.addresses.front().is_loopback();
}

}  // namespace onc
