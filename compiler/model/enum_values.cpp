#include "model/enum_values.h"

namespace onc::compiler::model {
namespace {

bool needs_wrapping(Number value) { return fits_uint32(value) && !fits_int32(value); }

void wrap(Number& value) { value = {true, (std::uint64_t{1} << 32) - value.magnitude}; }

void wrap(Enum& body, Diagnostics& diagnostics) {
  for (Enumerator& one : body.enumerators) {
    if (!needs_wrapping(one.value)) continue;
    const std::string written = to_string(one.value);
    wrap(one.value);
    diagnostics.warning(Warning::enum_range, one.name.range,
                        "enum value {} does not fit 32 bits and a sign; {} has its bits", written,
                        to_string(one.value));
  }
}

void wrap_labels(Union& body) {
  for (Arm& arm : body.arms)
    for (Label& label : arm.labels)
      if (needs_wrapping(label.value)) wrap(label.value);
}

}  // namespace

void wrap_enum_values(Model& model, Diagnostics& diagnostics) {
  for (Definition& definition : model.own())
    if (auto* body = std::get_if<Enum>(&definition.body)) wrap(*body, diagnostics);
  for (Definition& definition : model.own())
    if (auto* body = std::get_if<Union>(&definition.body))
      if (model.get<Enum>(body->discriminant.type.target) != nullptr) wrap_labels(*body);
}

}  // namespace onc::compiler::model
