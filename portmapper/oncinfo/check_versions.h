// `-t`, `-u`, `-T` and `-a`: does the program answer, and in which versions?
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "oncinfo/inquiry.h"
#include "oncinfo/output.h"

namespace onc::oncinfo {

struct VersionAnswer {
  std::uint32_t version = 0;
  std::optional<Error> error{};  ///< nothing: it answers
};

struct VersionReport {
  std::vector<VersionAnswer> versions{};
  std::optional<Error> failure{};  ///< why no version could be asked for
};

/// Calls procedure 0 of the version that is wanted, or of all that the server or rpcbind names: at most 1000, for at
/// most ten times the inquiry's time, and none behind the first that is silent.
VersionReport check_versions(const Inquiry& inquiry, const Wanted& wanted);

std::string versions_text(std::uint32_t program, const VersionReport& report);
Json versions_json(std::uint32_t program, const VersionReport& report, const RpcNames& names);

int show_versions(const Inquiry& inquiry, const Wanted& wanted, const RpcNames& names, const Output& output);

}  // namespace onc::oncinfo
