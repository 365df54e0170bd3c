#include "src/strings.h"

#include <algorithm>
#include <charconv>
#include <cstdint>

namespace onc::xdr::json {
namespace {

unsigned char byte_at(std::string_view text, std::size_t at) { return static_cast<unsigned char>(text[at]); }

bool is_surrogate(char32_t character) { return character >= 0xd800 && character <= 0xdfff; }

void append_unicode_escape(std::string& text, unsigned character) {
  constexpr std::string_view digits = "0123456789abcdef";
  text += "\\u00";
  text += digits[character >> 4];
  text += digits[character & 15];
}

void append_escaped(std::string& text, char c) {
  switch (c) {
    case '"': text += "\\\""; break;
    case '\\': text += "\\\\"; break;
    case '\b': text += "\\b"; break;
    case '\f': text += "\\f"; break;
    case '\n': text += "\\n"; break;
    case '\r': text += "\\r"; break;
    case '\t': text += "\\t"; break;
    default: append_unicode_escape(text, static_cast<unsigned char>(c));
  }
}

bool needs_escape(unsigned char c) { return c < 0x20 || c == 0x7f || c == '"' || c == '\\'; }

// How many characters at the front of the text are what most texts are made of, and the same in JSON.
std::size_t plain_length(std::string_view text) {
  const auto is_special = [](char c) {
    const auto byte = static_cast<unsigned char>(c);
    return byte >= 0x80 || needs_escape(byte);
  };
  return static_cast<std::size_t>(std::find_if(text.begin(), text.end(), is_special) - text.begin());
}

// U+0080 to U+009f, which terminals may obey.
bool is_late_control(std::string_view character) {
  return character.size() == 2 && byte_at(character, 0) == 0xc2 && byte_at(character, 1) < 0xa0;
}

void append_utf8(std::string& text, char32_t character) {
  const auto byte = [&](char32_t bits) { text += static_cast<char>(static_cast<unsigned char>(bits)); };
  const auto tail = [&](unsigned shift) { byte(0x80 | ((character >> shift) & 0x3f)); };
  if (character < 0x80) return byte(character);
  if (character < 0x800) {
    byte(0xc0 | (character >> 6));
    return tail(0);
  }
  if (character < 0x10000) {
    byte(0xe0 | (character >> 12));
    tail(6);
    return tail(0);
  }
  byte(0xf0 | (character >> 18));
  tail(12);
  tail(6);
  tail(0);
}

class StringReader {
 public:
  StringReader(std::string_view text, std::size_t& at, std::string& value) : text_(text), at_(at), value_(value) {}

  std::optional<StringFault> read() {
    value_.clear();
    ++at_;
    while (at_ < text_.size() && text_[at_] != '"')
      if (const char* expected = part()) return StringFault{at_, expected};
    if (at_ == text_.size()) return StringFault{at_, "a quotation mark at the end of the string"};
    ++at_;
    return std::nullopt;
  }

 private:
  // What was expected instead; null if it was taken.
  const char* part() {
    if (const std::size_t plain = plain_length(text_.substr(at_)); plain > 0) {
      value_ += text_.substr(at_, plain);
      at_ += plain;
      return nullptr;
    }
    if (text_[at_] == '\\') return escape();
    if (byte_at(text_, at_) < 0x20) return "an escape of the control character";
    const std::size_t length = utf8_length(text_.substr(at_));
    if (length == 0) return "UTF-8";
    value_ += text_.substr(at_, length);
    at_ += length;
    return nullptr;
  }
  const char* escape() {
    constexpr std::string_view letters = "\"\\/bfnrt", meanings = "\"\\/\b\f\n\r\t";
    if (++at_ == text_.size()) return "the rest of an escape";
    if (text_[at_] == 'u') return unicode();
    const std::size_t letter = letters.find(text_[at_]);
    if (letter == std::string_view::npos) return "an escape that JSON has";
    value_ += meanings[letter];
    ++at_;
    return nullptr;
  }
  // At the u.
  const char* unicode() {
    constexpr const char* pair = "both halves of a surrogate pair";
    char32_t character = 0;
    ++at_;
    if (!four_digits(character)) return "four hexadecimal digits";
    if (is_surrogate(character)) {
      char32_t low = 0;
      if (character >= 0xdc00 || text_.substr(at_, 2) != "\\u") return pair;
      at_ += 2;
      if (!four_digits(low)) return "four hexadecimal digits";
      if (low < 0xdc00 || low > 0xdfff) return pair;
      character = 0x10000 + ((character - 0xd800) << 10) + (low - 0xdc00);
    }
    append_utf8(value_, character);
    return nullptr;
  }
  bool four_digits(char32_t& character) {
    const std::string_view digits = text_.substr(at_, 4);
    std::uint32_t number = 0;
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), number, 16);
    if (digits.size() != 4 || error != std::errc() || end != digits.data() + 4) return false;
    character = number;
    at_ += 4;
    return true;
  }

  std::string_view text_;
  std::size_t& at_;
  std::string& value_;
};

}  // namespace

std::size_t utf8_length(std::string_view text) {
  if (text.empty()) return 0;
  const unsigned char first = byte_at(text, 0);
  if (first < 0x80) return 1;
  const std::size_t length = first < 0xc2 ? 0 : first < 0xe0 ? 2 : first < 0xf0 ? 3 : first < 0xf5 ? 4 : 0;
  if (length == 0 || text.size() < length) return 0;
  char32_t character = first & (0xffU >> (length + 1));
  for (std::size_t at = 1; at < length; ++at) {
    if ((byte_at(text, at) & 0xc0) != 0x80) return 0;
    character = character << 6 | (byte_at(text, at) & 0x3fU);
  }
  const char32_t least = length == 2 ? 0x80 : length == 3 ? 0x800 : 0x10000;
  return character < least || character > 0x10ffff || is_surrogate(character) ? 0 : length;
}

bool is_utf8(std::string_view text) {
  while (!text.empty()) {
    const std::size_t length = utf8_length(text);
    if (length == 0) return false;
    text.remove_prefix(length);
  }
  return true;
}

void append_string(std::string& text, std::string_view value) {
  text += '"';
  while (!value.empty()) {
    const std::size_t plain = plain_length(value);
    text += value.substr(0, plain);
    value.remove_prefix(plain);
    const std::size_t length = utf8_length(value);
    if (length == 0) break;
    const std::string_view character = value.substr(0, length);
    if (needs_escape(byte_at(value, 0)))
      append_escaped(text, value[0]);
    else if (is_late_control(character))
      append_unicode_escape(text, byte_at(character, 1));
    else
      text += character;
    value.remove_prefix(length);
  }
  text += '"';
}

std::optional<StringFault> read_string(std::string_view text, std::size_t& at, std::string& value) {
  return StringReader(text, at, value).read();
}

}  // namespace onc::xdr::json
