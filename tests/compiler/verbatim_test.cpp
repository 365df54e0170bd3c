// What becomes of '%' lines.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "compiled.h"
#include "expect_diagnostics.h"

namespace {

using onc::compiler::test::Compiled;
using onc::compiler::test::expect_diagnostics;
using testing::HasSubstr;
using testing::Not;

constexpr std::string_view left_out = "// Left out: '%' lines that are C for rpcgen's output.\n";

// The header's text for '%' lines before a struct.
std::string header_with(const std::string& lines) {
  const Compiled compiled(lines + "\nstruct entry { int number; };\ntypedef string text<>;\n");
  EXPECT_EQ(compiled.messages(), "");
  return compiled.header();
}

TEST(PercentLines, LoseVersionStamps) {
  const Compiled compiled(
      "#ifndef RPC_HDR\n%#include <own.h>\n%__FBSDID(\"1\");\n%__RCSID(\"2\");\n"
      "%__KERNEL_RCSID(0, \"3\");\n#endif\nstruct a { int b; };");
  for (const char* suffix : {"_xdr.cpp", "_clnt.cpp", "_svc.cpp"}) {
    EXPECT_THAT(compiled.file(suffix), HasSubstr("#include <own.h>"));
    EXPECT_THAT(compiled.file(suffix), Not(HasSubstr("ID(")));
  }
  EXPECT_THAT(header_with("%#ifndef lint\n%static const char rcsid[] = \"1\";\n%#endif\n%// after"),
              HasSubstr("types.h>\n\n// after\n"));
}

TEST(PercentLines, LoseWordsBehindElseAndEndif) {
  EXPECT_THAT(header_with("%#ifndef A\n%int a();\n%#else !A\n%int b();\n%#endif A\n%#if B\n%int c();\n%#endif /* B */"),
              HasSubstr("#ifndef A\nint a();\n#else\nint b();\n#endif\n#if B\nint c();\n#endif /* B */\n"));
}

TEST(PercentLines, LoseDeclarationsThatOnlyRpcgensOutputCouldUse) {
  const std::string header = header_with(R"(%extern bool_t xdr_entry(XDR *, struct entry *);
%int stays;
%enum clnt_stat wall(char *, char *);
%extern void program_1(struct svc_req *,
%                      SVCXPRT *);  /* and its
%    comment */ // here
%typedef struct { bool_t set; } flag_t;
%flag_t *flag();
%static int both(void *x) {
%  return xdr_int(x, 0) && xdr_text(x);
%}
%extern entry *find(int);
%int stays_too;)");
  EXPECT_THAT(header, HasSubstr(left_out));
  EXPECT_THAT(header, HasSubstr("types.h>\n\nint stays;\nint stays_too;\n"));
}

TEST(PercentLines, KeepCodeThatCompiles) {
  const std::string code = R"(#define CLIENT_PORT 7
#include "XDR.h"
enum role { CLIENT, AUTH = CLIENT };
enum state { bool_type, XDR };
struct entry;
extern void print(struct entry *, struct svc_req *);
extern int xdr_count;
extern int xdr_helper(int number);
inline own::bool_t get(const own::entry& text) { return text.entry; }
inline int square(int text) { return text * text; }
inline const char* name() { return "bool_t XDR *"; }  // XDR * bool_t
/* bool_t
   XDR *xdrs; */
#ifdef __cplusplus
extern "C" {
#endif
int f(int text);
#ifdef __cplusplus
}
#endif
)";
  std::string lines;
  for (std::size_t at = 0, end = 0; at < code.size(); at = end + 1) {
    end = code.find('\n', at);
    lines += "%" + code.substr(at, end - at + 1);
  }
  EXPECT_THAT(header_with(lines), HasSubstr("\n" + code));
  EXPECT_THAT(header_with(lines), Not(HasSubstr(left_out)));
}

TEST(PercentLines, KeepTypesThatTheyDeclareThemselves) {
  for (const char* line :
       {"typedef int bool_t;", "#define bool_t int", "enum bool_t { no, yes };", "using bool_t = int;"})
    EXPECT_THAT(header_with("%" + std::string(line) + "\n%bool_t is_set();"), HasSubstr("bool_t is_set();"));
  EXPECT_THAT(header_with("%namespace test {\n%inline int get(const entry& one);\n%}"), HasSubstr("const entry& one"));
}

