// Writes JSON of XDR values into a string. The write_json functions of generated code are made of it:
//
//   JsonWriter& write_json(JsonWriter& out, const entry& value) {
//     out.begin_object();
//     out.key("name").string(value.name);
//     out.key("revision").u64(value.revision);
//     return out.end_object();
//   }
#pragma once

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>

#include <onc/xdr/json.h>
#include <onc/xdr/types.h>

namespace onc::xdr {

/// Writes what has neither a function of its own name nor a container around it: numbers, and types with write_json.
struct JsonWriteValue {
  template <class T>
  void operator()(JsonWriter& out, const T& value) const;
};
inline constexpr JsonWriteValue json_write_value{};

class JsonWriter {
 public:
  explicit JsonWriter(const JsonOptions& options = {}) : options_(options) {}

  // --- values
  JsonWriter& boolean(bool value) { return scalar(value ? "true" : "false"); }
  JsonWriter& i8(std::int8_t value) { return number(value); }
  JsonWriter& u8(std::uint8_t value) { return number(value); }
  JsonWriter& i16(std::int16_t value) { return number(value); }
  JsonWriter& u16(std::uint16_t value) { return number(value); }
  JsonWriter& i32(std::int32_t value) { return number(value); }
  JsonWriter& u32(std::uint32_t value) { return number(value); }
  /// As strings: many readers keep numbers as doubles, which have 53 bits.
  JsonWriter& i64(std::int64_t value);
  JsonWriter& u64(std::uint64_t value);
  /// The shortest number that reads back as the same; "NaN", "Infinity" and "-Infinity" as strings.
  JsonWriter& f32(float value);
  JsonWriter& f64(double value);
  JsonWriter& quadruple(const Quadruple& value);
  /// A string of UTF-8; anything else as {"base64": "..."}.
  JsonWriter& string(std::string_view value);
  JsonWriter& opaque(std::span<const std::byte> value);
  JsonWriter& opaque_fixed(std::span<const std::byte> value) { return opaque(value); }
  /// The name of a value, or the number of one that has none.
  JsonWriter& enumerator(std::string_view name, std::int32_t number);
  JsonWriter& null() { return scalar("null"); }

  // --- structs: key() before each value
  JsonWriter& begin_object() { return open('{'); }
  JsonWriter& key(std::string_view name);
  JsonWriter& end_object() { return close('}'); }

  // --- unions: the discriminant, which becomes a key, then the arm or null()
  JsonWriter& begin_union();
  JsonWriter& end_union() { return close('}'); }

  // --- containers
  /// Arrays and lists. `write(*this, element)` writes one.
  template <class Range, class Write>
  JsonWriter& array(const Range& values, Write&& write) {
    open('[');
    for (const auto& value : values) {
      separate();
      write(*this, value);
    }
    return close(']');
  }
  template <class Range>
  JsonWriter& array(const Range& values) {
    return array(values, json_write_value);
  }
  /// `T *`: the value or null.
  template <class Optional, class Write>
  JsonWriter& optional(const Optional& value, Write&& write) {
    if (!value.has_value()) return null();
    write(*this, *value);
    return *this;
  }
  template <class Optional>
  JsonWriter& optional(const Optional& value) {
    return optional(value, json_write_value);
  }
  /// `T *` where a T may be null, too: [T] or null.
  template <class Optional, class Write>
  JsonWriter& wrapped_optional(const Optional& value, Write&& write) {
    if (!value.has_value()) return null();
    open('[');
    separate();
    write(*this, *value);
    return close(']');
  }

  [[nodiscard]] const std::string& text() const& noexcept { return text_; }
  [[nodiscard]] std::string text() && noexcept { return std::move(text_); }
  [[nodiscard]] const JsonOptions& options() const noexcept { return options_; }

 private:
  friend JsonWriteValue;

  JsonWriter& number(std::int64_t value);
  /// A number or a word, in quotes where a key stands.
  JsonWriter& scalar(std::string_view text);
  JsonWriter& quoted(std::string_view text);
  JsonWriter& open(char bracket);
  JsonWriter& close(char bracket);
  /// What stands between the values of a container.
  void separate();
  void end_line();
  void colon() { text_ += options_.indent == 0 ? ":" : ": "; }

  JsonOptions options_;
  std::string text_;
  std::size_t depth_ = 0;
  bool first_ = true;    // in its container
  bool as_key_ = false;  // the next scalar is a union's key
};

template <class T>
void JsonWriteValue::operator()(JsonWriter& out, const T& value) const {
  if constexpr (std::same_as<T, bool>) {
    out.boolean(value);
  } else if constexpr (std::same_as<T, float>) {
    out.f32(value);
  } else if constexpr (std::same_as<T, double>) {
    out.f64(value);
  } else if constexpr (std::is_integral_v<T> && sizeof(T) < 8) {
    out.number(value);
  } else if constexpr (std::signed_integral<T>) {
    out.i64(value);
  } else if constexpr (std::unsigned_integral<T>) {
    out.u64(value);
  } else if constexpr (std::same_as<T, Quadruple>) {
    out.quadruple(value);
  } else {
    write_json(out, value);
  }
}

/// The text of a value. `write(writer, value)` writes one that has no write_json.
template <class T, class Write = const JsonWriteValue&>
std::string json_text(const T& value, const JsonOptions& options, Write&& write = json_write_value) {
  JsonWriter out(options);
  write(out, value);
  return std::move(out).text();
}

}  // namespace onc::xdr
