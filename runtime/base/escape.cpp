#include "base/escape.h"

namespace onc {

namespace {

void append_escaped(std::string& out, char character) {
  constexpr std::string_view digits = "0123456789abcdef";
  const auto byte = static_cast<unsigned char>(character);
  if (character == '\\') {
    out += "\\\\";
  } else if (character == '\n') {
    out += "\\n";
  } else if (byte >= 0x20 && byte < 0x7f) {
    out += character;
  } else {
    out += "\\x";
    out += digits[byte >> 4];
    out += digits[byte & 15];
  }
}

}  // namespace

std::string escaped(std::string_view text, std::size_t limit) {
  std::string out;
  for (const char character : text.substr(0, limit)) append_escaped(out, character);
  if (text.size() > limit) out += "...";
  return out;
}

}  // namespace onc
