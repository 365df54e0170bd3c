#include <cerrno>
#include <set>
#include <string>

#include <gtest/gtest.h>

#include <onc/error.h>
#include <onc/result.h>

#include "base/duration_text.h"
#include "base/escape.h"

namespace onc {
namespace {

TEST(Error, TellsItsStoryInOneLineAndInSeveral) {
  const Error error = Error(Errc::rpcbind_unreachable, "at db1:111")
                          .with_cause("udp 192.0.2.1:111: timed out")
                          .with_cause("tcp 192.0.2.1:111: connection refused");
  EXPECT_EQ(error.message(), "rpcbind does not answer: at db1:111");
  const std::string text = error.explain();
  EXPECT_TRUE(
      text.starts_with("rpcbind does not answer: at db1:111\n  udp 192.0.2.1:111: timed out\n"
                       "  tcp 192.0.2.1:111: connection refused\n  advice: "))
      << text;
}

TEST(Error, HasItsOwnNameAndWordsForEveryKind) {
  std::set<std::string> words;
  std::set<std::string_view> names;
  const auto last = static_cast<int>(Errc::invalid_argument);
  for (int code = 0; code <= last; ++code) {
    words.insert(Error(static_cast<Errc>(code)).message());
    names.insert(to_string(static_cast<Errc>(code)));
  }
  EXPECT_EQ(words.size(), static_cast<std::size_t>(last) + 1);
  EXPECT_EQ(names.size(), static_cast<std::size_t>(last) + 1);
  EXPECT_EQ(to_string(Errc::invalid_argument), "invalid_argument");
  EXPECT_EQ(to_string(Errc::timed_out), "timed_out");
}

TEST(Error, CopiesDoNotSeeEachOthersChanges) {
  const Error first(Errc::closed, "detail");
  const Error second = Error(first).in_context("RLOG").with_cause("cause");
  EXPECT_EQ(first.detail(), "detail");
  EXPECT_TRUE(first.causes().empty());
  EXPECT_EQ(second.detail(), "RLOG: detail");
}

TEST(Error, OfASystemCallHasItsNumberAndText) {
  const Error error = system_error(Errc::system, "bind", EADDRINUSE);
  EXPECT_EQ(error.system_errno(), EADDRINUSE);
  EXPECT_EQ(error.detail(), "bind: Address already in use");
}

TEST(Result, HoldsAValueOrAnError) {
  Result<std::string> good = std::string("value");
  Result<std::string> bad = Error(Errc::closed);
  EXPECT_EQ(good.value(), "value");
  EXPECT_EQ(good.value_or("other"), "value");
  EXPECT_EQ(bad.value_or("other"), "other");
  EXPECT_EQ(bad.error().code, Errc::closed);
  good = bad;
  EXPECT_FALSE(good);
  bad = Result<std::string>(std::string("now good"));
  EXPECT_EQ(*bad, "now good");
  EXPECT_EQ(bad->size(), 8U);
}

TEST(Result, ThrowsTheErrorForThoseWhoAskForTheValue) {
  const Result<int> bad = Error(Errc::timed_out, "too late");
  try {
    static_cast<void>(bad.value());
    FAIL() << "did not throw";
  } catch (const RpcFailure& failure) {
    EXPECT_EQ(failure.error().code, Errc::timed_out);
    EXPECT_STREQ(failure.what(), "timed out: too late");
  }
  const Result<void> nothing = Error(Errc::closed);
  EXPECT_THROW(nothing.value(), RpcFailure);
  EXPECT_NO_THROW(Result<void>().value());
}

TEST(Escaped, MakesTextOfPeersSafeToPrint) {
  EXPECT_EQ(escaped("plain text"), "plain text");
  EXPECT_EQ(escaped("a\x1b[31m\n\\\xff"), "a\\x1b[31m\\n\\\\\\xff");
  EXPECT_EQ(escaped(std::string(10, 'x'), 3), "xxx...");
}

TEST(DurationText, NamesTheLargestUnit) {
  using namespace std::chrono_literals;
  EXPECT_EQ(duration_text(25s), "25 s");
  EXPECT_EQ(duration_text(1500ms), "1.5 s");
  EXPECT_EQ(duration_text(100ms), "100 ms");
}

}  // namespace
}  // namespace onc
