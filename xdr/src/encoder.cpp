#include <onc/xdr/encoder.h>

namespace onc::xdr {

bool Encoder::opaque_fixed(std::span<const std::byte> bytes) {
  if (bytes.empty()) return ok();
  const std::size_t size = padded(bytes.size());
  std::byte* at = room(size);
  if (at == nullptr) return false;
  std::memcpy(at, bytes.data(), bytes.size());
  std::memset(at + bytes.size(), 0, size - bytes.size());
  return true;
}

bool Encoder::opaque(std::span<const std::byte> bytes, std::uint32_t bound) {
  return count(bytes.size(), bound) && opaque_fixed(bytes);
}

bool Encoder::count(std::size_t size, std::uint32_t bound) {
  if (size > bound) return fail(Fault::bound_exceeded, size, bound);
  return u32(static_cast<std::uint32_t>(size));
}

bool Encoder::fail(Fault fault, std::uint64_t actual, std::uint64_t limit) noexcept {
  if (!ok()) return false;
  report_.fault = fault;
  report_.actual = actual;
  report_.limit = limit;
  report_.offset = position();
  end_ = cursor_;  // nothing more is written
  return false;
}

bool Encoder::finish() {
  if (!ok()) return false;
  sink_->lend(static_cast<std::size_t>(cursor_ - begin_), 0);
  before_ = position();
  begin_ = end_ = cursor_;
  return true;
}

bool Encoder::grow(std::size_t need) {
  if (!ok()) return false;
  const auto written = static_cast<std::size_t>(cursor_ - begin_);
  const std::span<std::byte> memory = sink_->lend(written, need);
  before_ += written;
  begin_ = cursor_ = memory.data();
  end_ = begin_ + memory.size();
  if (memory.size() >= need) return true;
  return fail(Fault::too_large, before_ + need, sink_->limit());
}

}  // namespace onc::xdr
