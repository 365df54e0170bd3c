// rpcbind's own state files, as it writes them with -w and reads them at its start: XDR of the lists of versions 4 and
// 2.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include <onc/result.h>

#include "registry/registry.h"

namespace onc {

/// What rpcbind.xdr and, of what is not in it, portmap.xdr of a folder have. Registrations without sense are left out;
/// a file that is missing or no such list counts as empty, as does one that is not newer than `newer_than`.
std::vector<Registered> read_warm_start(
    const std::string& folder, std::filesystem::file_time_type newer_than = std::filesystem::file_time_type::min());
/// Writes both; each takes its old one's place when it is whole. Entries of program `hidden` are left out. Errors:
/// system.
Result<void> write_warm_start(const std::string& folder, const Registry& registry, std::uint32_t hidden);

}  // namespace onc
