#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace onc::compiler::format {

// The column behind `text` if it begins at `column`. Tabs go to the next multiple of 8.
std::size_t advanced(std::size_t column, std::string_view text);

// A block comment that stood at column `from`, moved to column `to` with all its lines.
std::string moved_comment(std::string_view comment, std::size_t from, std::size_t to);

// The lines of the output. An entry has line ends inside where a comment or a continued line has them.
class Lines {
 public:
  static constexpr std::size_t max_width = 100;
  static constexpr std::size_t max_length = 64u << 20;  // of all: deep indentation multiplies the input

  // What a line means for the blank lines that definitions have between them.
  enum class Boundary { none, branch, end };  // #else and #elif; #endif

  // The number of the entry that is being written, or would be the next.
  std::size_t current() const { return entries_.size() - (is_open_ ? 1 : 0); }
  bool is_open() const { return is_open_; }
  // Nothing but indentation.
  bool is_fresh() const { return is_fresh_; }
  std::size_t column() const { return column_; }
  bool too_long() const { return length_ > max_length; }

  void start(std::size_t indent, bool after_blank);
  void append(std::string_view text, bool space);
  // What is appended next may move to a line of its own with this indentation.
  void may_break(std::size_t indent);
  // Does that if text of this width would stand too far right.
  void make_room(std::size_t width);
  void end();
  void whole(std::string text, bool after_blank, Boundary boundary);

  // Sees to a blank line between a definition that ends in `last` and one that begins in `first`.
  void separate(std::size_t last, std::size_t first);

  std::string text() const;

 private:
  struct Entry {
    std::string text;
    bool after_blank;
    Boundary boundary = Boundary::none;
  };

  std::vector<Entry> entries_;
  bool is_open_ = false;
  bool is_fresh_ = false;
  std::size_t column_ = 0;
  std::size_t break_at_ = 0;  // none: 0
  std::size_t break_indent_ = 0;
  std::size_t length_ = 0;
};

}  // namespace onc::compiler::format
