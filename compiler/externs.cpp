#include "externs.h"

#include <fmt/format.h>

#include "model/cpp_names.h"
#include "preprocess/text.h"

namespace onc::compiler {

std::optional<std::pair<std::string, model::ExternType>> parse_extern_type(std::string_view text) {
  const std::size_t equals = text.find('=');
  if (equals == std::string_view::npos) return std::nullopt;
  std::string_view type = text.substr(equals + 1);
  std::size_t colon = type.find(':');
  while (colon != std::string_view::npos && type.substr(colon).starts_with("::")) colon = type.find(':', colon + 2);
  std::string header(colon == std::string_view::npos ? "" : type.substr(colon + 1));
  if (colon != std::string_view::npos) type = type.substr(0, colon);
  std::string_view name = text.substr(0, equals);
  const std::string schema(preprocess::take_name(name));
  const std::string_view plain = type.starts_with("::") ? type.substr(2) : type;
  if (schema.empty() || !name.empty() || !model::is_cpp_namespace(plain)) return std::nullopt;
  if (!header.empty() && header.front() != '<' && header.front() != '"') header = fmt::format("\"{}\"", header);
  return std::pair{schema, model::ExternType{.cpp = std::string(type), .header = std::move(header)}};
}

}  // namespace onc::compiler
