#include "syntax/actions.h"

#include <utility>

namespace onc::compiler::syntax {
namespace {

template <class T>
std::size_t append(std::vector<T>& to, T value) {
  to.push_back(std::move(value));
  return to.size() - 1;
}

// `typedef struct foo foo` is what C needs and says nothing here.
bool repeats_its_name(const Declaration& declaration) {
  return declaration.suffix == Suffix::none && declaration.type.kind == TypeSpecifier::Kind::named &&
         declaration.type.name.text == declaration.name.text;
}

}  // namespace

void define_constant(Session& session, SourceRange range, Name name, Expression value) {
  const std::size_t index = append(session.tree().constants, Constant{name, std::move(value), {}});
  session.define(Definition::Kind::constant, index, range);
}

void define_text(Session& session, SourceRange range, Name name, std::string_view text, SourceRange text_range) {
  const std::size_t index = append(session.tree().constants, Constant{name, {}, text, text_range});
  session.define(Definition::Kind::constant, index, range);
}

void define_alias(Session& session, SourceRange range, Declaration declaration) {
  if (repeats_its_name(declaration)) return;
  const std::size_t index = append(session.tree().aliases, std::move(declaration));
  session.define(Definition::Kind::type_alias, index, range);
}

void define_enum(Session& session, SourceRange range, Name name, std::vector<Enumerator> enumerators) {
  const std::size_t index = append(session.tree().enums, Enum{name, std::move(enumerators)});
  session.define(Definition::Kind::enumeration, index, range);
}

void define_struct(Session& session, SourceRange range, Name name, std::vector<Declaration> members) {
  const std::size_t index = append(session.tree().structs, Struct{name, std::move(members)});
  session.define(Definition::Kind::structure, index, range);
}

void define_union(Session& session, SourceRange range, Name name, Union body) {
  body.name = name;
  const std::size_t index = append(session.tree().unions, std::move(body));
  session.define(Definition::Kind::union_type, index, range);
}

void define_program(Session& session, SourceRange range, Program program) {
  const std::size_t index = append(session.tree().programs, std::move(program));
  session.define(Definition::Kind::program, index, range);
}

void add_default(Session& session, Case& labels, SourceRange range) {
  if (labels.default_label) session.repeated_default(range, *labels.default_label);
  labels.default_label = range;
}

TypeSpecifier void_type(SourceRange range) { return {.range = range}; }

TypeSpecifier primitive_type(SourceRange range, Primitive primitive) {
  return {.kind = TypeSpecifier::Kind::primitive, .primitive = primitive, .range = range};
}

TypeSpecifier named_type(SourceRange range, Name name) {
  return {.kind = TypeSpecifier::Kind::named, .name = name, .range = range};
}

TypeSpecifier inline_enum(Session& session, SourceRange range, std::vector<Enumerator> enumerators) {
  const std::size_t index = append(session.tree().enums, Enum{{}, std::move(enumerators)});
  return {.kind = TypeSpecifier::Kind::inline_enum, .inline_index = index, .range = range};
}

TypeSpecifier inline_struct(Session& session, SourceRange range, std::vector<Declaration> members) {
  const std::size_t index = append(session.tree().structs, Struct{{}, std::move(members)});
  return {.kind = TypeSpecifier::Kind::inline_struct, .inline_index = index, .range = range};
}

TypeSpecifier inline_union(Session& session, SourceRange range, Union body) {
  const std::size_t index = append(session.tree().unions, std::move(body));
  return {.kind = TypeSpecifier::Kind::inline_union, .inline_index = index, .range = range};
}

Declaration plain(SourceRange range, Name name) { return {.name = name, .range = range}; }

Declaration bounded(SourceRange range, Name name, Suffix suffix, std::optional<Expression> bound) {
  return {.name = name, .suffix = suffix, .bound = std::move(bound), .range = range};
}

Declaration pointer(SourceRange range, Name name) { return {.name = name, .suffix = Suffix::pointer, .range = range}; }

Declaration declared(SourceRange range, TypeSpecifier type, Declaration declarator) {
  declarator.type = type;
  declarator.range = range;
  return declarator;
}

Declaration unnamed(SourceRange range, TypeSpecifier type, Suffix suffix, std::optional<Expression> bound) {
  return {.type = type, .name = {{}, range}, .suffix = suffix, .bound = std::move(bound), .range = range};
}

Expression literal(SourceRange range, Number number) { return {{number}, range}; }

Expression reference(SourceRange range, Name name) { return {{name}, range}; }

Expression unary(SourceRange range, Operator operation, Expression operand) {
  operand.steps.emplace_back(operation);
  operand.range = range;
  return operand;
}

Expression binary(SourceRange range, Operator operation, Expression left, Expression right) {
  left.steps.insert(left.steps.end(), right.steps.begin(), right.steps.end());
  return unary(range, operation, std::move(left));
}

}  // namespace onc::compiler::syntax
