#pragma once

#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "source/modes.h"

namespace onc::compiler::preprocess {

struct Macro {
  std::string body{};
  bool takes_arguments = false;
  std::vector<std::string> parameters{};
};

// The macros that are defined at one point of a file, and their expansion.
class Macros {
 public:
  static constexpr std::size_t max_length = 1u << 16;  // of one expansion
  static constexpr std::size_t max_nesting = 100;
  static constexpr std::size_t max_uses = 1u << 18;  // of all macros in a run: a bomb may expand to nothing

  void define(std::string_view name, Macro macro) { known_.insert_or_assign(std::string(name), std::move(macro)); }
  void undefine(std::string_view name);
  // Which of the RPC_... macros are defined, too; none outside of conditions.
  void set_modes(Modes modes) { modes_ = modes; }
  const Macro* find(std::string_view name) const;
  bool empty() const { return known_.empty(); }

  // What stands for a use of a macro. `length`: how much of the text it takes; 0: it is no use of a macro after all.
  struct Use {
    std::size_t length = 0;
    std::string text{};
    std::string error{};  // why there is none
  };
  bool exhausted() const { return uses_ > max_uses; }
  // REQUIRES: `line` begins with a macro's name.
  Use use(std::string_view line);
  // The whole text with its macros replaced, but for the operands of `defined`.
  Use expand(std::string_view text);

 private:
  struct Arguments {
    std::size_t length = 0;  // with their parentheses; 0: there are none
    std::vector<std::string_view> texts{};
    bool unfinished = false;
  };

  class Substitution;

  static Arguments arguments_of(std::string_view text);
  std::string replaced(std::string_view text);
  std::size_t replace_name(std::string_view text, std::string& out);
  std::string substituted(const Macro& macro, const std::vector<std::string_view>& arguments);
  bool is_active(std::string_view name) const;
  void fail(std::string reason);

  std::map<std::string, Macro, std::less<>> known_;
  Modes modes_ = 0;
  std::vector<std::string_view> active_;  // macros that are being replaced are not replaced within themselves
  std::size_t nesting_ = 0;
  std::size_t uses_ = 0;
  std::string error_;
};

}  // namespace onc::compiler::preprocess
