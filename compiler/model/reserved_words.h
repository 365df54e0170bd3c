#pragma once

#include <set>
#include <string_view>

namespace onc::compiler::model {

// What no generated name may be.
class ReservedWords {
 public:
  ReservedWords();
  // Made once, as the lists are long.
  static const ReservedWords& shared();

  // Anywhere: keywords of C++, and macros of common headers.
  bool anywhere(std::string_view name) const { return keywords_.contains(name) || macros_.contains(name); }
  // As an outermost namespace: also what the C library declares.
  bool global(std::string_view name) const { return anywhere(name) || globals_.contains(name); }

 private:
  std::set<std::string_view> keywords_, macros_, globals_;
};

}  // namespace onc::compiler::model
