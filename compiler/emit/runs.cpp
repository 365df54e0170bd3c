#include "emit/runs.h"

#include <optional>
#include <utility>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "model/uses.h"

namespace onc::compiler::emit {
namespace {

using model::Model;
using model::Primitive;
using model::Shape;
using model::Type;

constexpr std::size_t most_of_a_struct = 32;  // values; larger structs are left to their own codecs
constexpr std::size_t most_within = 8;        // structs within each other
constexpr std::size_t width = Emitter::max_width - 4;

bool is_run_primitive(Primitive primitive) {
  switch (primitive) {
    case Primitive::boolean:
    case Primitive::int32:
    case Primitive::uint32:
    case Primitive::int64:
    case Primitive::uint64:
    case Primitive::float32:
    case Primitive::float64:
    case Primitive::quadruple: return true;
    default: return false;  // of variable size, or of a range that is checked
  }
}

// The type behind typedefs, which have no codec of their own in a run.
const Type& behind_aliases(const Model& model, const Type& type) {
  const auto* alias = type.shape == Shape::plain ? model.get<model::Alias>(type.target) : nullptr;
  return alias != nullptr ? behind_aliases(model, alias->type) : type;
}

// All values take the same number of bytes, and are read without a look at them.
bool is_fixed_value(const Model& model, const Type& type) {
  if (type.borrowed) return false;
  if (type.shape == Shape::fixed) return type.target == model::no_definition && type.primitive == Primitive::opaque;
  if (type.shape != Shape::plain) return false;
  if (type.target == model::no_definition) return is_run_primitive(type.primitive);
  return model.get<model::Enum>(type.target) != nullptr;
}

std::string bounded(const Type& type, const std::string& value) {
  return fmt::format("onc::xdr::Bounded{{{}{}}}", value, type.bound.given ? ", " + type.bound.cpp : "");
}

// A struct that is nothing but its members; null for what is none.
const model::Struct* plain_struct(const Model& model, const Type& type) {
  if (type.shape != Shape::plain || type.of_list || type.recursive) return nullptr;
  const auto* body = model.get<model::Struct>(type.target);
  return body != nullptr && !model.definitions[type.target].recursive ? body : nullptr;
}

// What the values of a run may be.
enum class Kind : std::uint8_t { fixed, any };

Run run_of(const Model& model, const Type& use, const std::string& name, const std::string& value,
           const std::string& member, Kind kind, std::size_t within = 0);

// `T *x` of a T that is a run of fixed-size values; nothing if it is none.
std::optional<Field> optional(const Model& model, const Type& use, const std::string& value) {
  if (use.of_list || use.recursive) return std::nullopt;
  Type type = use;
  type.shape = Shape::plain;
  const std::string& object = model.local.element;
  const Run run = run_of(model, type, "", object, object + ".", Kind::fixed);
  if (run.empty()) return std::nullopt;
  Field field{
      .head = fmt::format("onc::xdr::Optional{{{}, [](auto& {}, const auto& {}) {{", value, object, model.local.coder),
      .call = model.local.coder};
  for (const Field& one : run.fields) field.arguments.push_back(one.head);
  return field;
}

// A value that is a field by itself; nothing if it is none.
std::optional<Field> one_value(const Model& model, const Type& type, const std::string& value, Kind kind) {
  if (is_fixed_value(model, type)) return Field{value};
  if (kind == Kind::fixed) return std::nullopt;
  if (type.shape == Shape::array && model::is_bytes(type)) return Field{bounded(type, value)};
  if (type.shape == Shape::fixed && model::is_bytes(type))
    return Field{fmt::format("onc::xdr::FixedBytes<{}>{{{}}}", type.bound.cpp, value)};
  return type.shape == Shape::optional ? optional(model, type, value) : std::nullopt;
}

Run run_of(const Model& model, const Type& use, const std::string& name, const std::string& value,
           const std::string& member, Kind kind, std::size_t within) {
  const Type& type = behind_aliases(model, use);
  if (std::optional<Field> one = one_value(model, type, value, kind)) return {{name}, {std::move(*one)}};
  const model::Struct* body = plain_struct(model, type);
  if (body == nullptr || within == most_within) return {};
  Run all;
  for (const model::Member& inner : body->members) {
    const std::string place = member + inner.name.cpp;
    const Run part = run_of(model, inner.type, name + "." + inner.name.schema, place, place + ".", kind, within + 1);
    if (part.empty() || all.names.size() + part.names.size() > most_of_a_struct) return {};
    all.append(part);
  }
  return all;
}

// Words with `between` them, over lines that begin with `indent` behind `line`.
class Lines {
 public:
  Lines(Emitter& out, std::string line) : out_(out), indent_(line.size(), ' '), line_(std::move(line)) {}

