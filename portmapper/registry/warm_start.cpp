#include "registry/warm_start.h"

#include <fcntl.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <charconv>
#include <cstdint>
#include <cstdio>
#include <span>

#include "portmap.h"
#include "rpcbind.h"

namespace onc {

namespace {

constexpr const char* rpcbind_file = "/rpcbind.xdr";
constexpr const char* portmap_file = "/portmap.xdr";
constexpr std::size_t most_bytes = std::size_t{64} << 20;

std::vector<std::byte> read_file(const std::string& path) {
  std::vector<std::byte> bytes;
  const int file = ::open(path.c_str(), O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
  if (file < 0) return bytes;
  struct stat status {};
  const bool usable = ::fstat(file, &status) == 0 && S_ISREG(status.st_mode);
  std::array<std::byte, 65536> room;
  for (ssize_t got = 1; usable && got > 0 && bytes.size() < most_bytes;) {
    got = ::read(file, room.data(), room.size());
    if (got > 0) bytes.insert(bytes.end(), room.begin(), room.begin() + got);
  }
  ::close(file);
  return bytes;
}

bool write_file(int file, std::span<const std::byte> bytes) {
  while (!bytes.empty()) {
    const ssize_t put = ::write(file, bytes.data(), bytes.size());
    if (put < 0 && errno == EINTR) continue;
    if (put <= 0) return false;
    bytes = bytes.subspan(static_cast<std::size_t>(put));
  }
  return true;
}

Result<void> replace_file(const std::string& path, std::span<const std::byte> bytes) {
  const std::string fresh = path + ".new";
  ::unlink(fresh.c_str());
  const int file = ::open(fresh.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600);
  if (file < 0) return system_error(Errc::system, "writing " + fresh, errno);
  const bool written = write_file(file, bytes);
  const int error = errno;
  ::close(file);
  if (written && ::rename(fresh.c_str(), path.c_str()) == 0) return {};
  const Error failed = system_error(Errc::system, "writing " + path, written ? errno : error);
  ::unlink(fresh.c_str());
  return failed;
}

// "superuser", a uid, or whatever another program has written there.
Owner owner_of(const std::string& text) {
  if (text == "superuser") return superuser;
  std::uint32_t uid = 0;
  const auto [stop, error] = std::from_chars(text.data(), text.data() + text.size(), uid);
  const bool whole = error == std::errc{} && stop == text.data() + text.size();
  return whole ? Owner{.uid = uid} : Owner{};
}

void add_if_sound(Registry& registry, Registered entry) {
  if (parse_universal_address(entry.netid, entry.address)) registry.add(std::move(entry));
}

void add_rpcbind_list(Registry& registry, std::span<const std::byte> bytes) {
  protocol::rpcblist_ptr list;
  xdr::Decoder in(bytes);
  if (!protocol::decode_rpcblist_ptr(in, list)) return;
  for (auto& one : list) {
    const auto netid = parse_netid(one.rpcb_map.r_netid);
    if (!netid) continue;
    add_if_sound(registry, {{one.rpcb_map.r_prog, one.rpcb_map.r_vers},
                            *netid,
                            std::move(one.rpcb_map.r_addr),
                            owner_of(one.rpcb_map.r_owner)});
  }
}

void add_portmap_list(Registry& registry, std::span<const std::byte> bytes) {
  protocol::pmaplist_ptr list;
  xdr::Decoder in(bytes);
  if (!protocol::decode_pmaplist_ptr(in, list)) return;
  for (const auto& one : list) {
    if ((one.map.prot != protocol::PMAP_TCP && one.map.prot != protocol::PMAP_UDP) || one.map.port > 0xffff) continue;
    const Netid netid = one.map.prot == protocol::PMAP_TCP ? netid_tcp : netid_udp;
    const std::string port = std::to_string(one.map.port >> 8) + "." + std::to_string(one.map.port & 0xff);
    add_if_sound(registry, {{one.map.prog, one.map.vers}, netid, "0.0.0.0." + port, superuser});
  }
}

template <class List, class Encode>
std::vector<std::byte> encoded(const List& list, const Encode& encode) {
  xdr::Buffer buffer;
  xdr::Encoder out(buffer);
  if (!encode(out, list) || !out.finish()) return {};
  return {buffer.bytes().begin(), buffer.bytes().end()};
}

}  // namespace

std::vector<Registered> read_warm_start(const std::string& folder, std::filesystem::file_time_type newer_than) {
  const auto bytes_of = [&](const char* name) {
    std::error_code none;
    const auto written = std::filesystem::last_write_time(folder + name, none);
    return none || written <= newer_than ? std::vector<std::byte>() : read_file(folder + name);
  };
  Registry registry;
  add_rpcbind_list(registry, bytes_of(rpcbind_file));
  add_portmap_list(registry, bytes_of(portmap_file));
  return {registry.all().begin(), registry.all().end()};
}

Result<void> write_warm_start(const std::string& folder, const Registry& registry, std::uint32_t hidden) {
  protocol::rpcblist_ptr list;
  protocol::pmaplist_ptr old_list;
  for (const Registered& entry : registry.all()) {
    if (entry.id.program == hidden) continue;
    list.push_back({.rpcb_map = {.r_prog = entry.id.program,
                                 .r_vers = entry.id.version,
                                 .r_netid = std::string(entry.netid.text()),
                                 .r_addr = entry.address,
                                 .r_owner = entry.owner.text()}});
    const auto address = parse_universal_address(entry.netid, entry.address);
    if (!address || entry.netid.family != AF_INET) continue;
    old_list.push_back(
        {.map = {.prog = entry.id.program,
                 .vers = entry.id.version,
                 .prot = entry.netid.transport == Transport::tcp ? protocol::PMAP_TCP : protocol::PMAP_UDP,
                 .port = address->port()}});
  }
  auto done = replace_file(folder + rpcbind_file, encoded(list, protocol::encode_rpcblist_ptr));
  if (!done) return done;
  return replace_file(folder + portmap_file, encoded(old_list, protocol::encode_pmaplist_ptr));
}

}  // namespace onc
