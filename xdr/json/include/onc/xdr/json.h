// JSON of XDR values: what the functions to_json and from_json take and return, which `idlc --json` makes for every
// type. The mapping is in docs/json.md.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include <onc/xdr/fault.h>
#include <onc/xdr/limits.h>

namespace onc::xdr {

class JsonReader;
class JsonWriter;

/// How opaque data becomes a JSON string.
enum class JsonOpaque : std::uint8_t {
  hex,     ///< two lower-case digits for each byte; both cases are read
  base64,  ///< RFC 4648 section 4, with padding
};

/// Writer and reader must agree on `opaque`.
struct JsonOptions {
  JsonOpaque opaque = JsonOpaque::hex;
  /// Blanks that a level is indented by. 0: everything in one line, without a blank.
  std::uint32_t indent = 0;
  /// What a text may ask of its reader. Depth counts as in a decoder: nested values of recursive types.
  Limits limits{};
};

/// Why a text is no value of its type, and where.
struct JsonFault {
  std::string expected{};
  std::string found{};
  std::size_t line = 0;    ///< from 1
  std::size_t column = 0;  ///< in bytes, from 1
  FieldPath path{};

  /// One line: `reply.entries[17].name: expected at most 255 bytes, found 300 (line 12, column 19)`.
  [[nodiscard]] std::string message(std::string_view root = {}) const;
};

/// Whether a text was read.
class [[nodiscard]] JsonResult {
 public:
  JsonResult() noexcept = default;
  explicit JsonResult(JsonFault fault) : fault_(std::move(fault)) {}

  [[nodiscard]] bool has_value() const noexcept { return !fault_; }
  explicit operator bool() const noexcept { return has_value(); }
  /// REQUIRES: !has_value().
  [[nodiscard]] const JsonFault& fault() const noexcept { return *fault_; }
  /// That of the fault; empty if there is none.
  [[nodiscard]] std::string message(std::string_view root = {}) const { return fault_ ? fault_->message(root) : ""; }

 private:
  std::optional<JsonFault> fault_;
};

}  // namespace onc::xdr
