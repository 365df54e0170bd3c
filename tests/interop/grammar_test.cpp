// What the filters of grammar.x, whose bytes are compared in bytes/, do not tell.
#include "grammar.h"

#include <gtest/gtest.h>

namespace {

using namespace grammar;

TEST(Grammar, PassesPercentLinesThrough) { EXPECT_EQ(GRAMMAR_PASSED_THROUGH, 1); }

TEST(Grammar, NumbersProgramsAndVersions) {
  EXPECT_EQ(GRAMMAR_PROG::GRAMMAR_FIRST::id, (onc::ProgramVersion{0x20000200, 1}));
  EXPECT_EQ(GRAMMAR_PROG::GRAMMAR_THIRD::id, (onc::ProgramVersion{0x20000200, 3}));
  EXPECT_EQ(OTHER_PROG::OTHER_VERS::id, (onc::ProgramVersion{0x20000201, 1}));
}

}  // namespace
