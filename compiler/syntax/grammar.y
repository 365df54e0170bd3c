/* The grammar of RFC 4506 section 6.3 and RFC 5531 section 12.2, widened to what interface files in the wild contain.
   What is no matter of syntax (where void may stand, which types need a bound) is left to the rules of model/. */

%require "3.8"
%skeleton "lalr1.cc"
%defines
%define api.namespace {onc::compiler::syntax}
%define api.parser.class {Parser}
%define api.value.type variant
%define api.value.automove
%define api.token.constructor
%define api.location.type {onc::compiler::SourceRange}
%define parse.assert
%define parse.error custom
%locations
%expect 0
%param { Session& session }
%param { Scanner& scanner }

%code requires {
#include "syntax/tree.h"

namespace onc::compiler::syntax {
class Scanner;
class Session;
}
}

%code {
#include "syntax/actions.h"
#include "syntax/scan.h"

namespace onc::compiler::syntax {
static Parser::symbol_type yylex(Session& session, Scanner& scanner) { return scanner.next(session); }
}
}

%token END 0 "end of file"
%token LBRACE "'{'" RBRACE "'}'" LPAREN "'('" RPAREN "')'" LBRACKET "'['" RBRACKET "']'"
%token LESS "'<'" GREATER "'>'" STAR "'*'" SEMICOLON "';'" COLON "':'" COMMA "','" EQUAL "'='"
%token PLUS "'+'" MINUS "'-'" SLASH "'/'" PERCENT "'%'" AMPERSAND "'&'" PIPE "'|'" CARET "'^'" TILDE "'~'"
%token SHIFT_LEFT "'<<'" SHIFT_RIGHT "'>>'"
%token BOOL "'bool'" CASE "'case'" CHAR "'char'" CONST "'const'" DEFAULT "'default'" DOUBLE "'double'" ENUM "'enum'"
%token FLOAT "'float'" HYPER "'hyper'" INT "'int'" LONG "'long'" OPAQUE "'opaque'" QUADRUPLE "'quadruple'"
%token SHORT "'short'" STRING "'string'" STRUCT "'struct'" SWITCH "'switch'" TYPEDEF "'typedef'" UNION "'union'"
%token UNSIGNED "'unsigned'" VOID "'void'"
%token <Name> NAME "a name" PROGRAM "'program'" VERSION "'version'"
%token <Number> NUMBER "a number"
%token <std::string_view> STRING_LITERAL "a string literal"

%type <Name> name
%type <Expression> expression number
%type <std::optional<Expression>> bound
%type <Primitive> primitive
%type <TypeSpecifier> type
%type <Declaration> declaration declarator argument result
%type <std::vector<Declaration>> members arguments
%type <std::vector<Declaration>> struct_body
%type <std::vector<Enumerator>> enum_body enumerators
%type <Enumerator> enumerator
%type <Union> union_body
%type <std::vector<Case>> cases
%type <Case> case case_labels
%type <std::vector<Version>> versions
%type <Version> version
%type <std::vector<Procedure>> procedures
%type <Procedure> procedure
%type <Program> program

%left "'|'"
%left "'^'"
%left "'&'"
%left "'<<'" "'>>'"
%left "'+'" "'-'"
%left "'*'" "'/'" "'%'"
%precedence UNARY

%%

specification: definitions END;

definitions: %empty | definitions definition;

definition:
    "'const'" name "'='" expression end         { define_constant(session, @$, $2, $4); }
  | "'const'" name "'='" STRING_LITERAL end     { define_text(session, @$, $2, $4, @4); }
  | "'typedef'" declaration end                 { define_alias(session, @$, $2); }
  | "'enum'" name enum_body end                 { define_enum(session, @$, $2, $3); }
  | "'struct'" name struct_body end             { define_struct(session, @$, $2, $3); }
  | "'union'" name union_body end               { define_union(session, @$, $2, $3); }
  | program end                                 { define_program(session, @$, $1); }
  | error                                       { if (resume(session.resume_at_definition(), yyla)) YYABORT; yyerrok; }
  ;

/* Of declarations: the semicolon, or what stands in its place. */
end:
    "';'"
  | error                                       { if (resume(session.resume_after_declaration(), yyla)) YYABORT; yyerrok; }
  ;

open: "'{'"                                     { session.open_body(false); };
open_numbered: "'{'"                            { session.open_body(true); };
close: "'}'"                                    { session.close_body(); };

name:
    NAME
  | PROGRAM
  | VERSION
  ;

/* --- types */

