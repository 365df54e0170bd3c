#pragma once

#include <string>
#include <string_view>

namespace onc::compiler::format {

// Why a text cannot be laid out, and the part of it that shows why.
struct Fault {
  std::string text{};  // empty: there is none
  std::string_view at{};

  explicit operator bool() const { return !text.empty(); }
};

}  // namespace onc::compiler::format
