#include "model/header_macros.h"

#include <algorithm>
#include <string>

#include "model/dialect.h"
#include "preprocess/condition.h"
#include "preprocess/text.h"

namespace onc::compiler::model {
namespace {

bool has_names(std::string_view text) {
  for (std::size_t at = 0; at < text.size();) {
    if (preprocess::starts_name(text[at])) return true;
    at = preprocess::continues_name(text[at]) ? preprocess::end_of_word(text, at) : at + 1;
  }
  return false;
}

Number number_of(std::int64_t value) {
  const auto bits = static_cast<std::uint64_t>(value);
  return value < 0 ? Number{true, 0 - bits} : Number{false, bits};
}

}  // namespace

HeaderMacros::HeaderMacros(const syntax::Specification& tree) {
  for (const syntax::Passthrough& line : tree.passthroughs) {
    std::string_view rest = preprocess::trimmed(line.text);
    if (!rest.starts_with('#')) continue;
    rest.remove_prefix(1);
    if (preprocess::take_name(rest) != "define" || rest.empty() || !preprocess::starts_name(rest.front())) continue;
    const std::size_t end = preprocess::end_of_word(rest, 0);
    if (end < rest.size() && !preprocess::is_blank(rest[end])) continue;
    macros_.define(rest.substr(0, end), {.body = preprocess::cleaned(rest.substr(end))});
  }
}

std::optional<Number> HeaderMacros::value(std::string_view name) {
  if (macros_.find(name) == nullptr) return std::nullopt;
  const preprocess::Macros::Use expanded = macros_.expand(name);
  if (!expanded.error.empty() || has_names(expanded.text)) return std::nullopt;
  const preprocess::ConditionValue result = preprocess::evaluate(expanded.text, macros_);
  return result.error.empty() ? std::optional(number_of(result.value)) : std::nullopt;
}

std::optional<Primitive> HeaderMacros::coding(std::string_view type) {
  const std::string macro = "xdr_" + std::string(type);
  if (macros_.find(macro) == nullptr) return std::nullopt;
  const preprocess::Macros::Use expanded = macros_.expand(macro);
  return expanded.error.empty() ? coded_primitive(preprocess::trimmed(expanded.text)) : std::nullopt;
}

}  // namespace onc::compiler::model
