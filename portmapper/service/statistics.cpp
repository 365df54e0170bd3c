#include "service/statistics.h"

#include <algorithm>
#include <string>

namespace onc {

namespace {

constexpr std::uint32_t first_version = 2;

}  // namespace

PortmapStatistics::Version* PortmapStatistics::of(std::uint32_t version) noexcept {
  const std::size_t index = version - first_version;
  return index < versions_.size() ? &versions_[index] : nullptr;
}

void PortmapStatistics::called(std::uint32_t version, std::uint32_t procedure) noexcept {
  Version* counted = of(version);
  if (counted != nullptr && procedure < counted->calls.size()) ++counted->calls[procedure];
}

void PortmapStatistics::set(std::uint32_t version, bool success) noexcept {
  if (Version* counted = of(version); counted != nullptr && success) ++counted->set;
}

void PortmapStatistics::unset(std::uint32_t version, bool success) noexcept {
  if (Version* counted = of(version); counted != nullptr && success) ++counted->unset;
}

template <class Lines, class Key>
void PortmapStatistics::count(Lines& lines, const Key& key, bool success) {
  auto line = lines.find(key);
  if (line == lines.end()) {
    if (!success || lines.size() >= most_lines) return;
    line = lines.emplace(key, Counts{}).first;
  }
  success ? ++line->second.success : ++line->second.failure;
}

void PortmapStatistics::looked_up(std::uint32_t version, ProgramVersion id, const Netid& netid, bool success) {
  if (Version* counted = of(version))
    count(counted->lookups, std::tuple(id.program, id.version, netid.text()), success);
}

void PortmapStatistics::called_remotely(std::uint32_t version, ProgramVersion id, std::uint32_t procedure,
                                        const Netid& netid, bool indirect, bool success) {
  if (Version* counted = of(version))
    count(counted->remote, std::tuple(id.program, id.version, procedure, netid.text(), indirect), success);
}

protocol::rpcb_stat PortmapStatistics::report(const Version& version) {
  protocol::rpcb_stat stat;
  std::copy(version.calls.begin(), version.calls.end(), stat.info.begin());
  stat.setinfo = version.set;
  stat.unsetinfo = version.unset;
  for (const auto& [key, counts] : version.lookups) {
    const auto& [program, number, netid] = key;
    stat.addrinfo.push_back({.prog = program,
                             .vers = number,
                             .success = counts.success,
                             .failure = counts.failure,
                             .netid = std::string(netid)});
  }
  for (const auto& [key, counts] : version.remote) {
    const auto& [program, number, procedure, netid, indirect] = key;
    stat.rmtinfo.push_back({.prog = program,
                            .vers = number,
                            .proc = procedure,
                            .success = counts.success,
                            .failure = counts.failure,
                            .indirect = indirect ? 1 : 0,
                            .netid = std::string(netid)});
  }
  return stat;
}

protocol::rpcb_stat_byvers PortmapStatistics::report() const {
  protocol::rpcb_stat_byvers all;
  for (std::size_t i = 0; i < versions_.size(); ++i) all[i] = report(versions_[i]);
  return all;
}

std::string PortmapStatistics::to_prometheus() const {
  std::string text = "# TYPE portmap_calls_total counter\n";
  for (std::size_t i = 0; i < versions_.size(); ++i) {
    for (std::size_t procedure = 0; procedure < versions_[i].calls.size(); ++procedure) {
      const std::int32_t calls = versions_[i].calls[procedure];
      if (calls == 0) continue;
      text += "portmap_calls_total{version=\"" + std::to_string(first_version + i) + "\",procedure=\"" +
              std::to_string(procedure) + "\"} " + std::to_string(calls) + "\n";
    }
  }
  text += "# TYPE portmap_rate_limited_total counter\nportmap_rate_limited_total " + std::to_string(held_back_) + "\n";
  return text;
}

}  // namespace onc
