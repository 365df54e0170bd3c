// Names that files use without declaring them, because C, its RPC library or rpcgen has them.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "compiled.h"
#include "expect_diagnostics.h"

namespace {

using onc::compiler::test::Compiled;
using onc::compiler::test::expect_diagnostics;
using testing::HasSubstr;
using testing::Not;

TEST(Truth, HasNamesInBothCases) {
  expect_diagnostics("union u switch (bool b) { case true: int c; case false: void; }; const A = true + TRUE;");
  expect_diagnostics("union u switch (bool b) { case true: int c; case TRUE: void; };"
                     "// note: first used here // error: case TRUE of union 'u' appears twice");
}

TEST(Truth, IsWhatTheFileDeclares) {
  const Compiled compiled("enum truth { FALSE = 0, TRUE = 1 };\nconst TRUE = 1;\n"
                          "union u switch (truth t) { case FALSE: void; case TRUE: int a; };");
  EXPECT_EQ(compiled.messages(), "");
  EXPECT_THAT(compiled.header(), HasSubstr("enum class truth : std::int32_t {\n  FALSE_ = 0,\n  TRUE_ = 1,\n};"));
  EXPECT_THAT(compiled.codecs(), HasSubstr("case truth::FALSE_:"));
  expect_diagnostics("enum yes { no, true = 7 }; union u switch (int i) { case true: int c; case 7: void; };"
                     "// note: first used here // error: case 7 of union 'u' appears twice");
}

}  // namespace
