#include "src/numbers.h"

#include <algorithm>
#include <charconv>
#include <cstdint>

namespace onc::xdr::json {
namespace {

constexpr std::size_t most_digits = 20;  // of 64 bits

std::size_t digits_length(std::string_view text) { return std::min(text.find_first_not_of("0123456789"), text.size()); }

// Of `.5` or `e-7`, whose first `lead` characters are there. 0 if no digit follows.
std::size_t part_length(std::string_view text, std::size_t lead) {
  const std::size_t digits = digits_length(text.substr(lead));
  return digits == 0 ? 0 : lead + digits;
}

std::size_t exponent_length(std::string_view text) {
  const bool is_signed = text.size() > 1 && (text[1] == '+' || text[1] == '-');
  return part_length(text, is_signed ? 2 : 1);
}

// Far from zero where it is too long to be told.
std::int64_t exponent_of(std::string_view text) {
  constexpr std::int64_t far = 1'000'000'000'000;
  if (text.starts_with('+')) text.remove_prefix(1);
  std::int64_t exponent = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), exponent);
  if (error == std::errc()) return std::clamp(exponent, -far, far);
  return text.starts_with('-') ? -far : text.empty() ? 0 : far;
}

}  // namespace

std::size_t number_length(std::string_view text) {
  const std::size_t sign = text.starts_with('-') ? 1 : 0;
  std::size_t length = sign + (text.substr(sign).starts_with('0') ? 1 : digits_length(text.substr(sign)));
  if (length == sign) return 0;
  const auto add = [&](std::size_t part) {
    length += part;
    return part != 0;
  };
  if (text.substr(length).starts_with('.') && !add(part_length(text.substr(length), 1))) return 0;
  const std::string_view rest = text.substr(length);
  if ((rest.starts_with('e') || rest.starts_with('E')) && !add(exponent_length(rest))) return 0;
  return length;
}

std::string integer_digits(std::string_view number) {
  const bool negative = number.starts_with('-');
  if (negative) number.remove_prefix(1);
  const std::size_t mantissa = std::min(number.find_first_of("eE"), number.size());
  std::int64_t exponent = exponent_of(number.substr(std::min(mantissa + 1, number.size())));
  number = number.substr(0, mantissa);
  const std::size_t point = std::min(number.find('.'), number.size());
  std::string digits(number.substr(0, point));
  if (point < number.size()) {
    digits += number.substr(point + 1);
    exponent -= static_cast<std::int64_t>(number.size() - point - 1);
  }
  for (; !digits.empty() && digits.back() == '0'; digits.pop_back()) ++exponent;
  digits.erase(0, std::min(digits.find_first_not_of('0'), digits.size()));
  if (digits.empty()) return "0";
  if (exponent < 0 || digits.size() + static_cast<std::uint64_t>(exponent) > most_digits) return {};
  digits.append(static_cast<std::size_t>(exponent), '0');
  return (negative ? "-" : "") + digits;
}

}  // namespace onc::xdr::json
