#include "grow.h"

#include <algorithm>
#include <array>

#include <onc/xdr/byte_order.h>

namespace onc::test {
namespace {

using xdr::Fault;
using xdr::FaultReport;

// From this size on all that is added are zeros, which end lists and optionals.
constexpr std::size_t grown_up = 700;

class Growth {
 public:
  Growth(const Shape& shape, Random& random) : shape_(shape), random_(random) {}

  Message grow() {
    for (int step = 0; step < 5000; ++step) {
      const FaultReport report = look();
      if (report.fault == Fault::none) return vary();
      mend(report);
    }
    return {};
  }

 private:
  FaultReport look() const {
    xdr::Decoder in(message_, {}, xdr::Mode::strict);
    const auto value = shape_.value();
    if (value->decode(in)) in.finish();
    return in.report();
  }

  void mend(const FaultReport& report) {
    const auto limit = static_cast<std::size_t>(report.limit);
    switch (report.fault) {
      case Fault::truncated: return lengthen(report);
      case Fault::bound_exceeded: return put(report.offset, static_cast<std::uint32_t>(random_.below(limit + 1)));
      case Fault::trailing_bytes: return message_.resize(report.offset);
      case Fault::nonzero_padding: message_[report.offset] = std::byte{0}; return;
      case Fault::unknown_arm:
      case Fault::unknown_enumerator:
      case Fault::invalid_bool:
      case Fault::out_of_range: return put(report.offset, label());
      default: message_.clear();
    }
  }

  // A length that asks for much is made shorter, it is the word before.
  void lengthen(const FaultReport& report) {
    const auto missing = static_cast<std::size_t>(report.actual - report.limit);
    if (missing > 400) return put(report.offset - 4, static_cast<std::uint32_t>(random_.below(4)));
    const std::size_t from = message_.size();
    message_.resize(from + xdr::padded(missing));
    for (std::size_t at = from; at < message_.size(); at += 4) put(at, number());
  }

  void put(std::size_t offset, std::uint32_t word) { xdr::store32(message_.data() + offset, word); }

  std::uint32_t number() {
    if (message_.size() > grown_up) return 0;
    return random_.below(4) == 0 ? random_.word() : static_cast<std::uint32_t>(random_.below(4));
  }

  // What the enums and the unions of the schemas know, and numbers that fit all types.
  std::uint32_t label() {
    constexpr std::array<std::uint32_t, 8> labels{0, 1, 2, 3, 5, 80, 0xfffffff9, 4000000000};
    return message_.size() > grown_up ? labels[random_.below(4)] : labels[random_.below(labels.size())];
  }

  // Numbers are any numbers: whatever may be replaced is.
  Message vary() {
    for (std::size_t at = 0; at + 4 <= message_.size(); at += 4) {
      const std::uint32_t before = xdr::load32(message_.data() + at);
      put(at, random_.word());
      if (look().fault != Fault::none) put(at, before);
    }
    return std::move(message_);
  }

  const Shape& shape_;
  Random& random_;
  Message message_{};
};

}  // namespace

Message valid_message(const Shape& shape, Random& random) { return Growth(shape, random).grow(); }

std::vector<Sample> samples(std::size_t of_each) {
  std::vector<Sample> all;
  Random random(1);
  for (const Shape& shape : all_shapes())
    for (std::size_t i = 0; i < of_each; ++i) all.push_back({&shape, valid_message(shape, random)});
  return all;
}

}  // namespace onc::test
