// Sending what a queue has without copying it together.
#pragma once

#include <sys/types.h>

#include <array>
#include <cstddef>
#include <span>

namespace onc {

/// Pieces that are sent at once.
inline constexpr std::size_t most_pieces = 16;

/// As send(2), without waiting: at most `most` bytes, more than 0, of `pieces`, of which there are at least one and at
/// most `most_pieces`.
ssize_t send_pieces(int descriptor, std::span<const std::span<const std::byte>> pieces, std::size_t most) noexcept;

/// The same from a queue: `outgoing`, `pieces`.
template <class Queue>
ssize_t send_from(int descriptor, const Queue& queue, std::size_t most) noexcept {
  if (queue.is_one_piece()) {
    const auto all = queue.outgoing();
    return send_pieces(descriptor, std::span(&all, 1), most);
  }
  std::array<std::span<const std::byte>, most_pieces> pieces;
  return send_pieces(descriptor, std::span(pieces).first(queue.pieces(pieces)), most);
}

}  // namespace onc
