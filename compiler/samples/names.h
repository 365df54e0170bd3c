#pragma once

#include <cstddef>
#include <map>
#include <set>
#include <string>
#include <string_view>

#include "model/model.h"
#include "model/reserved_words.h"

namespace onc::compiler::samples {

// Names for what a sample declares itself. Samples stand among the schema's declarations, so none of these is a name
// of the schema, of the stubs or of C++.
class Names {
 public:
  explicit Names(const model::Model& model);

  // name, name2, name3, ...: the first that is free, which it is not any more.
  std::string take(std::string_view wanted);

 private:
  void insert_schema(const model::Model& model);
  void insert_namespace(std::string_view path);
  bool is_free(const std::string& name) const;

  const model::ReservedWords& reserved_ = model::ReservedWords::shared();
  std::set<std::string, std::less<>> taken_;
  std::map<std::string, std::size_t, std::less<>> last_number_;
};

// LOG_VER -> LogVer.
std::string camel_case(std::string_view name);

}  // namespace onc::compiler::samples
