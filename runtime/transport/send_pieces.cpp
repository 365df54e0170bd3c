#include "transport/send_pieces.h"

#include <sys/socket.h>
#include <sys/uio.h>

#include <algorithm>
#include <array>

namespace onc {

ssize_t send_pieces(int descriptor, std::span<const std::span<const std::byte>> pieces, std::size_t most) noexcept {
  constexpr int flags = MSG_DONTWAIT | MSG_NOSIGNAL;
  const auto first = pieces.front();
  if (pieces.size() == 1) return ::send(descriptor, first.data(), std::min(first.size(), most), flags);
  std::array<iovec, most_pieces> vectors;
  msghdr message{};
  message.msg_iov = vectors.data();
  for (const auto piece : pieces) {
    const std::size_t size = std::min(piece.size(), most);
    if (size == 0) break;
    vectors[message.msg_iovlen++] = {const_cast<std::byte*>(piece.data()), size};
    most -= size;
  }
  return ::sendmsg(descriptor, &message, flags);
}

}  // namespace onc
