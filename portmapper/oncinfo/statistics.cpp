#include "oncinfo/statistics.h"

#include <array>
#include <span>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace onc::oncinfo {

namespace {

using protocol::rpcb_stat;

enum Procedure : std::size_t { set = 1, unset = 2, getaddr = 3, callit = 5, indirect = 10, getaddrlist = 11 };

constexpr std::array<std::string_view, 6> names_of_2{"NULL", "SET", "UNSET", "GETPORT", "DUMP", "CALLIT"};
constexpr std::array<std::string_view, 13> names_of_4{"NULL", "SET", "UNSET",   "GETADDR", "DUMP",    "CALLIT", "TIME",
                                                      "U2T",  "T2U", "VERADDR", "INDRECT", "GETLIST", "GETSTAT"};
constexpr std::size_t procedures_of_3 = 9;

std::span<const std::string_view> procedure_names(std::uint32_t version) {
  if (version == 2) return names_of_2;
  const std::span<const std::string_view> all = names_of_4;
  return version == 3 ? all.first(procedures_of_3) : all;
}

const rpcb_stat& of_version(const Statistics& statistics, std::uint32_t version) { return statistics[version - 2]; }

template <class List>
std::int64_t successes(const List& list) {
  std::int64_t sum = 0;
  for (const auto& entry : list) sum += entry.success;
  return sum;
}

std::optional<std::int64_t> successes_of(std::size_t procedure, const rpcb_stat& statistics) {
  switch (procedure) {
    case set: return statistics.setinfo;
    case unset: return statistics.unsetinfo;
    case getaddr: return successes(statistics.addrinfo);
    case callit: return successes(statistics.rmtinfo);
    default: return std::nullopt;
  }
}

std::int64_t calls_of(std::size_t procedure, std::uint32_t version, const rpcb_stat& statistics) {
  const std::int64_t calls = statistics.info[procedure];
  const bool with_lists = version == 4 && procedure == getaddr;
  return with_lists ? calls + statistics.info[getaddrlist] : calls;
}

std::string count_text(const ProcedureCount& count) {
  return count.successes ? fmt::format("{}/{}", *count.successes, count.calls) : fmt::format("{}", count.calls);
}

// Two lines, names and numbers, in columns that end at tabulators.
std::string count_lines(std::span<const ProcedureCount> counts) {
  constexpr std::size_t tab = 8;
  std::string head;
  std::string line;
  for (const ProcedureCount& count : counts) {
    const std::string text = count_text(count);
    const std::size_t width = tab * (1 + text.size() / tab);
    head += fmt::format("{:<{}}", count.name, width);
    line += fmt::format("{:<{}}", text, width);
  }
  return head + "\n" + line + "\n";
}

std::string program_column(std::uint32_t program, const RpcNames& names) {
  const std::string_view name = names.name(program);
  return fmt::format("{:<16}", name.empty() ? fmt::format("{}", program) : std::string(name));
}

std::string remote_lines(std::uint32_t version, const rpcb_stat& statistics, const RpcNames& names) {
  const bool tells_indirect = version == 4;
  std::string lines = tells_indirect ? "prog\t\tvers\tproc\tnetid\tindirect success failure\n"
                                     : "prog\t\tvers\tproc\tnetid\tsuccess\tfailure\n";
  for (const protocol::rpcbs_rmtcalllist& entry : statistics.rmtinfo) {
    lines += fmt::format("{}{}\t{}\t{}\t", program_column(entry.prog, names), entry.vers, entry.proc,
                         printable(entry.netid));
    if (tells_indirect) lines += fmt::format("{}\t ", entry.indirect);
    lines += fmt::format("{}\t{}\n", entry.success, entry.failure);
  }
  return lines;
}

std::string lookup_lines(const rpcb_stat& statistics, const RpcNames& names) {
  std::string lines = "prog\t\tvers\tnetid\t  success\tfailure\n";
  for (const protocol::rpcbs_addrlist& entry : statistics.addrinfo) {
    lines += fmt::format("{}{}\t{}\t  {:<12}\t{}\n", program_column(entry.prog, names), entry.vers,
                         printable(entry.netid), entry.success, entry.failure);
  }
  return lines;
}

bool has_remote_calls(std::uint32_t version, const rpcb_stat& statistics) {
  return statistics.info[callit] != 0 || (version == 4 && statistics.info[indirect] != 0);
}

// Blocks of lines with an empty line between them.
std::vector<std::string> blocks_of(std::uint32_t version, const Statistics& statistics, const RpcNames& names) {
  const rpcb_stat& own = of_version(statistics, version);
  const std::string prefix = version == 2 ? "PMAP" : "RPCB";
  const std::string suffix = version == 2 ? "" : fmt::format(" (version {})", version);
  const auto counts = procedure_counts(version, statistics);
  const std::span<const ProcedureCount> all = counts;
  const std::size_t first = std::min(all.size(), procedures_of_3);
  std::string head = fmt::format("{} (version {}) statistics\n", version == 2 ? "PORTMAP" : "RPCBIND", version);
  head += count_lines(all.first(first));
  if (first < all.size()) head += count_lines(all.subspan(first));
  std::vector<std::string> blocks{std::move(head)};
  if (has_remote_calls(version, own))
    blocks.push_back(prefix + "_RMTCALL" + suffix + " call statistics\n" + remote_lines(version, own, names));
  if (own.info[getaddr] != 0)
    blocks.push_back(prefix + (version == 2 ? "_GETPORT" : "_GETADDR") + suffix + " call statistics\n" +
                     lookup_lines(own, names));
  return blocks;
}

Json counts_json(const std::vector<ProcedureCount>& counts) {
  Json list = Json::object();
  for (const ProcedureCount& count : counts) {
    Json& entry = list[std::string(count.name)] = {{"calls", count.calls}};
    if (count.successes) entry["successes"] = *count.successes;
  }
  return list;
}

Json lookups_json(const rpcb_stat& statistics, const RpcNames& names) {
  Json list = Json::array();
  for (const protocol::rpcbs_addrlist& entry : statistics.addrinfo) {
    list.push_back({{"program", entry.prog},
                    {"version", entry.vers},
                    {"service", service_name(names, entry.prog)},
                    {"netid", entry.netid},
                    {"successes", entry.success},
                    {"failures", entry.failure}});
  }
  return list;
}

Json remote_json(const rpcb_stat& statistics, const RpcNames& names) {
  Json list = Json::array();
  for (const protocol::rpcbs_rmtcalllist& entry : statistics.rmtinfo) {
    list.push_back({{"program", entry.prog},
                    {"version", entry.vers},
                    {"procedure", entry.proc},
                    {"service", service_name(names, entry.prog)},
                    {"netid", entry.netid},
                    {"indirect", entry.indirect},
                    {"successes", entry.success},
                    {"failures", entry.failure}});
  }
  return list;
}

}  // namespace

