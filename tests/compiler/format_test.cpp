// The canonical layout of interface files.
#include "format/format.h"

#include <algorithm>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "compile.h"
#include "compiled.h"

namespace {

using onc::compiler::Diagnostics;
using onc::compiler::DiskBackend;
using onc::compiler::FileBackend;
using onc::compiler::SourceManager;
using onc::compiler::test::MemoryBackend;
using testing::HasSubstr;
using testing::StartsWith;

// The layout of a text, or the messages that say why it has none.
std::string formatted(std::string_view text) {
  MemoryBackend backend;
  backend.add("test.x", std::string(text));
  SourceManager sources(backend);
  Diagnostics diagnostics;
  const auto result = onc::compiler::format::formatted(sources.load("test.x").range, sources, diagnostics);
  return result ? *result : render(diagnostics, sources);
}

void expect_formatted(std::string_view text, std::string_view expected) {
  EXPECT_EQ(formatted(text), expected);
  EXPECT_EQ(formatted(expected), expected) << "is not stable";
}

void expect_unchanged(std::string_view text) { expect_formatted(text, text); }

// --- definitions

TEST(Format, ConstantsAndTypedefsTakeALineEach) {
  expect_formatted("const  A=1 ;const B = -  2; typedef\n\tstring   name < 255 > ;typedef opaque id [ 8 ];",
                   "const A = 1;\nconst B = -2;\ntypedef string name<255>;\ntypedef opaque id[8];\n");
}

TEST(Format, BodiesTakeALinePerMember) {
  expect_formatted("struct a{int x;unsigned  int y ;opaque z< >;a * next;string\ns<A>;};",
                   R"x(struct a {
    int x;
    unsigned int y;
    opaque z<>;
    a *next;
    string s<A>;
};
)x");
}

TEST(Format, EnumeratorsTakeALineEach) {
  expect_formatted("enum e{A,B=1,C = 'x', D=0x10 ,};enum f { G }\n;",
                   R"x(enum e {
    A,
    B = 1,
    C = 'x',
    D = 0x10,
};

enum f {
    G
};
)x");
}

TEST(Format, LabelsAreIndentedOnceAndTheirDeclarationsTwice) {
  expect_formatted(R"x(union u switch(int kind){case -1:int a;case 2:
case 'c' :
  void;default:struct{int n;}*b;};)x",
                   R"x(union u switch (int kind) {
    case -1:
        int a;
    case 2:
    case 'c':
        void;
    default:
        struct {
            int n;
        } *b;
};
)x");
}

TEST(Format, ProgramsHaveVersionsHaveProcedures) {
  expect_formatted(R"x(program P{version V1{void NULL ( void )=0;
unsigned hyper
  ADD(unsigned hyper , string, pair *,int n [ 2 ])=1;node * FIRST()=2;}=1;
version V2{void NULL(void)=0;}=2;}=0x20000000;)x",
                   R"x(program P {
    version V1 {
        void NULL(void) = 0;
        unsigned hyper ADD(unsigned hyper, string, pair *, int n[2]) = 1;
        node *FIRST() = 2;
    } = 1;

    version V2 {
        void NULL(void) = 0;
    } = 2;
} = 0x20000000;
)x");
}

TEST(Format, OperatorsHaveBlanksAroundThem) {
  expect_formatted("const A=(B<<4)|3+ - 1*~C%2/D-E ;struct s{int x[A+1];int y<-1>;int z<A*2>;};",
                   R"x(const A = (B << 4) | 3 + -1 * ~C % 2 / D - E;

struct s {
    int x[A + 1];
    int y<-1>;
    int z<A * 2>;
};
)x");
}

TEST(Format, TokensStayApartThatWouldBecomeOthers) {
  expect_formatted("const A = 1 < < 2;", "const A = 1< <2;\n");
  expect_formatted("const A = B / /* of C */ 2;", "const A = B / /* of C */ 2;\n");
  expect_formatted("namespace a : :b { }", "namespace a:: b {\n}\n");
}

TEST(Format, TypesWithoutANameAreBodiesToo) {
  expect_formatted(
      "typedef struct{int x;}spot;struct s{enum{OFF,ON}state;union switch(bool b){case TRUE:int y;}u<3>;};",
      R"x(typedef struct {
    int x;
} spot;

struct s {
    enum {
        OFF,
        ON
    } state;
    union switch (bool b) {
        case TRUE:
            int y;
    } u<3>;
};
)x");
}

TEST(Format, NamesMayBeWordsOfPrograms) {
  expect_unchanged("struct program {\n    int version;\n    int program;\n};\n");
}

