// `-m`: what rpcbind has counted, by version 4.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "oncinfo/inquiry.h"
#include "oncinfo/output.h"
#include "oncinfo/rpcbind_client.h"

namespace onc::oncinfo {

struct ProcedureCount {
  std::string_view name{};
  std::int64_t calls = 0;
  std::optional<std::int64_t> successes{};  ///< of procedures that count them
};

/// The calls of rpcbind's version 2, 3 or 4. As in rpcinfo, version 4's GETADDR has the calls of GETADDRLIST, too,
/// whose successes rpcbind does not tell from its own.
std::vector<ProcedureCount> procedure_counts(std::uint32_t version, const Statistics& statistics);

std::string statistics_table(const Statistics& statistics, const RpcNames& names);
Json statistics_json(const Statistics& statistics, const RpcNames& names);

int show_statistics(const Inquiry& inquiry, const RpcNames& names, const Output& output);

}  // namespace onc::oncinfo
