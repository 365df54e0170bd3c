#pragma once

// What a .x file means: the one input of every emitter. All names are resolved, all numbers checked, all decisions
// about the C++ side (names, containers, order) taken.

#include <cstddef>
#include <cstdint>
#include <functional>
#include <limits>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "model/number.h"
#include "source/source_range.h"
#include "syntax/tree.h"

namespace onc::compiler::model {

using syntax::Documentation;
using syntax::Primitive;

using DefinitionId = std::size_t;  // index into Model::definitions
inline constexpr DefinitionId no_definition = std::numeric_limits<DefinitionId>::max();

struct Name {
  std::string schema{};  // as the .x file spells it
  std::string cpp{};     // as generated code spells it
  SourceRange range{};
};

// The N of x<N> and x[N].
struct Bound {
  std::uint32_t limit = std::numeric_limits<std::uint32_t>::max();
  bool given = false;
  DefinitionId constant = no_definition;  // when the schema names one
  bool from_header = false;               // a constant that only a C++ header knows; `limit` says nothing
  std::string cpp{};                      // as generated code spells it
};

// How a declaration uses a type.
enum class Shape : std::uint8_t {
  nothing,   // void
  plain,     // T x
  fixed,     // T x[N]
  array,     // T x<N>
  optional,  // T *x
};

// A use of a type: a primitive or a definition in some shape. `string` and `opaque` are primitives in shape array, or
// fixed for opaque.
struct Type {
  Shape shape = Shape::nothing;
  Primitive primitive = Primitive::none;
  DefinitionId target = no_definition;   // when there is no primitive; renamings are looked through
  DefinitionId spelled = no_definition;  // the definition that the schema names here, a renaming perhaps
  Bound bound{};
  SourceRange range{};
  bool of_void = false;            // the schema writes void, in whatever shape
  bool of_list = false;            // the target is a list: T* is a whole list, T by value one of at least one element
  bool recursive = false;          // the target leads back to the definition that uses it
  bool incomplete_array = false;   // in it is a std::array of what is not complete there; operators look into that
  bool borrowed = false;           // the value refers to a message, in views
  std::uint64_t element_size = 0;  // least bytes of a T on the wire
  std::string target_cpp{};        // the target's name
  std::string element_cpp{};       // the C++ type of T
  std::string cpp{};               // the C++ type of the whole
};

struct Constant {
  Number value{};
  bool is_text = false;
  std::string text{};  // without escapes
  std::string cpp_type{};
  std::string cpp_value{};
};

// A typedef. One that only renames a type has no codec of its own.
struct Alias {
  Type type{};
  bool renames = false;
};

struct Enumerator {
  Name name{};
  Number value{};
  Documentation documentation{};
};

struct Enum {
  std::vector<Enumerator> enumerators{};
};

struct Member {
  Name name{};
  Type type{};
  Documentation documentation{};
};

struct Struct {
  std::vector<Member> members{};  // without the link of a list
  std::optional<Member> link{};   // its presence makes the struct a list
};

struct Label {
  Number value{};
  SourceRange range{};
  std::string schema{};
  std::string cpp{};
  bool foreign = false;  // no value of the discriminant's enum
};

struct Arm {
  Name name{};  // empty for void
  Type type{};
  std::vector<Label> labels{};
  bool has_default = false;
  SourceRange range{};
  Documentation documentation{};
  bool boxed = false;    // holds by value what leads back to the union
  bool trivial = false;  // needs no destructor
  std::string storage_cpp{};
};

enum class TagKind : std::uint8_t { boolean, enumeration, number };

struct Union {
  Member discriminant{};
  std::vector<Arm> arms{};
  TagKind tag_kind = TagKind::number;
  std::string tag_storage_cpp{};
  std::size_t initial_arm = 0;
  std::string initial_tag{};  // C++ spelling
  std::string value_param{};  // names of the factories' parameters
  std::string tag_param{};
  bool trivial = false;  // no arm needs a destructor
};

// A type of a C++ header, with XDR functions that are found by overload.
struct ExternType {
  std::string cpp{};
  std::string header{};  // with its quotes; empty: a '%' line includes it
};

struct Definition {
  Name name{};
  std::string space{};          // the namespaces around it in the schema, as a::b
  std::string cpp_namespace{};  // the one that it stands in
  std::variant<Constant, Alias, Enum, Struct, Union, ExternType> body{};
  std::size_t position = 0;    // in the order of the file
  bool recursive = false;      // values may contain values of this type
  bool trivial = false;        // the C++ type is trivially copyable
  std::uint64_t min_size = 0;  // least bytes on the wire, of one element if it is a list
  bool fixed_size = false;     // every value takes min_size bytes
  bool is_view = false;        // refers to the message that it is decoded from

