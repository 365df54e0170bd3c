// Attacks by how messages come: in fragments, slowly, not at all, on too many connections.

#include <linux/sockios.h>
#include <poll.h>
#include <sys/ioctl.h>
#include <sys/resource.h>

#include <utility>

#include <gmock/gmock.h>

#include "attack.h"

namespace onc::test {
namespace {

using namespace std::chrono_literals;
using testing::ElementsAre;

// A record in fragments of `size` bytes, each behind an empty one if that is wanted.
Bytes in_fragments(const Bytes& message, std::size_t size, bool empty_ones) {
  Bytes all;
  for (std::size_t at = 0; at < message.size(); at += size) {
    const auto begin = message.begin() + static_cast<std::ptrdiff_t>(at);
    const auto count = std::min(size, message.size() - at);
    const std::uint32_t last = at + count == message.size() ? 0x80000000U : 0U;
    all = join({std::move(all), empty_ones ? words({0}) : Bytes(), words({last | static_cast<std::uint32_t>(count)}),
                Bytes(begin, begin + static_cast<std::ptrdiff_t>(count))});
  }
  return all;
}

// Local sockets tell when the peer has read what was sent; TCP does not.
bool was_read(const Stranger& sender) {
  return eventually([&] {
    int left = 0;
    return ::ioctl(sender.descriptor(), SIOCOUTQ, &left) == 0 && left == 0;
  });
}

class Streams : public AttackOn {};

TEST_P(Streams, T_frag_1_FragmentsOfAnySize) {
  const Stranger attacker(server(), GetParam());
  for (const std::size_t size : {1U, 2U, 3U, 4U, 20U}) {
    for (const bool empty_ones : {false, true}) {
      attacker.send(in_fragments(call(1, echo, abc), size, empty_ones));
      EXPECT_EQ(attacker.answer(), success(1, abc)) << size;
    }
  }
}

TEST_P(Streams, T_frag_1_SegmentsThatEndAnywhere) {
  const Stranger attacker(server(), GetParam());
  const Bytes whole = in_fragments(call(1, echo, abc), 20, true);
  for (std::size_t cut = 1; cut < whole.size(); ++cut) {
    attacker.send(std::span(whole).first(cut));
    EXPECT_TRUE(GetParam() == Transport::tcp || was_read(attacker));
    attacker.send(std::span(whole).subspan(cut));
    EXPECT_EQ(attacker.answer(), success(1, abc)) << cut;
  }
}

TEST_P(Streams, T_frag_2_FragmentsWithoutEnd) {
  const std::vector<Bytes> endless{Bytes(4 * 5000), repeated(join({words({1}), Bytes(1)}), 5000),
                                   repeated(join({words({1U << 20}), Bytes(1U << 20)}), 5)};
  const HeapPeak peak;
  for (const Bytes& fragments : endless) {
    const Stranger attacker(server(), GetParam());
    attacker.send(fragments);
    EXPECT_EQ(attacker.answer(), "closed");
  }
  EXPECT_EQ(stats().closed_by_limit, endless.size());
  EXPECT_LE(peak.bytes(), 4 * default_max_record);
}

TEST_P(Streams, T_frag_3_MarksThatPromiseTooMuch) {
  const HeapPeak peak;
  for (const std::uint32_t mark : {0x7fffffffU, 0xffffffffU, 0x80400001U, 0x00400001U}) {
    const Stranger attacker(server(), GetParam());
    attacker.send(join({record(call(1, echo, abc)), words({mark})}));
    EXPECT_EQ(attacker.answer(), success(1, abc));  // what came before is answered
    EXPECT_EQ(attacker.answer(), "closed");
  }
  EXPECT_LE(peak.bytes(), std::size_t{128} << 10);
}

// The server comes to such a mark when it has sent what was in the way.
TEST_P(Streams, T_frag_3_MarksThatPromiseTooMuchBehindCallsThatWait) {
  ServerOptions options = attacked_options();
  options.max_queued_replies = 100;  // three of them fill it, so that two are made last
  serve(options);
  constexpr int calls = 20;
  const Stranger attacker(server(), GetParam());
  attacker.send(join({repeated(record(call(1, echo, abc)), calls), words({0xffffffff})}));
  for (int i = 0; i < calls; ++i) EXPECT_EQ(attacker.answer(), success(1, abc)) << i;
  EXPECT_EQ(attacker.answer(), "closed");
  EXPECT_EQ(stats().closed_by_limit, 1U);
}

TEST_P(Streams, T_frag_3_MarksOfNothing) {
  const Stranger attacker(server(), GetParam());
  attacker.send(words({0, 0x80000000, 0, 0, 0x80000000}));
  EXPECT_THAT(attacker.answers_to(call(1, echo, abc)), ElementsAre(success(1, abc)));
}

// Room for so many connections, both ends of them.
bool allow_connections(std::size_t count) {
  rlimit limit{};
  ::getrlimit(RLIMIT_NOFILE, &limit);
  limit.rlim_cur = std::max<rlim_t>(limit.rlim_cur, 2 * count + 100);
  return ::setrlimit(RLIMIT_NOFILE, &limit) == 0;
}

class Crowd : public Streams {
 protected:
  static constexpr std::size_t size = 1000;

