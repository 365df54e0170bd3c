// Warnings by name.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "compiled.h"
#include "expect_diagnostics.h"

namespace {

using onc::compiler::WarningOptions;
using onc::compiler::test::Compiled;
using onc::compiler::test::expect_diagnostics;
using testing::HasSubstr;

WarningOptions with(std::string_view option) {
  WarningOptions options;
  EXPECT_TRUE(options.apply(option));
  return options;
}

constexpr std::string_view unbounded =
    "struct a {\n"
    "  string b<>;   // warning: this has no bound, so a message may hold any number of it\n"
    "  int c<>;      // warning: this has no bound, so a message may hold any number of it\n"
    "  opaque d<4>;\n"
    "};";

TEST(Warnings, TellMissingBounds) { expect_diagnostics(unbounded, {}, {}, with("unbounded")); }

TEST(Warnings, TellEnumeratorsWithoutAnArm) {
  expect_diagnostics(R"x(
    enum e { A, B,     // note: declared here
             C };
    union u switch (e v) { case A: int w; };         // warning: union 'u' has no arm for 'B' and no default
    union x switch (e v) { case A: int w; default: void; };
    union y switch (e v) { case A: case B: case C: int w; };
  )x",
                     {}, {}, with("enum-gap"));
}

TEST(Warnings, TellDefaultsOfBoolsThatNothingSelects) {
  expect_diagnostics(R"x(
    union u switch (bool b) {
      case TRUE: int c;
      case FALSE: void;
      default: int d;              // warning: no value is left for this default: there are arms for TRUE and FALSE
    };
    union v switch (bool b) { case TRUE: int c; default: void; };
    enum e { A };
    union w switch (e f) { case A: int c; default: void; };
  )x");
}

TEST(Warnings, AreOffWhereRealFilesAreFullOfThem) {
  expect_diagnostics("struct a { string b<>; }; enum e { A, B }; union u switch (e v) { case A: int w; };");
}

TEST(Warnings, AreTurnedOnAndOff) {
  expect_diagnostics("#pragma x // warning: #pragma x is ignored");
  expect_diagnostics("#pragma x", {}, {}, with("no-unknown-pragma"));
  expect_diagnostics("#pragma x", {}, {}, with("no-all"));
  expect_diagnostics(unbounded, {}, {}, with("all"));
  EXPECT_FALSE(WarningOptions().apply("nosuch"));
}

TEST(Warnings, AreShownWithTheirNames) {
  EXPECT_THAT(Compiled("#pragma x").messages(), HasSubstr("warning: #pragma x is ignored [-Wunknown-pragma]\n"));
  const Compiled failed("#pragma x", {}, {}, with("error"));
  EXPECT_THAT(failed.messages(), HasSubstr("error: #pragma x is ignored [-Werror=unknown-pragma]\n"));
  EXPECT_TRUE(failed.files.empty());
}

}  // namespace
