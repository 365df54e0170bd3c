#pragma once

#include <string>
#include <string_view>

namespace onc::compiler::model {

struct TextValue {
  std::string bytes{};
  std::string fault{};  // empty: none
};

// What stands for in a literal of C: the bytes behind its escapes.
TextValue text_value(std::string_view literal);

// A C++ expression for a std::string_view of these bytes, whatever they are.
std::string spelled_text(std::string_view bytes);

}  // namespace onc::compiler::model
