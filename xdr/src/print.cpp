#include <algorithm>

#include <onc/xdr/print.h>

namespace onc::xdr::printing {

namespace {

constexpr std::size_t most_bytes = 64;

void append_hex(std::string& text, unsigned char byte) {
  constexpr std::string_view digits = "0123456789abcdef";
  text += digits[byte >> 4];
  text += digits[byte & 15];
}

unsigned char byte_at(std::string_view text, std::size_t at) { return static_cast<unsigned char>(text[at]); }

// The length of the UTF-8 character at the front of `text`, or 0 if there is none that may be shown as it is: control
// characters, those that turn the direction of text around, and what is no UTF-8.
std::size_t shown_length(std::string_view text) {
  const unsigned char first = byte_at(text, 0);
  if (first < 0x80) return first >= 0x20 && first != 0x7f ? 1 : 0;
  const std::size_t length = first < 0xc2 ? 0 : first < 0xe0 ? 2 : first < 0xf0 ? 3 : first < 0xf5 ? 4 : 0;
  if (length == 0 || text.size() < length) return 0;
  char32_t character = first & (0xffu >> (length + 1));
  for (std::size_t at = 1; at < length; ++at) {
    if ((byte_at(text, at) & 0xc0) != 0x80) return 0;
    character = character << 6 | (byte_at(text, at) & 0x3fu);
  }
  const char32_t least = length == 2 ? 0x80 : length == 3 ? 0x800 : 0x10000;
  const auto between = [&](char32_t low, char32_t high) { return character >= low && character <= high; };
  const bool hidden = between(0x80, 0x9f) || between(0x200e, 0x200f) || between(0x2028, 0x202e) ||
                      between(0x2066, 0x2069) || between(0xd800, 0xdfff);
  return character < least || character > 0x10ffff || hidden ? 0 : length;
}

void append_escaped(std::string& text, char byte) {
  switch (byte) {
    case '\n': text += "\\n"; break;
    case '\r': text += "\\r"; break;
    case '\t': text += "\\t"; break;
    default: text += "\\x"; append_hex(text, static_cast<unsigned char>(byte));
  }
}

}  // namespace

void append(std::string& text, std::span<const std::byte> bytes) {
  text += "0x";
  for (const std::byte byte : bytes.first(std::min(bytes.size(), most_bytes)))
    append_hex(text, std::to_integer<unsigned char>(byte));
  if (bytes.size() > most_bytes) text += "... (" + std::to_string(bytes.size()) + " bytes)";
}

void append_quoted(std::string& text, std::string_view value) {
  text += '"';
  while (!value.empty()) {
    const std::size_t shown = shown_length(value);
    if (value.front() == '"' || value.front() == '\\') text += '\\';
    if (shown == 0)
      append_escaped(text, value.front());
    else
      text += value.substr(0, shown);
    value.remove_prefix(std::max<std::size_t>(shown, 1));
  }
  text += '"';
}

}  // namespace onc::xdr::printing
