#include "src/bytes.h"

#include <algorithm>
#include <cstdint>

namespace onc::xdr::json {
namespace {

constexpr std::string_view hex_digits = "0123456789abcdef";
constexpr std::string_view base64_digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
constexpr std::uint32_t no_digit = 64;

std::uint32_t hex_value(char c) {
  if (c >= '0' && c <= '9') return static_cast<std::uint32_t>(c - '0');
  if (c >= 'a' && c <= 'f') return static_cast<std::uint32_t>(c - 'a' + 10);
  if (c >= 'A' && c <= 'F') return static_cast<std::uint32_t>(c - 'A' + 10);
  return no_digit;
}

std::uint32_t base64_value(char c) {
  if (c >= 'A' && c <= 'Z') return static_cast<std::uint32_t>(c - 'A');
  if (c >= 'a' && c <= 'z') return static_cast<std::uint32_t>(c - 'a' + 26);
  if (c >= '0' && c <= '9') return static_cast<std::uint32_t>(c - '0' + 52);
  return c == '+' ? 62 : c == '/' ? 63 : no_digit;
}

// Three bytes or less, padded to four digits.
void append_group(std::string& text, std::span<const std::byte> bytes) {
  std::uint32_t bits = 0;
  for (std::size_t at = 0; at < 3; ++at)
    bits = bits << 8 | (at < bytes.size() ? std::to_integer<std::uint32_t>(bytes[at]) : 0);
  for (std::size_t at = 0; at < 4; ++at) text += at <= bytes.size() ? base64_digits[bits >> (18 - 6 * at) & 63] : '=';
}

// Four digits, of which `count` count. Bits beyond the last byte are zero.
bool read_group(std::string_view digits, std::size_t count, std::vector<std::byte>& bytes) {
  std::uint32_t bits = 0;
  for (std::size_t at = 0; at < 4; ++at) {
    const std::uint32_t value = at < count ? base64_value(digits[at]) : 0;
    if (value == no_digit) return false;
    bits = bits << 6 | value;
  }
  for (std::size_t at = 0; at + 1 < count; ++at) bytes.push_back(static_cast<std::byte>(bits >> (16 - 8 * at)));
  return count == 4 || (bits & (count == 3 ? 0xffU : 0xffffU)) == 0;
}

}  // namespace

void append_hex(std::string& text, std::span<const std::byte> bytes) {
  text.reserve(text.size() + 2 * bytes.size());
  for (const std::byte byte : bytes) {
    text += hex_digits[std::to_integer<std::size_t>(byte >> 4)];
    text += hex_digits[std::to_integer<std::size_t>(byte & std::byte{15})];
  }
}

void append_base64(std::string& text, std::span<const std::byte> bytes) {
  text.reserve(text.size() + (bytes.size() + 2) / 3 * 4);
  for (; !bytes.empty(); bytes = bytes.subspan(std::min<std::size_t>(bytes.size(), 3)))
    append_group(text, bytes.first(std::min<std::size_t>(bytes.size(), 3)));
}

bool read_hex(std::string_view text, std::vector<std::byte>& bytes) {
  bytes.clear();
  bytes.reserve(text.size() / 2);
  if (text.size() % 2 != 0) return false;
  for (std::size_t at = 0; at < text.size(); at += 2) {
    const std::uint32_t high = hex_value(text[at]), low = hex_value(text[at + 1]);
    if (high == no_digit || low == no_digit) return false;
    bytes.push_back(static_cast<std::byte>(high << 4 | low));
  }
  return true;
}

bool read_base64(std::string_view text, std::vector<std::byte>& bytes) {
  bytes.clear();
  bytes.reserve(text.size() / 4 * 3);
  if (text.size() % 4 != 0) return false;
  for (; !text.empty(); text.remove_prefix(4)) {
    const bool last = text.size() == 4;
    const std::size_t count = last && text.ends_with("==") ? 2 : last && text.ends_with('=') ? 3 : 4;
    if (!read_group(text.substr(0, 4), count, bytes)) return false;
  }
  return true;
}

}  // namespace onc::xdr::json
