#pragma once

#include <functional>
#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "syntax/tree.h"

namespace onc::compiler::emit {

// Writes code from raw strings that look like the output:
//
//   out.emit({{"name", type.name}, {"members", [&] { members(out); }}}, R"(
//     struct $name$ {
//       $members$
//     };
//   )");
//
// The raw string's own indentation is taken off and the current one put on. A variable that is a callback stands alone
// on its line and emits at that line's indentation. An unknown variable is a mistake in the compiler and aborts it.
class Emitter {
 public:
  using Variable = std::variant<std::string, std::function<void()>>;
  using Variables = std::initializer_list<std::pair<std::string_view, Variable>>;

  static constexpr std::size_t max_width = 120;

  void emit(Variables variables, std::string_view text);
  // One line, as it is.
  void line(std::string_view text);
  // Lines of a comment, each behind `mark`.
  void comment(std::string_view mark, const std::vector<std::string>& lines);
  // A line of code with its documentation, behind it if there is room.
  void documented(const syntax::Documentation& documentation, std::string_view code);
  // An empty line between what was emitted and what comes; none at the start of a block.
  void gap();
  // The next text as it is, neither indented nor broken.
  void verbatim(std::string_view text);

  const std::string& text() const { return text_; }

 private:
  void emit_line(Variables variables, std::string_view line);
  std::string substitute(Variables variables, std::string_view line) const;

  std::string text_;
  std::size_t indent_ = 0;
};

}  // namespace onc::compiler::emit
