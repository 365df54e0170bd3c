#include "oncinfo/check_versions.h"

#include <algorithm>
#include <array>
#include <limits>
#include <utility>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "oncinfo/reach.h"

namespace onc::oncinfo {

namespace {

// Versions that are presumed not to exist: the refusal names those that do.
constexpr std::uint32_t lowest = 0;
constexpr std::uint32_t highest = std::numeric_limits<std::uint32_t>::max();

// A server that claims four billion versions is asked for the first thousand, and not for hours if it is slow.
constexpr std::size_t most_versions = 1000;
constexpr int most_times = 10;

std::optional<Error> error_of(const Result<void>& answer) {
  return answer ? std::nullopt : std::optional<Error>(answer.error());
}

bool is_silence(const std::optional<Error>& error) {
  return error && (error->code == Errc::timed_out || error->code == Errc::deadline_exceeded);
}

// Whether there was a server to call at all; otherwise the program, not the version, is what is missing.
bool is_of_version(const Error& error, Transport transport) {
  constexpr std::array of_program{Errc::host_not_found,         Errc::unreachable,
                                  Errc::rpcbind_unreachable,    Errc::rpcbind_refused,
                                  Errc::program_not_registered, Errc::transport_not_registered,
                                  Errc::invalid_argument,       Errc::system};
  if (error.code == Errc::connection_refused) return transport == Transport::udp;
  return std::find(of_program.begin(), of_program.end(), error.code) == of_program.end();
}

VersionReport one(const Wanted& wanted, std::uint32_t version, const Result<void>& answer) {
  if (answer || is_of_version(answer.error(), wanted.transport)) return {.versions = {{version, error_of(answer)}}};
  return {.failure = answer.error()};
}

Result<void> call_once(const Inquiry& inquiry, const Wanted& wanted, std::uint32_t version) {
  const auto client = reach(inquiry, wanted, version);
  if (!client) return client.error();
  return call_null(*client);
}

std::vector<std::uint32_t> numbers_in(VersionRange range) {
  std::vector<std::uint32_t> versions;
  for (std::uint64_t version = range.low; version <= range.high && versions.size() < most_versions; ++version)
    versions.push_back(static_cast<std::uint32_t>(version));
  return versions;
}

std::vector<std::uint32_t> in_order(std::vector<std::uint32_t> versions) {
  std::sort(versions.begin(), versions.end());
  versions.erase(std::unique(versions.begin(), versions.end()), versions.end());
  versions.resize(std::min(versions.size(), most_versions));
  return versions;
}

// On the connection that there is, as the server says which versions are behind it.
VersionReport each_in(const DynamicClient& client, VersionRange range, Duration time) {
  const TimePoint end = Clock::now() + most_times * time;
  VersionReport report;
  for (const std::uint32_t version : numbers_in(range)) {
    const DynamicClient of_version(client.shared_channel(), {client.program_version().program, version});
    report.versions.push_back({version, error_of(call_null(of_version))});
    if (is_silence(report.versions.back().error) || Clock::now() > end) break;
  }
  return report;
}

// Empty when it names none, or nonsense.
std::optional<VersionRange> range_in(const Result<void>& answer) {
  const bool names_versions = !answer && answer.error().code == Errc::version_mismatch;
  if (!names_versions || answer.error().versions().low > answer.error().versions().high) return std::nullopt;
  return answer.error().versions();
}

VersionReport check_behind(const Inquiry& inquiry, const DynamicClient& client, const Wanted& wanted) {
  const auto answer = call_null(client);
  if (const auto range = range_in(answer)) return each_in(client, *range, inquiry.time);
  if (!answer) return one(wanted, lowest, answer);
  const auto other = call_null(DynamicClient(client.shared_channel(), {wanted.program, highest}));
  if (const auto range = range_in(other)) return each_in(client, *range, inquiry.time);
  return {.versions = {{lowest}, {highest, error_of(other)}}};  // it has all that there are, or says no more
}

// A server may be registered for versions over other transports than the one that is wanted.
Result<DynamicClient> reach_any(const Inquiry& inquiry, const Wanted& wanted,
                                const std::vector<std::uint32_t>& versions) {
  Result<DynamicClient> client = Error(Errc::program_not_registered);
  const TimePoint end = Clock::now() + most_times * inquiry.time;
  for (const std::uint32_t version : versions) {
    if (Clock::now() > end) break;
    client = reach(inquiry, wanted, version);
    if (client) return DynamicClient(client->shared_channel(), {wanted.program, lowest});
  }
  return client;
}

// Versions that another server has, as rpcbind knows.
void add_others(const Inquiry& inquiry, const Wanted& wanted, const std::vector<std::uint32_t>& versions,
                VersionReport& report) {
  const TimePoint end = Clock::now() + most_times * inquiry.time;
  for (const std::uint32_t version : versions) {
    const auto is_it = [version](const VersionAnswer& answer) { return answer.version == version; };
    if (std::any_of(report.versions.begin(), report.versions.end(), is_it)) continue;
    const auto answer = call_once(inquiry, wanted, version);
    if (!answer && !is_of_version(answer.error(), wanted.transport)) continue;
    report.versions.push_back({version, error_of(answer)});
    if (is_silence(report.versions.back().error) || Clock::now() > end) return;
  }
}

VersionReport check_all(const Inquiry& inquiry, const Wanted& wanted) {
  const auto client = reach(inquiry, wanted, lowest);
  if (client) return check_behind(inquiry, *client, wanted);
  const auto versions = in_order(client.error().registered_versions());
  if (versions.empty()) return one(wanted, lowest, client.error());
  const auto any = reach_any(inquiry, wanted, versions);
  if (!any) return one(wanted, versions.front(), any.error());
  VersionReport report = check_behind(inquiry, *any, wanted);
  if (!report.failure) add_others(inquiry, wanted, versions, report);
  return report;
}

bool is_good(const VersionReport& report) {
  return !report.failure && std::none_of(report.versions.begin(), report.versions.end(),
                                         [](const VersionAnswer& answer) { return answer.error.has_value(); });
}

}  // namespace

VersionReport check_versions(const Inquiry& inquiry, const Wanted& wanted) {
  if (!wanted.version) return check_all(inquiry, wanted);
  return one(wanted, *wanted.version, call_once(inquiry, wanted, *wanted.version));
}

std::string versions_text(std::uint32_t program, const VersionReport& report) {
  std::string text;
  for (const VersionAnswer& answer : report.versions) {
    text += fmt::format("program {} version {} {}\n", program, answer.version,
                        answer.error ? "is not available" : "ready and waiting");
  }
  return text;
}

Json versions_json(std::uint32_t program, const VersionReport& report, const RpcNames& names) {
  Json list = Json::array();
  for (const VersionAnswer& answer : report.versions) {
    Json& entry = list.emplace_back(Json{{"version", answer.version}, {"available", !answer.error}});
    if (answer.error) entry["error"] = to_json(*answer.error);
  }
  Json json{{"program", program}, {"service", service_name(names, program)}, {"versions", std::move(list)}};
  if (report.failure) json["error"] = to_json(*report.failure);
  return json;
}

int show_versions(const Inquiry& inquiry, const Wanted& wanted, const RpcNames& names, const Output& output) {
  const VersionReport report = check_versions(inquiry, wanted);
  for (const VersionAnswer& answer : report.versions) {
    if (answer.error) output.complain(*answer.error);
  }
  if (report.failure) output.complain(*report.failure);
  output.text(versions_text(wanted.program, report));
  output.json(versions_json(wanted.program, report, names));
  return is_good(report) ? exit_ok : exit_failed;
}

}  // namespace onc::oncinfo
