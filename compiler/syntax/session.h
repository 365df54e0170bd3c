#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "preprocess/preprocess.h"
#include "source/diagnostics.h"
#include "source/source_manager.h"
#include "syntax/tree.h"

namespace onc::compiler::syntax {

// A syntax error as the parser sees it, with tokens spelt for people.
struct Surprise {
  SourceRange range{};
  std::string_view unexpected{};
  std::vector<std::string_view> expected{};  // empty: too many to list
  bool expects_semicolon = false;
  bool at_end = false;
  bool at_name = false;
  bool expects_name = false;
  bool at_definition = false;  // one is expected
  bool at_semicolon = false;
  bool at_comma = false;
  bool closes_body = false;  // the unexpected token is '}'
  bool starts_definition = false;
};

// What scanner and parser share during one parse. The scanner reads the pieces one after the other; going back after
// an error adds one.
class Session {
 public:
  static constexpr std::size_t max_name = 255;
  static constexpr std::size_t max_depth = 64;  // of braces, brackets and parentheses

  Session(const SourceManager& sources, Diagnostics& diagnostics, std::vector<SourceRange> pieces,
          std::vector<preprocess::ModeChange> modes)
      : sources_(sources), diagnostics_(diagnostics), pieces_(std::move(pieces)), modes_(std::move(modes)) {}

  // --- for the scanner
  bool next_piece();
  std::string_view piece_text() const { return text(pieces_[next_piece_ - 1]); }
  SourceRange advance(std::size_t length);
  bool enter(SourceRange bracket);  // false: nested too deep
  void leave(SourceRange bracket);
  std::size_t depth() const { return open_.size(); }
  // After input that nothing sensible can follow: the scanner says end of file, the parser keeps quiet about it.
  bool gave_up() const { return gave_up_ || diagnostics_.full(); }

  void comment(SourceRange range);
  void passthrough(SourceRange range);
  void unterminated_comment(SourceRange start);
  Number wrong_literal(SourceRange range);
  void stray_character(SourceRange range);
  std::string_view literal(SourceRange range);
  Name name(SourceRange range);
  Number number(SourceRange range, std::string_view digits, unsigned base);
  Number character(SourceRange range);

  bool is_outermost() const { return namespaces_.empty(); }  // in no namespace that a brace closes
  // `namespace a::b;`, for the rest of the file.
  void use_namespace(std::string path);
  void river_explorer(SourceRange at);
  void import_file(SourceRange literal_range) { tree_.imports.push_back({literal(literal_range), literal_range}); }

  // --- for the parser
  Specification& tree() { return tree_; }
  void syntax_error(const Surprise& surprise);
  void array_of_pointers(SourceRange declarator);
  void empty_body(SourceRange range, std::string_view owner, std::string_view part);
  void repeated_default(SourceRange range, SourceRange first);
  // After the last definition: remembers the words of what syntax errors have spoiled.
  void collect_swallowed(std::uint32_t end);
  void define(Definition::Kind kind, std::size_t index, SourceRange range);
  // A body ends with '}', or with '} = number' if it is that of a program or a version.
  void open_body(bool numbered) { bodies_.push_back({depth(), numbered}); }
  // Recovery may go back into a body that was closed already; its second closing finds nothing.
  void close_body() {
    if (!bodies_.empty()) bodies_.pop_back();
  }

  // Where parsing goes on after the last syntax error: with the unexpected token itself, or after skipping.
  enum class Resume : std::uint8_t { here, after_skip, never };
  Resume resume_after_declaration();
  Resume resume_after_body();
  Resume resume_in_body();
  Resume resume_in_list();
  Resume resume_at_definition();

  // --- for the bridge between both
  std::string_view spelling(SourceRange range) const { return text(range); }
  bool precedes_parenthesis(SourceRange name) const;
  void open_namespace(SourceRange name, SourceRange brace);
  // Whether the closing brace that was just read is that of a namespace.
  bool close_namespace();
  void report_open_namespaces();
  void malformed_namespace(SourceRange at);
  void rxgen(SourceRange at);
  enum class SkipUntil : std::uint8_t { nothing, semicolon, comma };
  SkipUntil skip_until() const { return skip_until_; }
  void stop_skipping() { skip_until_ = SkipUntil::nothing; }
  std::size_t body_depth() const { return bodies_.empty() ? 0 : bodies_.back().depth; }
  void token_taken(SourceRange range, bool starts_definition);
  // What stands in for closing braces that are missing, a character each.
  std::optional<char> next_injected();
  SourceRange injection_place() const { return {line_start_.begin, line_start_.begin}; }
  // After the injected tokens: whether the scanner has to start anew, at the line that they stand before.
  bool take_rewind() { return std::exchange(rewind_, false); }
  bool on_new_line(SourceRange token) const;  // nothing but blanks stands before it on its line

 private:
  std::string_view text(SourceRange range) const { return sources_.text(range); }
  std::string_view full_name(SourceRange range) const;
  Resume skip(SkipUntil until);
  void drop_open_parentheses();
  char last_open() const { return text(open_.back()).front(); }
  bool in_comment(SourceRange range) const;
  void swallow(std::uint32_t begin, std::uint32_t end);
  bool follows_bad_token(SourceRange token) const;
  void explain(Diagnostic& error, const Surprise& surprise);
  bool left_comment_early(SourceRange error) const;
  bool body_is_unclosed() const;
  void report_unclosed_body();
  Resume close_bodies();

  struct Body {
    std::size_t depth;  // inside of it
    bool numbered;
  };

  const SourceManager& sources_;
  Diagnostics& diagnostics_;
  std::vector<SourceRange> pieces_;
  std::vector<preprocess::ModeChange> modes_;
  std::size_t next_piece_ = 0;
  std::uint32_t at_ = 0;
  std::vector<SourceRange> open_;        // brackets that wait for their closing ones
  bool unmatched_ = false;               // the newest closing brace closes none of them
  std::vector<SourceRange> namespaces_;  // the braces of those that are open
  std::vector<std::string> namespace_path_;
  std::vector<std::uint32_t> scopes_{0};  // as Name has them, the innermost last
  std::vector<Body> bodies_;
  SourceRange bad_token_;       // the last one that is no token; nothing more is said of it
  SourceRange nested_comment_;  // the "/*" within the last comment that has one
  std::uint32_t nested_comment_end_ = 0;
  SourceRange previous_;  // the token before the newest one
  SourceRange newest_;
  SourceRange line_start_;  // the first token of the newest one's line
  bool line_starts_definition_ = false;
  bool body_unclosed_ = false;  // the last error is that of a missing '}'
  bool rewind_ = false;
  std::string injected_;
  Surprise last_error_;
  SkipUntil skip_until_ = SkipUntil::nothing;
  bool gave_up_ = false;
  std::uint32_t sound_end_ = 0;  // of the last definition before an error
  bool spoiled_ = false;         // there was an error since
  Specification tree_;
};

}  // namespace onc::compiler::syntax
