// The limit of bench_peer: the same bytes moved by hand over bare sockets, without dispatch, XDR or memory. Its command
// line is bench_peer's; `connect` and `idle` are left to that.

#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <algorithm>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <string>
#include <thread>
#include <vector>

#include <onc/xdr/byte_order.h>

#include "load.h"

namespace {

using bench::LoadOptions;
using Bytes = std::vector<std::byte>;
using onc::xdr::load32;
using onc::xdr::store32;

constexpr std::size_t call_size = 40;  // without credentials
constexpr std::size_t reply_size = 24;
constexpr std::uint32_t last_fragment = 0x80000000U;

[[noreturn]] void give_up(const char* what) {
  std::perror(what);
  std::exit(1);
}

void require(bool good, const char* what) {
  if (!good) give_up(what);
}

bool is_datagram(const LoadOptions& options) { return options.transport == "udp"; }

int open_socket(const LoadOptions& options) {
  const int family = options.transport == "unix" ? AF_UNIX : AF_INET;
  const int socket = ::socket(family, is_datagram(options) ? SOCK_DGRAM : SOCK_STREAM, 0);
  require(socket >= 0, "socket");
  return socket;
}

// `use` binds or connects.
template <class Use>
void with_address(const LoadOptions& options, const Use& use) {
  if (options.transport == "unix") {
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    std::snprintf(address.sun_path, sizeof address.sun_path, "%s", options.address.c_str());
    return use(reinterpret_cast<const sockaddr*>(&address), sizeof address);
  }
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  address.sin_port = htons(static_cast<std::uint16_t>(std::atoi(options.address.c_str())));
  use(reinterpret_cast<const sockaddr*>(&address), sizeof address);
}

void send_at_once(int socket) {
  const int on = 1;
  ::setsockopt(socket, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
}

bool send_all(int socket, std::span<const std::byte> bytes) {
  while (!bytes.empty()) {
    const ssize_t put = ::send(socket, bytes.data(), bytes.size(), MSG_NOSIGNAL);
    if (put <= 0) return false;
    bytes = bytes.subspan(static_cast<std::size_t>(put));
  }
  return true;
}

// --- server

// A call becomes its reply where it stands, whose results are the arguments. Returns where that begins.
std::byte* turn_into_reply(std::byte* call) {
  std::byte* reply = call + (call_size - reply_size);
  std::memcpy(reply, call, 4);  // xid
  store32(reply + 4, 1);        // REPLY
  std::memset(reply + 8, 0, reply_size - 8);
  return reply;
}

// All whole records of `bytes`. Returns how many of those were used.
std::size_t answer(int socket, std::span<std::byte> bytes, Bytes& replies) {
  std::size_t used = 0;
  replies.clear();
  while (bytes.size() - used >= 4) {
    std::byte* mark = bytes.data() + used;
    const std::size_t size = load32(mark) & ~last_fragment;
    if (bytes.size() - used - 4 < size) break;
    std::byte* reply = turn_into_reply(mark + 4) - 4;
    const std::size_t reply_bytes = size - (call_size - reply_size);
    store32(reply, last_fragment | static_cast<std::uint32_t>(reply_bytes));
    used += 4 + size;
    if (used == bytes.size() && replies.empty()) {
      send_all(socket, {reply, 4 + reply_bytes});
      return used;
    }
    replies.insert(replies.end(), reply, reply + 4 + reply_bytes);
  }
  send_all(socket, replies);
  return used;
}

void serve_connection(int socket) {
  Bytes room(std::size_t{1} << 18);
  Bytes replies;
  std::size_t have = 0;
  for (;;) {
    if (have == room.size()) room.resize(room.size() * 2);
    const ssize_t got = ::recv(socket, room.data() + have, room.size() - have, 0);
    if (got <= 0) break;
    have += static_cast<std::size_t>(got);
    const std::size_t used = answer(socket, std::span(room).first(have), replies);
    have -= used;
    if (have > 0 && used > 0) std::memmove(room.data(), room.data() + used, have);
  }
  ::close(socket);
}

[[noreturn]] void serve_datagrams(int socket) {
  Bytes room(std::size_t{1} << 16);
  for (;;) {
    sockaddr_storage from{};
    socklen_t size = sizeof from;
    auto* const address = reinterpret_cast<sockaddr*>(&from);
    const ssize_t got = ::recvfrom(socket, room.data(), room.size(), 0, address, &size);
    if (got < static_cast<ssize_t>(call_size)) continue;
    const std::size_t reply = static_cast<std::size_t>(got) - (call_size - reply_size);
    ::sendto(socket, turn_into_reply(room.data()), reply, 0, address, size);
  }
}

std::string place_of(const LoadOptions& options, int socket) {
  if (options.transport == "unix") return options.address;
  sockaddr_in address{};
  socklen_t size = sizeof address;
  ::getsockname(socket, reinterpret_cast<sockaddr*>(&address), &size);
  return std::to_string(ntohs(address.sin_port));
}

[[noreturn]] void serve(const LoadOptions& options) {
  const int socket = open_socket(options);
  if (options.transport == "unix") ::unlink(options.address.c_str());
  with_address(options,
               [&](const sockaddr* address, socklen_t size) { require(::bind(socket, address, size) == 0, "bind"); });
  if (!is_datagram(options)) require(::listen(socket, SOMAXCONN) == 0, "listen");
  std::printf("READY %s\n", place_of(options, socket).c_str());
  std::fflush(stdout);
  if (is_datagram(options)) serve_datagrams(socket);
  for (;;) {
    const int connection = ::accept(socket, nullptr, nullptr);
    if (connection < 0) continue;
    send_at_once(connection);
    std::thread(serve_connection, connection).detach();
  }
}

// --- client

// With the record mark where there is one.
Bytes call_of(const LoadOptions& options) {
  const bool echo = options.operation == "echo";
  const std::size_t arguments = echo ? 4 + (options.size + 3) / 4 * 4 : 0;
  const std::size_t mark = is_datagram(options) ? 0 : 4;
  Bytes bytes(mark + call_size + arguments);
  if (mark > 0) store32(bytes.data(), last_fragment | static_cast<std::uint32_t>(call_size + arguments));
  std::byte* at = bytes.data() + mark;
  const std::uint32_t words[] = {1, 0, 2, 0x2BE4C401, 1, echo ? 1U : 0U, 0, 0, 0, 0};
  for (const std::uint32_t word : words) {
    store32(at, word);
    at += 4;
  }
  if (echo) store32(at, static_cast<std::uint32_t>(options.size));
  return bytes;
}

// `depth` calls are outstanding; for each reply the next one is sent, all of a receive together.
void call_many(const LoadOptions& options, int socket) {
  const Bytes call = call_of(options);
  const std::size_t reply = call.size() - (call_size - reply_size);
  Bytes calls;
  for (std::size_t i = 0; i < options.depth; ++i) calls.insert(calls.end(), call.begin(), call.end());
  Bytes room(std::max<std::size_t>(reply, std::size_t{1} << 18));
  bench::Meter meter(options);
  require(send_all(socket, calls), "send");
  for (std::size_t have = 0;;) {
    const ssize_t got = ::recv(socket, room.data(), room.size(), 0);
    require(got > 0, "recv");
    have += static_cast<std::size_t>(got);
    const std::size_t done = have / reply;
    have %= reply;
    if (done == 0) continue;
    if (!meter.tick(done)) break;
    require(send_all(socket, std::span(calls).first(done * call.size())), "send");
  }
  meter.report();
}

int call(const LoadOptions& options) {
  const int socket = open_socket(options);
  with_address(options, [&](const sockaddr* address, socklen_t size) {
    require(::connect(socket, address, size) == 0, "connect");
  });
  if (options.transport == "tcp") send_at_once(socket);
  call_many(options, socket);
  return 0;
}

}  // namespace

int main(int argc, char** argv) {
  ::prctl(PR_SET_PDEATHSIG, SIGTERM);  // never outlives the harness
  const LoadOptions options = bench::load_options({argv, static_cast<std::size_t>(argc)});
  if (options.role == "server") serve(options);
  if (options.role == "client" && (!is_datagram(options) || options.depth == 1)) return call(options);
  std::fprintf(stderr, "usage: raw_peer server|client tcp|udp|unix [ADDRESS] [--NAME VALUE]...\n");
  return 2;
}
