#pragma once

// Values of which each tells its size by itself are written and read with one check for all: Encoder::fields and
// Decoder::fields.

#include <string>
#include <string_view>
#include <vector>

#include "emit/emitter.h"
#include "model/model.h"

namespace onc::compiler::emit {

// A field of a run, as an expression: `value.size`. That of an optional value ends in a call with one argument for each
// value within it, `onc::xdr::Optional{value.attr, [](auto& v, const auto& coder) { return coder(v.size, v.mode); }}`,
// and may be too long for a line.
struct Field {
  std::string head;
  std::string call{};  // "coder"
  std::vector<std::string> arguments{};

  std::string text() const;
};

// Values of one run, by their names for reports and as expressions.
struct Run {
  std::vector<std::string> names{};
  std::vector<Field> fields{};

  bool empty() const { return names.empty(); }
  void append(const Run& other);
  // `"a b", value.a, value.b`: what `fields` of a coder is called with.
  std::string arguments() const;
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

// The steps of a struct whose members are named `object` + their name.
std::vector<Step> steps_of(const model::Model& model, const model::Struct& body, const std::string& object);

// LEAD `coder.fields("a b", value.a, value.b)` TAIL, over as many lines as it takes.
void emit_run(Emitter& out, std::string_view lead, std::string_view coder, const Run& run, std::string_view tail);

}  // namespace onc::compiler::emit
