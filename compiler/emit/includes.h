#pragma once

#include <string_view>

#include "emit/emitter.h"

namespace onc::compiler::emit {

// The #include lines for what generated code mentions of the standard library.
void include_standard(std::string_view code, Emitter& out);
// And of those parts of the xdr library that only function bodies need.
void include_library(std::string_view code, Emitter& out);

}  // namespace onc::compiler::emit
