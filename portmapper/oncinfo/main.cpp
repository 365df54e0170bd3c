// oncinfo: asks rpcbind and RPC servers, in place of rpcinfo.

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include <chrono>
#include <cstdio>
#include <optional>
#include <string>
#include <vector>

#include "oncinfo/commands.h"

namespace {

struct Options {
  bool list = false;
  bool tcp = false;
  bool udp = false;
  std::optional<std::uint16_t> port{};
  std::string rpcbind{};
  double seconds = 10;
  std::vector<std::string> words{};
};

void declare(CLI::App& app, Options& options) {
  app.add_flag("-p", options.list, "list the registrations at HOST (default this host)");
  app.add_flag("-t", options.tcp, "call procedure 0 of PROGRAM on HOST over tcp");
  app.add_flag("-u", options.udp, "call procedure 0 of PROGRAM on HOST over udp");
  app.add_option("-n", options.port, "with -t and -u: the server's port, without asking rpcbind")->check(CLI::Range(1, 65535));
  app.add_option("--rpcbind", options.rpcbind, "rpcbind's HOST:PORT or socket path (default: ONC_RPCBIND, then HOST:111)");
  app.add_option("--timeout", options.seconds, "seconds for each question")->check(CLI::Range(0.001, 86400.0));
  app.add_option("arguments", options.words, "HOST PROGRAM [VERSION]; programs by number or by name in /etc/rpc");
  app.set_version_flag("--version", "oncinfo 0.1.0");
  app.footer("Exit status: 0 all that was asked for is there, 1 it is not or did not answer, 2 wrong usage.");
}

int usage(const std::string& what) {
  fmt::print(stderr, "oncinfo: {}; see oncinfo --help\n", what);
  return onc::exit_usage;
}

int ping(const Options& options, onc::Inquiry inquiry, const onc::RpcNames& names) {
  if (options.words.size() < 2 || options.words.size() > 3) return usage("-t and -u take HOST PROGRAM [VERSION]");
  inquiry.host = options.words[0];
  const std::string& program = options.words[1];
  const auto number = onc::parse_number(program);
  const auto found = number ? number : names.number(program);
  if (!found) return usage(fmt::format("'{}' is neither a program number nor a name in /etc/rpc", program));
  onc::Ping wanted{.transport = options.udp ? onc::Transport::udp : onc::Transport::tcp, .program = *found};
  wanted.port = options.port;
  if (options.words.size() == 3) {
    wanted.version = onc::parse_number(options.words[2]);
    if (!wanted.version) return usage(fmt::format("'{}' is no version number", options.words[2]));
  }
  return onc::ping(inquiry, wanted);
}

int run(const Options& options) {
  const int modes = int{options.list} + int{options.tcp} + int{options.udp};
  if (modes != 1) return usage("give one of -p, -t and -u");
  onc::Inquiry inquiry{.rpcbind = options.rpcbind};
  inquiry.time = std::chrono::duration_cast<onc::Duration>(std::chrono::duration<double>(options.seconds));
  const onc::RpcNames names = onc::RpcNames::of_host();
  if (!options.list) return ping(options, inquiry, names);
  if (options.words.size() > 1) return usage("-p takes one HOST");
  if (!options.words.empty()) inquiry.host = options.words[0];
  return onc::list_registrations(inquiry, names);
}

}  // namespace

int main(int argc, char** argv) {
  CLI::App app{
      "oncinfo: asks rpcbind and RPC servers\n  oncinfo -p [HOST]\n  oncinfo [-n PORT] {-t | -u} HOST PROGRAM [VERSION]"};
  Options options;
  declare(app, options);
  try {
    app.parse(argc, argv);
    return run(options);
  } catch (const CLI::ParseError& error) {
    return app.exit(error) == 0 ? onc::exit_ok : onc::exit_usage;
  } catch (const std::exception& error) {
    fmt::print(stderr, "oncinfo: {}\n", error.what());
    return onc::exit_failed;
  }
}
