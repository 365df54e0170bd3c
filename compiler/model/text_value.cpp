#include "model/text_value.h"

#include <algorithm>

#include <fmt/format.h>

#include "source/utf8.h"

namespace onc::compiler::model {
namespace {

constexpr std::string_view letters = "abfnrtv\\'\"?";
constexpr std::string_view meanings = "\a\b\f\n\r\t\v\\'\"?";

unsigned digit_value(char c) {
  constexpr std::string_view digits = "0123456789abcdef";
  const std::size_t at = digits.find(static_cast<char>(c >= 'A' && c <= 'F' ? c - 'A' + 'a' : c));
  return at == std::string_view::npos ? 16 : static_cast<unsigned>(at);
}

// Takes at most `most` digits; 256 for what is no byte.
unsigned take_byte(std::string_view& rest, unsigned base, std::size_t most) {
  unsigned value = rest.empty() || digit_value(rest.front()) >= base ? 256 : 0;
  for (; most > 0 && !rest.empty() && digit_value(rest.front()) < base; --most) {
    value = std::min(value * base + digit_value(rest.front()), 256u);
    rest.remove_prefix(1);
  }
  return value;
}

// What stands behind a backslash; 256 if that is nothing known.
unsigned take_escape(std::string_view& rest) {
  const char first = rest.empty() ? '\0' : rest.front();
  if (digit_value(first) < 8) return take_byte(rest, 8, 3);
  rest.remove_prefix(rest.empty() ? 0 : 1);
  if (first == 'x') return take_byte(rest, 16, rest.size());
  const std::size_t known = letters.find(first);
  return known == std::string_view::npos ? 256 : static_cast<unsigned char>(meanings[known]);
}

bool is_shown(std::string_view character) {
  const auto first = static_cast<unsigned char>(character.front());
  return first >= 0x20 && first != 0x7f && !turns_direction(character);
}

// A byte that is not shown as it is. Three octal digits end by themselves.
std::string escaped(char byte) {
  if (byte == '"' || byte == '\\') return {'\\', byte};
  const std::size_t known = byte == '?' || byte == '\'' ? std::string_view::npos : meanings.find(byte);
  if (known != std::string_view::npos) return {'\\', letters[known]};
  return fmt::format("\\{:03o}", static_cast<unsigned char>(byte));
}

}  // namespace

TextValue text_value(std::string_view literal) {
  TextValue result;
  while (!literal.empty()) {
    const std::string_view from = literal;
    literal.remove_prefix(1);
    const unsigned byte = from.front() == '\\' ? take_escape(literal) : static_cast<unsigned char>(from.front());
    result.bytes += static_cast<char>(byte);
    if (byte > 255 && result.fault.empty())
      result.fault =
          fmt::format("'{}' is no escape sequence of one byte", from.substr(0, from.size() - literal.size()));
  }
  return result;
}

std::string spelled_text(std::string_view bytes) {
  std::string text;
  for (std::string_view rest = bytes; !rest.empty();) {
    const std::size_t length = utf8_length(rest);
    const std::string_view character = rest.substr(0, std::max<std::size_t>(length, 1));
    const bool trigraph = character == "?" && text.ends_with('?');
    if (trigraph)
      text += "\\?";
    else if (length != 0 && is_shown(character) && character != "\"" && character != "\\")
      text += character;
    else
      for (const char byte : character) text += escaped(byte);
    rest.remove_prefix(character.size());
  }
  const bool has_nul = bytes.find('\0') != std::string_view::npos;
  return has_nul ? fmt::format("{{\"{}\", {}}}", text, bytes.size()) : fmt::format("\"{}\"", text);
}

}  // namespace onc::compiler::model
