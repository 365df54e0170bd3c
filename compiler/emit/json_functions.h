#pragma once

// The functions that JSON has for every type: to_json and from_json for users, write_json and read_json for what
// contains the type.

#include <string>

#include "emit/emitter.h"
#include "model/model.h"

namespace onc::compiler::emit {

// How functions take a value that they write: `const entry&`, `status`.
std::string json_parameter(const model::Definition& definition);

// `suffix`: what a typedef's functions have behind their names.
void declare_json_functions(const model::Model& model, const model::Definition& definition, const std::string& suffix,
                            Emitter& out);
// Of to_json and from_json; the others differ by what the type is.
void define_json_texts(const model::Model& model, const model::Definition& definition, const std::string& suffix,
                       Emitter& out);

}  // namespace onc::compiler::emit
