#pragma once

#include <cstdint>
#include <map>
#include <string_view>
#include <vector>

#include "compat/change.h"
#include "compat/wire.h"

namespace onc::compiler::compat {

struct Value {
  std::string_view name{};
  std::int64_t number = 0;
  SourceRange range{};
};
using Values = std::vector<Value>;

// REQUIRES: the node is an enum.
Values values(const Node& node);
// Those of bool, which is an enum on the wire; none of any other number.
Values boolean_values(model::Primitive primitive);
// Whether `all` has every number of `some`.
bool covers(const Values& all, const Values& some);

Changes enum_changes(const Values& before, const Values& after);

}  // namespace onc::compiler::compat
