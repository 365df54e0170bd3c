// Numbers that name a remote procedure (RFC 5531 section 8).
#pragma once

#include <cstdint>

namespace onc {

/// A version of a program.
struct ProgramVersion {
  std::uint32_t program = 0;
  std::uint32_t version = 0;
  friend bool operator==(const ProgramVersion&, const ProgramVersion&) = default;
};

/// A procedure of a version, with its names for messages. The names must outlive it (they are literals in generated
/// code) and may be empty.
struct Procedure {
  ProgramVersion id{};
  std::uint32_t number = 0;
  const char* name = "";          ///< "RLOG"
  const char* version_name = "";  ///< "LOG_PROG.LOG_VER"
};

}  // namespace onc
