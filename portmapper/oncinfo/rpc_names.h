// Names of programs, from /etc/rpc.
#pragma once

#include <cstdint>
#include <istream>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>

namespace onc {

/// Lines of "name number alias…"; a # begins a comment. What is no such line is skipped.
class RpcNames {
 public:
  static RpcNames read(std::istream& text);
  /// The names of this host; without an /etc/rpc, the portmapper's own.
  static RpcNames of_host();

  /// Empty when the number has no name.
  [[nodiscard]] std::string_view name(std::uint32_t program) const;
  /// By name or alias.
  [[nodiscard]] std::optional<std::uint32_t> number(std::string_view name) const;

 private:
  void add(const std::string& line);

  std::unordered_map<std::uint32_t, std::string> names_;
  std::unordered_map<std::string, std::uint32_t> numbers_;
};

/// A number in decimal, octal (0…) or hexadecimal (0x…); nothing when `text` is none or too large.
std::optional<std::uint32_t> parse_number(std::string_view text);

}  // namespace onc
