#include "oncinfo/list_services.h"

#include <algorithm>
#include <iterator>
#include <unordered_map>
#include <unordered_set>
#include <utility>

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <nlohmann/json.hpp>

namespace onc::oncinfo {

namespace {

constexpr std::string_view nothing_there = "No remote programs registered.\n";

Result<std::vector<Service>> ask(const Inquiry& inquiry) {
  const auto rpcbind = RpcbindClient::open(inquiry);
  if (!rpcbind) return rpcbind.error();
  return rpcbind->services();
}

// A program may have a million versions: each is looked for in a set, and put behind the others.
struct Collected {
  ProgramSummary summary{};
  std::unordered_set<std::uint32_t> versions{};
  std::unordered_set<std::string> netids{};

  void add(const Service& service) {
    if (versions.insert(service.r_vers).second) summary.versions.push_back(service.r_vers);
    if (netids.insert(service.r_netid).second) summary.netids.push_back(service.r_netid);
  }
};

ProgramSummary last_first(ProgramSummary summary) {
  std::reverse(summary.versions.begin(), summary.versions.end());
  std::reverse(summary.netids.begin(), summary.netids.end());
  return summary;
}

std::string printable_list(const std::vector<std::string>& texts) {
  std::vector<std::string> safe;
  std::transform(texts.begin(), texts.end(), std::back_inserter(safe), printable);
  return fmt::format("{}", fmt::join(safe, ","));
}

}  // namespace

std::string services_table(const std::vector<Service>& services, const RpcNames& names) {
  if (services.empty()) return std::string(nothing_there);
  std::string table = "   program version netid     address                service    owner\n";
  for (const Service& service : services) {
    table += fmt::format("{:>10}{:>5}    {:<9} {:<22} {:<10} {}\n", service.r_prog, service.r_vers,
                         printable(service.r_netid), printable(service.r_addr), name_or_dash(names, service.r_prog),
                         printable(service.r_owner));
  }
  return table;
}

Json services_json(const std::vector<Service>& services, const RpcNames& names) {
  Json list = Json::array();
  for (const Service& service : services) {
    list.push_back({{"program", service.r_prog},
                    {"version", service.r_vers},
                    {"netid", service.r_netid},
                    {"address", service.r_addr},
                    {"service", service_name(names, service.r_prog)},
                    {"owner", service.r_owner}});
  }
  return {{"registrations", std::move(list)}};
}

std::vector<ProgramSummary> summarize(const std::vector<Service>& services) {
  std::vector<Collected> programs;
  std::unordered_map<std::uint32_t, std::size_t> places;
  for (const Service& service : services) {
    const auto [place, is_new] = places.try_emplace(service.r_prog, programs.size());
    if (is_new) programs.push_back({.summary = {.program = service.r_prog, .owner = service.r_owner}});
    programs[place->second].add(service);
  }
  std::vector<ProgramSummary> summaries;
  summaries.reserve(programs.size());
  for (Collected& program : programs) summaries.push_back(last_first(std::move(program.summary)));
  return summaries;
}

std::string summary_table(const std::vector<ProgramSummary>& programs, const RpcNames& names) {
  if (programs.empty()) return std::string(nothing_there);
  std::string table = "   program version(s) netid(s)                         service     owner\n";
  for (const ProgramSummary& program : programs) {
    table += fmt::format("{:>10}  {:<10}{:<32} {:<11} {}\n", program.program,
                         fmt::format("{}", fmt::join(program.versions, ",")), printable_list(program.netids),
                         name_or_dash(names, program.program), printable(program.owner));
  }
  return table;
}

Json summary_json(const std::vector<ProgramSummary>& programs, const RpcNames& names) {
  Json list = Json::array();
  for (const ProgramSummary& program : programs) {
    list.push_back({{"program", program.program},
                    {"versions", program.versions},
                    {"netids", program.netids},
                    {"service", service_name(names, program.program)},
                    {"owner", program.owner}});
  }
  return {{"programs", std::move(list)}};
}

int list_services(const Inquiry& inquiry, const RpcNames& names, const Output& output) {
  const auto services = ask(inquiry);
  if (!services) return output.fail(services.error());
  output.text(services_table(*services, names));
  output.json(services_json(*services, names));
  return exit_ok;
}

int list_programs(const Inquiry& inquiry, const RpcNames& names, const Output& output) {
  const auto services = ask(inquiry);
  if (!services) return output.fail(services.error());
  const auto programs = summarize(*services);
  output.text(summary_table(programs, names));
  output.json(summary_json(programs, names));
  return exit_ok;
}

}  // namespace onc::oncinfo
