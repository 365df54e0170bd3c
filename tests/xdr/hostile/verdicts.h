// What must be true of the decoders of a type, whatever the bytes are.
#pragma once

#include <span>
#include <string>

#include <onc/xdr/decoder.h>

#include "shape.h"

namespace onc::test {

/// What one decoder says of some bytes.
struct Verdict {
  bool taken = false;
  xdr::FaultReport report{};
  std::size_t read = 0;  // bytes
};

class Verdicts {
 public:
  explicit Verdicts(const Shape& shape) : shape_(shape), held_(shape.value()), held_view_(shape.view()) {}

  /// Decodes in every way and compares; what does not agree, empty if all does. Values and views are kept for the next
  /// call, which decodes into them again, whatever became of them.
  std::string disagreement(std::span<const std::byte> bytes, const xdr::Limits& limits = {});
  /// Whether compatible mode has taken the bytes.
  [[nodiscard]] bool taken() const noexcept { return fresh_.taken; }
  [[nodiscard]] const Verdict& fresh() const noexcept { return fresh_; }

 private:
  std::string in_mode(std::span<const std::byte> bytes, const xdr::Limits& limits, xdr::Mode mode);
  std::string of_value(const Value& value, std::span<const std::byte> bytes, xdr::Mode mode);

  const Shape& shape_;
  std::unique_ptr<Value> held_;
  std::unique_ptr<View> held_view_;
  Verdict fresh_{};
};

}  // namespace onc::test