  // Every other one stops within a mark, the others behind it.
  void stall() {
    for (std::size_t i = 0; i < size; ++i) {
      const Stranger& slow = crowd_.emplace_back(server(), GetParam());
      slow.send(i % 2 == 0 ? Bytes(2, std::byte{0x80}) : words({0x80000028, 1}));
    }
  }
  void TearDown() override {
    crowd_.clear();
    Streams::TearDown();
  }

  std::vector<Stranger> crowd_{};
};

TEST_P(Crowd, T_slow_1_OfHalfRecordsKeepsNobodyWaiting) {
  if (!allow_connections(size)) GTEST_SKIP() << "descriptors are limited";
  ServerOptions options = attacked_options();
  options.stall_timeout = 1h;
  serve(options);
  const HeapPeak peak;
  stall();
  expect_service();
  EXPECT_TRUE(eventually([&] { return stats().open_connections == size; }));
  EXPECT_LE(peak.bytes(), size * (std::size_t{20} << 10));  // one read's room for each
}

TEST_P(Crowd, T_slow_1_OfHalfRecordsIsClosedInTime) {
  if (!allow_connections(size)) GTEST_SKIP() << "descriptors are limited";
  ServerOptions options = attacked_options();
  options.stall_timeout = 50ms;
  serve(options);
  stall();
  for (const Stranger& slow : crowd_) EXPECT_EQ(slow.answer(), "closed");
  EXPECT_EQ(stats().closed_by_limit, size);
}

// Each byte is traffic, but no progress.
TEST_P(Streams, T_slow_1_AByteNowAndThen) {
  ServerOptions options = attacked_options();
  options.stall_timeout = 50ms;
  serve(options);
  const Stranger slow(server(), GetParam());
  slow.send(words({0x80000000U | (1U << 20)}));
  pollfd closed{slow.descriptor(), POLLIN, 0};
  std::size_t sent = 0;
  while (::poll(&closed, 1, 1) == 0) sent += slow.send(Bytes(1)) == 0 ? 1 : 0;
  EXPECT_LT(sent, std::size_t{1} << 20);
  EXPECT_EQ(stats().closed_by_limit, 1U);
}

TEST_P(Streams, T_slow_3_RepliesThatAreNeverRead) {
  ServerOptions options = attacked_options();
  options.max_queued_replies = 1U << 20;
  options.stall_timeout = 100ms;
  serve(options);
  const Stranger greedy(server(), GetParam());
  const Bytes ask = record(call(1, bulk, words({60'000})));
  const HeapPeak peak;
  std::uint64_t asked = 0;
  while (greedy.send(ask) == 0) ++asked;  // waits while the server does not read, and ends when it has closed
  expect_service();
  EXPECT_LT(stats().calls, asked);
  EXPECT_EQ(stats().closed_by_limit, 1U);
  EXPECT_LE(peak.bytes(), 4 * options.max_queued_replies);
}

// Each keeps within its own limit.
class Crowds : public Attack {
 protected:
  static constexpr std::size_t size = 64;

  void SetUp() override {
    ServerOptions options = attacked_options();
    options.max_connection_memory = 8U << 20;
    serve(options);
  }
  // Of one user: of local sockets the kernel holds a quarter of a megabyte only.
  std::vector<Stranger> crowd(const Bytes& sent) {
    std::vector<Stranger> all;
    for (std::size_t i = 0; i < size; ++i) {
      all.emplace_back(server(), Transport::local);
      all.back().send(sent);
    }
    return all;
  }
  void expect_room_was_made() {
    EXPECT_TRUE(eventually([&] { return stats().closed_by_limit > size / 2; }));
  }
};

TEST_F(Crowds, T_slow_3_ThatReadNoRepliesShareALimit) {
  const Stranger reader(server(), Transport::tcp);
  reader.send(record(call(1, bulk, words({60'000}))));
  const HeapPeak peak;
  const auto attackers = crowd(record(call(1, bulk, words({1'000'000}))));
  expect_room_was_made();
  EXPECT_LE(peak.bytes(), 32U << 20);
  EXPECT_NE(reader.answer(), "closed");  // another source: it is not the one that has the most
}

TEST_F(Crowds, T_slow_1_ThatEndNoRequestsShareALimit) {
  const Bytes whole = record(call(1, echo, Bytes(1'000'000)));
  const HeapPeak peak;
  const auto attackers = crowd(Bytes(whole.begin(), whole.end() - 4));
  expect_room_was_made();
  EXPECT_LE(peak.bytes(), 32U << 20);
  expect_service();
}

// With two loops one of them may have half of what a reply takes; nobody else needs the memory.
TEST_F(Crowds, T_slow_3_WhoIsAloneGetsItsReply) {
  ServerOptions options = attacked_options();
  options.threads = 2;
  options.max_connection_memory = 1U << 20;
  serve(options);
  const Stranger alone(server(), Transport::local);
  const std::uint64_t before = stats().calls;
  alone.send(record(call(1, bulk, words({1'000'000}))));
  EXPECT_TRUE(eventually([&] { return stats().calls > before; }));
  EXPECT_NE(alone.answer(), "closed");
}

// Calls its client back, with much in each call.
class CallingBack final : public TargetService {
 public:
  Result<std::uint32_t> tally(CallContext& call) override {
    const Target::Client client(call.channel_to_client());
    for (int i = 0; i < calls_at_once; ++i)
      client.start_echo(std::string(60'000, 'x')).then([](const Result<std::string>&) {});
    return 0U;
  }
  static constexpr int calls_at_once = 20;
};

// What is sent is not kept until the answer comes.
TEST(CallsBack, T_slow_3_ThatAreNeverAnswered) {
  CallingBack service;
  RunningServer server(local_options(), service);
  const std::size_t before = heap_in_use();
  const Stranger silent(server, Transport::tcp);
  for (int round = 0; round < 20; ++round) {
    silent.ask(call(1, tally));
    for (int i = 0; i <= CallingBack::calls_at_once; ++i) EXPECT_NE(silent.answer(), "closed");
  }
  EXPECT_LT(heap_in_use(), before + (6U << 20));  // of 24 MB
}

INSTANTIATE_TEST_SUITE_P(All, Streams, testing::Values(Transport::tcp, Transport::local), transport_name);
INSTANTIATE_TEST_SUITE_P(All, Crowd, testing::Values(Transport::tcp, Transport::local), transport_name);

// As long as it lives the process gets no descriptors.
class NoDescriptorsLeft {
 public:
  NoDescriptorsLeft() {
    ::getrlimit(RLIMIT_NOFILE, &before_);
    const int lowest_free = FileDescriptor(::dup(STDIN_FILENO)).get();
    const rlimit none{static_cast<rlim_t>(lowest_free), before_.rlim_max};
    EXPECT_EQ(::setrlimit(RLIMIT_NOFILE, &none), 0);
  }
  NoDescriptorsLeft(const NoDescriptorsLeft&) = delete;
  NoDescriptorsLeft& operator=(const NoDescriptorsLeft&) = delete;
  ~NoDescriptorsLeft() { ::setrlimit(RLIMIT_NOFILE, &before_); }

 private:
  rlimit before_{};
};

// A socket that is there before descriptors are gone. Calls no member functions of fixtures when they are: the
// undefined behaviour sanitizer wants a pipe for checking them.
class Client {
 public:
  explicit Client(const RunningServer& server)
      : server_(SocketAddress::parse(server.address(Transport::tcp)).value()),
        socket_(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {}
  void connect() const { EXPECT_EQ(::connect(socket_.get(), server_.data(), server_.size()), 0); }
  [[nodiscard]] bool is_turned_away() const {
    std::byte nothing{};
    return ::recv(socket_.get(), &nothing, 1, 0) == 0;
  }
  [[nodiscard]] bool is_answered() const {
    const Bytes message = record(call(1, null_proc));
    Bytes reply(28);
    return ::send(socket_.get(), message.data(), message.size(), MSG_NOSIGNAL) ==
               static_cast<ssize_t>(message.size()) &&
           ::recv(socket_.get(), reply.data(), reply.size(), MSG_WAITALL) == static_cast<ssize_t>(reply.size());
  }

 private:
  SocketAddress server_;
  FileDescriptor socket_;
};

// The server looks a few times for each connection that it turns away; it does not spin.
TEST_F(Attack, T_fd_1_DescriptorsUsedUpMakeAcceptingPause) {
  std::vector<Client> clients;
  for (int i = 0; i < 4; ++i) clients.emplace_back(server());
  const std::uint64_t accepts = count_of(SystemCall::accept4);
  const std::uint64_t waits = count_of(SystemCall::epoll_wait);
  {
    const NoDescriptorsLeft none;
    for (const Client& client : clients) client.connect();
    for (const Client& client : clients) EXPECT_TRUE(client.is_turned_away());
    EXPECT_LE(count_of(SystemCall::accept4) - accepts, 3 * clients.size());
    EXPECT_LE(count_of(SystemCall::epoll_wait) - waits, 4 * clients.size());
  }
  EXPECT_EQ(stats().closed_by_limit, clients.size());
}

TEST_F(Attack, T_fd_1_DescriptorsUsedUpByAnIdleConnectionAreTakenFromIt) {
  const Stranger idle(server(), Transport::tcp);
  EXPECT_THAT(idle.answers_to({}), testing::IsEmpty());
  const Client honest(server());
  const NoDescriptorsLeft none;
  honest.connect();
  EXPECT_EQ(idle.answer(), "closed");
  EXPECT_TRUE(honest.is_answered());
}

TEST_F(Attack, T_fd_1_DescriptorsAreWaitedForAlsoWhenWatchingFails) {
  const Client client(server());
  {
    const NoDescriptorsLeft none;
    client.connect();
    EXPECT_TRUE(client.is_turned_away());  // accepting pauses now
    fail_nth(SystemCall::epoll_ctl, 1, ENOMEM);
  }
  expect_service();
  EXPECT_TRUE(stop_failing());
}

class Floods : public Attack {
 protected:
  static constexpr std::size_t size = 2000;

  // The kernel's queue holds some hundreds; a client that finds it full would wait for a second.
  std::vector<Stranger> flood(const std::function<std::string(std::size_t)>& source) {
    const std::uint64_t before = stats().connections;
    std::vector<Stranger> all;
    for (std::size_t i = 0; i < size; ++i) {
      all.emplace_back(server().address(Transport::tcp), Transport::tcp, source(i));
      if (i % 200 < 199) continue;
      EXPECT_TRUE(eventually([&] { return stats().connections >= before + i + 1; }));
    }
    return all;
  }
};

TEST_F(Floods, T_fd_2_OfOneAddressEndAtItsLimit) {
  if (!allow_connections(size)) GTEST_SKIP() << "descriptors are limited";
  ServerOptions options = attacked_options();
  options.max_connections_per_source = 100;
  serve(options);
  const auto attackers = flood([](std::size_t) { return ""; });
  EXPECT_TRUE(eventually([&] { return stats().closed_by_limit == size - 100; }));
  EXPECT_EQ(attackers.front().answer(), "closed");
  EXPECT_TRUE(eventually([&] { return stats().open_connections == 100; }));
  expect_service();  // of the same address
  const Stranger honest(server().address(Transport::tcp), Transport::tcp, "127.0.0.2:0");
  EXPECT_THAT(honest.answers_to(call(1, echo, abc)), ElementsAre(success(1, abc)));
}

TEST_F(Floods, T_fd_2_OfManyAddressesGiveWay) {
  if (!allow_connections(size)) GTEST_SKIP() << "descriptors are limited";
  ServerOptions options = attacked_options();
  options.max_connections = 100;
  serve(options);
  const auto attackers = flood(
      [](std::size_t i) { return "127.1." + std::to_string(i / 250) + "." + std::to_string(1 + i % 250) + ":0"; });
  EXPECT_TRUE(eventually([&] { return stats().closed_by_limit == size - 100; }));
  EXPECT_EQ(attackers.front().answer(), "closed");
  expect_service();
  EXPECT_TRUE(eventually([&] { return stats().open_connections <= 100; }));
}

}  // namespace
}  // namespace onc::test
