// Reads XDR values from JSON. Total: every text gives a value or a fault with its place, never an exception of its own.
// What nesting and memory a text can ask for is bounded by its type, its length and the limits. The read_json functions
// of generated code are made of it:
//
//   bool read_json(JsonReader& in, entry& value) {
//     return in.object({"name", "revision"}, [&](std::size_t member) {
//       switch (member) {
//         case 0: return in.string(value.name, 255);
//         default: return in.u64(value.revision);
//       }
//     });
//   }
#pragma once

#include <array>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <limits>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include <onc/xdr/json.h>
#include <onc/xdr/types.h>

namespace onc::xdr {

/// A name that JSON has for a value of an enum.
struct JsonEnumerator {
  const char* name;
  std::int32_t number;
};

/// Reads what has neither a function of its own name nor a container around it: numbers, and types with read_json.
struct JsonReadValue {
  template <class T>
  bool operator()(JsonReader& in, T& value) const;
};
inline constexpr JsonReadValue json_read_value{};

class JsonReader {
 public:
  /// `text` must outlive the reader.
  explicit JsonReader(std::string_view text, const JsonOptions& options = {}) : text_(text), options_(options) {}

  // --- values. False after a fault, as all that follow.
  bool boolean(bool& value);
  bool i8(std::int8_t& value) { return narrow(value); }
  bool u8(std::uint8_t& value) { return narrow(value); }
  bool i16(std::int16_t& value) { return narrow(value); }
  bool u16(std::uint16_t& value) { return narrow(value); }
  bool i32(std::int32_t& value) { return narrow(value); }
  bool u32(std::uint32_t& value) { return narrow(value); }
  bool i64(std::int64_t& value);
  bool u64(std::uint64_t& value);
  bool f32(float& value);
  bool f64(double& value);
  bool quadruple(Quadruple& value);
  bool string(std::string& value, std::uint32_t bound = unbounded);
  bool opaque(std::vector<std::byte>& value, std::uint32_t bound = unbounded);
  bool opaque_fixed(std::span<std::byte> value);
  /// A name of the list, or any number.
  bool enumerator(std::span<const JsonEnumerator> names, std::int32_t& value);

  // --- structs
  /// `read(n)` reads the value of the n-th name. Members may stand in any order, all of them once.
  template <class Read>
  bool object(std::initializer_list<const char*> names, Read&& read) {
    Members members{.names = {names.begin(), names.size()}};
    if (!open('{', "an object")) return false;
    while (next_member(members))
      if (!read(members.current)) return at_name(members.names[members.current]);
    return !failed();
  }

  // --- unions: begin_union, the discriminant, then select, the arm, end_union
  /// Takes the only key of an object, which the next value is read from.
  bool begin_union();
  /// The key that was read selects no arm.
  bool unknown_arm();
  /// Gives `value` what `make` makes: a union with an arm that is to be read. `boxed`: the size of an arm on the heap.
  template <class Union, class Make>
  bool select(Union& value, const Make& make, std::size_t boxed = 0) {
    if (!charge(boxed)) return false;
    const auto assign = [&] { value = make(); };
    run_apart(&assign, [](const void* work) { (*static_cast<const decltype(assign)*>(work))(); });
    return true;
  }
  /// `read`: whether the arm was read.
  bool end_union(const char* arm, bool read) { return read ? close_union() : at_name(arm); }
  /// Of a void arm.
  bool end_union() { return take_null() ? close_union() : fail("null"); }

  // --- containers. `read(*this, element)` reads one element.
  /// `T x<bound>`
  template <class Vector, class Read>
  bool array(Vector& values, std::uint32_t bound, Read&& read) {
    values.clear();
    if (!open('[', "an array")) return false;
    while (next_element(values.size(), bound, sizeof(typename Vector::value_type)))
      if (!read_new(values, read)) return at_index(values.size() - 1);
    return !failed();
  }
  template <class Vector>
  bool array(Vector& values, std::uint32_t bound) {
    return array(values, bound, json_read_value);
  }
  /// `T x[N]`
  template <class T, std::size_t N, class Read>
  bool fixed(std::array<T, N>& values, Read&& read) {
    if (!open('[', "an array")) return false;
    for (std::size_t at = 0; at < N; ++at) {
      if (!next_of(at, N)) return false;
      if (!read(*this, values[at])) return at_index(at);
    }
    return end_of(N);
  }
  template <class T, std::size_t N>
  bool fixed(std::array<T, N>& values) {
    return fixed(values, json_read_value);
  }
  /// `T *x` where T is a list.
  template <class Vector>
  bool list(Vector& values) {
    return array(values, unbounded);
  }
  /// `T x` where T is a list.
  template <class Vector>
  bool chain(Vector& values) {
    const std::size_t place = here();
    return array(values, unbounded) && (!values.empty() || fail_at(place, "at least one element", "none"));
  }
  /// `T *x`
  template <class Optional, class Read>
  bool optional(Optional& value, Read&& read) {
    value.reset();
    if (take_null()) return true;
    return charge(sizeof(*value)) && read(*this, value.emplace());
  }
  template <class Optional>
  bool optional(Optional& value) {
    return optional(value, json_read_value);
  }
  /// `T *x` where a T may be null, too.
  template <class Optional, class Read>
  bool wrapped_optional(Optional& value, Read&& read) {
    value.reset();
    if (take_null()) return true;
    if (!open('[', "null or an array of one element") || !next_of(0, 1)) return false;
    return charge(sizeof(*value)) && read(*this, value.emplace()) && end_of(1);
  }

