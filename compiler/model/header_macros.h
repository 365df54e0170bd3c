#pragma once

#include <optional>
#include <string_view>

#include "model/number.h"
#include "preprocess/macros.h"
#include "syntax/tree.h"

namespace onc::compiler::model {

// Numbers that '%#define' lines give names to. rpcgen's output may use them as bounds, so interface files do.
class HeaderMacros {
 public:
  explicit HeaderMacros(const syntax::Specification& tree);
  std::optional<Number> value(std::string_view name);

 private:
  preprocess::Macros macros_;
};

}  // namespace onc::compiler::model
