// Comments of the schema as documentation of the header.
#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "compiled.h"
#include "syntax/comment_text.h"

namespace onc::compiler::test {
namespace {

using syntax::comment_lines;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

std::string header_of(std::string_view text) { return Compiled(text).header(); }

TEST(CommentText, LosesItsDelimiters) {
  EXPECT_THAT(comment_lines("/* text */"), ElementsAre("text"));
  EXPECT_THAT(comment_lines("/** text **/"), ElementsAre("text"));
  EXPECT_THAT(comment_lines("// text"), ElementsAre("text"));
  EXPECT_THAT(comment_lines("///< text"), ElementsAre("text"));
  EXPECT_THAT(comment_lines("/**/"), IsEmpty());
  EXPECT_THAT(comment_lines("/***/"), IsEmpty());
  EXPECT_THAT(comment_lines("/* */"), IsEmpty());
  EXPECT_THAT(comment_lines("//"), IsEmpty());
}

TEST(CommentText, LosesItsFrameOfStarsAndKeepsItsShape) {
  EXPECT_THAT(comment_lines("/*\n * first\n *\n *   deeper\n */"), ElementsAre("first", "", "  deeper"));
  EXPECT_THAT(comment_lines("/* first\r\n   second\r\n     third */"), ElementsAre("first", "second", "  third"));
  EXPECT_THAT(comment_lines("/*******\n * text *\n *******/"), ElementsAre("text"));
  EXPECT_THAT(comment_lines("/*\n * a point *\n * another\n */"), ElementsAre("a point *", "another"));
}

TEST(CommentText, CannotContinueOnTheNextLine) {
  EXPECT_THAT(comment_lines("/* one \\\n int x; */"), ElementsAre("one", "int x;"));
  EXPECT_THAT(comment_lines("// one \\\\ \\"), ElementsAre("one"));
  EXPECT_THAT(comment_lines("/* one ?\?/\n int x; ?\?/?\?/ */"), ElementsAre("one", "int x;"));
  EXPECT_THAT(comment_lines("// a\\b"), ElementsAre("a\\b"));
}

TEST(CommentText, IsUtf8ThatTurnsNothingAround) {
  EXPECT_THAT(comment_lines("// gr\xfc\xdf"), ElementsAre("gr\xc3\xbc\xc3\x9f"));
  EXPECT_THAT(comment_lines("// \xe2\x82\xac"), ElementsAre("\xe2\x82\xac"));
  EXPECT_THAT(comment_lines("// a\xe2\x80\xae"
                            "b\xe2\x81\xa6"
                            "c"),
              ElementsAre("abc"));
  EXPECT_THAT(comment_lines(std::string_view("// a\0\x1b\fb\r", 9)), ElementsAre("a   b"));
}

TEST(CommentText, IsBrokenAtBlanks) {
  std::string words = "//";
  for (int count = 0; count < 60; ++count) words += " word";
  for (const std::string& line : comment_lines(words)) EXPECT_LE(line.size(), 100u);
  EXPECT_THAT(comment_lines("// " + std::string(500, 'x')), ElementsAre(std::string(500, 'x')));
}

TEST(Comments, BelongToTheNextPart) {
  const std::string header = header_of(R"(
    /* how long */
    const MAX = 5;
    // a name
    // of sorts
    typedef string name<MAX>;
    /* a pair */
    struct pair {
      /* the first */
      int a;
      /* the second */
      int b;
    };
    /* a choice */
    union choice switch (bool yes) {
    /* if so */
    case TRUE:
      int number;
    case FALSE:
      void;
    };
    /* colours */
    enum colour {
      /* like blood */
      RED = 1
    };)");
  EXPECT_THAT(header, HasSubstr("/// how long\ninline constexpr std::uint32_t MAX"));
  EXPECT_THAT(header, HasSubstr("/// a name\n/// of sorts\nusing name ="));
  EXPECT_THAT(header, HasSubstr("/// a pair\nstruct pair {\n  /// the first\n  std::int32_t a = 0;\n"
                                "  /// the second\n  std::int32_t b = 0;\n"));
  EXPECT_THAT(header, HasSubstr("/// a choice\nclass choice {"));
  EXPECT_THAT(header, HasSubstr("  /// if so\n  /// Null unless yes() is true.\n"));
  EXPECT_THAT(header, HasSubstr("/// colours\nenum class colour : std::int32_t {\n  /// like blood\n  RED = 1,\n"));
}

TEST(Comments, BelongToThePartBeforeThemOnItsLine) {
  const std::string header = header_of(R"(
    const MAX = 5; /* how long */
    struct pair { /* a pair */
      int a; // the first
      int b; // the second
             // and last
      int c; /* on two
                lines */
    };
    enum colour { RED = 1, /* like blood */ BLUE = 2 /* like the sea */ };)");
  EXPECT_THAT(header, HasSubstr("MAX = 5;  ///< how long\n"));
  EXPECT_THAT(header, HasSubstr("/// a pair\nstruct pair {\n  std::int32_t a = 0;  ///< the first\n"
                                "  /// the second\n  /// and last\n  std::int32_t b = 0;\n"
                                "  /// on two\n  /// lines\n  std::int32_t c = 0;\n"));
  EXPECT_THAT(header, HasSubstr("  RED = 1,  ///< like blood\n  BLUE = 2,  ///< like the sea\n"));
}

TEST(Comments, OfProceduresReachClientAndService) {
  const std::string header = header_of(R"(
    /* the program */
    program P {
      /* the version */
      version V {
        /* sums */
        int ADD(int a, int b) = 1;
      } = 1;
    } = 0x20000000;)");
  EXPECT_THAT(header, HasSubstr("/// the program\nnamespace P {\n"));
  EXPECT_THAT(header, HasSubstr("/// the version\nstruct V {\n"));
  EXPECT_THAT(header, HasSubstr("  /// sums\n  onc::Result<std::int32_t> add("));
  EXPECT_THAT(header, HasSubstr("  /// sums\n  virtual onc::Result<std::int32_t> add("));
}

TEST(Comments, ThatStandAloneStayParagraphs) {
  const std::string header = header_of(R"(/* Copyright */

/* Of the file */

const A = 1;

/* Section one */

/* Section two */

/* about b */
typedef int b;
)");
  EXPECT_TRUE(
      header.starts_with("// Made by idlc from test.x. Changes belong there.\n//\n// Copyright\n//\n"
                         "// Of the file\n#pragma once\n"));
  EXPECT_THAT(header, HasSubstr("\n// Section one\n//\n// Section two\n\n/// about b\nusing b = std::int32_t;"));
}

TEST(Comments, AtTheEndOfABodyAreKept) {
  const std::string header = header_of("enum e { A = 1,\n B = 2\n /* C = 3 is reserved */\n};");
  EXPECT_THAT(header, HasSubstr("/// C = 3 is reserved\nenum class e"));
}

TEST(Comments, CannotBreakOutOfTheHeader) {
  const std::string header = header_of("/* */ /* \n#error out\n*/ /* \\\n#error out */\n// \\\nstruct s { int a; };");
  EXPECT_THAT(header, HasSubstr("/// #error out\n"));
  EXPECT_THAT(header, Not(HasSubstr("\n#error")));
  EXPECT_THAT(header, HasSubstr("\nstruct s {\n"));
}

TEST(Comments, NameWhatWasRenamed) {
  const std::string header = header_of(
      "struct class { int minor; int same; };\n"
      "program P { version V { void CONNECT(int template) = 1; void PLAIN(void) = 2; } = 1; } = 9;");
  EXPECT_THAT(header, HasSubstr("// Renamed, because C++ or this header has another use for the name:\n"
                                "//   class -> class_\n"
                                "//   class.minor -> minor_\n"
                                "//   CONNECT -> connect_\n"
                                "//   CONNECT.template -> template_\n"));
  EXPECT_THAT(header, Not(HasSubstr("same ->")));
  EXPECT_THAT(header, Not(HasSubstr("PLAIN ->")));
  EXPECT_THAT(header_of("struct s { int a; };"), Not(HasSubstr("Renamed")));
}

}  // namespace
}  // namespace onc::compiler::test
