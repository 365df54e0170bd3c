#pragma once

// The two programs of the byte comparison that are generated from an interface file: both build the same values from
// value_stream.h, one with the types of rpcgen, one with those of idlc.

#include <map>
#include <string>
#include <vector>

#include "model/model.h"

namespace onc::test {

namespace model = compiler::model;

// Types that are not compared, each with the reason.
using Skipped = std::map<std::string, std::string>;

// C: a program that writes the values of one type as rpcgen's filters encode them (writer.h).
std::string c_side(const model::Model& model, const Skipped& skipped);
// C++: `onc::test::Interface interface_STEM()` for compare.h.
std::string cpp_side(const model::Model& model, const Skipped& skipped);

// A discriminant and the arm that it selects.
struct UnionCase {
  const model::Arm* arm = nullptr;
  std::string c{};  // as both sides spell it
  std::string cpp{};
};
// One for each label, and one for a default that any value is left to.
std::vector<UnionCase> union_cases(const model::Model& model, const model::Union& body);

// The function of value_stream.h that draws a number: "draw_i32". Nothing for strings and opaque data.
std::string draw_function(model::Primitive primitive);

}  // namespace onc::test
