// Asks a portmapper the same thing many times and tells what that cost the daemon in processor time.
//
//   portmapper_load PID set FIRST COUNT                 registers COUNT programs over the local socket
//   portmapper_load PID getport COUNT                   asks for a port over udp
//   portmapper_load PID getaddr tcp|udp|local COUNT     asks for an address
//   portmapper_load PID unknown COUNT                   asks for COUNT programs that nobody has
//   portmapper_load PID dump COUNT                      asks for the list of version 4 over the local socket

#include <unistd.h>

#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <functional>
#include <iterator>
#include <sstream>
#include <string>

#include "portmap.h"
#include "rpcbind.h"

namespace {

using Version2 = bench::PMAP_PROG::PMAP_VERS;
using Version4 = bench::RPCBPROG::RPCBVERS4;

constexpr std::uint32_t first_program = 0x20100000;

// User and system time of a process in microseconds.
double processor_time(const std::string& process) {
  std::ifstream file("/proc/" + process + "/stat");
  const std::string text{std::istreambuf_iterator<char>(file), {}};
  std::istringstream fields(text.substr(text.rfind(')') + 2));
  std::string skipped;
  for (int i = 0; i < 11; ++i) fields >> skipped;
  double user = 0;
  double system = 0;
  fields >> user >> system;
  return (user + system) * 1e6 / static_cast<double>(::sysconf(_SC_CLK_TCK));
}

void require(bool good, const char* what) {
  if (good) return;
  std::fprintf(stderr, "portmapper_load: %s failed\n", what);
  std::exit(1);
}

onc::ConnectOptions over(onc::Transport transport, const char* address) {
  return {.transport = transport, .address = address};
}

void measure(const std::string& process, const char* what, std::uint32_t count,
             const std::function<void(std::uint32_t)>& ask) {
  const double before = processor_time(process);
  const auto start = std::chrono::steady_clock::now();
  for (std::uint32_t i = 0; i < count; ++i) ask(i);
  const std::chrono::duration<double, std::micro> wall = std::chrono::steady_clock::now() - start;
  std::printf("%s cpu=%.2f wall=%.2f\n", what, (processor_time(process) - before) / count, wall.count() / count);
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 4) return 2;
  const std::string process = argv[1];
  const std::string what = argv[2];
  const auto count = static_cast<std::uint32_t>(std::atol(argv[argc - 1]));
  const auto two = Version2::Client::connect("", over(onc::Transport::udp, "127.0.0.1:111")).value();
  const auto four = Version4::Client::connect("", over(onc::Transport::tcp, "127.0.0.1:111")).value();
  const auto local = Version4::Client::connect("", over(onc::Transport::local, "/run/rpcbind.sock")).value();
  if (what == "set") {
    const auto first = static_cast<std::uint32_t>(std::atol(argv[3]));
    measure(process, argv[2], count, [&](std::uint32_t i) {
      require(local.rpcbproc_set({first_program + first + i, 1, "tcp", "0.0.0.0.20.1", ""}).value_or(false), "SET");
    });
  } else if (what == "getport") {
    measure(process, argv[2], count, [&](std::uint32_t) {
      require(two.pmapproc_getport({first_program, 1, 6, 0}).value_or(0) != 0, "GETPORT");
    });
  } else if (what == "getaddr") {
    // A portmapper tells the address over the transport that it is asked on.
    const std::string transport = argv[3];
    const auto datagrams = Version4::Client::connect("", over(onc::Transport::udp, "127.0.0.1:111")).value();
    const auto& asked = transport == "udp" ? datagrams : transport == "local" ? local : four;
    const std::uint32_t program = first_program - 1;
    const char* const where = transport == "local" ? "/run/measured.sock" : "0.0.0.0.20.1";
    (void)local.rpcbproc_set({program, 1, transport, where, ""});
    measure(process, argv[2], count, [&](std::uint32_t) {
      require(!asked.rpcbproc_getaddr({program, 1, transport, "", ""}).value_or("").empty(), "GETADDR");
    });
  } else if (what == "unknown") {
    measure(process, argv[2], count, [&](std::uint32_t i) {
      require(four.rpcbproc_getaddr({0x30000000 + i, 1, "tcp", "", ""}).has_value(), "GETADDR");
    });
  } else {
    measure(process, argv[2], count, [&](std::uint32_t) { require(!local.rpcbproc_dump().value().empty(), "DUMP"); });
  }
}
