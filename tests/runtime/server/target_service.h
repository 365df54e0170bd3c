// The service that attacks are aimed at. It counts the calls that reach it.
#pragma once

#include <atomic>
#include <cstdint>
#include <string>

#include "target.h"

namespace onc::test {

using Target = target::TARGET_PROG::TARGET_V1;
using Target2 = target::TARGET_PROG::TARGET_V2;

class TargetService : public Target::Service {
 public:
  Result<std::string> echo(std::string text, CallContext& /*call*/) override {
    ++calls;
    return text;
  }
  Result<std::uint32_t> tally(CallContext& /*call*/) override { return ++calls; }
  Result<target::payload> bulk(std::uint32_t size, CallContext& /*call*/) override {
    ++calls;
    if (size > most_bulk) return Error(Errc::garbage_arguments);
    return target::payload(size, std::byte{0x5a});
  }
  Result<std::uint32_t> count_nodes(target::nodes all, CallContext& /*call*/) override { return counted(all); }
  Result<void> take_nested(target::nested /*value*/, CallContext& /*call*/) override {
    ++calls;
    return {};
  }
  Result<void> take_tree(target::trees /*value*/, CallContext& /*call*/) override {
    ++calls;
    return {};
  }
  Result<std::uint32_t> count_pairs(target::pairs all, CallContext& /*call*/) override { return counted(all); }
  Result<std::uint32_t> count_numbers(target::numbers all, CallContext& /*call*/) override { return counted(all); }
  Result<std::uint32_t> count_nothings(target::nothings all, CallContext& /*call*/) override { return counted(all); }
  Result<std::uint32_t> count_blanks(target::blanks all, CallContext& /*call*/) override { return counted(all); }
  Result<std::uint32_t> count_wides(target::wides all, CallContext& /*call*/) override { return counted(all); }
  Result<target::values> mirror(target::values same, CallContext& /*call*/) override {
    ++calls;
    return same;
  }
  Result<void> paint(target::painted /*value*/, CallContext& /*call*/) override {
    ++calls;
    return {};
  }

  static constexpr std::uint32_t most_bulk = 4'000'000;
  std::atomic<std::uint32_t> calls = 0;

 private:
  template <class All>
  std::uint32_t counted(const All& all) {
    ++calls;
    return static_cast<std::uint32_t>(all.size());
  }
};

}  // namespace onc::test
