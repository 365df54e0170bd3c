#pragma once

#include <optional>
#include <string_view>

#include "model/model.h"
#include "model/number.h"
#include "preprocess/macros.h"
#include "syntax/tree.h"

namespace onc::compiler::model {

// What '%#define' lines give names to: numbers, which rpcgen's output may use as bounds, and filters.
class HeaderMacros {
 public:
  explicit HeaderMacros(const syntax::Specification& tree);
  std::optional<Number> value(std::string_view name);
  // How a type is coded, if '%#define xdr_TYPE xdr_int' says so, or the like.
  std::optional<Primitive> coding(std::string_view type);

 private:
  preprocess::Macros macros_;
};

}  // namespace onc::compiler::model
