#pragma once

#include <cstddef>
#include <deque>
#include <string>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "source/source_range.h"
#include "source/warnings.h"

namespace onc::compiler {

enum class Severity { error, warning };

struct Note {
  SourceRange range;
  std::string text;

  friend bool operator==(const Note&, const Note&) = default;
};

// One finding: what is wrong and where, where its counterparts are, and how to mend it.
struct Diagnostic {
  Severity severity = Severity::error;
  SourceRange range{};
  std::string text{};
  std::vector<Note> notes{};
  std::string hint{};
  std::string_view name{};  // of a warning

  friend bool operator==(const Diagnostic&, const Diagnostic&) = default;

  template <class... Args>
  Diagnostic& note(SourceRange at, fmt::format_string<Args...> format, Args&&... args) {
    notes.push_back({at, fmt::format(format, std::forward<Args>(args)...)});
    return *this;
  }
  // An empty hint is none, so that callers can pass what a spelling search returned.
  Diagnostic& suggest(std::string text_of_hint) {
    hint = std::move(text_of_hint);
    return *this;
  }
};

// Collects the findings of one run, in the order they are made.
class Diagnostics {
 public:
  explicit Diagnostics(WarningOptions warnings = {}) : warnings_(warnings) {}

  static constexpr std::size_t max_errors = 200;  // more help nobody, and bound the memory a hostile file can take

  template <class... Args>
  Diagnostic& error(SourceRange at, fmt::format_string<Args...> format, Args&&... args) {
    return add(Severity::error, at, fmt::format(format, std::forward<Args>(args)...));
  }
  template <class... Args>
  Diagnostic& warning(Warning which, SourceRange at, fmt::format_string<Args...> format, Args&&... args) {
    if (!warnings_.is_on(which)) return overflow_ = {};
    const Severity severity = warnings_.are_errors() ? Severity::error : Severity::warning;
    Diagnostic& made = add(severity, at, fmt::format(format, std::forward<Args>(args)...));
    made.name = info(which).name;
    return made;
  }

  std::size_t error_count() const { return errors_; }
  bool has_errors() const { return errors_ != 0; }
  bool full() const { return errors_ >= max_errors; }

  // Ordered by place; findings at one place keep the order they were made in.
  std::vector<Diagnostic> sorted() const;

 private:
  Diagnostic& add(Severity severity, SourceRange at, std::string text);

  WarningOptions warnings_;
  std::deque<Diagnostic> found_;
  Diagnostic overflow_;  // takes what comes after max_errors, and warnings that are off
  std::size_t errors_ = 0;
};

}  // namespace onc::compiler
