// Any text under any netid: an address that is written as it can be read again, or an error.

#include <array>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include <onc/universal_address.h>

namespace {

constexpr std::array<std::string_view, 5> netids{"udp", "udp6", "tcp", "tcp6", "local"};

void require(bool met) {
  if (!met) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  const onc::Netid netid = *onc::parse_netid(netids[data[0] % netids.size()]);
  const std::string_view text(reinterpret_cast<const char*>(data) + 1, size - 1);
  static_cast<void>(onc::parse_netid(text));
  const auto address = onc::parse_universal_address(netid, text);
  if (!address) return 0;
  require(address->family() == netid.family);
  const auto written = onc::universal_address(*address);
  require(written.has_value());
  const auto again = onc::parse_universal_address(netid, *written);
  require(again.has_value() && *again == *address);
  return 0;
}
