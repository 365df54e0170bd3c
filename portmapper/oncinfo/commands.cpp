#include "oncinfo/commands.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdio>

#include <onc/binding.h>
#include <onc/client.h>

namespace onc {

namespace {

// A client of any program: procedure 0 takes nothing and returns nothing.
class NullClient : public ClientStub {
 public:
  explicit NullClient(std::shared_ptr<Channel> channel) noexcept : ClientStub(std::move(channel)) {}
  Result<void> ping(ProgramVersion id) const { return call(Procedure{.id = id}, {}, no_arguments); }
};

// Server and version as far as it needs them to be known: a version that nobody has.
constexpr std::uint32_t no_version = 0;

std::string host_of(const Inquiry& inquiry) { return inquiry.host.empty() ? "localhost" : inquiry.host; }

void print_error(const Error& error) { fmt::print(stderr, "oncinfo: {}\n", error.explain()); }

Rpcbind rpcbind_of(const Inquiry& inquiry) {
  const bool here = inquiry.host.empty() && inquiry.rpcbind.empty();
  if (here) return Rpcbind::for_registration({});
  return Rpcbind(rpcbind_address(inquiry.rpcbind, host_of(inquiry)), Transport::tcp, inquiry.time);
}

Result<NullClient> connect(const Inquiry& inquiry, const Ping& wanted, ProgramVersion id) {
  ConnectOptions options{.transport = wanted.transport, .timeout = std::chrono::seconds(1), .total_time = inquiry.time};
  options.rpcbind = inquiry.rpcbind;
  if (wanted.port) options.address = fmt::format("{}:{}", host_of(inquiry), *wanted.port);
  auto channel = open_channel(host_of(inquiry), id, options);
  if (!channel) return std::move(channel).error();
  return NullClient(*std::move(channel));
}

Result<void> ping_once(const Inquiry& inquiry, const Ping& wanted, std::uint32_t version) {
  const ProgramVersion id{wanted.program, version};
  const auto client = connect(inquiry, wanted, id);
  if (!client) return client.error();
  return client->ping(id);
}

int report(const Ping& wanted, std::uint32_t version, const Result<void>& answer) {
  if (answer) {
    fmt::print("program {} version {} ready and waiting\n", wanted.program, version);
    return exit_ok;
  }
  std::fflush(stdout);
  print_error(answer.error());
  fmt::print("program {} version {} is not available\n", wanted.program, version);
  return exit_failed;
}

int ping_range(const Inquiry& inquiry, const Ping& wanted, VersionRange range) {
  // A server that claims four billion versions is asked for the first thousand.
  constexpr std::uint32_t most = 1000;
  int status = exit_ok;
  for (std::uint32_t version = range.low; version <= range.high && version - range.low < most; ++version) {
    status = std::max(status, report(wanted, version, ping_once(inquiry, wanted, version)));
    if (version == range.high) break;
  }
  return status;
}

// Asks with a version that no server has: the refusal names those it has.
int ping_all(const Inquiry& inquiry, const Ping& wanted) {
  const auto answer = ping_once(inquiry, wanted, no_version);
  if (answer) return report(wanted, no_version, answer);
  const Error& error = answer.error();
  if (error.code == Errc::version_mismatch) return ping_range(inquiry, wanted, error.versions());
  if (error.registered_versions().empty()) return report(wanted, no_version, answer);
  int status = exit_ok;
  for (const std::uint32_t version : error.registered_versions()) {
    status = std::max(status, report(wanted, version, ping_once(inquiry, wanted, version)));
  }
  return status;
}

}  // namespace

int list_registrations(const Inquiry& inquiry, const RpcNames& names) {
  const auto all = rpcbind_of(inquiry).dump();
  if (!all) {
    print_error(all.error());
    return exit_failed;
  }
  fmt::print("   program vers proto   port  service\n");
  for (const Registration& entry : *all) {
    fmt::print("{:>10}{:>5}{:>6}{:>7}  {}\n", entry.id.program, entry.id.version, to_string(entry.transport), entry.port,
               names.name(entry.id.program));
  }
  return exit_ok;
}

int ping(const Inquiry& inquiry, const Ping& wanted) {
  if (!wanted.version) return ping_all(inquiry, wanted);
  return report(wanted, *wanted.version, ping_once(inquiry, wanted, *wanted.version));
}

}  // namespace onc
