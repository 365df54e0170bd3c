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

bool Segmenting::learn(int error, std::size_t size) noexcept {
  const bool too_large = error == EINVAL || error == EMSGSIZE;
  const bool not_at_all = error == EIO || error == EOPNOTSUPP || error == ENOPROTOOPT;  // no checksums by the device
  if (not_at_all) refused_ = 0;
  if (too_large) refused_ = std::min(refused_, size);
  return too_large || not_at_all;
}

}  // namespace onc
