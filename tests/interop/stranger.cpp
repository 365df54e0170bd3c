// What a stranger on the network tries at a portmapper.
//
//   interop_stranger HOST                       to register, to remove, to have calls made, and to get long answers for
//                                               short questions; prints what should not have worked, nothing is well
//   interop_stranger HOST flood COUNT           asks so often by udp, and prints how many answers came
//   interop_stranger HOST forge DEVICE MAC FROM TO [PORT]
//                                               registers and removes in datagrams from FROM to TO, whatever routes say

#include <arpa/inet.h>
#include <linux/if_ether.h>
#include <linux/if_packet.h>
#include <net/if.h>
#include <netinet/ether.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

#include <array>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <span>
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

using Bytes = std::vector<std::byte>;

void append(Bytes& bytes, std::span<const std::uint32_t> words) {
  for (const std::uint32_t word : words) {
    for (int shift = 24; shift >= 0; shift -= 8) bytes.push_back(static_cast<std::byte>(word >> shift));
  }
}

Bytes call_of(std::uint32_t version, std::uint32_t procedure, std::vector<std::uint32_t> arguments = {}) {
  Bytes bytes;
  append(bytes, std::array<std::uint32_t, 10>{1, 0, 2, 100000, version, procedure, 0, 0, 0, 0});
  append(bytes, arguments);
  return bytes;
}

int patient_socket(int milliseconds) {
  const auto place = onc::SocketAddress::parse(host + ":111").value();
  const int socket = ::socket(place.family(), SOCK_DGRAM | SOCK_CLOEXEC, 0);
  const timeval patience{.tv_sec = milliseconds / 1000, .tv_usec = milliseconds % 1000 * 1000};
  ::setsockopt(socket, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
  static_cast<void>(::connect(socket, place.data(), place.size()));
  return socket;
}

// One datagram with a call without arguments, and the bytes that come back.
std::size_t answer_to(std::uint32_t version, std::uint32_t procedure) {
  const Bytes bytes = call_of(version, procedure);
  const int socket = patient_socket(3000);
  static_cast<void>(::send(socket, bytes.data(), bytes.size(), 0));
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

// One after the other, until one is not answered: from then on nobody waits for answers.
int answers_to(int questions) {
  const Bytes call = call_of(2, 0);
  const int socket = patient_socket(500);
  std::array<std::byte, 128> room;
  int answers = 0;
  int flags = 0;
  for (int i = 0; i < questions; ++i) {
    static_cast<void>(::send(socket, call.data(), call.size(), 0));
    const bool answered = ::recv(socket, room.data(), room.size(), flags) > 0;
    if (!answered) flags = MSG_DONTWAIT;
    answers += answered ? 1 : 0;
  }
  ::close(socket);
  return answers;
}

std::uint16_t checksum(const Bytes& bytes) {
  std::uint32_t sum = 0;
  for (std::size_t i = 0; i < bytes.size(); ++i)
    sum += std::to_integer<std::uint32_t>(bytes[i]) << (i % 2 == 0 ? 8 : 0);
  while (sum > 0xffff) sum = (sum >> 16) + (sum & 0xffff);
  return static_cast<std::uint16_t>(~sum);
}

void append_address(Bytes& bytes, int family, const char* text) {
  std::array<std::byte, 16> host_bytes{};
  if (::inet_pton(family, text, host_bytes.data()) != 1) std::exit(2);
  bytes.insert(bytes.end(), host_bytes.begin(), host_bytes.begin() + (family == AF_INET ? 4 : 16));
}

void append_all(Bytes& bytes, const Bytes& more) { bytes.insert(bytes.end(), more.begin(), more.end()); }

// A UDP datagram to port 111 in an IP packet.
Bytes packet(const char* from, const char* to, std::uint32_t port, const Bytes& payload) {
  const bool six = std::strchr(from, ':') != nullptr;
  const auto size = static_cast<std::uint32_t>(payload.size() + 8);
  Bytes addresses;
  append_address(addresses, six ? AF_INET6 : AF_INET, from);
  append_address(addresses, six ? AF_INET6 : AF_INET, to);
  Bytes summed = addresses;
  append(summed, std::array<std::uint32_t, 4>{size, IPPROTO_UDP, port << 16 | 111, size << 16});
  append_all(summed, payload);
  Bytes all;
  if (six) {
    append(all, std::array<std::uint32_t, 2>{0x60000000, size << 16 | IPPROTO_UDP << 8 | 64});
  } else {
    Bytes header;
    append(header, std::array<std::uint32_t, 3>{0x45000000 | (size + 20), 0, 64U << 24 | IPPROTO_UDP << 16});
    append_all(header, addresses);
    append(all,
           std::array<std::uint32_t, 3>{0x45000000 | (size + 20), 0, 64U << 24 | IPPROTO_UDP << 16 | checksum(header)});
  }
  append_all(all, addresses);
  append(all, std::array<std::uint32_t, 2>{port << 16 | 111, size << 16 | checksum(summed)});
  append_all(all, payload);
  return all;
}

void forge(const char* device, const char* mac, const char* from, const char* to, std::uint32_t port) {
  const bool six = std::strchr(from, ':') != nullptr;
  sockaddr_ll place{};
  place.sll_family = AF_PACKET;
  place.sll_protocol = htons(six ? ETH_P_IPV6 : ETH_P_IP);
  place.sll_ifindex = static_cast<int>(::if_nametoindex(device));
  place.sll_halen = ETH_ALEN;
  const ether_addr* hardware = ::ether_aton(mac);
  if (hardware == nullptr) std::exit(2);
  std::memcpy(place.sll_addr, hardware, ETH_ALEN);
  const int socket = ::socket(AF_PACKET, SOCK_DGRAM | SOCK_CLOEXEC, 0);
  for (const Bytes& call : {call_of(2, 1, {0x20000077, 1, 6, 4000}), call_of(2, 2, {536875572, 1, 6, 0}),
                            call_of(2, 2, {536893048, 1, 6, 0})}) {
    const Bytes bytes = packet(from, to, port, call);
    const auto* address = reinterpret_cast<const sockaddr*>(&place);
    if (::sendto(socket, bytes.data(), bytes.size(), 0, address, sizeof place) < 0)
      std::printf("a forged packet was not sent\n");
  }
  ::close(socket);
  if (answer_to(2, 0) == 0) std::printf("what came behind the forged packets was not answered\n");
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 2) return 2;
  host = argv[1];
  const std::string what = argc > 2 ? argv[2] : "";
  if (what == "flood" && argc == 4) return std::printf("%d\n", answers_to(std::atoi(argv[3]))), 0;
  if (what == "forge" && argc >= 7)
    return forge(argv[3], argv[4], argv[5], argv[6], argc > 7 ? static_cast<std::uint32_t>(std::atoi(argv[7])) : 700),
           0;
  try_to_register(onc::Transport::udp);
  try_to_register(onc::Transport::tcp);
  expect_short_answers();
}
