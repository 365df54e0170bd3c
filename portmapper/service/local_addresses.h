// The addresses of this host's interfaces.
#pragma once

#include <optional>
#include <string>
#include <unordered_set>
#include <vector>

#include <onc/address.h>
#include <onc/options.h>

namespace onc {

/// Asked in constant time; the interfaces are looked at again when an address is not found, once a second at most. For
/// one thread at a time.
class LocalAddresses {
 public:
  using Read = std::vector<SocketAddress> (*)();
  using Now = TimePoint (*)();

  /// `read`: getifaddrs, but in tests.
  explicit LocalAddresses(Read read = read_interfaces, Now now = Clock::now) : read_(read), now_(now) {}

  /// Whether the host of `address` is this one: a loopback address or one of an interface. Ports do not matter.
  bool contains(const SocketAddress& address);
  /// The one of `family` that is most like `peer`'s, as those of one network are; for a peer of no family any that is
  /// not loopback, if there is one.
  std::optional<SocketAddress> nearest(int family, const SocketAddress& peer);

  static std::vector<SocketAddress> read_interfaces();

 private:
  bool refresh();

  Read read_;
  Now now_;
  std::optional<TimePoint> read_at_{};
  std::vector<SocketAddress> all_{};
  std::unordered_set<std::string> hosts_{};
};

/// 0.0.0.0 or ::.
bool is_wildcard(const SocketAddress& address) noexcept;

}  // namespace onc
