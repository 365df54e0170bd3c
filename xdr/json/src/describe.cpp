#include "src/describe.h"

#include <algorithm>

#include <onc/xdr/print.h>

#include "src/numbers.h"
#include "src/strings.h"

namespace onc::xdr::json {
namespace {

constexpr std::size_t most_shown = 40;

bool is_inside_character(char c) { return (static_cast<unsigned char>(c) & 0xc0) == 0x80; }

std::string string_at(std::string_view text, std::size_t place) {
  std::string value;
  return read_string(text, place, value) ? "a string" : "the string " + shown(value);
}

std::string number_at(std::string_view text, std::size_t place) {
  const std::string_view number = text.substr(place, number_length(text.substr(place)));
  if (number.empty()) return shown(text[place]);
  const bool cut = number.size() > most_shown;
  return "the number " + std::string(number.substr(0, most_shown)) + (cut ? "..." : "");
}

std::string word_at(std::string_view text, std::size_t place) {
  for (const std::string_view word : {"true", "false", "null"})
    if (text.substr(place).starts_with(word)) return std::string(word);
  return shown(text[place]);
}

}  // namespace

std::string shown(std::string_view text) {
  std::size_t length = std::min(text.size(), most_shown);
  while (length < text.size() && length > 0 && is_inside_character(text[length])) --length;
  std::string result;
  printing::append_quoted(result, text.substr(0, length));
  return length < text.size() ? result + "..." : result;
}

std::string shown(char c) {
  const auto byte = static_cast<unsigned char>(c);
  if (byte > 0x20 && byte < 0x7f) return {'\'', c, '\''};
  constexpr std::string_view digits = "0123456789abcdef";
  return std::string("the byte 0x") + digits[byte >> 4] + digits[byte & 15];
}

std::string value_at(std::string_view text, std::size_t place) {
  if (place == text.size()) return "the end of the text";
  switch (text[place]) {
    case '{': return "an object";
    case '[': return "an array";
    case '"': return string_at(text, place);
    case 't':
    case 'f':
    case 'n': return word_at(text, place);
    default: return number_at(text, place);
  }
}

}  // namespace onc::xdr::json
