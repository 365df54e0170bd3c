// portmapd: the portmapper as a daemon.

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include <cstdio>
#include <string>
#include <vector>

#include <onc/portmapper.h>
#include <onc/server.h>

namespace {

constexpr int exit_failed = 1;
constexpr int exit_usage = 2;
constexpr const char* default_socket = "/run/rpcbind.sock";

struct Options {
  std::vector<std::string> listen{};
  std::string socket{};
  bool foreground = false;  // accepted for rpcbind's sake: portmapd stays in the foreground
};

void declare(CLI::App& app, Options& options) {
  app.add_option("--listen", options.listen,
                 "HOST:PORT or :PORT to serve over udp and tcp; may be repeated (default :111)");
  app.add_option("--socket", options.socket,
                 fmt::format("path of the local socket (default {}, none when --listen is given)", default_socket));
  app.add_flag("-f,--foreground", options.foreground, "stay in the foreground (always so)");
  app.set_version_flag("--version", "portmapd 0.1.0");
  app.footer(
      "Answers program 100000 version 2 (RFC 1833). SET and UNSET are accepted over the local socket and from "
      "127.0.0.1 and ::1.\nExit status: 0 after SIGTERM or SIGINT, 1 when it cannot serve, 2 for wrong usage.");
}

std::vector<onc::ListenOn> listeners(const Options& options) {
  const bool standard = options.listen.empty();
  std::vector<onc::ListenOn> all;
  for (const std::string& address : standard ? std::vector<std::string>{":111"} : options.listen) {
    all.push_back({.transport = onc::Transport::udp, .address = address});
    all.push_back({.transport = onc::Transport::tcp, .address = address});
  }
  const std::string socket = options.socket.empty() && standard ? default_socket : options.socket;
  if (!socket.empty()) all.push_back({.transport = onc::Transport::local, .address = socket});
  return all;
}

int fail(const onc::Error& error) {
  fmt::print(stderr, "portmapd: {}\n", error.explain());
  return error.code == onc::Errc::invalid_argument ? exit_usage : exit_failed;
}

void print_ready(const onc::Server& server) {
  std::string places;
  for (const onc::Endpoint& endpoint : server.endpoints()) {
    places += fmt::format("{}{} {}", places.empty() ? "" : ", ", onc::to_string(endpoint.transport), endpoint.address);
  }
  fmt::print("portmapd: ready at {}\n", places);
  std::fflush(stdout);
}

int serve(const Options& options) {
  onc::Portmapper portmapper;
  onc::Server server{{.listen = listeners(options), .registration = false}};
  portmapper.serve_on(server);
  if (auto up = server.listen(); !up) return fail(up.error());
  portmapper.announce(server.endpoints());
  print_ready(server);
  if (auto ended = server.run(); !ended) return fail(ended.error());
  return 0;
}

}  // namespace

int main(int argc, char** argv) {
  CLI::App app{"portmapd: tells clients where RPC programs listen, in place of rpcbind"};
  Options options;
  declare(app, options);
  try {
    app.parse(argc, argv);
    return serve(options);
  } catch (const CLI::ParseError& error) {
    return app.exit(error) == 0 ? 0 : exit_usage;
  } catch (const std::exception& error) {
    fmt::print(stderr, "portmapd: {}\n", error.what());
    return exit_failed;
  }
}
