#include "emit/includes.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <set>
#include <utility>

#include <fmt/format.h>

namespace onc::compiler::emit {
namespace {

// What stands behind each `prefix` in a text. Generated code is long, so it is looked through once.
std::set<std::string_view> words_behind(std::string_view prefix, std::string_view text) {
  const auto in_word = [](unsigned char c) { return std::isalnum(c) != 0 || c == '_'; };
  std::set<std::string_view> words;
  for (std::size_t at = text.find(prefix); at != std::string_view::npos; at = text.find(prefix)) {
    text.remove_prefix(at + prefix.size());
    const auto end = std::find_if_not(text.begin(), text.end(), in_word);
    words.insert(text.substr(0, static_cast<std::size_t>(end - text.begin())));
  }
  return words;
}

// In the order of the headers.
constexpr std::array<std::pair<std::string_view, std::string_view>, 21> standard{{
    {"array", "array"},
    {"byte", "cstddef"},
    {"size_t", "cstddef"},
    {"uint8_t", "cstdint"},
    {"uint16_t", "cstdint"},
    {"uint32_t", "cstdint"},
    {"uint64_t", "cstdint"},
    {"int8_t", "cstdint"},
    {"int16_t", "cstdint"},
    {"int32_t", "cstdint"},
    {"int64_t", "cstdint"},
    {"numeric_limits", "limits"},
    {"shared_ptr", "memory"},
    {"construct_at", "memory"},
    {"addressof", "memory"},
    {"optional", "optional"},
    {"invalid_argument", "stdexcept"},
    {"string", "string"},
    {"string_view", "string_view"},
    {"move", "utility"},
    {"vector", "vector"},
}};

constexpr std::array<std::string_view, 7> size_functions{"padded",        "size_of",    "opaque_size", "elements_size",
                                                         "optional_size", "chain_size", "list_size"};

}  // namespace

void include_standard(std::string_view code, Emitter& out) {
  const std::set<std::string_view> used = words_behind("std::", code);
  std::string_view last;
  for (const auto& [word, header] : standard) {
    if (header == last || !used.contains(word)) continue;
    out.line(fmt::format("#include <{}>", header));
    last = header;
  }
}

void include_library(std::string_view code, Emitter& out) {
  const std::set<std::string_view> used = words_behind("onc::xdr::", code);
  const auto is_used = [&](std::string_view word) { return used.contains(word); };
  if (used.contains("construct")) out.line("#include <onc/xdr/construct.h>");
  const bool outside = used.contains("json_write_extern") || used.contains("json_read_extern");
  if (outside) out.line("#include <onc/xdr/json_extern.h>");
  if (used.contains("JsonReader")) out.line("#include <onc/xdr/json_reader.h>");
  if (used.contains("JsonWriter")) out.line("#include <onc/xdr/json_writer.h>");
  if (used.contains("Printer")) out.line("#include <onc/xdr/print.h>");
  if (std::any_of(size_functions.begin(), size_functions.end(), is_used)) out.line("#include <onc/xdr/size.h>");
}

}  // namespace onc::compiler::emit
