// Where answers go: text for people and scripts, or one JSON value; failures to standard error.
#pragma once

#include <cstdint>
#include <cstdio>
#include <string>
#include <string_view>

#include <nlohmann/json_fwd.hpp>

#include <onc/error.h>

#include "oncinfo/rpc_names.h"

namespace onc::oncinfo {

using Json = nlohmann::ordered_json;

/// A text of a peer as one word of a table: control characters, blanks, backslashes and all that is not ASCII as \x1b;
/// at most 256 bytes of it, then "...".
std::string printable(std::string_view text);

Json to_json(const Error& error);
/// The name of a program, or null.
Json service_name(const RpcNames& names, std::uint32_t program);
/// For tables: the name, or "-".
std::string_view name_or_dash(const RpcNames& names, std::uint32_t program);

class Output {
 public:
  explicit Output(bool json, std::FILE* out = stdout, std::FILE* err = stderr) noexcept
      : json_(json), out_(out), err_(err) {}

  /// At once, unless JSON is wanted.
  void text(std::string_view text) const;
  /// The whole answer, only if JSON is wanted. In ASCII, whatever its strings are.
  void json(const Json& answer) const;
  /// One line to standard error.
  void note(std::string_view line) const;
  /// To standard error, with all that is known about it.
  void complain(const Error& error) const;
  /// There is no answer but this. Returns the exit status: that of wrong usage for an address that makes no sense.
  int fail(const Error& error) const;

  /// A line that the next one replaces, if somebody watches: text on a terminal.
  void progress(std::string_view line) const;
  [[nodiscard]] bool is_watched() const;

 private:
  bool json_;
  std::FILE* out_;
  std::FILE* err_;
};

}  // namespace onc::oncinfo
