#pragma once

#include <string>

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace onc::compiler::ast {

// What comments say about an entity of the model; empty where the model keeps none, as for arguments.
template <class Entity>
std::string documentation(const Entity& entity) {
  if constexpr (requires { entity.documentation.lines; })
    return fmt::to_string(fmt::join(entity.documentation.lines, "\n"));
  else
    return {};
}

}  // namespace onc::compiler::ast