TEST(PercentLines, AreSplitIntoDeclarationsAcrossBranches) {
  const std::string header =
      header_with("%#ifdef A\n%int f(int,\n%#else\n%int g(int,\n%#endif\n%  int);\n%CLIENT *c();\n%int h();");
  EXPECT_THAT(header, HasSubstr("#ifdef A\nint f(int,\n#else\nint g(int,\n#endif\n  int);\nint h();\n"));
}

TEST(PercentLines, LoseGroupsThatLostAllTheyHad) {
  EXPECT_THAT(
      header_with("%#ifdef A\n%#if B\n%CLIENT *c();\n%#endif\n%#else\n%bool_t d();\n%#endif\n%#ifdef C\n%#endif"),
      HasSubstr("types.h>\n\n#ifdef C\n#endif\n"));
}

TEST(PercentLines, LoseHalvesOfGroupsThatRpcgensOutputHasTheOthersOf) {
  EXPECT_THAT(
      header_with("%int a();\n%#endif /* GUARD_OF_RPCGEN */\n%#ifndef B\n%int b();\n%#if C\n%int c();\n%#endif"),
      HasSubstr("types.h>\n\nint a();\nint b();\n#if C\nint c();\n#endif\n"));
}

TEST(PercentLines, KeepTheHeadersAmongCodeForRpcgen) {
  const Compiled compiled(
      "#ifdef RPC_HDR\n%#ifndef A\n%#define A\n%#include \"csa.h\"\n%#include <rpc/rpc.h>\n%#endif\n"
      "%#ifdef B\n%struct av { my_entry *e; };\n%#endif\n#endif\n"
      "struct my_entry { int a; }; struct u { csa_t x; };");
  EXPECT_THAT(
      compiled.header(),
      HasSubstr("types.h>\n\n#ifndef A\n#if __has_include(\"csa.h\")\n#include \"csa.h\"\n#endif\n#endif\n\nnames"));
  EXPECT_THAT(compiled.header(), HasSubstr(left_out));
}

TEST(PercentLines, KeepNumbersAmongCodeForRpcgen) {
  const std::string header =
      Compiled(
          "#ifdef RPC_HDR\n%#define PORT (1 << 10)  /* of us */\n%#define MASK \\\n  0x7fU\n"
          "%#define TAKEN 3\n%#define MEMBER 4\n%#define OTHER PORT\n%#define out 6\n%#define F() 5\n"
          "%bool_t b();\n%#endif\n#endif\nconst TAKEN = 3; struct a { int MEMBER; };")
          .header();
  EXPECT_THAT(header, HasSubstr("types.h>\n\n#define PORT (1 << 10)  /* of us */\n#define MASK \\\n  0x7fU\n\nname"));
}

TEST(PercentLines, LoseDefinesOfWhatTheFileDeclares) {
  const Compiled compiled(R"x(
%#define MAXLEN 5
%#ifndef HALF
%#define HALF (MAXLEN / 2) /* of it */
%#endif
%#define RED 1
%#define BLUE BLUE
%#define NAME "na\"me"
%#define GREEN(x) x
%#define OTHER 7
const MAXLEN = 5;
const HALF = 2;
enum color { RED = 1, BLUE = 2, GREEN = 3 };
const NAME = "na\"me";
  )x");
  EXPECT_EQ(compiled.messages(), "");
  for (const char* gone : {"#define MAXLEN", "HALF\n", "#define HALF", "#define RED", "#define NAME"})
    EXPECT_THAT(compiled.header(), Not(HasSubstr(gone)));
  for (const char* kept : {"#define BLUE BLUE", "#define GREEN(x) x", "#define OTHER 7"})
    EXPECT_THAT(compiled.header(), HasSubstr(kept));
}

TEST(PercentLines, MustNotDefineWhatTheFileDeclaresOtherwise) {
  expect_diagnostics(R"x(
%#define MAXLEN 6 // error: this macro would take the place of 'MAXLEN' in its declaration, with another value
%#define RED // error: this macro would take the place of 'RED' in its declaration, with another value
%#define NAME "a" // error: this macro would take the place of 'NAME' in its declaration, with another value
%#define GONE 1
%#undef GONE
const MAXLEN = 5;        // note: declared here
enum color { RED = 1 };  // note: declared here
const NAME = "b";        // note: declared here
const GONE = 2;
#ifdef RPC_SVC
%#define MAXLEN 7
#endif
  )x");
}

}  // namespace
