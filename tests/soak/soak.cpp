// soak --rounds N | --minutes N: connections and calls over each transport in a loop. When the first rounds have warmed
// everything up, no round leaves more memory, descriptors or threads behind than the one before; otherwise it fails.

#include <malloc.h>
#include <unistd.h>

#include <array>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <optional>
#include <string>
#include <string_view>
#include <thread>

#include <onc/server.h>

#include "runtime/echo_service.h"

namespace {

using namespace std::chrono_literals;
using onc::Transport;
using onc::test::Echo;

constexpr int connections_in_round = 300;
constexpr int calls_on_connection = 100;
constexpr int warm_up_rounds = 3;

struct Held {
  std::size_t memory = 0;  // bytes that are allocated
  std::size_t resident = 0;
  std::size_t descriptors = 0;
  std::size_t threads = 0;
};

std::size_t files_in(const char* folder) {
  const auto all = std::filesystem::directory_iterator(folder);
  return static_cast<std::size_t>(std::distance(begin(all), end(all)));
}

std::size_t resident() {
  std::ifstream file("/proc/self/statm");
  std::size_t size = 0;
  std::size_t pages = 0;
  file >> size >> pages;
  return pages * static_cast<std::size_t>(::sysconf(_SC_PAGESIZE));
}

Held held() {
  return {.memory = ::mallinfo2().uordblks,
          .resident = resident(),
          .descriptors = files_in("/proc/self/fd"),
          .threads = files_in("/proc/self/task")};
}

[[noreturn]] void give_up(const std::string& why) {
  std::fprintf(stderr, "soak: %s\n", why.c_str());
  std::_Exit(1);
}

class Soak {
 public:
  Soak() : server_(options()) {
    server_.add(service_);
    if (auto up = server_.listen(); !up) give_up(up.error().explain());
    loop_ = std::thread([this] {
      if (auto over = server_.run(); !over) give_up(over.error().explain());
    });
  }
  Soak(const Soak&) = delete;
  Soak& operator=(const Soak&) = delete;
  ~Soak() {
    server_.stop();
    loop_.join();
  }

  void round() {
    for (int i = 0; i < connections_in_round; ++i) talk(server_.endpoints()[static_cast<std::size_t>(i) % 3]);
    // Those that have left are gone when the server has seen it.
    while (server_.stats().open_connections != 0) std::this_thread::yield();
  }
  [[nodiscard]] std::uint64_t connections() const { return server_.stats().connections; }
  [[nodiscard]] std::uint64_t calls() const { return server_.stats().calls; }

 private:
  static onc::ServerOptions options() {
    const std::string path = std::filesystem::temp_directory_path() / ("onc-soak-" + std::to_string(::getpid()));
    onc::ServerOptions options;
    options.listen = {{.transport = Transport::udp, .address = "127.0.0.1:0"},
                      {.transport = Transport::tcp, .address = "127.0.0.1:0"},
                      {.transport = Transport::local, .address = path}};
    options.registration = false;
    options.stop_signals = {};
    // Full after the first round, so that it does not look like growth.
    options.reply_cache = {.entries = 64, .bytes = std::size_t{1} << 20};
    return options;
  }
  static void talk(const onc::Endpoint& endpoint) {
    const auto client =
        Echo::Client::connect("", {.transport = endpoint.transport, .total_time = 60s, .address = endpoint.address});
    if (!client) give_up(client.error().explain());
    for (int i = 0; i < calls_on_connection; ++i) {
      const auto answer = client->echo(std::string(static_cast<std::size_t>(i) * 16, 'x'));
      if (!answer) give_up(answer.error().explain());
    }
  }

  onc::test::EchoService service_;
  onc::Server server_;
  std::thread loop_;
};

// Room for what an allocator keeps, none for what grows with the rounds.
void expect_no_more(const Held& before, const Held& now) {
  constexpr std::size_t memory_slack = std::size_t{256} << 10;
  constexpr std::size_t resident_slack = std::size_t{4} << 20;
  if (now.descriptors > before.descriptors) give_up("descriptors: " + std::to_string(now.descriptors));
  if (now.threads > before.threads) give_up("threads: " + std::to_string(now.threads));
  if (now.memory > before.memory + memory_slack) give_up("allocated: " + std::to_string(now.memory) + " bytes");
  if (now.resident > before.resident + resident_slack) give_up("resident: " + std::to_string(now.resident) + " bytes");
}

void report(const Soak& soak, const Held& now) {
  std::printf("%llu connections, %llu calls: %zu KiB allocated, %zu KiB resident, %zu descriptors, %zu threads\n",
              static_cast<unsigned long long>(soak.connections()), static_cast<unsigned long long>(soak.calls()),
              now.memory >> 10, now.resident >> 10, now.descriptors, now.threads);
}

int run(std::optional<long> rounds, onc::Duration time) {
  Soak soak;
  for (int i = 0; i < warm_up_rounds; ++i) soak.round();
  const Held before = held();
  report(soak, before);
  const onc::TimePoint end = onc::Clock::now() + time;
  onc::TimePoint next_report = onc::Clock::now() + 10s;
  for (long i = 0; rounds ? i < *rounds : onc::Clock::now() < end; ++i) {
    soak.round();
    expect_no_more(before, held());
    if (onc::Clock::now() < next_report) continue;
    report(soak, held());
    next_report += 10s;
  }
  report(soak, held());
  return 0;
}

}  // namespace

int main(int argc, char** argv) {
  const std::string_view what = argc == 3 ? argv[1] : "";
  if (what == "--rounds") return run(std::atol(argv[2]), {});
  if (what == "--minutes") return run(std::nullopt, std::chrono::minutes(std::atol(argv[2])));
  std::fprintf(stderr, "usage: soak --rounds N | --minutes N\n");
  return 2;
}
