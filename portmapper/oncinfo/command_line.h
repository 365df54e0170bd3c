// From words to what is asked: rpcinfo's command line, and the options that it has not got.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "oncinfo/inquiry.h"
#include "oncinfo/rpc_names.h"

namespace CLI {
class App;
}

namespace onc::oncinfo {

enum class Mode { services, programs, ports, statistics, addresses, versions, ping, broadcast, remove, diagnose };

struct Request {
  Mode mode = Mode::services;
  Inquiry inquiry{};
  Wanted wanted{};
  PingPlan plan{};
  bool json = false;
};

/// The options as they stand on the command line.
struct Options {
  bool ports = false;
  bool programs = false;
  bool statistics = false;
  bool addresses = false;
  bool tcp = false;
  bool udp = false;
  bool broadcast = false;
  bool remove = false;
  bool ping = false;
  bool diagnose = false;
  bool json = false;
  std::string netid{};
  std::string address{};
  std::optional<std::uint16_t> port{};
  std::string rpcbind{};
  std::optional<double> seconds{};
  std::optional<std::uint32_t> count{};
  std::optional<double> interval{};
  std::vector<std::string> words{};
};

void declare(CLI::App& app, Options& options);

/// Errors: invalid_argument, whose detail says what is wrong.
Result<Request> understand(const Options& options, const RpcNames& names);

}  // namespace onc::oncinfo
