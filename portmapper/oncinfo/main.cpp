// oncinfo: asks rpcbind and RPC servers, in place of rpcinfo.

#include <cerrno>
#include <cstdio>
#include <cstring>

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include "oncinfo/broadcast.h"
#include "oncinfo/check_versions.h"
#include "oncinfo/command_line.h"
#include "oncinfo/diagnose.h"
#include "oncinfo/list_addresses.h"
#include "oncinfo/list_ports.h"
#include "oncinfo/list_services.h"
#include "oncinfo/ping.h"
#include "oncinfo/remove.h"
#include "oncinfo/statistics.h"

namespace {

using onc::oncinfo::Mode;

constexpr const char* synopsis =
    "oncinfo: asks rpcbind and RPC servers\n"
    "  oncinfo [-s | -p | -m] [HOST]\n"
    "  oncinfo -l HOST PROGRAM VERSION\n"
    "  oncinfo [-t | -u | -T NETID] [-n PORT] HOST PROGRAM [VERSION]\n"
    "  oncinfo -T NETID -a ADDRESS PROGRAM [VERSION]\n"
    "  oncinfo -b [-T NETID] PROGRAM VERSION\n"
    "  oncinfo -d [-T NETID] PROGRAM VERSION\n"
    "  oncinfo --ping [-t | -u | -T NETID] HOST PROGRAM [VERSION]\n"
    "  oncinfo --diagnose HOST PROGRAM [VERSION]";

int answer(const onc::oncinfo::Request& request, const onc::RpcNames& names) {
  const auto& [mode, inquiry, wanted, plan, json] = request;
  const onc::oncinfo::Output output(json);
  const onc::ProgramVersion id{wanted.program, wanted.version.value_or(0)};
  switch (mode) {
    case Mode::services: return list_services(inquiry, names, output);
    case Mode::programs: return list_programs(inquiry, names, output);
    case Mode::ports: return list_ports(inquiry, names, output);
    case Mode::statistics: return show_statistics(inquiry, names, output);
    case Mode::addresses: return list_addresses(inquiry, id, names, output);
    case Mode::versions: return show_versions(inquiry, wanted, names, output);
    case Mode::ping: return ping(inquiry, wanted, plan, names, output);
    case Mode::broadcast: return broadcast_null(inquiry, wanted, names, output);
    case Mode::remove: return remove_registration(inquiry, id, output);
    case Mode::diagnose: return diagnose(inquiry, wanted, names, output);
  }
  return onc::oncinfo::exit_failed;
}

int run(const onc::oncinfo::Options& options) {
  const onc::RpcNames names = onc::RpcNames::of_host();
  const auto request = understand(options, names);
  if (request) return answer(*request, names);
  fmt::print(stderr, "oncinfo: {}; see oncinfo --help\n", request.error().detail());
  return onc::oncinfo::exit_usage;
}

// A script that keeps the answer has to know that it could not be written.
int with_output_written(int status) {
  if (std::fflush(stdout) == 0 && std::ferror(stdout) == 0) return status;
  fmt::print(stderr, "oncinfo: cannot write the answer: {}\n", std::strerror(errno));
  return onc::oncinfo::exit_failed;
}

}  // namespace

// NOLINTNEXTLINE(bugprone-exception-escape): without memory for its options a program may end so
int main(int argc, char** argv) {
  CLI::App app{synopsis};
  onc::oncinfo::Options options;
  declare(app, options);
  app.failure_message([](const CLI::App* parsed, const CLI::Error& wrong) {
    return "oncinfo: " + CLI::FailureMessage::simple(parsed, wrong);
  });
  app.set_version_flag("--version", "oncinfo 0.1.0");
  try {
    app.parse(argc, argv);
    return with_output_written(run(options));
  } catch (const CLI::ParseError& error) {
    return with_output_written(app.exit(error) == 0 ? onc::oncinfo::exit_ok : onc::oncinfo::exit_usage);
  } catch (const std::exception& error) {
    fmt::print(stderr, "oncinfo: {}\n", error.what());
    return onc::oncinfo::exit_failed;
  }
}
