// Names within a time: the resolver is a function here, so that it can be as silent as a black hole.

#include "transport/name_lookup.h"

#include <netdb.h>

#include <atomic>
#include <csignal>
#include <memory>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "transport/resolve.h"

namespace onc {
namespace {

using namespace std::chrono_literals;
using testing::HasSubstr;

// Answers when it is destroyed, into the void.
class SilentResolver {
 public:
  ~SilentResolver() {
    *released_ = true;
    released_->notify_all();
  }
  [[nodiscard]] Resolver resolver() const {
    return [released = released_](const std::string&) {
      released->wait(false);
      return HostAddresses{};
    };
  }

 private:
  std::shared_ptr<std::atomic<bool>> released_ = std::make_shared<std::atomic<bool>>(false);
};

TEST(NameLookup, EndsWithTheTime) {
  const SilentResolver silent;
  const auto answer = ask_within("db\x1b.example", Patience(1ms), silent.resolver());
  ASSERT_FALSE(answer);
  EXPECT_EQ(answer.error().code, Errc::timed_out);
  EXPECT_EQ(answer.error().message(),
            "timed out: host name 'db\\x1b.example': the resolver did not answer within 1 ms");
  EXPECT_THAT(answer.error().explain(), HasSubstr("nothing was sent to the host. Check that the name servers"));
}

TEST(NameLookup, TakesWhatTheResolverSays) {
  const auto resolver = [](const std::string& host) {
    return HostAddresses{.addresses = {SocketAddress::parse(host == "db" ? "[2001:db8::1]:0" : ":0").value()}};
  };
  EXPECT_EQ(ask_within("db", Patience(10s), resolver).value().addresses.at(0).to_string(), "[2001:db8::1]:0");
}

TEST(NameLookup, LeavesSignalsToTheProgram) {
  sigset_t blocked;
  const auto resolver = [&blocked](const std::string&) {
    ::pthread_sigmask(SIG_SETMASK, nullptr, &blocked);
    return HostAddresses{};
  };
  ASSERT_TRUE(ask_within("db", Patience(10s), resolver));
  EXPECT_EQ(sigismember(&blocked, SIGTERM), 1);
  ::pthread_sigmask(SIG_SETMASK, nullptr, &blocked);
  EXPECT_EQ(sigismember(&blocked, SIGTERM), 0);
}

TEST(NameLookup, ReadsNumbersAlone) {
  EXPECT_EQ(read_numeric_host("127.0.0.1").addresses.at(0).to_string(), "127.0.0.1:0");
  EXPECT_EQ(read_numeric_host("::1").addresses.at(0).to_string(), "[::1]:0");
  EXPECT_EQ(read_numeric_host("localhost").code, EAI_NONAME);
}

TEST(NameLookup, NeedsNoTimeForNumbers) {
  const Patience none(0ms);
  EXPECT_EQ(resolve_host("127.0.0.1", 80, none).value().at(0).to_string(), "127.0.0.1:80");
  EXPECT_EQ(resolve_host("::1", 80, none).value().at(0).to_string(), "[::1]:80");
  EXPECT_EQ(resolve_host("", 80, none).value().at(0).to_string(), "127.0.0.1:80");
  EXPECT_EQ(resolve_address("[::1]:80", none).value().at(0).to_string(), "[::1]:80");
  EXPECT_EQ(resolve_address("/run/x", none).value().at(0).to_string(), "/run/x");
}

TEST(NameLookup, FindsNamesWithinTheTime) {
  EXPECT_EQ(resolve_host("localhost", 80, Patience(25s)).value().at(0).to_string(), "127.0.0.1:80");
  EXPECT_EQ(resolve_host(std::string("127.0.0.1\0x", 11), 80, Patience(25s)).error().code, Errc::host_not_found);
}

TEST(PatienceOfSteps, IsSharedAndNeverNegative) {
  const Patience patience(Duration::max());
  EXPECT_GT(patience.left(), 8000h);
  const Duration all = patience.left();
  EXPECT_LE(patience.share(2).left(), all / 2);
  EXPECT_LE(patience.at_most(250ms).left(), 250ms);
  EXPECT_EQ(Patience(-1s).left(), 0s);
  EXPECT_EQ(Patience(0s).share(0).left(), 0s);
}

}  // namespace
}  // namespace onc
