// Several datagrams of one size, to or from one address, in one system call: segmentation offload (udp(7): UDP_SEGMENT
// since Linux 4.18, UDP_GRO since 5.0). Nothing changes on the wire.
#pragma once

#include <sys/socket.h>

#include <cstddef>
#include <cstdint>

namespace onc {

/// Datagrams, and bytes of them, that the kernel takes at once.
inline constexpr std::size_t most_segments = 64;
inline constexpr std::size_t most_segment_bytes = 65'000;
/// The control message in either direction.
inline constexpr std::size_t segment_control_size = CMSG_SPACE(sizeof(int));

/// Receives on `descriptor` may give several datagrams from now on. False where the kernel does not know that.
bool join_segments(int descriptor) noexcept;
/// The size of all datagrams in `message` but the last, which may be shorter; 0: it is one datagram.
std::size_t segment_size(const cmsghdr& header) noexcept;
/// Makes a control message of `segment_control_size` bytes at `place`, which says that a message is datagrams of
/// `size`.
void put_segment_size(void* place, std::uint16_t size) noexcept;

/// Which sizes go together. The kernel refuses what is larger than the network's packets.
class Segmenting {
 public:
  [[nodiscard]] bool takes(std::size_t size) const noexcept { return size < refused_; }
  /// Whether `error` may say that datagrams must go one by one. It may be the address's fault, too.
  [[nodiscard]] static bool may_concern(int error) noexcept;
  /// `error` says so of datagrams of `size`: that is remembered.
  void learn(int error, std::size_t size) noexcept;

 private:
  std::size_t refused_ = most_segment_bytes;
};

}  // namespace onc
