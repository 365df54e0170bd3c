#include <algorithm>
#include <charconv>
#include <limits>

#include <onc/xdr/json_reader.h>

#include "src/bytes.h"
#include "src/describe.h"
#include "src/numbers.h"

namespace onc::xdr {
namespace {

template <class Number>
bool converts(std::string_view digits, Number& number) {
  if (digits.empty() || json::number_length(digits) != digits.size()) return false;
  const char* const end = digits.data() + digits.size();
  const auto [stop, error] = std::from_chars(digits.data(), end, number);
  return error == std::errc() && stop == end;
}

template <class Integer>
std::string range(Integer low, Integer high) {
  return "an integer from " + std::to_string(low) + " to " + std::to_string(high);
}

std::string bytes_text(std::size_t count) { return std::to_string(count) + (count == 1 ? " byte" : " bytes"); }

std::string list_of(std::span<const JsonEnumerator> names) {
  constexpr std::size_t most = 8;
  std::string text;
  for (std::size_t at = 0; at < std::min(names.size(), most); ++at) text += std::string(names[at].name) + ", ";
  return names.size() > most ? text + "..., " : text;
}

}  // namespace

bool JsonReader::boolean(bool& value) {
  value = take_word("true");
  return value || take_word("false") || fail("true or false");
}

// --- integers

bool JsonReader::take_integer(bool in_quotes, std::string& digits) {
  if (has_key_) {
    digits = key_;
    return true;
  }
  if (in_quotes && sees('"')) return take_string(digits, "");
  const std::string_view number = take_number();
  if (!number.empty()) digits = json::integer_digits(number);
  return !number.empty();
}

template <class Integer>
bool JsonReader::integer(bool in_quotes, Integer low, Integer high, Integer& value) {
  const std::size_t place = here();
  std::string digits;
  Integer number = 0;
  const bool fits = take_integer(in_quotes, digits) && converts(digits, number) && number >= low && number <= high;
  if (!fits) return fail_at(place, range(low, high) + (in_quotes ? " as a string" : ""), found_at(place));
  value = number;
  has_key_ = false;
  return true;
}

bool JsonReader::number(std::int64_t low, std::int64_t high, std::int64_t& value) {
  return integer(false, low, high, value);
}

bool JsonReader::i64(std::int64_t& value) {
  using Numbers = std::numeric_limits<std::int64_t>;
  return integer(true, Numbers::min(), Numbers::max(), value);
}

bool JsonReader::u64(std::uint64_t& value) {
  return integer(true, std::uint64_t{0}, std::numeric_limits<std::uint64_t>::max(), value);
}

// A key may be a name or a number, a string is a name.
bool JsonReader::enumerator(std::span<const JsonEnumerator> names, std::int32_t& value) {
  const std::size_t place = here();
  const bool is_name = sees('"');
  std::string text;
  const bool taken = take_integer(true, text);
  const auto named = std::find_if(names.begin(), names.end(), [&](const auto& one) { return one.name == text; });
  const bool known = taken && (named != names.end() || (!is_name && converts(text, value)));
  if (!known) return fail_at(place, list_of(names) + "or a number", found_at(place));
  if (named != names.end()) value = named->number;
  has_key_ = false;
  return true;
}

// --- floating point

template <class Real>
bool JsonReader::real(Real& value, const char* expected) {
  using Numbers = std::numeric_limits<Real>;
  const std::size_t place = here();
  std::string name;
  if (!sees('"')) return converts(take_number(), value) || fail_at(place, expected, found_at(place));
  if (!take_string(name, "")) return false;
  if (name != "NaN" && name != "Infinity" && name != "-Infinity") return fail_at(place, expected, found_at(place));
  value = name == "NaN" ? Numbers::quiet_NaN() : name == "Infinity" ? Numbers::infinity() : -Numbers::infinity();
  return true;
}

bool JsonReader::f32(float& value) {
  return real(value, R"(a number of single precision, "NaN", "Infinity" or "-Infinity")");
}

bool JsonReader::f64(double& value) {
  return real(value, R"(a number of double precision, "NaN", "Infinity" or "-Infinity")");
}

// --- text and bytes

bool JsonReader::quadruple(Quadruple& value) {
  const std::size_t place = here();
  std::string digits;
  std::vector<std::byte> bytes;
  constexpr const char* expected = "32 hexadecimal digits";
  if (!take_string(digits, expected)) return false;
  if (!json::read_hex(digits, bytes) || bytes.size() != value.bytes.size())
    return fail_at(place, expected, found_at(place));
  std::copy(bytes.begin(), bytes.end(), value.bytes.begin());
  return true;
}

bool JsonReader::string(std::string& value, std::uint32_t bound) {
  const std::size_t place = here();
  if (!(sees('{') ? base64_object(value) : take_string(value, "a string"))) return false;
  return value.size() <= bound || fail_at(place, "at most " + bytes_text(bound), std::to_string(value.size()));
}

bool JsonReader::base64_object(std::string& value) {
  return object({"base64"}, [&](std::size_t) {
    std::vector<std::byte> bytes;
    if (!take_bytes(bytes, JsonOpaque::base64)) return false;
    value.resize(bytes.size());
    std::transform(bytes.begin(), bytes.end(), value.begin(), [](std::byte byte) { return static_cast<char>(byte); });
    return true;
  });
}

bool JsonReader::take_bytes(std::vector<std::byte>& bytes, JsonOpaque form) {
  const bool hex = form == JsonOpaque::hex;
  const char* const expected = hex ? "a string of hexadecimal digits, two for each byte" : "a string of base64";
  const std::size_t place = here();
  std::string text;
  if (!take_string(text, expected)) return false;
  const bool ok = hex ? json::read_hex(text, bytes) : json::read_base64(text, bytes);
  return ok || fail_at(place, expected, found_at(place));
}

bool JsonReader::opaque(std::vector<std::byte>& value, std::uint32_t bound) {
  const std::size_t place = here();
  if (!take_bytes(value, options_.opaque)) return false;
  return value.size() <= bound || fail_at(place, "at most " + bytes_text(bound), std::to_string(value.size()));
}

bool JsonReader::opaque_fixed(std::span<std::byte> value) {
  const std::size_t place = here();
  std::vector<std::byte> bytes;
  if (!take_bytes(bytes, options_.opaque)) return false;
  if (bytes.size() != value.size()) return fail_at(place, bytes_text(value.size()), std::to_string(bytes.size()));
  std::copy(bytes.begin(), bytes.end(), value.begin());
  return true;
}

}  // namespace onc::xdr
