// What idlc --ast=json writes, read back.
#include <string>
#include <string_view>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "ast_command.h"
#include "compiled.h"
#include "source/utf8.h"

namespace {

using nlohmann::json;
using onc::compiler::ast_file;
using onc::compiler::CompileOptions;
using onc::compiler::Diagnostics;
using onc::compiler::SourceManager;
using onc::compiler::to_utf8;
using onc::compiler::test::Files;
using onc::compiler::test::MemoryBackend;
using testing::ElementsAre;

std::string ast_text(std::string text, CompileOptions options = {}, const Files& others = {}) {
  MemoryBackend backend;
  options.path = "test.x";
  backend.add("test.x", std::move(text));
  for (const auto& [path, content] : others) backend.add(path, content);
  SourceManager sources{backend};
  Diagnostics diagnostics;
  const auto files = ast_file(options, sources, diagnostics);
  EXPECT_EQ(files.size(), diagnostics.has_errors() ? 0U : 1U);
  return files.empty() ? render(diagnostics, sources) : files.front().text;
}

json ast(std::string text, const CompileOptions& options = {}) {
  return json::parse(ast_text(std::move(text), options));
}

// The definition of a name.
json definition(const json& tree, std::string_view name) {
  for (const json& one : tree["definitions"])
    if (one["name"] == name) return one;
  ADD_FAILURE() << "no " << name << " in " << tree;
  return {};
}

json definition_in(std::string text, std::string_view name) { return definition(ast(std::move(text)), name); }

// The type of the only member of a struct.
json type_of(const std::string& declaration, const std::string& others = {}) {
  return definition_in(others + "struct holder { " + declaration + "; };", "holder")["members"][0]["type"];
}

std::vector<std::string> keys(const json& object) {
  std::vector<std::string> result;
  for (const auto& [key, value] : object.items()) result.push_back(key);
  return result;
}

TEST(Ast, SaysItsFormatAndWhatItIsOf) {
  const json tree = ast("const A = 1;");
  EXPECT_EQ(tree["format"], 1);
  EXPECT_EQ(tree["file"], "test.x");
  EXPECT_EQ(tree["namespace"], "test");
  EXPECT_EQ(ast("const A = 1;", {.cpp_namespace = "a::b"})["namespace"], "a::b");
  EXPECT_THAT(keys(tree), ElementsAre("definitions", "file", "format", "namespace", "programs", "verbatim"));
}

TEST(Ast, HasNamesPlacesAndOrder) {
  const json tree = ast("const A = 1;\nstruct class { int a; };");
  const json& type = tree["definitions"][1];
  EXPECT_EQ(type["id"], 1);
  EXPECT_EQ(type["position"], 1);
  EXPECT_EQ(type["name"], "class");
  EXPECT_EQ(type["cpp_name"], "class_");
  EXPECT_EQ(type["documentation"], "");
  EXPECT_EQ(type["place"], json({{"file", "test.x"}, {"line", 2}, {"column", 8}, {"end_line", 2}, {"end_column", 13}}));
}

TEST(Ast, HasPlacesInIncludedFiles) {
  const json tree = json::parse(ast_text("#include \"part.x\"\n", {}, {{"part.x", "\ntypedef int a;\n"}}));
  EXPECT_EQ(tree["definitions"][0]["place"]["file"], "part.x");
  EXPECT_EQ(tree["definitions"][0]["place"]["line"], 2);
}

TEST(Ast, HasConstantsAsWholeNumbers) {
  const json tree =
      ast("const A = -9223372036854775808; const B = 18446744073709551615; const C = A / 2; const D = \"a\";");
  EXPECT_EQ(definition(tree, "A")["kind"], "constant");
  EXPECT_EQ(definition(tree, "A")["value"].get<std::int64_t>(), INT64_MIN);
  EXPECT_EQ(definition(tree, "B")["value"].get<std::uint64_t>(), UINT64_MAX);
  EXPECT_EQ(definition(tree, "C")["value"], -4611686018427387904);
  EXPECT_EQ(definition(tree, "D")["value"], "a");
  EXPECT_FALSE(definition(tree, "A").contains("min_size"));
}

TEST(Ast, HasWhatOperatorsMakeOfNegativeNumbers) {
  const json tree =
      ast("const A = -5 >> 1; const B = -4 >> 1; const C = -6 & 7; const D = -8 | 1; const E = -1 ^ 5; const F = ~5;"
          "const G = -3 << 2; const H = -7 % 4; const I = -7 / 2; const J = 6 ^ 3;");
  const std::vector<std::pair<const char*, int>> values{{"A", -3}, {"B", -2},  {"C", 2},  {"D", -7}, {"E", -6},
                                                        {"F", -6}, {"G", -12}, {"H", -3}, {"I", -3}, {"J", 5}};
  for (const auto& [name, value] : values) EXPECT_EQ(definition(tree, name)["value"], value) << name;
}

TEST(Ast, HasPrimitivesByWhatTheyAre) {
  const std::vector<std::pair<const char*, const char*>> names{
      {"bool", "bool"},      {"char", "int8"},     {"u_char", "uint8"},        {"short", "int16"},
      {"u_short", "uint16"}, {"long", "int32"},    {"unsigned int", "uint32"}, {"hyper", "int64"},
      {"u_hyper", "uint64"}, {"float", "float32"}, {"double", "float64"},      {"quadruple", "quadruple"}};
  for (const auto& [schema, name] : names) EXPECT_EQ(type_of(schema + std::string(" a"))["primitive"], name);
  EXPECT_EQ(type_of("string a<>")["primitive"], "string");
  EXPECT_EQ(type_of("opaque a[4]")["primitive"], "opaque");
}

TEST(Ast, HasShapesBoundsAndSizes) {
  struct Case {
    const char* declaration;
    const char* shape;
    json bound, least, most;
  };
  const json none{{"value", nullptr}, {"constant", nullptr}}, five{{"value", 5}, {"constant", nullptr}};
  for (const Case& one : std::vector<Case>{{"int a", "plain", nullptr, 4, 4},
                                           {"hyper a[5]", "fixed", five, 40, 40},
                                           {"hyper a<5>", "array", five, 4, 44},
                                           {"hyper a<>", "array", none, 4, nullptr},
                                           {"hyper *a", "optional", nullptr, 4, 12},
                                           {"opaque a[5]", "fixed", five, 8, 8},
                                           {"string a<5>", "array", five, 4, 12},
                                           {"quadruple a", "plain", nullptr, 16, 16},
                                           {"string a<>", "array", none, 4, nullptr}}) {
    const json type = type_of(one.declaration);
    EXPECT_EQ(type["shape"], one.shape) << one.declaration;
    EXPECT_EQ(type["bound"], one.bound) << one.declaration;
    EXPECT_EQ(type["min_size"], one.least) << one.declaration;
    EXPECT_EQ(type["max_size"], one.most) << one.declaration;
  }
  EXPECT_EQ(type_of("int a<N>", "const N = 7; ")["bound"], json({{"value", 7}, {"constant", "N"}}));
  EXPECT_EQ(type_of("opaque a[8]")["cpp_type"], "std::array<std::byte, 8>");
}

TEST(Ast, HasSizesOfWhatContainsOthers) {
  const json tree = ast(
      "struct a { int x; string y<9>; }; struct b { a l[2]; a m<3>; }; union u switch (int t) { case 1: a v; case 2: "
      "void; }; struct c { u v; opaque w<>; }; typedef a d<2>;");
  EXPECT_EQ(definition(tree, "a")["min_size"], 8);
  EXPECT_EQ(definition(tree, "a")["max_size"], 20);
  EXPECT_EQ(definition(tree, "b")["min_size"], 20);
  EXPECT_EQ(definition(tree, "b")["max_size"], 40 + 4 + 60);
  EXPECT_EQ(definition(tree, "u")["min_size"], 4);
  EXPECT_EQ(definition(tree, "u")["max_size"], 24);
  EXPECT_EQ(definition(tree, "c")["max_size"], nullptr);
  EXPECT_EQ(definition(tree, "d")["max_size"], 44);
}

TEST(Ast, HasNoMostWhereSixtyFourBitsDoNotHoldIt) {
  const json tree = ast("typedef opaque a<4294967295>; typedef a b<4294967290>; typedef b c<2>;");
  EXPECT_EQ(definition(tree, "a")["max_size"], 4294967300);
  EXPECT_EQ(definition(tree, "b")["max_size"], 4 + 4294967300ULL * 4294967290ULL);
  EXPECT_EQ(definition(tree, "c")["max_size"], nullptr);
}

TEST(Ast, LooksThroughRenamingsAndSaysWhatWasWritten) {
  const json tree = ast("struct a { int x; }; typedef a b; struct c { b y; };");
  const json type = definition(tree, "c")["members"][0]["type"];
  EXPECT_EQ(type["definition"], definition(tree, "a")["id"]);
  EXPECT_EQ(type["spelled"], definition(tree, "b")["id"]);
  EXPECT_EQ(type["primitive"], nullptr);
  EXPECT_EQ(definition(tree, "b")["kind"], "typedef");
  EXPECT_EQ(definition(tree, "b")["renames"], true);
  EXPECT_EQ(definition_in("typedef int d<>;", "d")["renames"], false);
}

TEST(Ast, HasEnumerators) {
  const json type = definition_in("enum e { A = -1, linux };", "e");
  EXPECT_EQ(type["kind"], "enum");
  EXPECT_EQ(type["enumerators"][0]["value"], -1);
  EXPECT_EQ(type["enumerators"][1]["name"], "linux");
  EXPECT_EQ(type["enumerators"][1]["cpp_name"], "linux_");
  EXPECT_EQ(type["enumerators"][1]["value"], 0);
  EXPECT_EQ(type["max_size"], 4);
}

TEST(Ast, HasLists) {
  const json tree = ast("struct node { int v; node *next; }; struct a { node *all; };");
  const json node = definition(tree, "node");
  EXPECT_EQ(node["link"]["name"], "next");
  EXPECT_EQ(node["members"].size(), 1U);
  const json type = definition(tree, "a")["members"][0]["type"];
  EXPECT_EQ(type["list"], true);
  EXPECT_EQ(type["max_size"], nullptr);
  EXPECT_EQ(definition_in("struct a { int v; };", "a")["link"], nullptr);
}

TEST(Ast, MarksRecursion) {
  const json tree = ast("struct tree { tree *left; int v; tree *right; }; struct a { int v; };");
  EXPECT_EQ(definition(tree, "tree")["recursive"], true);
  EXPECT_EQ(definition(tree, "tree")["max_size"], nullptr);
  EXPECT_EQ(definition(tree, "tree")["members"][0]["type"]["recursive"], true);
  EXPECT_EQ(definition(tree, "a")["recursive"], false);
}

TEST(Ast, HasUnionsWithTheirLabels) {
  const json type =
      definition_in("enum e { A = 3, B = 4 }; union u switch (e t) { case A: case B: int v; default: void; };", "u");
  EXPECT_EQ(type["kind"], "union");
  EXPECT_EQ(type["discriminant"]["name"], "t");
  EXPECT_EQ(type["discriminant"]["type"]["definition"], 0);
  EXPECT_EQ(type["discriminant_kind"], "enum");
  const json& labels = type["arms"][0]["labels"];
  EXPECT_EQ(labels[0]["value"], 3);
  EXPECT_EQ(labels[1]["text"], "B");
  EXPECT_EQ(type["arms"][0]["default"], false);
  EXPECT_EQ(type["arms"][1]["default"], true);
  EXPECT_EQ(type["arms"][1]["name"], "");
  EXPECT_EQ(type["arms"][1]["type"]["shape"], "void");
  EXPECT_EQ(definition_in("union u switch (bool t) { case TRUE: int v; case FALSE: void; };", "u")["discriminant_kind"],
            "bool");
  EXPECT_EQ(definition_in("union u switch (int t) { case -1: int v; };", "u")["arms"][0]["labels"][0]["value"], -1);
}

TEST(Ast, HasTheLabelThatTheDefaultOfABoolStandsFor) {
  const json arms = definition_in("union u switch (bool t) { case TRUE: int v; default: void; };", "u")["arms"];
  EXPECT_EQ(arms[0]["labels"][0]["text"], "TRUE");
  EXPECT_EQ(arms[1]["default"], false);
  EXPECT_EQ(arms[1]["labels"][0]["text"], "default");
  EXPECT_EQ(arms[1]["labels"][0]["value"], 0);
}

TEST(Ast, HasProgramsVersionsAndProcedures) {
  const json tree =
      ast("program P { version V { void NULL(void) = 0; string ECHO(string text<9>, int) = 7; } = 2; } = 0xfffffffe;");
  const json& program = tree["programs"][0];
  EXPECT_EQ(program["name"], "P");
  EXPECT_EQ(program["number"], 4294967294);
  EXPECT_EQ(program["versions"][0]["number"], 2);
  const json& echo = program["versions"][0]["procedures"][1];
  EXPECT_EQ(echo["name"], "ECHO");
  EXPECT_EQ(echo["cpp_name"], "echo");
  EXPECT_EQ(echo["number"], 7);
  EXPECT_EQ(echo["result"]["primitive"], "string");
  EXPECT_EQ(echo["arguments"][0]["name"], "text");
  EXPECT_EQ(echo["arguments"][0]["type"]["max_size"], 16);
  EXPECT_EQ(echo["arguments"][1]["name"], "arg2");
  EXPECT_EQ(program["versions"][0]["procedures"][0]["arguments"], json::array());
}

TEST(Ast, HasTypesThatTheLanguageDefinesOrOtherFilesDo) {
  const json tree = ast("struct a { netobj n; own o; };", {.extern_types = {"own=my::own:own.h"}});
  const json netobj = definition(tree, "netobj"), own = definition(tree, "own");
  EXPECT_EQ(netobj["kind"], "typedef");
  EXPECT_EQ(netobj["type"]["place"], nullptr);
  EXPECT_EQ(own["kind"], "extern");
  EXPECT_EQ(own["cpp_type"], "my::own");
  EXPECT_EQ(own["header"], "\"own.h\"");
  EXPECT_EQ(own["max_size"], nullptr);
  const json bound = json::parse(
      ast_text("%#include \"own.h\"\nstruct a { opaque n<OWN>; };"))["definitions"][0]["members"][0]["type"];
  EXPECT_EQ(bound["bound"], json({{"value", nullptr}, {"constant", "OWN"}}));
  EXPECT_EQ(bound["max_size"], nullptr);
}

TEST(Ast, HasTypesDefinedInPlace) {
  const json tree = ast("struct a { struct { int v; } b; };");
  EXPECT_EQ(definition(tree, "a_b")["id"], 1);
  EXPECT_EQ(definition(tree, "a")["members"][0]["type"]["definition"], 1);
}

TEST(Ast, HasVerbatimLines) {
  const json tree = ast("const A = 1;\n%// one\n%// two\nconst B = 2;\n#ifdef RPC_SVC\n%// three\n#endif\n");
  ASSERT_EQ(tree["verbatim"].size(), 2U) << tree["verbatim"];
  EXPECT_EQ(tree["verbatim"][0], json({{"output", "header"}, {"position", 1}, {"lines", {"// one", "// two"}}}));
  EXPECT_EQ(tree["verbatim"][1]["output"], "service");
}

TEST(Ast, IsValidUtf8WhateverTheFileHas) {
  const json tree = ast("%// caf\xe9 \xc3\xa9 \xed\xa0\x80\n%// \"\\\x01\nconst A = \"\xff\";");
  EXPECT_EQ(tree["verbatim"][0]["lines"][0], "// caf\xc3\xa9 \xc3\xa9 \xc3\xad\xc2\xa0\xc2\x80");
  EXPECT_EQ(tree["verbatim"][0]["lines"][1], "// \"\\\x01");
  EXPECT_EQ(definition(tree, "A")["value"], "\xc3\xbf");
}

TEST(Ast, IsTheSameEveryTime) {
  const std::string text = "struct b { int x; }; struct a { b y; }; program P { version V { a F(b) = 1; } = 1; } = 1;";
  EXPECT_EQ(ast_text(text), ast_text(text));
}

TEST(Ast, IsNotWrittenOfAFileWithErrors) {
  EXPECT_THAT(ast_text("struct a { nosuch b; };"), testing::HasSubstr("unknown type 'nosuch'"));
}

TEST(Ast, HasTheCommentsOfEachPart) {
  const json tree =
      ast("/* one */\n// two\nstruct a { int b; /* three */ };\n"
          "program P { version V { /* four */\n void F(int) = 1; // five\n } = 1; } = 1;");
  EXPECT_EQ(tree["definitions"][0]["documentation"], "one\ntwo");
  EXPECT_EQ(tree["definitions"][0]["members"][0]["documentation"], "three");
  const json& version = tree["programs"][0]["versions"][0];
  EXPECT_EQ(version["documentation"], "four");
  EXPECT_EQ(version["procedures"][0]["documentation"], "five");
  EXPECT_EQ(version["procedures"][0]["arguments"][0]["documentation"], "");
}

TEST(Ast, HasNamespaces) {
  const json tree = ast("const A = 1; namespace b { const C = 2; } namespace d { namespace e { const F = 3; } }");
  EXPECT_EQ(tree["namespace"], "test");
  EXPECT_EQ(tree["definitions"][0]["namespace"], "test");
  EXPECT_EQ(tree["definitions"][1]["namespace"], "b");
  EXPECT_EQ(tree["definitions"][2]["namespace"], "d::e");
}

TEST(Utf8, KeepsCharactersAndTakesOtherBytesAsLatin1) {
  for (const char* valid : {"", "a", "\xc2\x80", "\xdf\xbf", "\xe0\xa0\x80", "\xed\x9f\xbf", "\xee\x80\x80",
                            "\xf0\x90\x80\x80", "\xf3\xbf\xbf\xbf", "\xf4\x8f\xbf\xbf"})
    EXPECT_EQ(to_utf8(valid), valid);
  EXPECT_EQ(to_utf8("\x80"), "\xc2\x80");
  EXPECT_EQ(to_utf8("\xc3"), "\xc3\x83");
  EXPECT_EQ(to_utf8("\xc0\x80"), "\xc3\x80\xc2\x80");
  EXPECT_EQ(to_utf8("\xe0\x9f\xbf"), "\xc3\xa0\xc2\x9f\xc2\xbf");
  EXPECT_EQ(to_utf8("\xed\xa0\x80"), "\xc3\xad\xc2\xa0\xc2\x80");
  EXPECT_EQ(to_utf8("\xf0\x8f\xbf\xbf"), "\xc3\xb0\xc2\x8f\xc2\xbf\xc2\xbf");
  EXPECT_EQ(to_utf8("\xf4\x90\x80\x80"), "\xc3\xb4\xc2\x90\xc2\x80\xc2\x80");
  EXPECT_EQ(to_utf8("\xf5\xe2\x82"), "\xc3\xb5\xc3\xa2\xc2\x82");
}

}  // namespace
