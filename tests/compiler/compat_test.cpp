// What idlc --compat reports: each case is an old interface, a new one, and all findings. A case without findings is a
// change that does not break the wire.
#include <string>
#include <vector>

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "compat_command.h"
#include "compiled.h"
#include "support/small_stack.h"

namespace {

using onc::compiler::compare_files;
using onc::compiler::CompileOptions;
using onc::compiler::Diagnostic;
using onc::compiler::Diagnostics;
using onc::compiler::Severity;
using onc::compiler::SourceManager;
using onc::compiler::WarningOptions;
using onc::compiler::test::MemoryBackend;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

using Lines = std::vector<std::string>;

struct Comparison {
  Comparison(std::string before, std::string after, const CompileOptions& options = {}) {
    backend.add("old.x", std::move(before));
    backend.add("new.x", std::move(after));
    summary = compare_files("old.x", "new.x", options, sources, diagnostics);
  }

  Lines findings() const {
    Lines lines;
    for (const Diagnostic& one : diagnostics.sorted())
      lines.push_back(fmt::format("{}: {}", one.severity == Severity::error ? "error" : "warning", one.text));
    return lines;
  }
  std::string messages() const { return render(diagnostics, sources); }

  MemoryBackend backend;
  SourceManager sources{backend};
  Diagnostics diagnostics;
  std::string summary;
};

struct Case {
  const char* what;
  const char* before;
  const char* after;
  Lines findings;
};

void expect(const std::vector<Case>& cases) {
  for (const Case& one : cases) EXPECT_EQ(Comparison(one.before, one.after).findings(), one.findings) << one.what;
}

// A program whose only procedure takes what `types` calls T.
std::string with_program(const std::string& types) {
  return types + " program P { version V { void F(T) = 1; } = 1; } = 9;";
}

void expect_of_types(const std::vector<Case>& cases) {
  for (const Case& one : cases)
    EXPECT_EQ(Comparison(with_program(one.before), with_program(one.after)).findings(), one.findings) << one.what;
}

TEST(Compat, TakesNewNames) {
  expect_of_types({
      {"member", "struct T { int a; hyper b; };", "struct T { int x; hyper y; };", {}},
      {"struct", "struct S { int a; }; typedef S T;", "struct R { int a; }; typedef R T;", {}},
      {"constant", "const N = 5; typedef opaque T<N>;", "const M = 5; typedef opaque T<M>;", {}},
      {"enumerator", "enum T { A = 1 };", "enum T { B = 1 };", {}},
      {"arm", "union T switch (int t) { case 1: int a; };", "union T switch (int u) { case 1: int b; };", {}},
      {"label",
       "enum E { A }; union T switch (E e) { case A: int a; };",
       "enum E { B }; union T switch (E e) { case B: int a; };",
       {}},
  });
  expect({
      {"program, version, procedure",
       "program P { version V { void F(int) = 1; } = 2; } = 3;",
       "program Q { version W { void G(int) = 1; } = 2; } = 3;",
       {}},
      {"argument",
       "program P { version V { void F(int a) = 1; } = 2; } = 3;",
       "program P { version V { void F(int b) = 1; } = 2; } = 3;",
       {}},
      {"a name that goes to a new version",
       "program P { version NOW { void F(int) = 1; } = 1; } = 3;",
       "program P { version V1 { void F(int) = 1; } = 1; version NOW { void F(hyper) = 1; } = 2; } = 3;",
       {}},
  });
}

TEST(Compat, LooksThroughTypedefs) {
  expect_of_types({
      {"of a name", "typedef int T;", "typedef int U; typedef U W; typedef W T;", {}},
      {"of an array", "struct T { opaque a<8>; };", "typedef opaque A<8>; struct T { A a; };", {}},
      {"of a type defined in place",
       "struct T { struct { int a; } b; };",
       "struct B { int a; }; struct T { B b; };",
       {}},
      {"of elements", "struct T { int a<3>; };", "typedef int E; typedef E A<3>; struct T { A a; };", {}},
      {"of a list's link",
       "struct T { int a; T *next; };",
       "typedef struct T *link; struct T { int a; link next; };",
       {}},
  });
}

TEST(Compat, TakesWhatIsTheSameOnTheWire) {
  expect_of_types({
      {"order of definitions",
       "const N = 2; struct S { int a[N]; }; struct T { S s; };",
       "struct T { S s; }; struct S { int a[N]; }; const N = 2;",
       {}},
      {"string as opaque", "typedef string T<8>;", "typedef opaque T<8>;", {}},
      {"optional as array of one", "struct T { int *a; };", "struct T { int a<1>; };", {}},
      {"optional as union",
       "struct T { int *a; };",
       "union O switch (bool b) { case TRUE: int v; case FALSE: void; }; struct T { O a; };",
       {}},
      {"optional as union with a default",
       "union O switch (bool b) { case TRUE: int v; default: void; }; typedef O T;",
       "typedef int *T;",
       {}},
      {"bool as enum", "struct T { bool b; };", "enum B { NO, YES }; struct T { B b; };", {}},
      {"members in a struct",
       "struct T { int a; hyper b; int c; };",
       "struct S { int a; hyper b; }; struct T { S s; int c; };",
       {}},
      {"array as members", "struct T { int a[3]; };", "struct T { int a; int b; int c; };", {}},
      {"struct of one member", "typedef string T<5>;", "struct T { string s<5>; };", {}},
      {"default as the enumerators it stands for",
       "enum E { A, B, C }; union T switch (E e) { case A: int a; default: void; };",
       "enum E { A, B, C }; union T switch (E e) { case A: int a; case B: case C: void; };",
       {}},
  });
  expect({{"arguments in a struct",
           "program P { version V { void F(int, hyper) = 1; } = 2; } = 3;",
           "struct A { int a; hyper b; }; program P { version V { void F(A) = 1; } = 2; } = 3;",
           {}}});
}

TEST(Compat, TakesNewPrograms) {
  expect(
      {{"programs, versions, procedures",
        "program P { version V { void F(void) = 1; } = 1; } = 9;",
        "program P { version V { void F(void) = 1; void G(void) = 2; } = 1; version W { void F(int) = 1; } = 2; } = 9;"
        "program Q { version X { void F(void) = 1; } = 1; } = 10;",
        {}}});
}

TEST(Compat, ReportsProgramsAndTheirParts) {
  expect({
      {"program removed",
       "program P { version V { void F(void) = 1; } = 1; } = 8; program Q { version W { void F(void) "
       "= 1; } = 1; } = 9;",
       "program Q { version W { void F(void) = 1; } = 1; } = 9;",
       {"error: P: removed, it had the number 8"}},
      {"program renumbered",
       "program P { version V { void F(void) = 1; } = 1; } = 8;",
       "program P { version V { void F(void) = 1; } = 1; } = 9;",
       {"error: P: renumbered from 8 to 9"}},
      {"version removed",
       "program P { version V { void F(void) = 1; } = 1; version W { void F(void) = 1; } = 2; } = 8;",
       "program P { version W { void F(void) = 1; } = 2; } = 8;",
       {"error: P.V: removed, it had the number 1"}},
      {"version renumbered",
       "program P { version V { void F(void) = 1; } = 1; } = 8;",
       "program P { version V { void F(void) = 1; } = 2; } = 8;",
       {"error: P.V: renumbered from 1 to 2"}},
      {"procedure removed",
       "program P { version V { void F(void) = 1; void G(void) = 2; } = 1; } = 8;",
       "program P { version V { void F(void) = 1; } = 1; } = 8;",
       {"error: P.V.G: removed, it had the number 2"}},
      {"procedure renumbered",
       "program P { version V { void F(void) = 3; } = 1; } = 8;",
       "program P { version V { void F(void) = 4; } = 1; } = 8;",
       {"error: P.V.F: renumbered from 3 to 4"}},
      {"procedures that change places",
       "program P { version V { void F(void) = 1; void G(void) = 2; } = 1; } = 8;",
       "program P { version V { void F(void) = 2; void G(void) = 1; } = 1; } = 8;",
       {"error: P.V.F: renumbered from 1 to 2", "error: P.V.G: renumbered from 2 to 1"}},
      {"another procedure under the number",
       "program P { version V { void F(int) = 1; } = 1; } = 8;",
       "program P { version V { void G(string) = 1; void F(int) = 2; } = 1; } = 8;",
       {"error: P.V.G argument 1: changed from int to string<>"}},
      {"result",
       "program P { version V { int F(void) = 1; } = 1; } = 8;",
       "program P { version V { void F(void) = 1; } = 1; } = 8;",
       {"error: P.V.F result: changed from int to void"}},
      {"number of arguments",
       "program P { version V { void F(int, int) = 1; } = 1; } = 8;",
       "program P { version V { void F(int) = 1; } = 1; } = 8;",
       {"error: P.V.F: takes 1 instead of 2 arguments"}},
      {"type of one argument",
       "program P { version V { void F(int, int) = 1; } = 1; } = 8;",
       "program P { version V { void F(int, float) = 1; } = 1; } = 8;",
       {"error: P.V.F argument 2: changed from int to float: the same size with another meaning"}},
  });
}

TEST(Compat, ReportsNumbersOfOtherTypes) {
  const std::string here = "error: P.V.F argument 1 (T).a: changed from ";
  expect_of_types({
      {"size",
       "struct T { unsigned hyper a; };",
       "struct T { unsigned int a; };",
       {here + "unsigned hyper to unsigned int: 4 bytes on the wire instead of 8"}},
      {"size of quadruple",
       "struct T { double a; };",
       "struct T { quadruple a; };",
       {here + "double to quadruple: 16 bytes on the wire instead of 8"}},
      {"sign",
       "struct T { int a; };",
       "struct T { unsigned int a; };",
       {here + "int to unsigned int: numbers outside the other type's range mean something else there"}},
      {"sign of eight bytes",
       "struct T { unsigned hyper a; };",
       "struct T { hyper a; };",
       {here + "unsigned hyper to hyper: numbers outside the other type's range mean something else there"}},
      {"narrower",
       "struct T { int a; };",
       "struct T { short a; };",
       {here + "int to int16_t: new receivers refuse what does not fit the new type"}},
      {"wider",
       "struct T { u_char a; };",
       "struct T { int a; };",
       {here + "uint8_t to int: old receivers refuse what does not fit the old type"}},
      {"meaning",
       "struct T { int a; };",
       "struct T { float a; };",
       {here + "int to float: the same size with another meaning"}},
      {"bool",
       "struct T { bool a; };",
       "struct T { unsigned int a; };",
       {here + "bool to unsigned int: the same size with another meaning"}},
  });
}

TEST(Compat, ReportsBoundsAndSaysWhoRefuses) {
  const std::string here = "error: P.V.F argument 1 (T)";
  expect_of_types({
      {"lower",
       "const N = 64; typedef opaque T<N>;",
       "typedef opaque T<32>;",
       {here + ": bound lowered from N (64) to 32: new receivers refuse more than that from old senders"}},
      {"higher",
       "typedef string T<32>;",
       "typedef string T<64>;",
       {here + ": bound raised from 32 to 64: old receivers refuse what exceeds theirs"}},
      {"none any more",
       "struct T { int a<9>; };",
       "struct T { int a<>; };",
       {here + ".a: bound raised from 9 to no bound: old receivers refuse what exceeds theirs"}},
      {"opaque length", "typedef opaque T[8];", "typedef opaque T[9];", {here + ": length changed from 8 to 9"}},
      {"array length", "typedef int T[300];", "typedef int T[400];", {here + ": length changed from 300 to 400"}},
      {"bound and elements",
       "struct T { int a<2>; };",
       "struct T { hyper a<3>; };",
       {here + ".a: bound raised from 2 to 3: old receivers refuse what exceeds theirs",
        here + ".a[]: changed from int to hyper: 8 bytes on the wire instead of 4"}},
  });
}

TEST(Compat, ReportsOtherShapes) {
  const std::string here = "error: P.V.F argument 1 (T).a: changed from ";
  expect_of_types({
      {"fixed to variable",
       "struct T { opaque a[8]; };",
       "struct T { opaque a<8>; };",
       {here + "opaque[8] to opaque<8>"}},
      {"variable to fixed", "struct T { int a<2>; };", "struct T { int a[2]; };", {here + "int<2> to int[2]"}},
      {"optional", "struct T { int a; };", "struct T { int *a; };", {here + "int to int *"}},
      {"not optional", "struct T { int *a; };", "struct T { int a; };", {here + "int * to int"}},
      {"optional to array", "struct T { int *a; };", "struct T { int a<2>; };", {here + "int * to int<2>"}},
      {"optional to a union that has more",
       "struct T { int *a; };",
       "union U switch (int t) { case 1: int v; case 0: void; case 2: hyper w; }; struct T { U a; };",
       {here + "int * to union U"}},
      {"list to array",
       "struct L { int v; L *next; }; struct T { L *a; };",
       "struct L { int v; }; struct T { L a<>; };",
       {here + "L * to L<>"}},
      {"characters to bytes",
       "struct T { char a<8>; };",
       "struct T { opaque a<8>; };",
       {here + "int8_t<8> to opaque<8>"}},
      {"struct to union",
       "struct S { int v; }; struct T { S a; };",
       "union U switch (int t) { case 1: int v; }; struct T { U a; };",
       {here + "struct S to union U"}},
  });
}

TEST(Compat, ReportsMembers) {
  const std::string here = "error: P.V.F argument 1 (T)";
  expect_of_types({
      {"added at the end", "struct T { int a; };", "struct T { int a; int b; };", {here + ": member 'b' added"}},
      {"added between",
       "struct T { int a; int c; };",
       "struct T { int a; int b; int c; };",
       {here + ": member 'b' added"}},
      {"removed", "struct T { int a; int b; int c; };", "struct T { int b; int c; };", {here + ": member 'a' removed"}},
      {"moved",
       "struct T { int a; int b; int c; };",
       "struct T { int c; int a; int b; };",
       {here + ": member 'c' moved"}},
      {"grouped and changed",
       "struct T { string a<5>; int b; };",
       "struct S { string a<6>; hyper b; }; struct T { S s; };",
       {here + ".a: bound raised from 5 to 6: old receivers refuse what exceeds theirs",
        here + ".b: changed from int to hyper: 8 bytes on the wire instead of 4"}},
      {"moved and added",
       "struct T { int a; hyper b; };",
       "struct T { hyper b; int a; int c; };",
       {here + ": member 'b' moved", here + ": member 'c' added"}},
      {"renamed and changed",
       "struct T { int a; hyper b; int c; };",
       "struct T { int a; double d; int c; };",
       {here + ".d: changed from hyper to double: the same size with another meaning"}},
      {"list to struct", "struct T { int a; T *next; };", "struct T { int a; };", {here + ": member 'next' removed"}},
      {"struct to list", "struct T { int a; };", "struct T { int a; T *next; };", {here + ": member 'next' added"}},
      {"inside of a list",
       "struct L { int v; L *next; }; struct T { L *l; };",
       "struct L { hyper v; L *next; }; struct T { L *l; };",
       {here + ".l.v: changed from int to hyper: 8 bytes on the wire instead of 4"}},
  });
}

TEST(Compat, ReportsEnumerators) {
  const std::string here = "P.V.F argument 1 (T)";
  expect_of_types({
      {"removed",
       "enum T { A = 1, B = 2 };",
       "enum T { A = 1 };",
       {"error: " + here + ": 'B' (2) removed, which old senders may send"}},
      {"changed",
       "enum T { A = 1, B = 2 };",
       "enum T { A = 1, B = 3 };",
       {"error: " + here + ": 'B' changed from 2 to 3"}},
      {"exchanged",
       "enum T { A = 1, B = 2 };",
       "enum T { A = 2, B = 1 };",
       {"error: " + here + ": 'A' changed from 1 to 2", "error: " + here + ": 'B' changed from 2 to 1"}},
      {"added",
       "enum T { A = 1 };",
       "enum T { A = 1, B = -2 };",
       {"warning: " + here + ": 'B' (-2) added, which old receivers refuse if they are strict"}},
      {"another name for a number", "enum T { A = 1 };", "enum T { A = 1, B = 1 };", {}},
      {"enum to int",
       "enum E { A }; struct T { E a; };",
       "struct T { int a; };",
       {"warning: " + here + ".a: changed from enum E to int: old receivers that are strict refuse the other numbers"}},
      {"int to enum",
       "struct T { int a; };",
       "enum E { A }; struct T { E a; };",
       {"error: " + here + ".a: changed from int to enum E"}},
      {"bool to larger enum",
       "struct T { bool a; };",
       "enum E { A, B, C }; struct T { E a; };",
       {"warning: " + here +
        ".a: changed from bool to enum E: old receivers that are strict refuse the other numbers"}},
  });
}

TEST(Compat, ReportsArms) {
  const std::string here = "P.V.F argument 1 (T)";
  expect_of_types({
      {"removed",
       "union T switch (int t) { case 1: int a; case 2: int b; };",
       "union T switch (int t) { case 1: int a; };",
       {"error: " + here + ": case 2 removed, which old senders may send"}},
      {"changed",
       "union T switch (int t) { case 1: int a; };",
       "union T switch (int t) { case 1: hyper a; };",
       {"error: " + here + ".a: changed from int to hyper: 8 bytes on the wire instead of 4"}},
      {"added",
       "union T switch (int t) { case 1: int a; };",
       "union T switch (int t) { case 1: int a; case 2: void; };",
       {"warning: " + here + ": case 2 added, which old receivers refuse"}},
      {"added where the default was",
       "union T switch (int t) { case 1: int a; default: void; };",
       "union T switch (int t) { case 1: int a; case 2: int b; default: void; };",
       {"error: " + here + ".b: changed from void to int"}},
      {"added where the default was the same",
       "union T switch (int t) { case 1: int a; default: void; };",
       "union T switch (int t) { case 1: int a; case 2: void; default: void; };",
       {}},
      {"removed where the default is",
       "union T switch (int t) { case 1: int a; case 2: int b; default: void; };",
       "union T switch (int t) { case 1: int a; default: void; };",
       {"error: " + here + ".b: changed from int to void"}},
      {"default of a bool removed",
       "union T switch (bool b) { case TRUE: int a; default: int c; };",
       "union T switch (bool b) { case TRUE: int a; };",
       {"error: " + here + ": case FALSE (0) removed, which old senders may send"}},
      {"default changed",
       "union T switch (int t) { case 1: int a; default: void; };",
       "union T switch (int t) { case 1: int a; default: int b; };",
       {"error: " + here + ".b: changed from void to int"}},
      {"default removed",
       "union T switch (int t) { case 1: int a; default: void; };",
       "union T switch (int t) { case 1: int a; };",
       {"error: " + here + ": default removed, which old senders may select"}},
      {"default added",
       "union T switch (int t) { case 1: int a; };",
       "union T switch (int t) { case 1: int a; default: void; };",
       {"warning: " + here + ": default added: old receivers refuse what selects it"}},
      {"default of an enum removed",
       "enum E { A, B }; union T switch (E e) { case A: int a; default: void; };",
       "enum E { A, B }; union T switch (E e) { case A: int a; };",
       {"error: " + here + ": case B (1) removed, which old senders may send"}},
      {"an arm for each label",
       "union T switch (int t) { case 1: case 2: int a; };",
       "union T switch (int t) { case 1: int a; case 2: hyper b; };",
       {"error: " + here + ".b: changed from int to hyper: 8 bytes on the wire instead of 4"}},
      {"sign of the discriminant",
       "union T switch (int t) { case 1: int a; };",
       "union T switch (unsigned int t) { case 1: int a; };",
       {}},
      {"discriminants that change places",
       "enum E { A, B }; union T switch (E e) { case A: int a; case B: int b; };",
       "enum E { B, A }; union T switch (E e) { case A: int a; case B: int b; };",
       {"error: " + here + ".e: 'B' changed from 1 to 0", "error: " + here + ".e: 'A' changed from 0 to 1"}},
  });
}

TEST(Compat, ReportsDiscriminantsOfOtherTypes) {
  const std::string tag = "P.V.F argument 1 (T).d: changed from ";
  const std::string beyond = ": numbers outside the other type's range mean something else there";
  expect_of_types({
      {"a label of another sign",
       "union T switch (unsigned d) { case 0xffffffff: int x; };",
       "union T switch (int d) { case -1: int x; };",
       {"error: " + tag + "unsigned int to int" + beyond}},
      {"a label of another sign beside a default",
       "union T switch (unsigned d) { case 0xffffffff: int x; default: void; };",
       "union T switch (int d) { case -1: int x; default: void; };",
       {"error: " + tag + "unsigned int to int" + beyond}},
      {"a label that the new default takes as another number",
       "union T switch (unsigned d) { case 0xffffffff: int x; };",
       "union T switch (int d) { default: int x; };",
       {"error: " + tag + "unsigned int to int" + beyond,
        "warning: P.V.F argument 1 (T): default added: old receivers refuse what selects it"}},
      {"a default of more numbers",
       "union T switch (char d) { case 1: int x; default: void; };",
       "union T switch (int d) { case 1: int x; default: void; };",
       {"error: " + tag + "int8_t to int: old receivers refuse what does not fit the old type"}},
      {"a default of other numbers",
       "union T switch (int d) { default: int x; };",
       "union T switch (unsigned d) { default: int x; };",
       {"error: " + tag + "int to unsigned int" + beyond}},
      {"a default of the enumerators only",
       "union T switch (int d) { case 1: int x; default: void; };",
       "enum e { A = 1 }; union T switch (e d) { case A: int x; default: void; };",
       {"error: " + tag + "int to enum e"}},
      {"a default of all numbers",
       "enum e { A = 1 }; union T switch (e d) { case A: int x; default: void; };",
       "union T switch (int d) { case 1: int x; default: void; };",
       {"warning: " + tag + "enum e to int: old receivers that are strict refuse the other numbers"}},
      {"labels that both types have",
       "union T switch (char d) { case 1: int x; };",
       "enum e { A = 1 }; union T switch (e d) { case A: int x; };",
       {}},
      {"a label that is gone is reported as that",
       "union T switch (unsigned d) { case 1: int x; case 0xffffffff: int y; };",
       "union T switch (int d) { case 1: int x; };",
       {"error: P.V.F argument 1 (T): case 0xffffffff (4294967295) removed, which old senders may send"}},
  });
}

TEST(Compat, ComparesTypesOfOtherFilesByName) {
  const std::string include = "%#include \"own.h\"\n";
  const CompileOptions options{.extern_types = {"A=own::a:own.h", "B=own::b:own.h"}};
  EXPECT_THAT(Comparison(with_program("typedef A T;"), with_program("typedef A T;"), options).findings(), IsEmpty());
  EXPECT_THAT(Comparison(with_program("typedef A T;"), with_program("typedef B T;"), options).findings(),
              ElementsAre("error: P.V.F argument 1 (T): changed from A of a header to B of a header"));
  EXPECT_THAT(Comparison(with_program("typedef A T;"), with_program("typedef int T;"), options).findings(),
              ElementsAre("error: P.V.F argument 1 (T): changed from A of a header to int"));
  EXPECT_THAT(
      Comparison(with_program(include + "typedef opaque T<OWN>;"), with_program(include + "typedef opaque T<4>;"))
          .findings(),
      testing::Contains("error: P.V.F argument 1 (T): bound changed from OWN to 4, of which a header has the value"));
}

TEST(Compat, TakesNoArrayForEmptyWhoseLengthAHeaderHas) {
  const std::string include = "%#include \"own.h\"\n";
  EXPECT_THAT(Comparison(with_program(include + "struct T { int a[OWN]; int b; };"),
                         with_program(include + "struct T { int b; };"))
                  .findings(),
              testing::Contains("error: P.V.F argument 1 (T): member 'a' removed"));
}

TEST(Compat, ComparesTypesOfNoProgramByName) {
  const std::string program = " program P { version V { void F(void) = 1; } = 1; } = 9;";
  EXPECT_THAT(Comparison("struct A { int a; };" + program, "struct A { hyper a; };" + program).findings(),
              ElementsAre("error: A.a: changed from int to hyper: 8 bytes on the wire instead of 4"));
  EXPECT_THAT(Comparison("struct A { int a; };" + program, program).findings(), IsEmpty());
  expect({
      {"a format's type removed",
       "struct A { int a; }; struct B { int b; };",
       "struct B { int b; };",
       {"error: A: removed"}},
      {"a format that contains itself removed",
       "struct A { A *l; int a; }; struct B { int b; };",
       "struct B { int b; };",
       {"error: A: removed"}},
      {"a part's name", "struct A { int a; }; struct B { A a; };", "struct C { int a; }; struct B { C a; };", {}},
      {"a part without a name", "struct B { struct { int c; } a; };", "struct B { struct { int c; } z; };", {}},
      {"a type named like a part without a name",
       "struct B { struct { int c; } a; };",
       "struct B { struct { int c; } a; }; struct B_a { hyper z; };",
       {}},
      {"typedef",
       "typedef int A;",
       "typedef hyper A;",
       {"error: A: changed from int to hyper: 8 bytes on the wire instead of 4"}},
  });
}

TEST(Compat, ComparesTypesThatContainThemselves) {
  expect_of_types({
      {"in another way",
       "struct T { int a; T *next; };",
       "struct T { int a; U *next; }; struct U { int a; T *next; };",
       {}},
      {"trees",
       "struct T { T *left; int a; T *right; };",
       "struct T { T *left; hyper a; T *right; };",
       {"error: P.V.F argument 1 (T).a: changed from int to hyper: 8 bytes on the wire instead of 4"}},
      {"unions",
       "union T switch (int t) { case 1: T *a; default: void; };",
       "union T switch (int t) { case 1: S a; default: void; }; typedef T *S;",
       {}},
  });
}

TEST(Compat, ReportsADifferenceOnceAndHowManyProceduresReachIt) {
  const std::string program = " program P { version V { void F(S) = 1; S G(void) = 2; void H(S, S) = 3; } = 1; } = 9;";
  EXPECT_THAT(Comparison("struct S { int a; };" + program, "struct S { int a; int b; };" + program).findings(),
              ElementsAre("error: P.V.F argument 1 (S): member 'b' added (2 other procedures)"));
  EXPECT_THAT(Comparison("typedef int N; struct S { N a; N b; };" + program,
                         "typedef hyper N; struct S { N a; N b; };" + program)
                  .findings(),
              ElementsAre("error: P.V.F argument 1 (S).a: changed from int to hyper: 8 bytes on the wire instead of 4"
                          " (2 other procedures)"));
}

TEST(Compat, ShowsBothPlaces) {
  const Comparison changed("struct T {\n  int a;\n};\n", "\nstruct T {\n  hyper a;\n};\n");
  EXPECT_THAT(changed.messages(), HasSubstr("new.x:3:3: error: T.a: changed"));
  EXPECT_THAT(changed.messages(), HasSubstr("old.x:2:3: note: before the change"));
  EXPECT_EQ(changed.summary, "1 change breaks the wire between old.x and new.x");
  EXPECT_THAT(Comparison("struct T { int a; int b; };", "\nstruct T { int b; };").messages(),
              HasSubstr("old.x:1:16: error: T: member 'a' removed"));
}

TEST(Compat, CountsBreaksOnly) {
  EXPECT_EQ(Comparison("struct T { int a; }; enum E { A };", "struct T { int a; }; enum E { A, B };").summary, "");
  EXPECT_EQ(Comparison("struct T { int a; int b; };", "struct T { float a; float b; };").summary,
            "2 changes break the wire between old.x and new.x");
}

TEST(Compat, CountsAllBreaksAndShowsTheFirst) {
  std::string before, after;
  for (int at = 0; at < 300; ++at) {
    before += fmt::format("struct s{} {{ int a; }};\n", at);
    after += fmt::format("struct s{} {{ float a; }};\n", at);
  }
  const Comparison changed(before, after);
  EXPECT_EQ(changed.summary, "300 changes break the wire between old.x and new.x");
  EXPECT_EQ(changed.findings().size(), Diagnostics::max_errors);
}

TEST(Compat, ReportsErrorsOfBothFilesInstead) {
  const Comparison wrong("struct T { nosuch a; };", "struct T { neither a; };");
  EXPECT_THAT(wrong.findings(), ElementsAre("error: unknown type 'nosuch'", "error: unknown type 'neither'"));
  EXPECT_EQ(wrong.summary, "");
}

TEST(Compat, ComparesLongChainsWithoutRecursion) {
  constexpr int length = 2000;
  std::string chain, arrays, optionals, choices;
  for (int at = 0; at < length; ++at) {
    chain += fmt::format("struct s{} {{ s{} m; }};\n", at, at + 1);
    arrays += fmt::format("typedef s{} s{}<>;\n", at + 1, at);
    optionals += fmt::format("typedef s{} *s{};\n", at + 1, at);
    choices += fmt::format("union u{0} switch (bool b) {{ case TRUE: u{1} v; case FALSE: void; }};\n", at, at + 1);
  }
  const std::string end = fmt::format("typedef int s{}; typedef s0 T;", length);
  onc::test::on_small_stack(
      [&] {
        EXPECT_EQ(Comparison(with_program(chain + end), with_program(chain + end)).findings(), Lines{});
        EXPECT_EQ(Comparison(with_program(arrays + end), with_program(arrays + end)).findings(), Lines{});
        EXPECT_EQ(Comparison(with_program(optionals + end),
                             with_program(choices + fmt::format("typedef int u{}; typedef u0 T;", length)))
                      .findings(),
                  Lines{});
        EXPECT_FALSE(Comparison(with_program(chain + end), with_program("typedef string T<>;")).summary.empty());
      },
      (std::size_t{2} << 20) / 5);
}

TEST(Compat, StopsWhenTypesPairTooOften) {
  // Circles of structs whose lengths have no common factor put each of the one in the place of each of the other.
  const auto circle = [](char name, int length) {
    std::string text;
    for (int at = 0; at < length; ++at)
      text += fmt::format("struct {0}{1} {{ int v; {0}{2} *n; int w; }};\n", name, at, (at + 1) % length);
    return with_program(text + fmt::format("typedef {}0 T;", name));
  };
  EXPECT_THAT(Comparison(circle('a', 31), circle('b', 37)).findings(), IsEmpty());
  EXPECT_THAT(Comparison(circle('a', 523), circle('b', 541)).findings(),
              ElementsAre("error: the types of the two files are used in too many combinations to compare them all"));
}

}  // namespace
