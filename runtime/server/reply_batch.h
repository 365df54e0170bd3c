// The replies to what one look at a socket has brought, sent with as few system calls as may be.
#pragma once

#include <array>
#include <cstddef>
#include <span>

#include <onc/xdr/buffer.h>

#include "server/return_path.h"
#include "transport/segments.h"

namespace onc {

class ReplyBatch {
 public:
  /// Replies that are sent at once; so many bytes more than fit are kept at most.
  static constexpr std::size_t most_replies = 64;

  explicit ReplyBatch(int descriptor) noexcept : descriptor_(descriptor) {}

  /// A copy of `reply` is sent by `way`, which stays as it is until `flush`.
  void add(std::span<const std::byte> reply, const ReturnPath& way);
  /// Sends what was added. Lost replies are asked for again.
  void flush() noexcept;
  /// Sends `reply` now.
  void send(std::span<const std::byte> reply, const ReturnPath& way) noexcept;

 private:
  // Replies of one size by one way, but the last, which may be shorter: they lie one behind the other.
  struct Run {
    const ReturnPath* way = nullptr;
    std::size_t begin = 0;
    std::size_t size = 0;
    std::size_t segment = 0;  // of the first
    std::size_t count = 0;
    bool ended = false;  // by a shorter one
  };

  [[nodiscard]] bool belongs(std::span<const std::byte> reply, const ReturnPath& way) const noexcept;
  [[nodiscard]] std::span<const std::byte> bytes_of(const Run& run) const noexcept {
    return bytes_.bytes().subspan(run.begin, run.size);
  }
  void send_run(const Run& run) noexcept;
  void send_one_by_one(std::span<const std::byte> bytes, const Run& run) noexcept;
  [[nodiscard]] int try_to_send(std::span<const std::byte> bytes, const ReturnPath& way,
                                std::size_t segment) const noexcept;

  int descriptor_;
  xdr::Buffer bytes_{};
  std::array<Run, most_replies> runs_{};
  std::size_t run_count_ = 0;
  Segmenting segmenting_{};
};

}  // namespace onc
