#include "oncinfo/diagnosis.h"

#include <algorithm>
#include <utility>

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <nlohmann/json.hpp>

namespace onc::oncinfo {

namespace {

// Steps that failed with the same advice.
struct Failure {
  std::string advice{};
  std::vector<std::string> steps{};
};

// In the order of the last step of each: what the walk stopped at comes last.
std::vector<Failure> failures_of(const Diagnosis& diagnosis) {
  std::vector<Failure> failures;
  for (const Finding& finding : diagnosis.findings) {
    if (finding.ok) continue;
    const auto same = std::find_if(failures.begin(), failures.end(),
                                   [&](const Failure& failure) { return failure.advice == finding.advice; });
    if (same == failures.end()) {
      failures.push_back({finding.advice, {finding.step}});
    } else {
      same->steps.push_back(finding.step);
      std::rotate(same, same + 1, failures.end());
    }
  }
  return failures;
}

}  // namespace

std::string advice_on_rpcbind(const Error& error) {
  switch (error.code) {
    case Errc::connection_refused:
      return "the host is up, but no rpcbind listens there: start rpcbind or portmapd on it; if you know the server's "
             "port, -n PORT asks it directly";
    case Errc::timed_out:
    case Errc::deadline_exceeded:
    case Errc::unreachable:
    case Errc::rpcbind_unreachable:
      return "the host is down, or a firewall is in between: let port 111 pass over udp and tcp; if you know the "
             "server's port, -n PORT asks it directly";
    case Errc::auth_rejected: return "rpcbind answers, but not to this host: see its access rules (/etc/hosts.allow)";
    case Errc::malformed_reply:
    case Errc::closed:
    case Errc::program_unavailable: return "what listens there is no rpcbind: stop it, and start rpcbind or portmapd";
    case Errc::limit_exceeded: return "rpcbind's list has no end: restart rpcbind, and see who registers so much";
    default: return "see 'oncinfo -p' and rpcbind's log";
  }
}

std::string advice_on_call(const Error& error) {
  switch (error.code) {
    case Errc::connection_refused:
      return "nothing listens there: the server has ended without being unregistered; start it again, which renews the "
             "registration";
    case Errc::timed_out:
    case Errc::deadline_exceeded:
    case Errc::unreachable:
      return "the server hangs, or a firewall drops what goes to its port: look at the server's log, and let the port "
             "pass";
    case Errc::program_unavailable:
      return "another program has got the port: the registration is stale; restart the server";
    case Errc::version_mismatch: return "the server has not got the version that is registered; use one that it names";
    case Errc::auth_rejected: return "the server wants a credential even for this: see its access rules and exports";
    case Errc::malformed_reply:
      return "what listens there speaks no ONC RPC: the registration is stale, or the port wrong";
    case Errc::closed: return "the server hangs up: see its log and its access rules (/etc/hosts.allow)";
    case Errc::rpc_version_mismatch:
      return "the server speaks another version of RPC itself: it is no ONC RPC of today";
    default: return "see the server's log";
  }
}

bool all_is_well(const Diagnosis& diagnosis) {
  if (diagnosis.one_call_does && diagnosis.reached_calls) return true;
  return std::all_of(diagnosis.findings.begin(), diagnosis.findings.end(),
                     [](const Finding& finding) { return finding.ok; });
}

std::string finding_text(const Finding& finding) {
  return fmt::format("{:<14} {:<6} {}\n", finding.step, finding.ok ? "ok" : "FAILED", finding.seen);
}

std::string conclusion(const Diagnosis& diagnosis) {
  if (all_is_well(diagnosis)) return "It works.\n";
  const std::vector<Failure> failures = failures_of(diagnosis);
  std::string others;
  std::string text = diagnosis.reached_calls ? "It works, but not in all ways.\n" : "";
  for (const Failure& failure : failures) {
    const bool stops = !diagnosis.reached_calls && &failure == &failures.back();
    const std::string steps = fmt::format("{}", fmt::join(failure.steps, " and "));
    (stops ? text : others) +=
        fmt::format("{} {}: {}.\n", stops ? "It stops at" : "Also failed:", steps, failure.advice);
  }
  return text + others;
}

Json diagnosis_json(const Diagnosis& diagnosis, const RpcNames& names) {
  Json list = Json::array();
  for (const Finding& finding : diagnosis.findings) {
    Json& entry = list.emplace_back(Json{{"step", finding.step}, {"ok", finding.ok}, {"seen", finding.seen}});
    if (!finding.advice.empty()) entry["advice"] = finding.advice;
  }
  return {{"host", diagnosis.host},
          {"program", diagnosis.program},
          {"service", service_name(names, diagnosis.program)},
          {"works", diagnosis.reached_calls},
          {"all_is_well", all_is_well(diagnosis)},
          {"steps", std::move(list)}};
}

}  // namespace onc::oncinfo
