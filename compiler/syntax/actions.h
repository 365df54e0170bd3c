#pragma once

// What the grammar does when it has recognised something, one line each in grammar.y.

#include "syntax/session.h"
#include "syntax/tree.h"

namespace onc::compiler::syntax {

void define_constant(Session& session, SourceRange range, Name name, Expression value);
void define_text(Session& session, SourceRange range, Name name, std::string_view text, SourceRange text_range);
void define_alias(Session& session, SourceRange range, Declaration declaration);
void define_enum(Session& session, SourceRange range, Name name, std::vector<Enumerator> enumerators);
void define_struct(Session& session, SourceRange range, Name name, std::vector<Declaration> members);
void define_union(Session& session, SourceRange range, Name name, Union body);
void define_program(Session& session, SourceRange range, Program program);
void add_default(Session& session, Case& labels, SourceRange range);

TypeSpecifier void_type(SourceRange range);
TypeSpecifier primitive_type(SourceRange range, Primitive primitive);
TypeSpecifier named_type(SourceRange range, Name name);
TypeSpecifier inline_enum(Session& session, SourceRange range, std::vector<Enumerator> enumerators);
TypeSpecifier inline_struct(Session& session, SourceRange range, std::vector<Declaration> members);
TypeSpecifier inline_union(Session& session, SourceRange range, Union body);

Declaration plain(SourceRange range, Name name);
Declaration bounded(SourceRange range, Name name, Suffix suffix, std::optional<Expression> bound);
Declaration pointer(SourceRange range, Name name);
Declaration declared(SourceRange range, TypeSpecifier type, Declaration declarator);
Declaration unnamed(SourceRange range, TypeSpecifier type, Suffix suffix = Suffix::none,
                    std::optional<Expression> bound = {});

Expression literal(SourceRange range, Number number);
Expression reference(SourceRange range, Name name);
Expression unary(SourceRange range, Operator operation, Expression operand);
Expression binary(SourceRange range, Operator operation, Expression left, Expression right);

// Carries out what the session decided after a syntax error; true: stop parsing.
template <class Lookahead>
bool resume(Session::Resume decision, Lookahead& lookahead) {
  if (decision == Session::Resume::after_skip) lookahead.clear();
  return decision == Session::Resume::never;
}

}  // namespace onc::compiler::syntax
