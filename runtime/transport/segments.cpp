#include "transport/segments.h"

#include <netinet/in.h>
#include <netinet/udp.h>

#include <algorithm>
#include <cerrno>
#include <cstring>

#include "transport/socket_options.h"

namespace onc {

bool join_segments(int descriptor) noexcept { return set_option(descriptor, SOL_UDP, UDP_GRO, 1); }

std::size_t segment_size(const cmsghdr& header) noexcept {
  if (header.cmsg_level != SOL_UDP || header.cmsg_type != UDP_GRO) return 0;
  int size = 0;
  std::memcpy(&size, CMSG_DATA(&header), sizeof size);
  return static_cast<std::size_t>(std::max(size, 0));
}

void put_segment_size(void* place, std::uint16_t size) noexcept {
  std::memset(place, 0, segment_control_size);
  auto& header = *static_cast<cmsghdr*>(place);
  header.cmsg_level = SOL_UDP;
  header.cmsg_type = UDP_SEGMENT;
  header.cmsg_len = CMSG_LEN(sizeof size);
  std::memcpy(CMSG_DATA(&header), &size, sizeof size);
}

namespace {

bool is_too_large(int error) noexcept { return error == EINVAL || error == EMSGSIZE; }

}  // namespace

bool Segmenting::may_concern(int error) noexcept {
  return is_too_large(error) || error == EIO || error == EOPNOTSUPP || error == ENOPROTOOPT;
}

// The others say that none go together: the device makes no checksums, or the kernel does not know how.
void Segmenting::learn(int error, std::size_t size) noexcept {
  refused_ = is_too_large(error) ? std::min(refused_, size) : 0;
}

}  // namespace onc