  void add(const std::string& word, std::string_view between) {
    if (!is_empty() && line_.size() + between.size() + word.size() > width) end_line(between);
    line_ += (is_empty() ? "" : std::string(between)) + word;
  }
  // A field that is too long for a line, broken before its call.
  void add_broken(const Field& field) {
    if (!is_empty()) end_line(",");
    out_.line(line_ + field.head);
    Lines inner(out_, indent_ + "  return " + field.call + "(");
    for (const std::string& argument : field.arguments) inner.add(argument, ", ");
    inner.finish(");");
    line_ = indent_ + "}}";
  }
  void end_line(std::string_view between) {
    const std::size_t blank = between.find(' ');
    out_.line(line_ + std::string(between.substr(0, blank)));
    line_ = indent_;
  }
  void finish(std::string_view tail) { out_.line(line_ + std::string(tail)); }

 private:
  bool is_empty() const { return line_.size() == indent_.size(); }

  Emitter& out_;
  std::string indent_;
  std::string line_;
};

// The names as one string literal, cut where a line would become too long.
std::vector<std::string> literals(const std::vector<std::string>& names, std::size_t column) {
  const std::size_t most = width > column + 40 ? width - column : 40;
  std::vector<std::string> result{"\""};
  for (const std::string& name : names) {
    if (result.back().size() + name.size() + 2 > most) {
      result.back() += "\"";
      result.emplace_back("\"");
    }
    result.back() += name + (&name == &names.back() ? "\"" : " ");
  }
  return result;
}

void add_field(Lines& lines, const Field& field, std::size_t column) {
  const std::string text = field.text();
  if (field.arguments.empty() || column + text.size() <= width) return lines.add(text, ", ");
  lines.add_broken(field);
}

}  // namespace

std::string Field::text() const {
  if (arguments.empty()) return head;
  return fmt::format("{} return {}({}); }}}}", head, call, fmt::join(arguments, ", "));
}

void Run::append(const Run& other) {
  names.insert(names.end(), other.names.begin(), other.names.end());
  fields.insert(fields.end(), other.fields.begin(), other.fields.end());
}

std::string Run::arguments() const {
  std::string text = fmt::format("\"{}\"", fmt::join(names, " "));
  for (const Field& field : fields) text += ", " + field.text();
  return text;
}

Run run_of(const Model& model, const Type& type, const std::string& name, const std::string& value,
           const std::string& member) {
  return run_of(model, type, name, value, member, Kind::any);
}

std::vector<Step> steps_of(const Model& model, const model::Struct& body, const std::string& object) {
  std::vector<Step> steps;
  for (const model::Member& member : body.members) {
    const std::string value = object + member.name.cpp;
    const Run run = run_of(model, member.type, member.name.schema, value, value + ".");
    const bool joins = !run.empty() && !steps.empty() && steps.back().member == nullptr;
    if (joins)
      steps.back().run.append(run);
    else
      steps.push_back({run, run.empty() ? &member : nullptr});
  }
  return steps;
}

void emit_run(Emitter& out, std::string_view lead, std::string_view coder, const Run& run, std::string_view tail) {
  const std::string head = fmt::format("{}{}.fields(", lead, coder);
  Lines lines(out, head);
  const std::vector<std::string> names = literals(run.names, head.size());
  for (const std::string& one : names) lines.add(one, " ");
  if (names.size() > 1) lines.end_line(",");
  for (const Field& field : run.fields) add_field(lines, field, head.size());
  lines.finish(fmt::format("){}", tail));
}

}  // namespace onc::compiler::emit
