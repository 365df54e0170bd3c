#include "emit/emitter.h"

#include <gtest/gtest.h>

namespace {

using onc::compiler::emit::Emitter;

TEST(Emitter, TakesOffTheIndentationOfItsText) {
  Emitter out;
  out.emit({}, R"(
      if (a) {
        b();
      }
  )");
  EXPECT_EQ(out.text(), "if (a) {\n  b();\n}\n");
}

TEST(Emitter, ReplacesVariables) {
  Emitter out;
  out.emit({{"type", "int"}, {"name", "count"}}, "$type$ $name$ = $type${};");
  EXPECT_EQ(out.text(), "int count = int{};\n");
}

TEST(Emitter, EmitsBlocksAtTheirIndentation) {
  Emitter out;
  const auto inner = [&] { out.emit({}, "c();"); };
  const auto middle = [&] {
    out.line("b();");
    out.emit({{"inner", inner}}, "{\n  $inner$\n}");
  };
  out.emit({{"middle", middle}}, "a {\n  $middle$\n}");
  EXPECT_EQ(out.text(), "a {\n  b();\n  {\n    c();\n  }\n}\n");
}

TEST(Emitter, LeavesNothingOfAnEmptyBlock) {
  Emitter out;
  out.emit({{"nothing", [] {}}}, "a\n  $nothing$\nb");
  EXPECT_EQ(out.text(), "a\nb\n");
}

TEST(Emitter, BreaksLongLinesInAsFewBracketsAsPossible) {
  Emitter out;
  const std::string first(60, 'a'), second(40, 'b'), third(40, 'c');
  out.line("call(" + first + ", inner(" + second + ", " + third + "));");
  EXPECT_EQ(out.text(), "call(" + first + ",\n    inner(" + second + ", " + third + "));\n");
}

TEST(Emitter, NeverBreaksLiteralsAndComments) {
  Emitter out;
  const std::string literal = "f(\"" + std::string(70, 'x') + ", " + std::string(70, 'y') + "\");";
  const std::string comment = "// " + std::string(70, 'x') + ", " + std::string(70, 'y');
  out.line(literal);
  out.line(comment);
  EXPECT_EQ(out.text(), literal + "\n" + comment + "\n");
}

TEST(Emitter, SeparatesByOneEmptyLineAtMost) {
  Emitter out;
  out.gap();
  out.line("a {");
  out.gap();
  out.line("b");
  out.gap();
  out.gap();
  out.line("c");
  EXPECT_EQ(out.text(), "a {\nb\n\nc\n");
}

TEST(EmitterDeathTest, AbortsOnAnUnknownVariable) {
  Emitter out;
  EXPECT_DEATH(out.emit({{"name", "x"}}, "$nmae$"), "unknown variable in an emitter's text: \\$nmae\\$");
  EXPECT_DEATH(out.emit({{"name", "x"}}, "$name"), "lone '\\$'");
  EXPECT_DEATH(out.emit({{"block", [] {}}}, "a $block$"), "block inside a line");
}

}  // namespace
