#pragma once

// Values of which each tells its size by itself are written and read with one check for all: Encoder::fields and
// Decoder::fields.

#include <string>
#include <string_view>
#include <vector>

#include "emit/emitter.h"
#include "model/model.h"

namespace onc::compiler::emit {

// Values of one run, by their names for reports and as expressions.
struct Run {
  std::vector<std::string> names{};
  std::vector<std::string> values{};

  bool empty() const { return names.empty(); }
  void append(const Run& other);
};

// What a codec does one after the other: a run, or one member that is none.
struct Step {
  Run run{};
  const model::Member* member = nullptr;
};

// The values that a value consists of: itself, or all of a struct's. None if something in it is of another kind.
// `member` begins the expressions of a struct's members: "value.attr." or "value.attr()->".
Run run_of(const model::Model& model, const model::Type& type, const std::string& name, const std::string& value,
           const std::string& member);

// A value that is a field of a run by itself, as the expression of one; empty if it is none.
std::string field_of(const model::Model& model, const model::Type& type, const std::string& value);

// The steps of a struct whose members are named `object` + their name.
std::vector<Step> steps_of(const model::Model& model, const model::Struct& body, const std::string& object);

// LEAD `coder.fields("a b", value.a, value.b)` TAIL, over as many lines as it takes.
void emit_run(Emitter& out, std::string_view lead, std::string_view coder, const Run& run, std::string_view tail);

}  // namespace onc::compiler::emit
