#include "portmapd/options.h"

#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <utility>

#include <fmt/format.h>

#include <onc/address.h>

namespace portmapd {

namespace {

// Broadcasts to rpcbind over IPv6 (RFC 1833 section 2.2.1 leaves it to IANA).
constexpr const char* broadcast_group = "ff02::202";

std::string with_port(const std::string& host) {
  return host.find(':') == std::string::npos ? host + ":111" : "[" + host + "]:111";
}

bool has_ipv6() {
  const auto loopback = onc::SocketAddress::parse("[::1]:0").value();
  const int probe = ::socket(AF_INET6, SOCK_DGRAM | SOCK_CLOEXEC, 0);
  const bool there = probe >= 0 && ::bind(probe, loopback.data(), loopback.size()) == 0;
  if (probe >= 0) ::close(probe);
  return there;
}

bool is_every_address(const onc::SocketAddress& address) {
  const std::string host = address.with_port(0).to_string();
  return host == "0.0.0.0:0" || host == "[::]:0";
}

// Always with loopback beside the hosts that are named, as rpcbind has it, and nothing twice, however it is spelled.
std::vector<std::string> addresses(const Options& options) {
  if (!options.listen.empty()) return options.listen;
  if (options.hosts.empty()) return {":111"};
  std::vector<std::string> all{"127.0.0.1:111"};
  if (has_ipv6()) all.emplace_back("[::1]:111");
  for (const std::string& host : options.hosts) {
    if (host == "localhost") continue;
    const auto parsed = onc::SocketAddress::parse(with_port(host));
    if (parsed && is_every_address(*parsed)) return {":111"};
    std::string address = parsed ? parsed->to_string() : with_port(host);
    if (std::find(all.begin(), all.end(), address) == all.end()) all.push_back(std::move(address));
  }
  return all;
}

std::string objection_to_empty(const std::string& text) { return text.empty() ? "it is empty" : ""; }

}  // namespace

void declare(CLI::App& app, Options& options) {
  app.set_help_flag("--help", "print this and end");  // -h is a host
  app.add_option("--listen", options.listen,
                 "HOST:PORT or :PORT to serve over udp and tcp; may be repeated (default :111)")
      ->check(objection_to_empty);
  app.add_option("-h,--host", options.hosts, "address to bind at port 111, besides 127.0.0.1 and ::1; may be repeated")
      ->check(objection_to_empty);
  app.add_option("--socket", options.socket,
                 fmt::format("path of the local socket (default {}, none when --listen is given)", standard_socket));
  app.add_option(
      "--state-dir", options.state,
      fmt::format("folder that keeps registrations (default {}, none when --listen is given)", standard_state));
  app.add_option("--user", options.user, "user to become after binding (default _rpc, if root starts it)");
  app.add_option("--metrics", options.metrics, "HOST:PORT or path of a socket where Prometheus finds /metrics");
  app.add_option("--allow", options.allow, "ADDRESS or NETWORK/BITS that is answered, and no other; may be repeated");
  app.add_option("--deny", options.deny, "ADDRESS or NETWORK/BITS that is not answered; may be repeated");
  app.add_option("--udp-rate", options.udp_rate,
                 "answers in a second over udp to one network (/24, /64) of other hosts (default 1000; 0: any number)");
  app.add_flag("--local-only", options.local_only, "take SET and UNSET over the local socket only");
  app.add_flag("--check", options.check, "say whether it could start, and end");
  app.add_flag("-a,--abort", options.abort_on_error, "accepted for rpcbind's sake, without effect");
  app.add_flag("-d,--debug", options.debug, "log each registration; stay in the foreground");
  app.add_flag("-f,--foreground", options.foreground, "stay in the foreground (always so unless called rpcbind)");
  app.add_flag("-i,--insecure", options.insecure, "take SET and UNSET from everybody, from everywhere");
  app.add_flag("-l,--log", options.log_connections, "accepted for rpcbind's sake, without effect");
  app.add_flag("-s,--setuid", options.change_user, "accepted for rpcbind's sake: root is given up in any case");
  app.add_flag("-w,--warm", options.warm_start,
               fmt::format("read rpcbind's state in {} at the start, and write it at the end", rpcbind_state));
  app.add_flag("-r,--remote-calls", options.remote_calls, "make calls for others (CALLIT, BCAST, INDIRECT)");
  app.set_version_flag("--version", "portmapd 0.1.0");
  app.footer(
      "Answers program 100000 versions 2, 3 and 4 (RFC 1833). Sockets of systemd (LISTEN_FDS) take the place of "
      "--listen.\n"
      "Exit status: 0 after SIGTERM or SIGINT, 1 when it cannot serve, 2 for wrong usage.");
}

std::vector<onc::ListenOn> listeners(const Options& options) {
  std::vector<onc::ListenOn> all;
  for (const std::string& address : addresses(options)) {
    all.push_back({.transport = onc::Transport::udp, .address = address, .groups = {broadcast_group}});
    all.push_back({.transport = onc::Transport::tcp, .address = address});
  }
  const std::string socket = options.is_standard() ? standard_socket : options.socket;
  if (!socket.empty()) all.push_back({.transport = onc::Transport::local, .address = socket});
  return all;
}

std::vector<onc::ListenOn> with_groups(std::vector<onc::ListenOn> given) {
  for (onc::ListenOn& where : given) where.groups = {broadcast_group};
  return given;
}

// This host is always answered: its servers have to register.
onc::Result<std::shared_ptr<onc::AccessRules>> access_rules(const Options& options) {
  if (options.allow.empty() && options.deny.empty()) return std::shared_ptr<onc::AccessRules>();
  std::vector<onc::AccessRule> rules;
  rules.push_back({.transports = {onc::Transport::local}});
  rules.push_back({.networks = {"127.0.0.0/8", "::1"}});
  if (!options.deny.empty()) rules.push_back({.access = onc::Access::deny, .networks = options.deny});
  if (!options.allow.empty()) rules.push_back({.networks = options.allow});
  if (!options.allow.empty()) rules.push_back({.access = onc::Access::deny});
  if (options.allow.empty()) rules.push_back({});
  auto made = onc::AccessRules::make(rules);
  if (!made) return std::move(made).error();
  return std::shared_ptr<onc::AccessRules>(*std::move(made));
}

std::string state_folder(const Options& options) {
  if (!options.state.empty()) return options.state;
  return options.is_standard() ? standard_state : "";
}

}  // namespace portmapd
