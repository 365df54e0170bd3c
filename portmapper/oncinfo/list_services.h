// Without a flag: all registrations. `-s`: one line for each program.
#pragma once

#include <string>
#include <vector>

#include "oncinfo/inquiry.h"
#include "oncinfo/output.h"
#include "oncinfo/rpcbind_client.h"

namespace onc::oncinfo {

std::string services_table(const std::vector<Service>& services, const RpcNames& names);
Json services_json(const std::vector<Service>& services, const RpcNames& names);

/// A program with what is registered of it, the last one first, as rpcinfo has it.
struct ProgramSummary {
  std::uint32_t program = 0;
  std::vector<std::uint32_t> versions{};
  std::vector<std::string> netids{};
  std::string owner{};  ///< of its first registration
};
std::vector<ProgramSummary> summarize(const std::vector<Service>& services);
std::string summary_table(const std::vector<ProgramSummary>& programs, const RpcNames& names);
Json summary_json(const std::vector<ProgramSummary>& programs, const RpcNames& names);

int list_services(const Inquiry& inquiry, const RpcNames& names, const Output& output);
int list_programs(const Inquiry& inquiry, const RpcNames& names, const Output& output);

}  // namespace onc::oncinfo
