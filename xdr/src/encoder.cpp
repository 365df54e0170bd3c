#include <algorithm>

#include <onc/xdr/encoder.h>

namespace onc::xdr {

bool Encoder::long_opaque(std::span<const std::byte> bytes, std::uint32_t bound) {
  if (!count(bytes.size(), bound)) return false;
  if (bytes.size() > byte_limit_ - std::min(position(), byte_limit_))
    return fail(Fault::too_large, position() + bytes.size(), byte_limit_);
  if (copies_ || !sink_->refer(static_cast<std::size_t>(cursor_ - begin_), bytes)) return opaque_fixed(bytes);
  before_ = position() + bytes.size();
  begin_ = end_ = cursor_ = nullptr;
  const std::size_t padding = padded(bytes.size()) - bytes.size();
  std::byte* at = room(padding);
  if (padding > 0 && at != nullptr) std::fill_n(at, padding, std::byte{0});
  return padding == 0 || at != nullptr;
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
  if (need > byte_limit_ - std::min(position(), byte_limit_))
    return fail(Fault::too_large, position() + need, byte_limit_);
  before_ += written;
  begin_ = end_ = cursor_;  // what is written is the sink's even if it throws
  const std::span<std::byte> memory = sink_->lend(written, need);
  begin_ = cursor_ = memory.data();
  end_ = begin_ + std::min(memory.size(), byte_limit_ - before_);
  if (memory.size() >= need) return true;
  return fail(Fault::too_large, before_ + need, sink_->limit());
}

bool Encoder::failed_in(const char* name) noexcept {
  report_.path.add_name(name);
  return false;
}

bool Encoder::failed_at(std::size_t index) noexcept {
  report_.path.add_index(index);
  return false;
}

}  // namespace onc::xdr
