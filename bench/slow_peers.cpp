// What an honest client waits for its answers beside peers that do what they should not: alone, and beside each kind of
// them. The server has one thread and a process of its own, and so have the peers.
//
//   slow_peers [SECONDS]      how long each row is measured; 5 without it

#include <fcntl.h>
#include <poll.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <chrono>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <thread>
#include <vector>

#include <onc/call.h>
#include <onc/function_service.h>
#include <onc/server.h>
#include <onc/xdr/byte_order.h>

#include "transport/file_descriptor.h"

namespace {

using namespace std::chrono_literals;
using Bytes = std::vector<std::byte>;
using Clock = std::chrono::steady_clock;

constexpr onc::ProgramVersion program{0x20000043, 1};
constexpr std::uint32_t bulk = 1;

enum class Pace {
  once,             // all bytes, then nothing more
  byte_per_second,  // over and over
  flood,            // over and over, as fast as they are taken; on a new connection when the server takes no more
};

struct Kind {
  const char* name;
  std::size_t peers = 0;
  Pace pace = Pace::once;
  Bytes bytes{};
};

Bytes words(std::initializer_list<std::uint32_t> values) {
  Bytes bytes(4 * values.size());
  std::size_t at = 0;
  for (const std::uint32_t value : values) onc::xdr::store32(&bytes[4 * at++], value);
  return bytes;
}

// A record with a call that has one argument; procedure 0 ignores it.
Bytes call(std::uint32_t procedure, std::uint32_t argument) {
  return words({0x8000002c, 1, 0, 2, program.program, program.version, procedure, 0, 0, 0, 0, argument});
}

Bytes repeated(const Bytes& piece, std::size_t at_least) {
  Bytes all;
  while (all.size() < at_least) all.insert(all.end(), piece.begin(), piece.end());
  return all;
}

std::vector<Kind> kinds() {
  const Bytes whole = call(0, 0);
  const Bytes half(whole.begin(), whole.begin() + 24);
  const Bytes fragment{std::byte{0}, std::byte{0}, std::byte{0}, std::byte{1}, std::byte{0}};
  constexpr std::size_t block = 65'536;
  return {{.name = "nobody"},
          {.name = "50 that send a byte per second", .peers = 50, .pace = Pace::byte_per_second, .bytes = whole},
          {.name = "50 that send half a record", .peers = 50, .bytes = half},
          {.name = "50 that send nothing", .peers = 50},
          {.name = "2,000 that send nothing", .peers = 2000},
          {.name = "8 that send fragments of 1 byte without end",
           .peers = 8,
           .pace = Pace::flood,
           .bytes = repeated(fragment, block)},
          {.name = "8 that call as fast as they can and read nothing",
           .peers = 8,
           .pace = Pace::flood,
           .bytes = repeated(whole, block)},
          {.name = "8 that ask for 64 KiB each time, as fast as they can, and read nothing",
           .peers = 8,
           .pace = Pace::flood,
           .bytes = repeated(call(bulk, 65'536), block)}};
}

[[noreturn]] void die(const char* what) {
  std::perror(what);
  std::exit(1);
}

// A process of its own, until the end of this object. `work` gets a descriptor to say one line to.
class Child {
 public:
  template <class Work>
  explicit Child(const Work& work) {
    std::array<int, 2> ends{};
    if (::pipe2(ends.data(), O_CLOEXEC) != 0) die("pipe2");
    process_ = ::fork();
    if (process_ < 0) die("fork");
    if (process_ == 0) {
      ::close(ends[0]);
      work(ends[1]);
      ::_exit(1);
    }
    ::close(ends[1]);
    said_ = onc::FileDescriptor(ends[0]);
  }
  Child(const Child&) = delete;
  Child& operator=(const Child&) = delete;
  ~Child() {
    ::kill(process_, SIGKILL);
    ::waitpid(process_, nullptr, 0);
  }
  // Waits for the line.
  [[nodiscard]] std::string line() const {
    std::string line;
    for (char c = 0; ::read(said_.get(), &c, 1) == 1 && c != '\n';) line += c;
    if (line.empty()) die("a child process did not get ready");
    return line;
  }

 private:
  pid_t process_ = -1;
  onc::FileDescriptor said_;
};

void say(int to, const std::string& line) {
  const std::string text = line + '\n';
  if (::write(to, text.data(), text.size()) < 0) die("write");
}

void serve(int parent) {
  onc::FunctionService service(program);
  service.add(bulk, [](std::uint32_t size) { return Bytes(size); });
  onc::Server server({.listen = {{onc::Transport::tcp, "127.0.0.1:0"}}, .registration = false});
  server.add(service);
  if (!server.listen()) die("listen");
  say(parent, server.endpoints().front().address);
  if (!server.run()) die("run");
}

// One that does what it should not.
class SlowPeer {
 public:
  SlowPeer(const Kind& kind, const onc::SocketAddress& server) : kind_(&kind), server_(&server) { connect(); }

  [[nodiscard]] pollfd interest() const {
    return {.fd = socket_.get(), .events = static_cast<short>(kind_->pace == Pace::flood ? POLLOUT : 0), .revents = 0};
  }
  void step(Clock::time_point now) {
    if (kind_->pace == Pace::byte_per_second && now - last_sent_ >= 1s) send(1, now);
    if (kind_->pace != Pace::flood) return;
    send(kind_->bytes.size(), now);
    if (now - last_sent_ >= 200ms) connect();
  }

 private:
  void connect() {
    socket_ = onc::FileDescriptor(::socket(server_->data()->sa_family, SOCK_STREAM | SOCK_CLOEXEC, 0));
    if (::connect(socket_.get(), server_->data(), server_->size()) != 0) die("connect");
    at_ = 0;
    last_sent_ = Clock::now();
    if (kind_->pace == Pace::once && !kind_->bytes.empty()) send(kind_->bytes.size(), last_sent_);
  }
  void send(std::size_t most, Clock::time_point now) {
    const std::size_t count = std::min(most, kind_->bytes.size() - at_);
    const ssize_t put = ::send(socket_.get(), &kind_->bytes[at_], count, MSG_DONTWAIT | MSG_NOSIGNAL);
    if (put < 0 && errno != EAGAIN) return connect();
    if (put <= 0) return;
    at_ = (at_ + static_cast<std::size_t>(put)) % kind_->bytes.size();
    last_sent_ = now;
  }

  const Kind* kind_;
  const onc::SocketAddress* server_;
  onc::FileDescriptor socket_;
  std::size_t at_ = 0;
  Clock::time_point last_sent_{};
};

void be_slow(const Kind& kind, const onc::SocketAddress& server, int parent) {
  std::vector<SlowPeer> peers;
  for (std::size_t i = 0; i < kind.peers; ++i) peers.emplace_back(kind, server);
  say(parent, "connected");
  for (std::vector<pollfd> waiting;;) {
    waiting.clear();
    for (const SlowPeer& peer : peers) waiting.push_back(peer.interest());
    ::poll(waiting.data(), waiting.size(), 20);
    const auto now = Clock::now();
    for (SlowPeer& peer : peers) peer.step(now);
  }
}

using Microseconds = std::chrono::duration<double, std::micro>;

// How long each call of one client took; one is due every ten milliseconds. Where the one before took longer than that,
// the time that a call had to wait for its turn counts: otherwise a long wait would be a single one among many.
std::vector<double> call_for(std::chrono::seconds time, const std::string& address) {
  const auto client = onc::DynamicClient::connect("", program, {.address = address});
  if (!client) die("connecting the client");
  std::vector<double> times;
  const auto begin = Clock::now();
  for (auto due = begin; due < begin + time; due += 10ms) {
    std::this_thread::sleep_until(due);
    const auto woken = Clock::now();
    const auto from = woken - due < 1ms ? woken : due;  // nobody wakes on time to the microsecond
    if (const auto answered = client->call<void>(0); !answered) {
      std::fprintf(stderr, "an honest call failed: %s\n", answered.error().explain().c_str());
      std::exit(1);
    }
    times.push_back(Microseconds(Clock::now() - from).count());
  }
  std::sort(times.begin(), times.end());
  return times;
}

std::vector<double> measure(const Kind& kind, std::chrono::seconds time) {
  const Child server([](int parent) { serve(parent); });
  const std::string address = server.line();
  const auto place = onc::SocketAddress::parse(address);
  if (!place) die("the server's address");
  const Child peers([&](int parent) { be_slow(kind, *place, parent); });
  if (peers.line() != "connected") die("connecting the peers");
  return call_for(time, address);
}

void allow_many_descriptors() {
  rlimit limit{};
  ::getrlimit(RLIMIT_NOFILE, &limit);
  limit.rlim_cur = limit.rlim_max;
  ::setrlimit(RLIMIT_NOFILE, &limit);
}

}  // namespace

int main(int argc, char** argv) {
  const std::chrono::seconds time(argc > 1 ? std::max(1, std::atoi(argv[1])) : 5);
  allow_many_descriptors();
  std::puts("| peers | median, us | 99 % within, us | longest, us | median later by, us |");
  std::puts("|---|---:|---:|---:|---:|");
  double alone = 0;
  for (const Kind& kind : kinds()) {
    const std::vector<double> times = measure(kind, time);
    const double median = times[times.size() / 2];
    if (kind.peers == 0) alone = median;
    std::printf("| %s | %.0f | %.0f | %.0f | %.0f |\n", kind.name, median, times[times.size() * 99 / 100], times.back(),
                median - alone);
    std::fflush(stdout);
  }
  return 0;
}