primitive:
    "'bool'"                                    { $$ = Primitive::boolean; }
  | "'char'"                                    { $$ = Primitive::int8; }
  | "'short'"                                   { $$ = Primitive::int16; }
  | "'short'" "'int'"                           { $$ = Primitive::int16; }
  | "'int'"                                     { $$ = Primitive::int32; }
  | "'long'"                                    { $$ = Primitive::int32; }
  | "'long'" "'int'"                            { $$ = Primitive::int32; }
  | "'long'" "'long'"                           { $$ = Primitive::int64; }
  | "'hyper'"                                   { $$ = Primitive::int64; }
  | "'hyper'" "'int'"                           { $$ = Primitive::int64; }
  | "'unsigned'"                                { $$ = Primitive::uint32; }
  | "'unsigned'" "'char'"                       { $$ = Primitive::uint8; }
  | "'unsigned'" "'short'"                      { $$ = Primitive::uint16; }
  | "'unsigned'" "'short'" "'int'"              { $$ = Primitive::uint16; }
  | "'unsigned'" "'int'"                        { $$ = Primitive::uint32; }
  | "'unsigned'" "'long'"                       { $$ = Primitive::uint32; }
  | "'unsigned'" "'long'" "'int'"               { $$ = Primitive::uint32; }
  | "'unsigned'" "'long'" "'long'"              { $$ = Primitive::uint64; }
  | "'unsigned'" "'hyper'"                      { $$ = Primitive::uint64; }
  | "'unsigned'" "'hyper'" "'int'"              { $$ = Primitive::uint64; }
  | "'float'"                                   { $$ = Primitive::float32; }
  | "'double'"                                  { $$ = Primitive::float64; }
  | "'quadruple'"                               { $$ = Primitive::quadruple; }
  | "'string'"                                  { $$ = Primitive::string; }
  | "'opaque'"                                  { $$ = Primitive::opaque; }
  ;

type:
    "'void'"                                    { $$ = void_type(@$); }
  | primitive                                   { $$ = primitive_type(@$, $1); }
  | NAME                                        { $$ = named_type(@$, $1); }
  | "'enum'" name                               { $$ = named_type(@2, $2); }
  | "'struct'" name                             { $$ = named_type(@2, $2); }
  | "'union'" name                              { $$ = named_type(@2, $2); }
  | "'enum'" enum_body                          { $$ = inline_enum(session, @1, $2); }
  | "'struct'" struct_body                      { $$ = inline_struct(session, @1, $2); }
  | "'union'" union_body                        { $$ = inline_union(session, @1, $2); }
  ;

declaration:
    "'void'"                                    { $$ = unnamed(@$, void_type(@$)); }
  | type declarator                             { $$ = declared(@$, $1, $2); }
  ;

declarator:
    name                                        { $$ = plain(@$, $1); }
  | name "'['" expression "']'"                 { $$ = bounded(@$, $1, Suffix::fixed, $3); }
  | name "'<'" bound "'>'"                      { $$ = bounded(@$, $1, Suffix::variable, $3); }
  | "'*'" name                                  { $$ = pointer(@$, $2); }
  | "'*'" name "'<'" bound "'>'" {
      $$ = bounded(@$, $2, Suffix::variable, $4);
      session.array_of_pointers(@$);
    }
  | "'*'" name "'['" expression "']'" {
      $$ = bounded(@$, $2, Suffix::fixed, $4);
      session.array_of_pointers(@$);
    }
  ;

bound:
    %empty                                      { }
  | expression                                  { $$ = $1; }
  ;

enum_body:
    open enumerators close                      { $$ = $2; }
  | open enumerators "','" close                { $$ = $2; }
  | open close                                  { session.empty_body(@$, "an enum", "value"); }
  ;

enumerators:
    enumerator                                  { $$.push_back($1); }
  | enumerators "','" enumerator                { $$ = $1; $$.push_back($3); }
  ;

enumerator:
    name                                        { $$.name = $1; }
  | name "'='" expression                       { $$.name = $1; $$.value = $3; }
  | error                                       { if (resume(session.resume_in_list(), yyla)) YYABORT; yyerrok; }
  ;

struct_body:
    open members close                          { $$ = $2; }
  | open close                                  { session.empty_body(@$, "a struct", "member"); }
  ;

members:
    declaration end                             { $$.push_back($1); }
  | error                                       { if (resume(session.resume_in_body(), yyla)) YYABORT; yyerrok; }
  | members declaration end                     { $$ = $1; $$.push_back($2); }
  | members error                               { $$ = $1; if (resume(session.resume_in_body(), yyla)) YYABORT; yyerrok; }
  ;

union_body:
    "'switch'" "'('" declaration "')'" open cases close   { $$.discriminant = $3; $$.cases = $6; }
  | "'switch'" "'('" declaration "')'" open close {
      $$.discriminant = $3;
      session.empty_body(@$, "a union", "case");
    }
  ;

