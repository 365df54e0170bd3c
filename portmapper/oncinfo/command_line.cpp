#include "oncinfo/command_line.h"

#include <sys/socket.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <utility>

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include "oncinfo/ping.h"

namespace onc::oncinfo {

namespace {

// Which words a mode takes, in front of which it may have a host.
struct Words {
  std::size_t least = 0;
  std::size_t most = 0;
  bool has_host = false;
  std::string_view usage{};
};

Error wrong(std::string what) { return Error(Errc::invalid_argument, std::move(what)); }

Duration seconds(double count) { return std::chrono::duration_cast<Duration>(std::chrono::duration<double>(count)); }

Words words_of(Mode mode, bool has_address) {
  switch (mode) {
    case Mode::services:
    case Mode::programs:
    case Mode::ports:
    case Mode::statistics: return {0, 1, true, "takes one HOST at most"};
    case Mode::addresses: return {3, 3, true, "takes HOST PROGRAM VERSION"};
    case Mode::broadcast:
    case Mode::remove: return {2, 2, false, "takes PROGRAM VERSION"};
    case Mode::versions:
    case Mode::ping:
      if (has_address) return {1, 2, false, "takes PROGRAM [VERSION]"};
      return {2, 3, true, "takes HOST PROGRAM [VERSION]"};
    case Mode::diagnose: return {2, 3, true, "takes HOST PROGRAM [VERSION]"};
  }
  return {};
}

bool has_way(const Options& options) { return options.tcp || options.udp || !options.address.empty(); }

// As rpcinfo: without a flag more than one word asks for versions.
Mode default_mode(const Options& options) {
  return has_way(options) || options.port || options.words.size() > 1 ? Mode::versions : Mode::services;
}

struct Flag {
  bool given;
  Mode mode;
  std::string_view name;
};

Result<Flag> chosen(const Options& options) {
  const std::array flags{
      Flag{options.ports, Mode::ports, "-p"},           Flag{options.programs, Mode::programs, "-s"},
      Flag{options.statistics, Mode::statistics, "-m"}, Flag{options.addresses, Mode::addresses, "-l"},
      Flag{options.broadcast, Mode::broadcast, "-b"},   Flag{options.remove, Mode::remove, "-d"},
      Flag{options.ping, Mode::ping, "--ping"},         Flag{options.diagnose, Mode::diagnose, "--diagnose"}};
  const auto is_given = [](const Flag& flag) { return flag.given; };
  const auto first = std::find_if(flags.begin(), flags.end(), is_given);
  if (first == flags.end()) return Flag{true, default_mode(options), "oncinfo"};
  const auto second = std::find_if(first + 1, flags.end(), is_given);
  if (second == flags.end()) return *first;
  return wrong(fmt::format("{} and {} are two questions; ask one at a time", first->name, second->name));
}

bool calls_a_server(Mode mode) { return mode == Mode::versions || mode == Mode::ping; }

// What does not go together.
std::optional<Error> contradiction(const Options& options, const Flag& flag) {
  const std::array all_ways{options.tcp, options.udp, !options.address.empty()};
  const auto ways = std::count(all_ways.begin(), all_ways.end(), true);
  if (ways > 1) return wrong("give one of -t, -u and -a");
  if (ways != 0 && !calls_a_server(flag.mode)) return wrong(fmt::format("-t, -u and -a do not go with {}", flag.name));
  if (!options.address.empty() && options.netid.empty())
    return wrong("-a needs -T, which says how to read the address");
  if ((options.tcp || options.udp) && !options.netid.empty())
    return wrong("-T says what -t and -u say; give one of them");
  if (!options.address.empty() && options.port) return wrong("-a has the port in it; leave out -n");
  const bool takes_port = calls_a_server(flag.mode) || flag.mode == Mode::broadcast || flag.mode == Mode::diagnose;
  if (options.port && !takes_port) return wrong(fmt::format("-n does not go with {}", flag.name));
  const bool plans = options.count || options.interval;
  if (plans && flag.mode != Mode::ping) return wrong("--count and --interval go with --ping");
  if (std::isnan(options.interval.value_or(0)) || std::isnan(options.seconds.value_or(0)))
    return wrong("--interval and --timeout take seconds");
  return std::nullopt;
}

Result<std::optional<Netid>> netid_in(const Options& options, Mode mode) {
  if (options.netid.empty()) return std::optional<Netid>();
  const auto netid = parse_netid(options.netid);
  if (!netid) return wrong(fmt::format("'{}' is no netid; there are udp, udp6, tcp, tcp6 and local", options.netid));
  const bool is_local = netid->transport == Transport::local;
  if (options.port && is_local) return wrong("-T local has no ports; -a takes the path of a socket");
  if (mode == Mode::broadcast && netid->transport != Transport::udp) return wrong("-b takes -T udp and -T udp6");
  const bool takes_none = mode == Mode::ports || mode == Mode::statistics || mode == Mode::diagnose;
  if (takes_none) return wrong("-T goes with calls, -b, -d, -l, -s and the list without a flag");
  return netid;
}

Result<std::uint32_t> program_in(const std::string& word, const RpcNames& names) {
  const auto number = parse_number(word);
  const auto found = number ? number : names.number(word);
  if (found) return *found;
  return wrong(fmt::format("'{}' is neither a program number nor a name in /etc/rpc", word));
}

Result<std::uint32_t> version_in(const std::string& word) {
  const auto number = parse_number(word);
  if (number) return *number;
  return wrong(fmt::format("'{}' is no version number", word));
}

Result<void> take_words(const Options& options, const Flag& flag, const RpcNames& names, Request& request) {
  const Words rule = words_of(flag.mode, !options.address.empty());
  std::vector<std::string> words = options.words;
  if (words.size() < rule.least || words.size() > rule.most) return wrong(fmt::format("{} {}", flag.name, rule.usage));
  if (rule.has_host && !words.empty()) {
    request.inquiry.host = words.front();
    words.erase(words.begin());
  }
  if (words.empty()) return {};
  const auto program = program_in(words[0], names);
  if (!program) return program.error();
  request.wanted.program = *program;
  if (words.size() < 2) return {};
  const auto version = version_in(words[1]);
  if (!version) return version.error();
  request.wanted.version = *version;
  return {};
}

Result<void> take_way(const Options& options, Request& request) {
  const auto netid = netid_in(options, request.mode);
  if (!netid) return netid.error();
  request.inquiry.netid = *netid;
  request.wanted.transport = options.udp ? Transport::udp : Transport::tcp;
  if (*netid) request.wanted.transport = (*netid)->transport;
  request.wanted.port = options.port;
  if (options.address.empty()) return {};
  const auto address = parse_universal_address(**netid, options.address);
  if (!address) return wrong(address.error().detail());
  request.wanted.address = *address;
  return {};
}

Duration default_time(Mode mode) {
  if (mode == Mode::broadcast) return std::chrono::seconds(12);
  return std::chrono::seconds(mode == Mode::diagnose ? 3 : 10);
}

void take_times(const Options& options, Request& request) {
  request.inquiry.time = options.seconds ? seconds(*options.seconds) : default_time(request.mode);
  if (options.count) request.plan.count = *options.count;
  if (options.interval) request.plan.interval = seconds(*options.interval);
}

}  // namespace

void declare(CLI::App& app, Options& options) {
  constexpr double shortest = 0.001;
  constexpr double longest = 86400;
  app.add_flag("-s", options.programs, "one line for each program registered at HOST");
  app.add_flag("-p", options.ports, "the ports registered at HOST, by version 2 of rpcbind");
  app.add_flag("-m", options.statistics, "statistics of HOST's rpcbind");
  app.add_flag("-l", options.addresses, "the addresses of PROGRAM VERSION at HOST");
  app.add_flag("-t", options.tcp, "call procedure 0 over tcp");
  app.add_flag("-u", options.udp, "call procedure 0 over udp");
  app.add_option("-T", options.netid, "the transport: udp, udp6, tcp, tcp6 or local");
  app.add_option("-a", options.address, "call the server at this universal address over -T");
  app.add_option("-n", options.port, "the server's port; rpcbind is not asked")->check(CLI::Range(1, 65535));
  app.add_flag("-b", options.broadcast, "broadcast a call of procedure 0 and list who answers");
  app.add_flag("-d", options.remove, "delete the registration of PROGRAM VERSION at this host");
  app.add_flag("--ping", options.ping, "call procedure 0 again and again; how long do answers take?");
  app.add_option("--count", options.count, "calls of --ping (100); 0: until interrupted")
      ->check(CLI::Range(std::uint32_t{0}, most_calls));
  app.add_option("--interval", options.interval, "seconds between calls of --ping (0.01)")
      ->check(CLI::Range(0.0, longest));
  app.add_flag("--diagnose", options.diagnose, "walk the way to PROGRAM at HOST; say where it stops and what to do");
  app.add_option("--rpcbind", options.rpcbind,
                 "rpcbind's HOST:PORT or socket path (default: ONC_RPCBIND, then HOST:111)");
  app.add_option("--timeout", options.seconds, "seconds for each question (10; -b 12, --diagnose 3)")
      ->check(CLI::Range(shortest, longest));
  app.add_flag("--json", options.json, "print the answer as JSON");
  app.add_option("arguments", options.words, "HOST PROGRAM VERSION; programs by number or by name in /etc/rpc");
  app.footer("Exit status: 0 all that was asked for is there, 1 it is not or did not answer, 2 wrong usage.");
}

Result<Request> understand(const Options& options, const RpcNames& names) {
  const auto flag = chosen(options);
  if (!flag) return flag.error();
  const auto error = contradiction(options, *flag);
  if (error) return *error;
  Request request{.mode = flag->mode, .json = options.json};
  request.inquiry.rpcbind = options.rpcbind;
  if (const auto done = take_words(options, *flag, names, request); !done) return done.error();
  if (const auto done = take_way(options, request); !done) return done.error();
  take_times(options, request);
  return request;
}

}  // namespace onc::oncinfo
