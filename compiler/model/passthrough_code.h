#pragma once

#include <set>
#include <string_view>

#include "syntax/tree.h"

namespace onc::compiler::model {

// The C or C++ of '%' lines, as far as it declares types.
class PassthroughCode {
 public:
  explicit PassthroughCode(const syntax::Specification& tree);
  bool declares(std::string_view type) const { return types_.contains(type); }

 private:
  void read(std::string_view line);

  std::set<std::string_view> types_;
};

}  // namespace onc::compiler::model