cases:
    case                                        { $$.push_back($1); }
  | error                                       { if (resume(session.resume_in_body(), yyla)) YYABORT; yyerrok; }
  | cases case                                  { $$ = $1; $$.push_back($2); }
  | cases error                                 { $$ = $1; if (resume(session.resume_in_body(), yyla)) YYABORT; yyerrok; }
  ;

case: case_labels declaration end               { $$ = $1; $$.declaration = $2; };

case_labels:
    "'case'" expression "':'"                   { $$.labels.push_back($2); }
  | "'default'" "':'"                           { $$.default_label = @1; }
  | case_labels "'case'" expression "':'"       { $$ = $1; $$.labels.push_back($3); }
  | case_labels "'default'" "':'"               { $$ = $1; add_default(session, $$, @2); }
  ;

/* --- programs */

program:
    PROGRAM name open_numbered versions close number   { $$ = Program{$2, $4, $6}; }
  | PROGRAM name open_numbered close number {
      $$ = Program{$2, {}, $5};
      session.empty_body(@2, "a program", "version");
    }
  ;

/* A number that is forgotten is none; the next token is that of the declaration's end. */
number:
    "'='" expression                            { $$ = $2; }
  | error                                       { if (resume(session.resume_after_body(), yyla)) YYABORT; yyerrok; }
  ;

versions:
    version end                                 { $$.push_back($1); }
  | error                                       { if (resume(session.resume_in_body(), yyla)) YYABORT; yyerrok; }
  | versions version end                        { $$ = $1; $$.push_back($2); }
  | versions error                              { $$ = $1; if (resume(session.resume_in_body(), yyla)) YYABORT; yyerrok; }
  ;

version:
    VERSION name open_numbered procedures close number { $$ = Version{$2, $4, $6}; }
  | VERSION name open_numbered close number {
      $$ = Version{$2, {}, $5};
      session.empty_body(@2, "a version", "procedure");
    }
  ;

procedures:
    procedure end                               { $$.push_back($1); }
  | error                                       { if (resume(session.resume_in_body(), yyla)) YYABORT; yyerrok; }
  | procedures procedure end                    { $$ = $1; $$.push_back($2); }
  | procedures error                            { $$ = $1; if (resume(session.resume_in_body(), yyla)) YYABORT; yyerrok; }
  ;

procedure:
    result "'('" arguments "')'" "'='" expression   { $$ = Procedure{$1, $3, $6}; }
  | result "'('" "')'" "'='" expression             { $$ = Procedure{$1, {}, $5}; }
  ;

result:
    type name                                   { $$ = declared(@$, $1, plain(@2, $2)); }
  | type "'*'" name                             { $$ = declared(@$, $1, pointer(@$, $3)); }
  ;

arguments:
    argument                                    { $$.push_back($1); }
  | arguments "','" argument                    { $$ = $1; $$.push_back($3); }
  ;

argument:
    type                                        { $$ = unnamed(@$, $1); }
  | type declarator                             { $$ = declared(@$, $1, $2); }
  | type "'*'"                                  { $$ = unnamed(@$, $1, Suffix::pointer); }
  | type "'<'" bound "'>'"                      { $$ = unnamed(@$, $1, Suffix::variable, $3); }
  ;

/* --- constant expressions, in postfix order */

expression:
    NUMBER                                      { $$ = literal(@$, $1); }
  | name                                        { $$ = reference(@$, $1); }
  | "'('" expression "')'"                      { $$ = $2; $$.range = @$; }
  | "'-'" expression %prec UNARY                { $$ = unary(@$, Operator::negate, $2); }
  | "'+'" expression %prec UNARY                { $$ = $2; $$.range = @$; }
  | "'~'" expression %prec UNARY                { $$ = unary(@$, Operator::complement, $2); }
  | expression "'+'" expression                 { $$ = binary(@$, Operator::add, $1, $3); }
  | expression "'-'" expression                 { $$ = binary(@$, Operator::subtract, $1, $3); }
  | expression "'*'" expression                 { $$ = binary(@$, Operator::multiply, $1, $3); }
  | expression "'/'" expression                 { $$ = binary(@$, Operator::divide, $1, $3); }
  | expression "'%'" expression                 { $$ = binary(@$, Operator::remainder, $1, $3); }
  | expression "'<<'" expression                { $$ = binary(@$, Operator::shift_left, $1, $3); }
  | expression "'>>'" expression                { $$ = binary(@$, Operator::shift_right, $1, $3); }
  | expression "'&'" expression                 { $$ = binary(@$, Operator::bit_and, $1, $3); }
  | expression "'|'" expression                 { $$ = binary(@$, Operator::bit_or, $1, $3); }
  | expression "'^'" expression                 { $$ = binary(@$, Operator::bit_xor, $1, $3); }
  ;
%%