  /// Opaque data that `decode(bytes)` takes.
  template <class Decode>
  bool encoded(const Decode& decode) {
    const std::size_t place = here();
    std::vector<std::byte> bytes;
    if (!opaque(bytes)) return false;
    return decode(std::span<const std::byte>(bytes)) || fail_at(place, "the XDR encoding of a value", found_at(place));
  }

  // --- recursive types: around each value
  bool enter();
  bool leave() noexcept {
    --depth_;
    return true;
  }

  /// After the outermost value: that no other text follows.
  bool finish();
  /// Why and where reading stopped.
  [[nodiscard]] JsonResult result() const { return fault_ ? JsonResult(*fault_) : JsonResult(); }
  [[nodiscard]] bool failed() const noexcept { return fault_.has_value(); }
  [[nodiscard]] const JsonOptions& options() const noexcept { return options_; }
  /// For read_json functions of your own: what stands here is not what was expected. False.
  bool fail(std::string expected);

 private:
  friend JsonReadValue;

  struct Members {
    std::span<const char* const> names;
    std::size_t current = 0;   // the one whose value comes
    std::size_t count = 0;     // of those that were there
    std::size_t in_order = 0;  // so many from the first
    std::vector<bool> others{};
    [[nodiscard]] bool seen(std::size_t member) const;
    void take(std::size_t member);
    /// The number of names if it is none of them.
    [[nodiscard]] std::size_t find(std::string_view name) const;
  };

  // --- integers
  template <class Integer>
  bool narrow(Integer& value) {
    std::int64_t wide = 0;
    using Numbers = std::numeric_limits<Integer>;
    if (!number(Numbers::min(), Numbers::max(), wide)) return false;
    value = static_cast<Integer>(wide);
    return true;
  }
  bool number(std::int64_t low, std::int64_t high, std::int64_t& value);
  template <class Integer>
  bool integer(bool in_quotes, Integer low, Integer high, Integer& value);
  /// What stands for an integer here: a key, a string, or the digits of a number, whatever its notation.
  bool take_integer(bool in_quotes, std::string& digits);
  template <class Real>
  bool real(Real& value, const char* expected);

  // --- tokens
  /// The place of the value that comes next: a union's key, until the discriminant is read from it.
  std::size_t here();
  bool sees(char c);
  bool take(char c);
  bool take_word(std::string_view word);
  bool take_null() { return take_word("null"); }
  std::string_view take_number();
  bool take_string(std::string& value, const char* expected);
  bool take_bytes(std::vector<std::byte>& bytes, JsonOpaque form);
  bool base64_object(std::string& value);

  // --- structure
  bool open(char bracket, const char* expected);
  bool next_member(Members& members);
  bool take_member(Members& members);
  bool end_object(const Members& members, std::size_t place);
  bool next_element(std::size_t count, std::uint32_t bound, std::size_t memory);
  bool next_of(std::size_t at, std::size_t count);
  bool end_of(std::size_t count);
  bool close_union();
  template <class Vector, class Read>
  bool read_new(Vector& values, Read&& read) {
    if constexpr (std::same_as<typename Vector::value_type, bool>) {  // whose elements have no address
      bool element = false;
      const bool ok = read(*this, element);
      values.push_back(element);
      return ok;
    } else {
      return read(*this, values.emplace_back());
    }
  }
  /// Counts memory that is not there in the text, as a decoder does.
  bool charge(std::size_t memory);
  /// In a frame of the stack that is gone before nested values are read: arms may be large, and nested deep.
  static void run_apart(const void* work, void (*run)(const void*));

  // --- faults
  bool fail_at(std::size_t place, std::string expected, std::string found);
  [[nodiscard]] std::string found_at(std::size_t place) const;
  bool at_name(const char* name);
  bool at_index(std::size_t index);

  std::string_view text_;
  JsonOptions options_;
  std::size_t at_ = 0;
  std::size_t depth_ = 0;
  std::size_t elements_ = 0;
  std::size_t memory_ = 0;
  std::string key_;       // the last one of a union
  bool has_key_ = false;  // its discriminant is not read from it yet
  std::size_t key_place_ = 0;
  std::optional<JsonFault> fault_;
};

template <class T>
bool JsonReadValue::operator()(JsonReader& in, T& value) const {
  if constexpr (std::same_as<T, bool>) {
    return in.boolean(value);
  } else if constexpr (std::same_as<T, float>) {
    return in.f32(value);
  } else if constexpr (std::same_as<T, double>) {
    return in.f64(value);
  } else if constexpr (std::is_integral_v<T> && sizeof(T) < 8) {
    return in.narrow(value);
  } else if constexpr (std::signed_integral<T>) {
    return in.i64(value);
  } else if constexpr (std::unsigned_integral<T>) {
    return in.u64(value);
  } else if constexpr (std::same_as<T, Quadruple>) {
    return in.quadruple(value);
  } else {
    return read_json(in, value);
  }
}

/// Gives `value` what the whole text says; leaves it as it was if the text is at fault.
template <class T, class Read = const JsonReadValue&>
JsonResult from_json_text(std::string_view text, T& value, const JsonOptions& options, Read&& read = json_read_value) {
  JsonReader in(text, options);
  T made{};
  if (read(in, made) && in.finish())
    value = std::move(made);
  else if (!in.failed())
    in.fail("a value of this type");
  return in.result();
}

}  // namespace onc::xdr