TEST(Format, NamespacesDoNotIndent) {
  expect_formatted("namespace a::b{const A=1;namespace c { struct s { a::b::t x; }; } typedef int t;}\nconst B = 2;",
                   R"x(namespace a::b {
const A = 1;

namespace c {
struct s {
    a::b::t x;
};
}

typedef int t;
}

const B = 2;
)x");
}

TEST(Format, StatementsOfOtherCompilersStay) {
  expect_unchanged("package \"go/path\";\nimport \"x.x\";\npragma header nlm3;\n");
}

TEST(Format, LinesOfRxgenStay) {
  expect_formatted(R"x(package  RXAFS_
prefix S
statindex   7

proc FetchData(IN AFSFid *fid,
   OUT struct AFSStatus * status) split = FETCH;
customized  struct Vol { afs_int32 n; };
)x",
                   R"x(package RXAFS_
prefix S
statindex 7

proc FetchData(IN AFSFid *fid, OUT struct AFSStatus *status) split = FETCH;

customized struct Vol {
    afs_int32 n;
};
)x");
}

TEST(Format, LongArgumentListsBreakBehindCommas) {
  expect_formatted(R"x(program P { version V {
  a_rather_long_result_type A_RATHER_LONG_PROCEDURE(first_argument_type first, second_argument_type second,
  third_argument_type *third, fourth_argument_type fourth<16>) = 1;
} = 1; } = 1;)x",
                   R"x(program P {
    version V {
        a_rather_long_result_type A_RATHER_LONG_PROCEDURE(first_argument_type first,
                second_argument_type second, third_argument_type *third,
                fourth_argument_type fourth<16>) = 1;
    } = 1;
} = 1;
)x");
}

// idlc takes the arguments of a macro from the macro's own line.
TEST(Format, ArgumentsOfMacrosStayOnALine) {
  const std::string word(60, 'w');
  expect_unchanged("#define F(a, b) a b\nF(" + word + ", " + word + ") x;\n");
}

TEST(Format, MissingSemicolonsEndNoLaterThanTheNextDefinition) {
  expect_formatted("struct a { int x; } struct b { int y; };",
                   "struct a {\n    int x;\n}\n\nstruct b {\n    int y;\n};\n");
}

TEST(Format, LabelsAreOnlyThoseOfUnions) {
  expect_unchanged("enum e {\n    case: default: A,\n    B\n};\n");
  expect_unchanged("f(case: default);\n");
  expect_unchanged("case A:\nint x;\n");
}

// --- blank lines

TEST(Format, KeepsOneBlankLineOfSeveral) {
  expect_formatted("\n\n\nconst A = 1;\n\n \t\n\nconst B = 2;\nconst C = 3;\n\n\n",
                   "const A = 1;\n\nconst B = 2;\nconst C = 3;\n");
}

TEST(Format, BodiesBeginAndEndWithoutABlankLine) {
  expect_formatted("struct a {\n\n int x;\n\n int y;\n\n};", "struct a {\n    int x;\n\n    int y;\n};\n");
}

TEST(Format, BodiesHaveBlankLinesAroundThem) {
  expect_formatted(R"x(const A = 1;
/* of s */
struct s { int x; };
typedef s t;
typedef t u;
%#define X 1
enum e { F };
)x",
                   R"x(const A = 1;

/* of s */
struct s {
    int x;
};

typedef s t;
typedef t u;

%#define X 1
enum e {
    F
};
)x");
}

TEST(Format, BlankLinesStandOutsideOfConditions) {
  expect_formatted(R"x(const A = 1;
#ifdef B
struct s { int x; };
#else
struct t { int x; };
#endif
struct u { int x; };
)x",
                   R"x(const A = 1;

#ifdef B
struct s {
    int x;
};
#else
struct t {
    int x;
};
#endif

struct u {
    int x;
};
)x");
}

// --- comments

TEST(Format, CommentsStayWhereTheyAre) {
  expect_formatted(R"x(  // first
struct s { /* of s */
/* of x */
   int x;   /* behind x */
int y; // behind y

  // alone

   /* at the end */
}; /* behind s */
/* last */)x",
                   R"x(// first
struct s { /* of s */
    /* of x */
    int x; /* behind x */
    int y; // behind y

    // alone

    /* at the end */
}; /* behind s */
/* last */
)x");
}

TEST(Format, CommentsStandWithTheLabelTheyBelongTo) {
  expect_formatted(R"x(union u switch (int k) {
// of zero
case 0: // zero
// of x
int x;
/* of the default */
default: void;
};)x",
                   R"x(union u switch (int k) {
    // of zero
    case 0: // zero
        // of x
        int x;
    /* of the default */
    default:
        void;
};
)x");
}

