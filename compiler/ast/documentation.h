#pragma once

#include <string>

#include <fmt/format.h>

namespace onc::compiler::ast {

// The documentation comment of a definition or a part of one: its lines, or a text. Empty where the model keeps none.
template <class Entity>
std::string documentation(const Entity& entity) {
  if constexpr (requires { std::string(entity.documentation); })
    return entity.documentation;
  else if constexpr (requires { entity.documentation.begin(); })
    return fmt::format("{}", fmt::join(entity.documentation, "\n"));
  else
    return {};
}

}  // namespace onc::compiler::ast
