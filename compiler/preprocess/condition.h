#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "preprocess/macros.h"

namespace onc::compiler::preprocess {

struct ConditionValue {
  std::int64_t value = 0;
  std::string error{};  // why there is no value
};

// The value of an #if's expression. Names that are no macros count as 0.
ConditionValue evaluate(std::string_view text, Macros& macros);

}  // namespace onc::compiler::preprocess