TEST(Format, CommentsBehindCodeGoOnInTheirColumn) {
  expect_formatted(
      "struct s {\n  int  x;\t// one\n\t\t// two\n\t\t// three\n  // of y\n  int y;  /* one */\n"
      "          /* two */\n};",
      R"x(struct s {
    int x; // one
           // two
           // three
    // of y
    int y; /* one */
           /* two */
};
)x");
}

TEST(Format, CommentsMayStandInTheMiddleOfLines) {
  expect_unchanged("int /* a */ x(/* b */ int /* c */, /* d */ string /* e */) /* f */ = /* g */ 1 /* h */;\n");
}

TEST(Format, LineCommentsEndTheirLines) {
  expect_formatted("enum e { A // a\n, B // b\n= 2 // two\n};",
                   "enum e {\n    A // a\n            ,\n    B // b\n            = 2 // two\n};\n");
}

TEST(Format, BlockCommentsMoveWithTheirRelativeIndentation) {
  expect_formatted(
      "struct s {\n  /*\n   * text\n   *\n     deeper  \n\n\ttab\n   */\n  int x; /* one\n            two */\n};",
      R"x(struct s {
    /*
     * text
     *
       deeper

          tab
     */
    int x; /* one
              two */
};
)x");
}

TEST(Format, CommentsKeepTheirBytes) { expect_unchanged("/* caf\xe9 \x01 don't \"quote */ // \xff\n"); }

// --- '%' lines and directives

TEST(Format, PercentLinesStandAtTheMarginByteForByte) {
  expect_formatted("  %#define  A \\\n   (1 +  \\\n\t2)\nstruct s {\n\t%/* it's\n%  open \"  \n  int x;\n% */\n};\n%",
                   "%#define  A \\\n   (1 +  \\\n\t2)\nstruct s {\n%/* it's\n%  open \"  \n    int x;\n% */\n};\n%\n");
}

TEST(Format, PercentIsAnOperatorWithinALine) {
  expect_unchanged("const A = 7 % 4;\n");
  expect_unchanged("/* first */ % 4;\n");
  expect_formatted("enum e { A, % B };", "enum e {\n    A, % B\n};\n");
}

TEST(Format, DirectivesStandAtTheMargin) {
  expect_formatted("enum e {\nA = 1,\n  # if  X  \nB = 2,\n  #else /* not\n  X */\nC = 2,\n#endif\nD\n};",
                   R"x(enum e {
    A = 1,
# if  X
    B = 2,
#else /* not
  X */
    C = 2,
#endif
    D
};
)x");
}

TEST(Format, BlanksBehindABackslashStay) { expect_unchanged("#define A \\ \nconst B = 1;\n"); }

