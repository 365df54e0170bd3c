// What GETSTAT tells (RFC 1833 section 2.1). Bounded: only programs that are, or were, registered have counters of
// their own.
#pragma once

#include <array>
#include <atomic>
#include <cstddef>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <tuple>

#include <onc/program.h>
#include <onc/universal_address.h>

#include "rpcbind.h"

namespace onc {

class PortmapStatistics {
 public:
  /// Of version 2, 3 or 4.
  void called(std::uint32_t version, std::uint32_t procedure) noexcept;
  void set(std::uint32_t version, bool success) noexcept;
  void unset(std::uint32_t version, bool success) noexcept;
  /// A look-up. Those that fail are counted where the program has had one that succeeded.
  void looked_up(std::uint32_t version, ProgramVersion id, const Netid& netid, bool success);
  void called_remotely(std::uint32_t version, ProgramVersion id, std::uint32_t procedure, const Netid& netid,
                       bool indirect, bool success);

  [[nodiscard]] protocol::rpcb_stat_byvers report() const;
  /// Calls by version and procedure in Prometheus' text format. This, and the count of registrations, from any thread.
  [[nodiscard]] std::string to_prometheus() const;

  /// A call that got no answer, as its network has had so many.
  void held_back() noexcept { ++held_back_; }
  /// How many registrations there are now.
  void note_registrations(std::size_t count) noexcept { registrations_ = count; }
  [[nodiscard]] std::size_t registrations() const noexcept { return registrations_; }

 private:
  static constexpr std::size_t most_lines = 256;  // of each list of each version

  struct Counts {
    std::int32_t success = 0;
    std::int32_t failure = 0;
  };
  struct Version {
    std::array<std::atomic<std::int32_t>, protocol::RPCBSTAT_HIGHPROC> calls{};  // read by other threads, too
    std::int32_t set = 0;
    std::int32_t unset = 0;
    std::map<std::tuple<std::uint32_t, std::uint32_t, std::string_view>, Counts> lookups{};
    std::map<std::tuple<std::uint32_t, std::uint32_t, std::uint32_t, std::string_view, bool>, Counts> remote{};
  };

  [[nodiscard]] Version* of(std::uint32_t version) noexcept;
  template <class Lines, class Key>
  static void count(Lines& lines, const Key& key, bool success);
  static protocol::rpcb_stat report(const Version& version);

  std::array<Version, protocol::RPCBVERS_STAT> versions_{};
  std::atomic<std::size_t> registrations_ = 0;
  std::atomic<std::uint64_t> held_back_ = 0;
};

}  // namespace onc
