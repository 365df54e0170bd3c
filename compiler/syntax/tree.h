#pragma once

// What a .x file says, as it says it: names unresolved, numbers unchecked. Names are views into texts that the
// SourceManager owns.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "source/modes.h"
#include "source/source_range.h"

namespace onc::compiler::syntax {

struct Name {
  std::string_view text{};
  SourceRange range{};
  std::string_view qualifier{};  // of `a::b::c`: `a::b`
  bool absolute = false;         // `::` stands before it
  std::uint32_t scope = 0;       // the namespace it stands in: 0, or its place in Specification::namespaces plus 1
};

// What the comments around a part of the file say about it, a line each, in UTF-8, without what marks a comment.
struct Documentation {
  std::vector<std::string> lines{};
  bool trailing = false;  // a single line that stands behind the part, on the part's own line

  bool empty() const { return lines.empty(); }
};

// An integer of 64 bits and a sign: everything a .x file can write.
struct Number {
  bool negative = false;
  std::uint64_t magnitude = 0;

  friend bool operator==(const Number&, const Number&) = default;
};

enum class Operator : std::uint8_t {
  negate,
  complement,
  add,
  subtract,
  multiply,
  divide,
  remainder,
  shift_left,
  shift_right,
  bit_and,
  bit_or,
  bit_xor
};

// An expression in postfix order: no tree, so nothing recurses over it however long it is.
struct Expression {
  using Step = std::variant<Number, Name, Operator>;
  std::vector<Step> steps{};
  SourceRange range{};
};

enum class Primitive : std::uint8_t {
  none,
  boolean,
  int8,
  uint8,
  int16,
  uint16,
  int32,
  uint32,
  int64,
  uint64,
  float32,
  float64,
  quadruple,
  string,
  opaque
};

struct Struct;
struct Union;
struct Enum;

struct TypeSpecifier {
  enum class Kind : std::uint8_t { void_type, primitive, named, inline_enum, inline_struct, inline_union };

  Kind kind = Kind::void_type;
  Primitive primitive = Primitive::none;
  Name name{};                   // named
  std::size_t inline_index = 0;  // into the Specification's enums, structs or unions
  SourceRange range{};
};

enum class Suffix : std::uint8_t { none, fixed, variable, pointer };

struct Declaration {
  TypeSpecifier type{};
  Name name{};  // empty text: none was given
  Suffix suffix = Suffix::none;
  std::optional<Expression> bound{};  // of fixed and variable
  SourceRange range{};
  Documentation documentation{};  // of members
};

struct Enumerator {
  Name name{};
  std::optional<Expression> value{};
  Documentation documentation{};
};

struct Enum {
  Name name{};  // empty text: anonymous
  std::vector<Enumerator> enumerators{};
};

struct Struct {
  Name name{};
  std::vector<Declaration> members{};
};

struct Case {
  std::vector<Expression> labels{};  // empty only for a default
  std::optional<SourceRange> default_label{};
  Declaration declaration{};  // whose documentation is the case's
};

struct Union {
  Name name{};
  Declaration discriminant{};
  std::vector<Case> cases{};
};

struct Procedure {
  Declaration result{};  // its name is the procedure's
  std::vector<Declaration> arguments{};
  Expression number{};
  Documentation documentation{};
};

struct Version {
  Name name{};
  std::vector<Procedure> procedures{};
  Expression number{};
  Documentation documentation{};
};

struct Program {
  Name name{};
  std::vector<Version> versions{};
  Expression number{};
};

struct Constant {
  Name name{};
  Expression value{};                      // without steps if it is a text
  std::optional<std::string_view> text{};  // between its quotes
  SourceRange text_range{};                // with them
};

// A line that begins with '%': text for the output, not for us.
struct Passthrough {
  std::string_view text{};  // without the '%' and the line end
  SourceRange range{};
  Modes modes = all_modes;  // the outputs it is for
};

// Another file that this one takes its types from.
struct Import {
  std::string_view file{};
  SourceRange range{};
};

struct Comment {
  std::string_view text{};  // with its delimiters
  SourceRange range{};
};

struct Definition {
  enum class Kind : std::uint8_t { constant, type_alias, enumeration, structure, union_type, program };

  Kind kind = Kind::constant;
  std::size_t index = 0;  // into the vector of that kind
  SourceRange range{};
  std::vector<std::string> preamble{};  // comments in front of it that stand alone
  Documentation documentation{};
};

struct Specification {
  std::vector<Definition> definitions{};  // named ones, in the order of the file
  std::vector<Constant> constants{};
  std::vector<Declaration> aliases{};
  std::vector<Enum> enums{};
  std::vector<Struct> structs{};
  std::vector<Union> unions{};
  std::vector<Program> programs{};
  std::vector<Passthrough> passthroughs{};
  std::vector<Import> imports{};  // `import "file";`
  std::vector<Comment> comments{};
  std::vector<std::string> preamble{};    // the comments that the file begins with
  std::vector<std::string> namespaces{};  // of each namespace that it opens, the whole path
  // What it does not say although its author may have: a name that is not declared may be no fault of the user's.
  bool lacks_files = false;  // a file could not be included
  bool has_syntax_errors = false;
  std::vector<Name> swallowed{};  // the words of definitions with syntax errors, by text
};

}  // namespace onc::compiler::syntax