TEST(Format, BranchesMayOpenTheSameBody) {
  expect_formatted(
      "#ifdef X\nstruct a {\n#elif Y\nstruct b {\n#else\nunion c switch (int d) { case 0:\n#endif\nint x;\n};",
      R"x(#ifdef X
struct a {
#elif Y
struct b {
#else
union c switch (int d) {
    case 0:
#endif
    int x;
};
)x");
}

TEST(Format, BranchesMayCloseTheSameBody) {
  expect_unchanged("struct a {\n#ifdef X\n    int x;\n};\n#else\n    int y;\n};\n#endif\n");
}

TEST(Format, DirectivesInCommentsAreText) { expect_unchanged("/*\n#if\n% {\n*/\nconst A = 1;\n"); }

// --- line ends

TEST(Format, LineEndsBecomeLineFeeds) {
  expect_formatted("/* a\r\n b */\r\nconst A = 1; // c\r\n%x \\\r\n  y\r\n#if X \\\r\n Y\r\n#endif\r\n",
                   "/* a\n b */\nconst A = 1; // c\n%x \\\n  y\n#if X \\\n Y\n#endif\n");
}

TEST(Format, AddsTheLastLineEnd) {
  expect_formatted("const A = 1;", "const A = 1;\n");
  expect_formatted("%a\\", "%a\\\n");
  expect_formatted("", "");
  expect_formatted(" \f\n\t\n", "");
}

// With one carriage return less, the backslash would join the lines.
TEST(Format, DoubledCarriageReturnsStay) { expect_unchanged("%a\\\r\r\nconst A = 1;\n"); }

TEST(Format, TakesAnyBlanks) { expect_formatted("const\fA\v=\t1\r;", "const A = 1;\n"); }

TEST(Format, TakesVeryLongLines) {
  std::string text, expected;
  for (int at = 0; at < 5000; ++at) {
    text += "typedef int a" + std::to_string(at) + ";";
    expected += "typedef int a" + std::to_string(at) + ";\n";
  }
  expect_formatted(text, expected);
}

// --- what has no layout

TEST(Format, RefusesWhatHasNoEnd) {
  EXPECT_THAT(formatted("const A = 1; /* x"), StartsWith("test.x:1:14: error: this comment has no end\n"));
  EXPECT_THAT(formatted("const A = \"x\n\";"), StartsWith("test.x:1:11: error: this literal has no end on its line\n"));
  EXPECT_THAT(formatted("don't"), StartsWith("test.x:1:4: error: this literal has no end on its line\n"));
}

TEST(Format, RefusesBracketsThatAreNoPairs) {
  EXPECT_THAT(formatted("struct a {\n int x;\n"), StartsWith("test.x:1:10: error: this '{' is not closed\n"));
  EXPECT_THAT(formatted("int x; }"), StartsWith("test.x:1:8: error: this '}' closes no '{'\n"));
  EXPECT_THAT(formatted("int x(int y];"), StartsWith("test.x:1:12: error: this ']' closes no '['\n"));
  EXPECT_THAT(formatted("#if A\n}\n#else\n#endif"), StartsWith("test.x:2:1: error: this '}' closes no '{'\n"));
}

TEST(Format, RefusesWhatIsNestedTooDeep) {
  EXPECT_THAT(formatted(std::string(100, '{')), HasSubstr("test.x:1:65: error: brackets are nested more than 64 deep"));
  std::string text;
  for (int at = 0; at < 1000; ++at) text += "#if A\n";
  EXPECT_THAT(formatted(text), StartsWith("test.x:201:1: error: conditions are nested too deep"));
}

// Each comment begins further to the right than the one before, and so do its lines.
TEST(Format, RefusesWhatBecomesTooLarge) {
  std::string text;
  for (int at = 0; at < 20000; ++at) text += "/*\n*/";
  EXPECT_THAT(formatted(text), HasSubstr("error: this file becomes too long"));
}

TEST(Format, RefusesWhatIsTooLarge) {
  EXPECT_THAT(formatted(std::string((4u << 20) + 1, ' ')), HasSubstr("error: this file is larger than 4 MiB"));
}

// --- real files

// The disk, but every interface file in canonical layout.
class FormattedDisk final : public FileBackend {
 public:
  Text read(const std::string& path, std::size_t limit) override {
    Text text = disk_.read(path, limit);
    if (text.content && path.ends_with(".x")) text.content = formatted(*text.content);
    return text;
  }
  bool exists(const std::string& path) override { return disk_.exists(path); }

 private:
  DiskBackend disk_;
};

std::string generated_by(FileBackend& backend, const std::string& path) {
  SourceManager sources(backend);
  Diagnostics diagnostics;
  std::string result;
  for (const auto& file : onc::compiler::compile({.path = path}, sources, diagnostics)) result += file.text;
  return result.empty() ? std::to_string(diagnostics.error_count()) + " errors" : result;
}

std::vector<std::string> interface_files() {
  const std::string root = ONCRPC_SOURCE_DIR;
  std::vector<std::string> files;
  for (const std::string& folder : {root + "/idl", root + "/examples", root + "/tests",
                                    std::string("/usr/include/rpcsvc"), std::string("/usr/include/tirpc/rpc")}) {
    if (!std::filesystem::exists(folder)) continue;  // of packages that need not be installed
    for (const auto& entry : std::filesystem::recursive_directory_iterator(folder))
      if (entry.path().extension() == ".x") files.push_back(entry.path().string());
  }
  std::sort(files.begin(), files.end());
  return files;
}

class FormattedFile : public testing::TestWithParam<std::string> {
 protected:
  static std::string text() { return DiskBackend().read(GetParam(), onc::compiler::format::max_text).content.value(); }
};

TEST_P(FormattedFile, IsStable) {
  const std::string once = formatted(text());
  EXPECT_EQ(formatted(once), once);
}

TEST_P(FormattedFile, MeansTheSame) {
  DiskBackend disk;
  FormattedDisk formatted_disk;
  EXPECT_EQ(generated_by(formatted_disk, GetParam()), generated_by(disk, GetParam()));
}

INSTANTIATE_TEST_SUITE_P(All, FormattedFile, testing::ValuesIn(interface_files()), [](const auto& one) {
  std::string name = one.param;
  std::replace_if(
      name.begin(), name.end(), [](char c) { return std::isalnum(static_cast<unsigned char>(c)) == 0; }, '_');
  return name;
});

}  // namespace
