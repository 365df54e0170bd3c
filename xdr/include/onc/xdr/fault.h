// Why encoding or decoding stopped, and at which field.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace onc::xdr {

/// What was wrong. Each fault carries the two numbers that `FaultReport::message` prints.
enum class Fault : std::uint8_t {
  none,
  truncated,           ///< the message ends inside a value (needed, left)
  bound_exceeded,      ///< a length is beyond the schema's bound (length, bound)
  wrong_length,        ///< encode: a view of a fixed number of elements has another (length, wanted)
  too_large,           ///< the message is beyond the sink's limit or Limits::bytes (size, limit)
  unknown_arm,         ///< a union discriminant selects no arm (discriminant)
  out_of_range,        ///< a number does not fit its narrow type (number)
  invalid_bool,        ///< strict: a bool other than 0 and 1 (number)
  unknown_enumerator,  ///< strict: an enum value outside the schema (number)
  nonzero_padding,     ///< strict: padding bytes that are not zero
  trailing_bytes,      ///< strict: bytes after the last field (count)
  depth_limit,         ///< nested deeper than Limits::depth (depth, limit)
  element_limit,       ///< more elements than Limits::elements (asked, limit)
  memory_limit,        ///< more memory than the message justifies (asked, limit)
  empty_list,          ///< encode: a list that the schema embeds by value needs at least one element
};

/// The way from the outermost value to the field at fault, kept without allocating. Components are added from the
/// innermost outwards while the codecs return; the outermost ones are dropped when there are more than fit.
class FieldPath {
 public:
  // Written out, so that a codec without a fault pays for one number only.
  FieldPath() noexcept {}  // NOLINT(modernize-use-equals-default): leaves components_ uninitialised
  FieldPath(const FieldPath& other) noexcept { *this = other; }
  FieldPath& operator=(const FieldPath& other) noexcept;
  ~FieldPath() = default;

  void add_name(const char* name) noexcept { add_name(std::string_view(name)); }
  /// What has no name of its own, such as the elements of a view's array, adds nothing.
  void add_name(std::string_view name) noexcept {
    if (!name.empty()) add({name.data(), name.size()});
  }
  void add_index(std::size_t index) noexcept { add({nullptr, index}); }
  [[nodiscard]] bool empty() const noexcept { return size_ == 0; }
  /// `entries[17].name`, or an empty string when the fault is in the outermost value itself.
  [[nodiscard]] std::string to_string() const;

 private:
  struct Component {
    const char* name;    // null for an index
    std::size_t number;  // the index, or the length of the name
  };
  static constexpr std::size_t capacity = 16;

  void add(Component component) noexcept {
    if (size_ < capacity) components_[size_] = component;
    ++size_;
  }

  std::array<Component, capacity> components_;
  std::size_t size_ = 0;  // may exceed capacity: so many were added
};

/// A fault with its place. Copyable; refers to nothing but string literals of the generated code.
struct FaultReport {
  Fault fault = Fault::none;
  std::uint64_t actual = 0;  ///< first number of the fault, see Fault
  std::uint64_t limit = 0;   ///< second number of the fault, see Fault
  std::size_t offset = 0;    ///< bytes from the start of the message to the value at fault
  FieldPath path{};

  /// One line: `reply.entries[17].name: length 300 exceeds the bound 255 (at byte 412)`.
  [[nodiscard]] std::string message(std::string_view root) const;
};

/// The name at `index` of those that Encoder::fields and Decoder::fields are given, with a blank between them.
[[nodiscard]] std::string_view name_in_run(std::string_view names, std::size_t index) noexcept;

}  // namespace onc::xdr
