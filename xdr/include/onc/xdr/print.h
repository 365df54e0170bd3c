// Text of XDR values for people: logs, tests, debuggers. The to_string functions of generated code are made of it.
//
//   {name: "motd", data: 0x00ff, kind: TEXT, next: null, sizes: [1, 2, 3]}
//
// Opaque data is cut behind 64 bytes, everything else is whole. What is no printable character of UTF-8 is escaped, so
// the text is one line and cannot drive a terminal, whoever sent the value.
#pragma once

#include <charconv>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>

#include <onc/xdr/types.h>

namespace onc::xdr {

namespace printing {

/// `0x` and two digits for each byte.
void append(std::string& text, std::span<const std::byte> bytes);
/// In double quotes.
void append_quoted(std::string& text, std::string_view value);

/// Stands for a T where the to_string below, which takes anything, shall not be found.
template <class T>
struct Like {
  operator const T&() const;  // NOLINT(google-explicit-constructor)
};
template <class T>
inline constexpr bool is_like = false;
template <class T>
inline constexpr bool is_like<Like<T>> = true;

/// Those of a schema: a function of its own, which goes before what the members look like, since the arms of a union
/// may be named begin and end.
template <class T>
concept HasTextFunction = requires(const Like<T>& value) {
  { to_string(value) } -> std::convertible_to<std::string_view>;
};
template <class T>
concept HasOwnText = requires(const T& value) {
  { to_string(value) } -> std::convertible_to<std::string_view>;
};
template <class T>
concept Holder = requires(const T& value) {
  value.has_value();
  *value;
};
template <class T>
concept Bytes = std::convertible_to<const T&, std::span<const std::byte>>;
template <class T>
concept Range = requires(const T& value) {
  value.begin();
  value.end();
};

template <class T>
void append_number(std::string& text, T value) {
  char digits[32];
  text.append(digits, std::to_chars(digits, digits + sizeof digits, value).ptr);
}

/// The enumerator's name, or the number of a value outside the schema.
template <class T>
void append_enumerator(std::string& text, T value) {
  const std::string_view name = to_string(value);
  if (name.empty())
    append_number(text, static_cast<std::int32_t>(value));
  else
    text += name;
}

template <class T>
void append_value(std::string& text, const T& value);

template <class T>
void append_range(std::string& text, const T& values) {
  text += '[';
  for (std::string_view before; const auto& value : values) {
    text += std::exchange(before, ", ");
    append_value(text, value);
  }
  text += ']';
}

template <class T>
void append_value(std::string& text, const T& value) {
  if constexpr (std::same_as<T, bool>) {
    text += value ? "true" : "false";
  } else if constexpr (std::is_arithmetic_v<T>) {
    append_number(text, value);
  } else if constexpr (std::is_enum_v<T>) {
    append_enumerator(text, value);
  } else if constexpr (std::convertible_to<const T&, std::string_view>) {
    append_quoted(text, value);
  } else if constexpr (std::same_as<T, Quadruple>) {
    append(text, value.bytes);
  } else if constexpr (HasTextFunction<T>) {
    text += to_string(value);
  } else if constexpr (Bytes<T>) {
    append(text, value);
  } else if constexpr (Holder<T>) {
    if (value.has_value())
      append_value(text, *value);
    else
      text += "null";
  } else if constexpr (Range<T>) {
    append_range(text, value);
  } else if constexpr (HasOwnText<T>) {
    text += to_string(value);
  } else {
    text += "...";  // a type of another header that has no text
  }
}

}  // namespace printing

/// The text of any value that XDR types are made of: numbers, strings, containers, generated types.
template <class T>
requires(!printing::is_like<T>) std::string to_string(const T& value) {
  std::string text;
  printing::append_value(text, value);
  return text;
}

/// The text of a struct or a union, field by field.
class Printer {
 public:
  template <class T>
  Printer& field(std::string_view name, const T& value) {
    text_ += std::exchange(before_, ", ");
    text_ += name;
    text_ += ": ";
    printing::append_value(text_, value);
    return *this;
  }
  /// Nothing for an arm that is not selected.
  template <class T>
  Printer& arm(std::string_view name, const T* value) {
    return value == nullptr ? *this : field(name, *value);
  }
  /// Closes the text. The printer is of no use afterwards.
  [[nodiscard]] std::string text() { return std::move(text_ += '}'); }

 private:
  std::string text_ = "{";
  std::string_view before_;
};

}  // namespace onc::xdr
