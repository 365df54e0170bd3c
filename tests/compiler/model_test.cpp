// What the compiler decides: names, containers, order, sizes. Seen in its output, which is where it matters.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "compiled.h"
#include "model/cpp_names.h"

namespace {

using onc::compiler::model::is_cpp_namespace;
using onc::compiler::model::namespace_fault;
using onc::compiler::model::namespace_from_stem;
using onc::compiler::test::Compiled;
using testing::ContainsRegex;
using testing::HasSubstr;
using testing::Not;

// The places of the texts in `header`, in the order given, must ascend.
void expect_order(const std::string& header, std::initializer_list<const char*> texts) {
  std::size_t last = 0;
  for (const char* text : texts) {
    const std::size_t at = header.find(text);
    ASSERT_NE(at, std::string::npos) << text << " is missing in\n" << header;
    EXPECT_LT(last, at) << text << " comes too early in\n" << header;
    last = at;
  }
}

TEST(CppNames, KeepTheSchemasSpelling) {
  const std::string header = Compiled("struct nfs_fh3 { opaque Data<64>; };").header();
  EXPECT_THAT(header, HasSubstr("struct nfs_fh3 {\n  std::vector<std::byte> Data{};"));
}

TEST(CppNames, GiveKeywordsAndMacrosAnUnderscore) {
  const std::string header =
      Compiled("enum a { NULL, EOF, ENOENT, minor, linux }; struct class { int export; int errno; };").header();
  for (const char* name : {"NULL_ = 0", "EOF_ = 1", "ENOENT_ = 2", "minor_ = 3", "linux_ = 4", "struct class_ {",
                           "std::int32_t export_ = 0;", "std::int32_t errno_ = 0;"})
    EXPECT_THAT(header, HasSubstr(name));
}

TEST(CppNames, GiveWayToMacrosButNotToFunctionsOfPosixHeaders) {
  const std::string header =
      Compiled(
          "const B50 = 1; const ECHO = 2; const ACCESS3_READ = 3; struct a { int ut_time; int mount; glob err; };"
          "struct glob { int ioctl; };")
          .header();
  for (const char* name :
       {" B50_ =", " ECHO_ =", " ACCESS3_READ =", " ut_time_ =", " mount =", "glob err{}", " ioctl ="})
    EXPECT_THAT(header, HasSubstr(name));
}

TEST(CppNames, GiveMembersNamedLikeTypesOfTheirStructAnUnderscore) {
  const std::string header =
      Compiled("typedef int b; struct a { int a; b b; int c[D]; int D; }; const D = 3;").header();
  EXPECT_THAT(header,
              HasSubstr("std::int32_t a_ = 0;\n  b b_ = 0;\n  std::array<std::int32_t, D> c{};\n  std::int32_t D_"));
}

TEST(CppNames, KeepArmsApartFromUnionAndDiscriminant) {
  const std::string header =
      Compiled("union u switch (int t) { case 1: int u; case 2: int t; case 3: int make_t; };").header();
  for (const char* name : {" t() const", " u_() const", " t_() const", "make_u_(", "make_t_(", " make_t() const"})
    EXPECT_THAT(header, HasSubstr(name));
}

TEST(CppNames, MakeProceduresLowerCaseAndKeepTheirStartFunctionsApart) {
  const std::string header =
      Compiled(
          "typedef int log; program P { version V { void DELETE(void) = 1; void A(void) = 2; void START_A(void) = 3;"
          " void CONNECT(void) = 4; void DISPATCH(void) = 5; log LOG(void) = 6; void Null(void) = 7; } = 1; } = 1;")
          .header();
  for (const char* name : {" delete_(", " start_a(", " start_a_(", " start_start_a_(", " connect_(", " dispatch_(",
                           "<log> log_(", " null("})
    EXPECT_THAT(header, HasSubstr(name));
}

TEST(CppNames, QualifyTypesNamedLikeMembersOfTheStubs) {
  const std::string header = Compiled("typedef int id; program P { version V { id A(id) = 1; } = 1; } = 1;").header();
  EXPECT_THAT(header, HasSubstr("virtual onc::Result<::test::id> a(::test::id arg1, onc::CallContext& call) = 0;"));
}

TEST(CppNames, NameInlineTypesAfterTheirPlace) {
  const std::string header =
      Compiled(
          "struct a { struct { int c; } b; enum { D } e<>; }; typedef struct { int x; } list<>; union u switch (int t)"
          " { case 1: struct { int f; } g; };")
          .header();
  for (const char* name : {"struct a_b {", "enum class a_e ", "struct list_element {", "struct u_g {"})
    EXPECT_THAT(header, HasSubstr(name));
}

TEST(CppNames, ChooseParametersThatHideNothing) {
  const std::string codecs = Compiled("typedef int value; const out = 3; struct a { value b; };").codecs();
  EXPECT_THAT(codecs, HasSubstr("bool encode(onc::xdr::Encoder& out_, const a& value_)"));
}

TEST(CppNames, MakeANamespaceOfTheFilesName) {
  EXPECT_EQ(namespace_from_stem("nfs"), "nfs");
  for (const std::string name : {"log", "mount", "umount", "glob", "ioctl", "mmap", "login", "err", "ftw", "sysinfo"})
    EXPECT_EQ(namespace_from_stem(name), name + "_");
  EXPECT_EQ(namespace_from_stem("time"), "time_");
  EXPECT_EQ(namespace_from_stem("class"), "class_");
  EXPECT_EQ(namespace_from_stem("std"), "std_");
  EXPECT_EQ(namespace_from_stem("foo-bar.v2"), "foo_bar_v2");
  EXPECT_EQ(namespace_from_stem("2nd"), "x2nd");
  EXPECT_EQ(namespace_from_stem("onc"), "onc_");
  EXPECT_EQ(namespace_from_stem("_A"), "x_A");
  EXPECT_EQ(namespace_from_stem("a--b__c"), "a_b_c");
  EXPECT_EQ(namespace_from_stem(""), "x");
}

TEST(CppNames, KnowWhatANamespaceIs) {
  EXPECT_TRUE(is_cpp_namespace("a::b_2"));
  for (const char* wrong : {"", "a::", "::a", "a b", "2a", "a::class", "a:b", "NULL"})
    EXPECT_FALSE(is_cpp_namespace(wrong)) << wrong;
}

TEST(CppNames, KnowWhichNamespacesAreFree) {
  for (const char* free : {"a", "a::b_2", "onc::rpc", "a::log", "a::_b"}) EXPECT_EQ(namespace_fault(free), "") << free;
  for (const char* taken : {"std", "a::std", "onc", "a::onc", "onc::xdr", "_A", "_a", "a::_A", "a__b", "a::b__", "__a",
                            "a::class", "class", "log", "", "a:b"})
    EXPECT_NE(namespace_fault(taken), "") << taken;
}

TEST(CppNames, LeaveTheCompilersNamesToIt) {
  EXPECT_THAT(Compiled("struct s { int __has_include; int _Bool; int _a; };").header(),
              HasSubstr("std::int32_t x_has_include = 0;\n  std::int32_t x_Bool = 0;\n  std::int32_t _a = 0;"));
}

TEST(CppNames, KeepParametersApartFromMembersOfBases) {
  const std::string header =
      Compiled("const channel = 1; program P { version V { void A(int begin, int channel_, int id) = 1; } = 1; } = 1;")
          .header();
  EXPECT_THAT(header, HasSubstr("Channel> channel_2) noexcept"));
  EXPECT_THAT(header, HasSubstr("a(std::int32_t begin_, std::int32_t channel_2_, std::int32_t id_,"));
}

TEST(CppNames, KeepHelpersApartFromEverythingElse) {
  const Compiled compiled(
      "struct serve_a { int x; }; program P { version V { serve_a A(void) = 1; int B(int procedure_b) = 2;"
      " void C(void) = 3; void ARGUMENTS_OF_C(void) = 4; } = 1; } = 1;");
  EXPECT_THAT(compiled.file("_svc.cpp"), HasSubstr("onc::Outcome serve_a_("));
  EXPECT_THAT(compiled.file("_clnt.cpp"), HasSubstr("onc::Procedure procedure_b_{"));
  EXPECT_THAT(compiled.file("_clnt.cpp"), HasSubstr("onc::Procedure procedure_c_{"));
}

TEST(CppNames, KeepDefinitionsApartFromMembersOfUnions) {
  EXPECT_THAT(Compiled("struct Arm { int x; }; union u switch (int t) { case 1: Arm select; };").header(),
              HasSubstr("struct Arm_ {"));
}

TEST(Constants, HaveTheNarrowestNaturalType) {
  const std::string header = Compiled(
                                 "const A = 1; const B = -1; const C = 0x100000000; const D = -5000000000;"
                                 "const E = 18446744073709551615; const F = 017; const G = \"text\";")
                                 .header();
  for (const char* line : {"std::uint32_t A = 1;", "std::int32_t B = -1;", "std::uint64_t C = 0x100000000;",
                           "std::int64_t D = -5000000000;", "std::uint64_t E = 18446744073709551615U;",
                           "std::uint32_t F = 15;", "std::string_view G = \"text\";"})
    EXPECT_THAT(header, HasSubstr(line));
}

TEST(Lists, BecomeVectorsWithoutALink) {
  const Compiled compiled(
      "struct node { int v; node *next; }; typedef node *nodes;"
      "struct user { node one; node *all; nodes named; node many<>; node some[2]; };");
  EXPECT_THAT(compiled.header(), HasSubstr("struct node {\n  std::int32_t v = 0;\n  friend"));
  EXPECT_THAT(compiled.header(), HasSubstr("using nodes = std::vector<node>;"));
  EXPECT_THAT(compiled.header(), HasSubstr("  std::vector<node> one{};\n  std::vector<node> all{};\n  nodes named{};\n"
                                           "  std::vector<std::vector<node>> many{};\n"
                                           "  std::array<std::vector<node>, 2> some{};\n"));
  EXPECT_THAT(compiled.codecs(), HasSubstr("out.chain(value.one)"));
  EXPECT_THAT(compiled.codecs(), HasSubstr("out.list(value.all)"));
  EXPECT_THAT(compiled.codecs(), HasSubstr("encode_nodes(out, value.named)"));
  EXPECT_THAT(compiled.codecs(),
              HasSubstr("[](onc::xdr::Encoder& coder, const auto& element) { return coder.chain(element); }"));
  EXPECT_THAT(compiled.codecs(), HasSubstr("out.list(value);"));
  EXPECT_THAT(compiled.codecs(), Not(HasSubstr("enter")));
}

TEST(Lists, AreFoundThroughTypedefs) {
  EXPECT_THAT(Compiled("typedef struct node *nodes; struct node { int v; nodes next; };").header(),
              HasSubstr("struct node {\n  std::int32_t v = 0;\n  friend"));
  EXPECT_THAT(Compiled("typedef node alias; struct node { int v; alias *next; };").header(),
              HasSubstr("struct node {\n  std::int32_t v = 0;\n  friend"));
}

TEST(Lists, AreFoundThroughTypedefsThatStandFirst) {
  EXPECT_THAT(Compiled("typedef struct node alias; struct node { int v; alias *next; };").header(),
              HasSubstr("struct node {\n  std::int32_t v = 0;\n  friend"));
  EXPECT_THAT(Compiled("typedef struct node alias; struct node { part p; alias *next; };"
                       "union part switch (int k) { case 0: alias all; case 1: void; };")
                  .header(),
              HasSubstr("using alias = onc::xdr::Vector<node>;"));
}

TEST(Lists, NeedTheLinkToBeLast) {
  EXPECT_THAT(Compiled("struct node { node *next; int v; };").header(), HasSubstr("onc::xdr::Boxed<node> next{};"));
}

TEST(Recursion, UsesBoxesAndVectorsOfIncompleteTypesInCirclesOnly) {
  const std::string header = Compiled(
                                 "struct tree { tree *left; tree right<>; int *n; int v<>; };"
                                 "struct a { b x<>; }; struct b { a *y; }; struct c { a *z; b w<>; };")
                                 .header();
  EXPECT_THAT(header, HasSubstr("  onc::xdr::Boxed<tree> left{};\n  onc::xdr::Vector<tree> right{};\n"
                                "  std::optional<std::int32_t> n{};\n  std::vector<std::int32_t> v{};\n"));
  EXPECT_THAT(header, HasSubstr("onc::xdr::Vector<b> x{};"));
  EXPECT_THAT(header, HasSubstr("onc::xdr::Boxed<a> y{};"));
  EXPECT_THAT(header, HasSubstr("  std::optional<a> z{};\n  std::vector<b> w{};\n"));
}

TEST(Recursion, CountsDepth) {
  const std::string codecs =
      Compiled(
          "struct tree { tree *left; int v; }; union u switch (int t) { case 1: u v; case 2: void; };"
          "struct flat { int a; };")
          .codecs();
  EXPECT_THAT(codecs,
              HasSubstr("bool encode(onc::xdr::Encoder& out, const tree& value) {\n  if (!out.enter()) return false;"));
  EXPECT_THAT(codecs, HasSubstr("  if (!out.enter()) return false;\n  const bool ok = write_arm();"));
  EXPECT_THAT(codecs, HasSubstr("bool encode(onc::xdr::Encoder& out, const flat& value) {\n  return"));
}

TEST(Recursion, StartsAUnionWithAnArmThatEnds) {
  EXPECT_THAT(Compiled("union u switch (int t) { case 1: u v; case 2: int w; };").header(),
              HasSubstr("/// Starts with 2."));
  EXPECT_THAT(Compiled("union u switch (int t) { case 1: s v; case 2: r w; }; struct s { u x; }; struct r { o y; };"
                       "union o switch (int p) { case 1: u q; default: void; };")
                  .header(),
              HasSubstr("/// Starts with 2.\n  u();"));
}

TEST(Order, PutsWhatIsNeededFirst) {
  expect_order(
      Compiled("struct a { b c; e f[G]; }; union b switch (d t) { case H: void; }; enum d { H }; typedef opaque e<G>;"
               "const G = 3;")
          .header(),
      {"enum class d ", "class b {", "constexpr std::uint32_t G", "using e ", "struct a {"});
}

TEST(Order, DeclaresTypesOfACircleBeforeTheirUse) {
  expect_order(Compiled("struct a { b *c; int d; }; struct b { a e; };").header(),
               {"struct b;", "struct a {", "struct b {"});
}

TEST(Order, PutsATypedefBetweenTheDeclarationAndTheTypeThatUsesIt) {
  for (const char* schema : {
           "typedef struct node alias; struct node { alias *left; alias *right; int v; };",
           "struct node { int v; alias kids<>; }; typedef struct node alias;",
           "typedef struct node alias; struct pair { alias *l; alias *r; }; struct node { int v; pair kids; };",
           "typedef struct node alias; typedef alias *link; struct part { link a; }; struct node { part error; };",
           "typedef struct node alias[2]; struct node { int v; alias *x; };",
       })
    expect_order(Compiled(schema).header(), {"struct node;", "using alias = ", "struct node {"});
  expect_order(
      Compiled("typedef union f alias; union f switch (int k) { case 0: alias kids<>; case 1: void; };").header(),
      {"class f;", "using alias = f;", "class f {"});
}

TEST(Order, PutsATypedefBehindWhatItNamesOtherwise) {
  expect_order(Compiled("typedef struct node alias; struct node { int v; }; struct user { alias a[2]; };").header(),
               {"struct node {", "using alias = node;", "struct user {"});
}

// The typedef may stand before its elements are complete, its user may not.
TEST(Order, LooksThroughATypedefThatIsWrittenEarly) {
  expect_order(Compiled("typedef struct node row[2]; struct user { row a; }; struct node { int v; row *x; };").header(),
               {"struct node;", "using row = ", "struct node {", "struct user {"});
}

TEST(Order, LeavesOperatorsThatLookIntoIncompleteArraysForTheSource) {
  const Compiled struct_of(
      "typedef struct node row[2]; struct part { row *a; row b<>; }; struct node { int v; part p; };");
  EXPECT_THAT(struct_of.header(), HasSubstr("friend bool operator==(const part&, const part&);"));
  EXPECT_THAT(struct_of.header(), HasSubstr("friend bool operator==(const node&, const node&) = default;"));
  EXPECT_THAT(struct_of.codecs(), HasSubstr("  return left.a == right.a &&\n         left.b == right.b;"));
  EXPECT_THAT(Compiled("typedef node row[2]; union node switch (int d) { case 0: int z; case 1: part p[2]; };"
                       "union part switch (int d) { case 0: int z; case 1: row a<>; };")
                  .header(),
              HasSubstr("? std::addressof(a_) : nullptr;"));
}

TEST(Order, KeepsTheFilesOrderOtherwise) {
  expect_order(Compiled("const Z = 1; struct y { int a; }; const X = 2; enum w { V }; typedef int u;").header(),
               {" Z ", "struct y {", " X ", "class w ", "using u "});
}

TEST(Sizes, AreTheLeastBytesOfAnElement) {
  const std::string codecs =
      Compiled(
          "struct s { int a; hyper b; string c<>; opaque d[5]; int e<>; int *f; quadruple g; };"
          "struct l { int a; l *next; }; union u switch (int t) { case 1: hyper h; case 2: int i; };"
          "typedef opaque o[3]; enum e { E };"
          "struct all { s a<>; l b<>; u c<>; o d<>; e f<>; int g<>; };")
          .codecs();
  for (const char* call :
       {"in.array(value.a, onc::xdr::unbounded, 48)", "in.array(value.b, onc::xdr::unbounded, 8,",
        "in.array(value.c, onc::xdr::unbounded, 8)", "in.array(value.d, onc::xdr::unbounded, 4, decode_o)",
        "in.array(value.f, onc::xdr::unbounded, 4)", "in.array(value.g, onc::xdr::unbounded, 4)"})
    EXPECT_THAT(codecs, HasSubstr(call));
}

TEST(Unions, OmitTheTagWhereOneValueIsPossible) {
  const std::string header = Compiled(
                                 "union a switch (bool t) { case TRUE: int x; default: void; };"
                                 "union b switch (int t) { case 1: case 2: int x; case 3: void; default: int y; };")
                                 .header();
  for (const char* line : {"static a make_x(std::int32_t value);", "static a make_void();",
                           "static b make_x(std::int32_t tag, std::int32_t value);", "static b make_void();",
                           "static b make_y(std::int32_t tag, std::int32_t value);"})
    EXPECT_THAT(header, HasSubstr(line));
}

TEST(Verbatim, LinesStandOutsideTheNamespaceInTheFilesOrder) {
  expect_order(
      Compiled("%#include <a.h>\nconst A = 1;\n%#define B 2\n%/* it's */\nstruct c {\n%// inside\nint d; };\n%// end\n")
          .header(),
      {"\n#include <a.h>\n", "\nnamespace test {\n", " A = 1;", "\n}  // namespace test\n\n#define B 2\n/* it's */\n",
       "// inside\n", "\nnamespace test {\n\nstruct c {", "\n}  // namespace test\n\n// end\n"});
}

TEST(Files, AreAlwaysTheSameFour) {
  const Compiled compiled("const A = 1;", {.path = "dir/kv.x"});
  ASSERT_EQ(compiled.files.size(), 4u);
  EXPECT_EQ(compiled.files[0].name, "kv.h");
  EXPECT_EQ(compiled.files[1].name, "kv_xdr.cpp");
  EXPECT_EQ(compiled.files[2].name, "kv_clnt.cpp");
  EXPECT_EQ(compiled.files[3].name, "kv_svc.cpp");
  EXPECT_THAT(compiled.files[2].text, HasSubstr("declares no program"));
  EXPECT_THAT(compiled.header(), Not(HasSubstr("onc/client.h")));
}

TEST(Files, AreTheSameInEveryRun) {
  const char* text =
      "struct b { a *x; }; struct a { b *y; }; enum e { F, G }; program P { version V { a X(b) = 1; } = 1; } = 1;";
  const Compiled first(text), second(text);
  ASSERT_EQ(first.files.size(), 4u);
  for (std::size_t at = 0; at < first.files.size(); ++at) EXPECT_EQ(first.files[at].text, second.files[at].text);
}

TEST(Texts, MeanTheBytesBehindTheirEscapes) {
  const std::string header = Compiled(R"x(const S = "a\"b\\c\x41\101\n\t";)x").header();
  EXPECT_THAT(header, HasSubstr(R"x(std::string_view S = "a\"b\\cAA\n\t";)x"));
  EXPECT_THAT(Compiled(R"x(const S = "a\0b";)x").header(), HasSubstr(R"x(S = {"a\000b", 3};)x"));
  EXPECT_THAT(Compiled("const S = \"a?\?/b\";").header(), HasSubstr("S = \"a?\\?/b\";"));
  EXPECT_THAT(Compiled("const S = \"\x01\x7f\xff \xc3\xbc\xe2\x80\xae\";").header(),
              HasSubstr("S = \"\\001\\177\\377 \xc3\xbc\\342\\200\\256\";"));
}

TEST(Texts, CannotLeaveTheirQuotes) {
  const Compiled compiled(R"x(const S = "a\"; int evil; // "; /* comment */)x");
  EXPECT_THAT(compiled.header(), HasSubstr(R"x(S = "a\"; int evil; // ";  ///< comment)x"));
  EXPECT_THAT(Compiled("const S = \"a\\\";\n").messages(), HasSubstr("this string has no closing quote"));
}

TEST(Texts, RejectEscapesThatAreNoByte) {
  for (const char* escape : {"\\q", "\\u1234", "\\400", "\\x100", "\\x", "\\N{x}"})
    EXPECT_THAT(Compiled(fmt::format("const S = \"{}\";", escape)).messages(),
                HasSubstr("is no escape sequence of one byte"))
        << escape;
}

TEST(Lines, MayEndWithACarriageReturnAlone) {
  const Compiled compiled("const A = 1; // x\rconst B = 2;\r#define Z 4\rconst C = Z;\r");
  EXPECT_EQ(compiled.messages(), "");
  EXPECT_THAT(compiled.header(), HasSubstr("C = 4;"));
  EXPECT_THAT(Compiled("const A = 1;\rnosuch").messages(), HasSubstr("test.x:2:1: error"));
}

}  // namespace
