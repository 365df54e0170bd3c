// Registers and removes one program after the other with the portmapper at /run/rpcbind.sock, and says of each change
// that it tries it, and that it is confirmed.
//
//   interop_registrar listen PORT           listens there until it is ended, so that what is registered has a server
//   interop_registrar count PORT FILE       registers and removes until FILE is another one; prints how often it did
// both
//   interop_registrar churn PORT TIMES      registers and removes so often
//   interop_registrar change PORT           some changes, until one fails

#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <string>

#include <onc/address.h>

#include "rpcbind.h"

namespace {

using Version4 = registrar::RPCBPROG::RPCBVERS4;

constexpr std::uint32_t first_program = 0x20007700;
constexpr std::uint32_t passing_program = 0x20007800;

std::string address;

registrar::rpcb entry(std::uint32_t program) { return {program, 1, "tcp", address, ""}; }

bool set(const Version4::Client& rpcbind, std::uint32_t program) {
  return rpcbind.rpcbproc_set(entry(program)).value_or(false);
}
bool unset(const Version4::Client& rpcbind, std::uint32_t program) {
  return rpcbind.rpcbproc_unset(entry(program)).value_or(false);
}

bool pass(const Version4::Client& rpcbind) { return set(rpcbind, passing_program) && unset(rpcbind, passing_program); }

bool change(const Version4::Client& rpcbind, bool added, std::uint32_t program) {
  std::printf("try %c %u\n", added ? '+' : '-', program);
  std::fflush(stdout);
  if (!(added ? set(rpcbind, program) : unset(rpcbind, program))) return false;
  std::printf("done %c %u\n", added ? '+' : '-', program);
  std::fflush(stdout);
  return true;
}

// Each program comes, and every second one goes again; in between one comes and goes at once.
bool make_changes(const Version4::Client& rpcbind) {
  bool good = true;
  for (std::uint32_t program = first_program; good && program < first_program + 4; ++program) {
    good = change(rpcbind, true, program) && pass(rpcbind) && (program % 2 == 0 || change(rpcbind, false, program));
  }
  return good;
}

int count_until_new(const Version4::Client& rpcbind, const char* path) {
  struct stat before {};
  struct stat now {};
  int times = 0;
  if (::stat(path, &before) != 0) return -1;
  for (now = before; now.st_ino == before.st_ino; ++times) {
    if (!pass(rpcbind) || ::stat(path, &now) != 0) return -1;
  }
  return times;
}

int listen_at(const std::string& port) {
  const auto place = onc::SocketAddress::parse("0.0.0.0:" + port).value();
  const int listener = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  if (::bind(listener, place.data(), place.size()) != 0 || ::listen(listener, 1) != 0) return 1;
  std::puts("ready");
  std::fflush(stdout);
  ::pause();
  return 0;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 3) return 2;
  const std::string what = argv[1];
  const int port = std::atoi(argv[2]);
  address = "0.0.0.0." + std::to_string(port / 256) + "." + std::to_string(port % 256);
  if (what == "listen") return listen_at(argv[2]);
  const auto rpcbind =
      Version4::Client::connect("", {.transport = onc::Transport::local, .address = "/run/rpcbind.sock"});
  if (!rpcbind) return 1;
  if (what == "change") return make_changes(*rpcbind) ? 0 : 1;
  if (what == "count" && argc == 4) return std::printf("%d\n", count_until_new(*rpcbind, argv[3])), 0;
  if (what != "churn" || argc != 4) return 2;
  for (int left = std::atoi(argv[3]); left > 0; --left) {
    if (!pass(*rpcbind)) return 1;
  }
  return 0;
}