std::vector<ProcedureCount> procedure_counts(std::uint32_t version, const Statistics& statistics) {
  const rpcb_stat& own = of_version(statistics, version);
  std::vector<ProcedureCount> counts;
  for (const std::string_view name : procedure_names(version)) {
    const std::size_t procedure = counts.size();
    counts.push_back({name, calls_of(procedure, version, own), successes_of(procedure, own)});
  }
  return counts;
}

std::string statistics_table(const Statistics& statistics, const RpcNames& names) {
  std::string table;
  for (const std::uint32_t version : {2U, 3U, 4U}) {
    for (const std::string& block : blocks_of(version, statistics, names)) table += (table.empty() ? "" : "\n") + block;
  }
  return table;
}

Json statistics_json(const Statistics& statistics, const RpcNames& names) {
  Json versions = Json::array();
  for (const std::uint32_t version : {2U, 3U, 4U}) {
    const rpcb_stat& own = of_version(statistics, version);
    versions.push_back({{"version", version},
                        {"procedures", counts_json(procedure_counts(version, statistics))},
                        {"lookups", lookups_json(own, names)},
                        {"remote_calls", remote_json(own, names)}});
  }
  return {{"rpcbind", std::move(versions)}};
}

int show_statistics(const Inquiry& inquiry, const RpcNames& names, const Output& output) {
  const auto rpcbind = RpcbindClient::open(inquiry);
  if (!rpcbind) return output.fail(rpcbind.error());
  const auto statistics = rpcbind->statistics();
  if (!statistics) return output.fail(statistics.error());
  output.text(statistics_table(*statistics, names));
  output.json(statistics_json(*statistics, names));
  return exit_ok;
}

}  // namespace onc::oncinfo
