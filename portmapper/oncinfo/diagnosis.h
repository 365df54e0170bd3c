// What a walk to a server has found, in words.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "oncinfo/output.h"

namespace onc::oncinfo {

/// One step of the way. `advice` is empty where all is well.
struct Finding {
  std::string step{};  ///< "name", "rpcbind tcp", "registration", "version", "call udp"
  bool ok = true;
  std::string seen{};    ///< one line
  std::string advice{};  ///< one line: what to do
};

struct Diagnosis {
  std::string host{};
  std::uint32_t program = 0;
  std::vector<Finding> findings{};
  bool reached_calls = false;  ///< some server answered
  bool one_call_does = false;  ///< a port that the user names is one of udp or of tcp
};

/// Whether nothing needs to be done.
bool all_is_well(const Diagnosis& diagnosis);
/// Where it stops and what to do, or that it works; then what else has failed on the way. The same advice is given
/// once.
std::string conclusion(const Diagnosis& diagnosis);
std::string finding_text(const Finding& finding);
Json diagnosis_json(const Diagnosis& diagnosis, const RpcNames& names);

/// What to do when rpcbind cannot be asked.
std::string advice_on_rpcbind(const Error& error);
/// What to do when the server cannot be called.
std::string advice_on_call(const Error& error);

}  // namespace onc::oncinfo
