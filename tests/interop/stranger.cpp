// What a stranger on the network tries at a portmapper: to register, to remove, to have calls made, and to get long
// answers for short questions. Prints what should not have worked; nothing is well.

#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

#include <array>
#include <cstdio>
#include <string>
#include <vector>

#include <onc/address.h>

#include "portmap.h"
#include "rpcbind.h"

namespace {

using Version2 = stranger::PMAP_PROG::PMAP_VERS;
using Version4 = stranger::RPCBPROG::RPCBVERS4;

std::string host;

onc::ConnectOptions at(onc::Transport transport) {
  return {.transport = transport, .total_time = std::chrono::seconds(3), .address = host + ":111"};
}

template <class R>
void expect_too_weak(const char* what, const onc::Result<R>& answer) {
  if (!answer && answer.error().auth_stat() == onc::AuthStat::too_weak) return;
  std::printf("%s: %s\n", what, answer ? "it was done" : answer.error().message().c_str());
}

void try_to_register(onc::Transport transport) {
  const auto two = Version2::Client::connect("", at(transport)).value();
  const auto four = Version4::Client::connect("", at(transport)).value();
  expect_too_weak("SET of version 2", two.pmapproc_set({0x20000077, 1, 6, 4000}));
  expect_too_weak("UNSET of version 2", two.pmapproc_unset({536875572, 1, 6, 0}));
  expect_too_weak("SET of version 4", four.rpcbproc_set({0x20000077, 1, "tcp", "0.0.0.0.1.1", "superuser"}));
  expect_too_weak("UNSET of version 4", four.rpcbproc_unset({536875572, 1, "", "", "superuser"}));
  expect_too_weak("CALLIT", two.pmapproc_callit({100000, 2, 1, {}}));
  expect_too_weak("INDIRECT", four.rpcbproc_indirect({536875572, 1, 0, {}}));
}

// One datagram with a call without arguments, and the bytes that come back.
std::size_t answer_to(std::uint32_t version, std::uint32_t procedure) {
  const std::array<std::uint32_t, 10> call{1, 0, 2, 100000, version, procedure, 0, 0, 0, 0};
  std::vector<std::byte> bytes;
  for (const std::uint32_t word : call) {
    for (int shift = 24; shift >= 0; shift -= 8) bytes.push_back(static_cast<std::byte>(word >> shift));
  }
  const auto place = onc::SocketAddress::parse(host + ":111").value();
  const int socket = ::socket(place.family(), SOCK_DGRAM | SOCK_CLOEXEC, 0);
  const timeval patience{.tv_sec = 3, .tv_usec = 0};
  ::setsockopt(socket, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
  ::sendto(socket, bytes.data(), bytes.size(), 0, place.data(), place.size());
  std::array<std::byte, 65536> room;
  const ssize_t got = ::recv(socket, room.data(), room.size(), 0);
  ::close(socket);
  if (got < 0) std::printf("no answer to procedure %u of version %u\n", procedure, version);
  return got < 0 ? 0 : static_cast<std::size_t>(got);
}

void expect_short_answers() {
  constexpr std::size_t question = 40;
  constexpr std::array<std::array<std::uint32_t, 2>, 4> lists{{{2, 4}, {3, 4}, {4, 4}, {4, 12}}};
  for (const auto& [version, procedure] : lists) {
    const std::size_t size = answer_to(version, procedure);
    if (size > question)
      std::printf("procedure %u of version %u: %zu bytes for %zu\n", procedure, version, size, question);
  }
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 2) return 2;
  host = argv[1];
  try_to_register(onc::Transport::udp);
  try_to_register(onc::Transport::tcp);
  expect_short_answers();
}
