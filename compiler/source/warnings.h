#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

namespace onc::compiler {

enum class Warning : std::uint8_t {
  compat_addition,
  enum_case,
  enum_gap,
  enum_range,
  extern_name,
  header_only,
  import_file,
  unbounded,
  unknown_pragma,
  unreachable_default,
  user
};

inline constexpr std::size_t warning_count = 11;

// What -W calls them. Off by default is what real files are full of.
struct WarningInfo {
  std::string_view name;
  bool on_by_default;
};

inline constexpr std::array<WarningInfo, warning_count> warning_infos{{
    {"compat-addition", true},
    {"enum-case", true},
    {"enum-gap", false},
    {"enum-range", true},
    {"extern-type", true},
    {"header-only", true},
    {"import", true},
    {"unbounded", false},
    {"unknown-pragma", true},
    {"unreachable-default", true},
    {"user", true},
}};

inline constexpr const WarningInfo& info(Warning warning) { return warning_infos[static_cast<std::size_t>(warning)]; }

// Which warnings are given, and whether as errors.
class WarningOptions {
 public:
  WarningOptions() {
    for (std::size_t at = 0; at < warning_count; ++at) on_[at] = warning_infos[at].on_by_default;
  }
  // What follows -W: a name, no-NAME, all, error or no-error. False: there is no such warning.
  bool apply(std::string_view option) {
    const bool on = !option.starts_with("no-");
    if (!on) option.remove_prefix(3);
    if (option == "error") errors_ = on;
    bool known = option == "error" || option == "all";
    for (std::size_t at = 0; at < warning_count; ++at) {
      if (option != "all" && option != warning_infos[at].name) continue;
      on_[at] = on;
      known = true;
    }
    return known;
  }

  bool is_on(Warning warning) const { return on_[static_cast<std::size_t>(warning)]; }
  bool are_errors() const { return errors_; }

 private:
  std::array<bool, warning_count> on_{};
  bool errors_ = false;
};

}  // namespace onc::compiler
