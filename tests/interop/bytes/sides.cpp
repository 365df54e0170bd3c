#include "sides.h"

#include <algorithm>

namespace onc::test {
namespace {

bool is_label(const model::Union& body, model::Number value) {
  return std::any_of(body.arms.begin(), body.arms.end(), [&](const model::Arm& arm) {
    return std::any_of(arm.labels.begin(), arm.labels.end(),
                       [&](const model::Label& label) { return label.value == value; });
  });
}

// The default of a bool has its value as a label that the file does not spell.
UnionCase labelled(const model::Arm& arm, const model::Label& label) {
  if (!label.schema.empty()) return {&arm, label.schema, label.cpp};
  return {&arm, label.value.magnitude == 0 ? "FALSE" : "TRUE", label.cpp};
}

void add_default(const model::Model& model, const model::Union& body, const model::Arm& arm,
                 std::vector<UnionCase>& cases) {
  const model::Type& tag = body.discriminant.type;
  if (const auto* values = model.get<model::Enum>(tag.target)) {
    const auto left = std::find_if(values->enumerators.begin(), values->enumerators.end(),
                                   [&](const model::Enumerator& one) { return !is_label(body, one.value); });
    if (left == values->enumerators.end()) return;
    cases.push_back({&arm, left->name.schema, tag.target_cpp + "::" + left->name.cpp});
    return;
  }
  model::Number other{false, 99};
  while (is_label(body, other)) ++other.magnitude;
  cases.push_back({&arm, model::to_string(other), model::to_string(other)});
}

}  // namespace

std::vector<UnionCase> union_cases(const model::Model& model, const model::Union& body) {
  std::vector<UnionCase> cases;
  for (const model::Arm& arm : body.arms) {
    for (const model::Label& label : arm.labels) cases.push_back(labelled(arm, label));
    if (arm.has_default) add_default(model, body, arm, cases);
  }
  return cases;
}

std::string draw_function(model::Primitive primitive) {
  using model::Primitive;
  switch (primitive) {
    case Primitive::boolean: return "draw_boolean";
    case Primitive::int8: return "draw_i8";
    case Primitive::uint8: return "draw_u8";
    case Primitive::int16: return "draw_i16";
    case Primitive::uint16: return "draw_u16";
    case Primitive::int32: return "draw_i32";
    case Primitive::uint32: return "draw_u32";
    case Primitive::int64: return "draw_i64";
    case Primitive::uint64: return "draw_u64";
    case Primitive::float32: return "draw_f32";
    case Primitive::float64: return "draw_f64";
    case Primitive::quadruple:
    case Primitive::string:
    case Primitive::opaque:
    case Primitive::none: break;
  }
  return {};
}

}  // namespace onc::test