  std::vector<std::string> preamble{};  // comments in front of it that stand alone
  Documentation documentation{};
  std::string header{};  // of one of another interface file: the header that has it, with its quotes

  bool is_type() const { return !std::holds_alternative<Constant>(body); }
};

// What others declare, by the names that a schema uses.
struct Externs {
  std::map<std::string, ExternType, std::less<>> types{};         // of C++ headers
  std::vector<Definition> definitions{};                          // of other interface files
  std::map<std::string, DefinitionId, std::less<>> interfaces{};  // the types among them that the schema may use
  std::map<std::string, Number, std::less<>> numbers{};           // the same of their constants and enumerators
  bool incomplete = false;  // a file could not be read, so a name that is not declared may stand there
};

struct Argument {
  Name name{};
  Type type{};
};

struct Procedure {
  Name name{};
  std::uint32_t number = 0;
  Type result{};
  std::vector<Argument> arguments{};  // none for void
  Documentation documentation{};
  std::string helper{};  // what file-local functions of generated code are named after
  bool numbered = true;  // false: `number` stands for one that is wrong or missing
};

struct Version {
  Name name{};
  std::uint32_t number = 0;
  std::vector<Procedure> procedures{};
  Documentation documentation{};
  bool numbered = true;  // as of procedures
};

struct Program {
  Name name{};
  std::string space{};  // as of definitions
  std::string cpp_namespace{};
  Number number{};
  std::string cpp_number{};
  std::vector<Version> versions{};
  std::vector<std::string> preamble{};
  Documentation documentation{};
  bool numbered = true;  // as of procedures
};

// Lines for a generated file, to stand before the definition at `position`.
struct Verbatim {
  std::size_t position = 0;
  std::vector<std::string> lines{};
};

// Names that generated functions give to their parameters, chosen so that they hide nothing of the schema.
struct LocalNames {
  std::string in{}, out{}, value{}, left{}, right{}, number{}, call{}, options{}, service{}, host{}, channel{}, reply{},
      results{}, ok{}, tag{}, coder{}, element{}, other{}, made{}, wanted{}, text{}, member{}, names{};
};

struct Model {
  std::string stem{};
  std::string file_name{};
  std::string cpp_namespace{};          // of what stands in no other
  std::vector<std::string> preamble{};  // the comments that the file begins with
  std::vector<Definition> definitions{};
  std::size_t imported = 0;  // how many of them, the first ones, are those of other interface files
  std::vector<DefinitionId> imported_order{};
  std::vector<DefinitionId> order{};    // of this file's: what must be complete first, otherwise as in the file
  std::vector<DefinitionId> forward{};  // types that are mentioned before they are defined
  std::vector<Program> programs{};
  std::vector<Verbatim> verbatim{};  // for the header
  std::vector<Verbatim> verbatim_xdr{}, verbatim_client{}, verbatim_service{};
  bool async_services = false;  // services that answer later, too
  bool leaves_out_c = false;    // some '%' lines are C for rpcgen's output
  LocalNames local{};

  // This file's definitions.
  std::span<const Definition> own() const { return std::span(definitions).subspan(imported); }
  std::span<Definition> own() { return std::span(definitions).subspan(imported); }
  // The definition that a type's target finally is, if it is a T.
  template <class T>
  const T* get(DefinitionId id) const {
    return id == no_definition ? nullptr : std::get_if<T>(&definitions[id].body);
  }
  template <class T>
  T* get(DefinitionId id) {
    return id == no_definition ? nullptr : std::get_if<T>(&definitions[id].body);
  }
};

}  // namespace onc::compiler::model
