#pragma once

// What the declarations and definitions of clients and services share.

#include <string>

#include "model/model.h"

namespace onc::compiler::emit {

// "std::string_view name, const entry& value, ", with a comma after each.
std::string client_parameters(const model::Model& model, const model::Procedure& procedure);
// "std::string name, entry value, "
std::string service_parameters(const model::Procedure& procedure);

}  // namespace onc::compiler::emit
