// portmapd: the portmapper as a daemon, in place of rpcbind.

#include <csignal>
#include <cstdio>
#include <exception>
#include <fstream>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include <CLI/CLI.hpp>
#include <fmt/format.h>
#include <spdlog/sinks/stdout_sinks.h>
#include <spdlog/sinks/syslog_sink.h>
#include <spdlog/spdlog.h>

#include <onc/metrics_page.h>
#include <onc/portmapper.h>
#include <onc/server.h>

#include "portmapd/background.h"
#include "portmapd/confinement.h"
#include "portmapd/options.h"
#include "portmapd/tcp_wrappers.h"

namespace {

using portmapd::Options;

constexpr int exit_failed = 1;
constexpr int exit_usage = 2;
// What one datagram, or a CALLIT, may have; nobody asks more of a portmapper.
constexpr std::size_t largest_request = std::size_t{64} << 10;
// Of replies for who does not read them, besides one list; and of all of those together.
constexpr std::size_t most_queued = std::size_t{64} << 10;
constexpr std::size_t most_connection_memory = std::size_t{64} << 20;
constexpr std::size_t most_connections = 8192;
constexpr std::size_t most_connections_of_host = 1024;

int fail(const onc::Error& error) {
  fmt::print(stderr, "portmapd: {}\n", error.explain());
  return error.code == onc::Errc::invalid_argument ? exit_usage : exit_failed;
}

spdlog::level::level_enum level_of(onc::LogEvent::Level level) {
  switch (level) {
    case onc::LogEvent::Level::debug: return spdlog::level::debug;
    case onc::LogEvent::Level::info: return spdlog::level::info;
    case onc::LogEvent::Level::warning: return spdlog::level::warn;
  }
  return spdlog::level::info;
}

void log_event(const onc::LogEvent& event) {
  spdlog::log(level_of(event.level), "{} peer=\"{}\" {}", event.event, event.peer, event.detail);
}

void set_up_log(const Options& options) {
  spdlog::set_default_logger(
      std::make_shared<spdlog::logger>("portmapd", std::make_shared<spdlog::sinks::stderr_sink_mt>()));
  spdlog::set_pattern("portmapd: %l: %v");
  spdlog::set_level(options.debug ? spdlog::level::debug : spdlog::level::info);
}

// In the background there is nobody at standard error.
void log_to_syslog() {
  constexpr bool with_pattern = false;
  auto sink = std::make_shared<spdlog::sinks::syslog_sink_mt>("portmapd", LOG_PID, LOG_DAEMON, with_pattern);
  spdlog::set_default_logger(std::make_shared<spdlog::logger>("portmapd", std::move(sink)));
}

// rpcbind survives them, so scripts send them to all daemons.
void ignore_signals() {
  for (const int signal : {SIGHUP, SIGUSR1, SIGUSR2, SIGPIPE}) std::signal(signal, SIG_IGN);
}

onc::PortmapperOptions portmapper_options(const Options& options) {
  onc::PortmapperOptions made;
  made.local_only = options.local_only;
  made.udp_rate = options.udp_rate;
  made.insecure = options.insecure;
  made.remote_calls = options.remote_calls;
  made.state_folder = portmapd::state_folder(options);
  if (options.warm_start) made.rpcbind_folder = portmapd::rpcbind_state;
  made.log = log_event;
  made.log_registrations = options.debug;
  return made;
}

onc::Result<onc::ServerOptions> server_options(const Options& options) {
  auto given = onc::listeners_from_environment();
  if (!given) return std::move(given).error();
  onc::ServerOptions made;
  made.listen = given->empty() ? portmapd::listeners(options) : portmapd::with_groups(*std::move(given));
  made.registration = false;
  made.max_request = largest_request;
  made.max_queued_replies = most_queued;
  made.max_connection_memory = most_connection_memory;
  made.max_connections = most_connections;
  made.max_connections_per_source = most_connections_of_host;
  made.reply_cache = {.datagrams = true, .entries = 4096, .bytes = std::size_t{4} << 20};
  made.busy_wait = {};  // it answers seldom, and is to cost nothing meanwhile
  made.log = log_event;
  auto rules = portmapd::access_rules(options);
  if (!rules) return std::move(rules).error();
  if (*rules) made.interceptors.push_back(*std::move(rules));
  return made;
}

void print_ready(const onc::Server& server, std::size_t restored) {
  std::string places;
  for (const onc::Endpoint& endpoint : server.endpoints()) {
    places += fmt::format("{}{} {}", places.empty() ? "" : ", ", onc::to_string(endpoint.transport), endpoint.address);
  }
  if (restored > 0) spdlog::info("{} registrations are back", restored);
  fmt::print("portmapd: ready at {}\n", places);
  std::fflush(stdout);
}

// Who has closed rpcbind to strangers there must not find it open.
void warn_of_rules_for_rpcbind() {
  for (const char* path : {"/etc/hosts.deny", "/etc/hosts.allow"}) {
    std::ifstream rules(path);
    const std::string line = portmapd::line_for_rpcbind(rules);
    if (!line.empty()) spdlog::warn("{} is not obeyed, use --allow and --deny: {:?}", path, line);
  }
}

// Once its sockets are open it needs no rights any more.
onc::Result<void> confine(const Options& options) {
  const auto user = portmapd::find_user(options.user);
  if (!user) return user.error();
  for (const std::string& folder :
       {portmapd::state_folder(options), std::string(options.warm_start ? portmapd::rpcbind_state : "")}) {
    if (auto given = portmapd::give_folder(folder, *user); !given) return given;
  }
  if (auto done = portmapd::become(*user); !done) return done;
  return portmapd::forbid_what_is_never_needed();
}

int run(onc::Server& server, onc::Portmapper& portmapper) {
  const auto ended = server.run();
  portmapd::notify_manager("STOPPING=1");
  if (auto kept = portmapper.keep_for_rpcbind(); !kept) spdlog::warn("{}", kept.error().message());
  return ended ? 0 : fail(ended.error());
}

// The rest of what a start takes. What was opened for it has gone before the rights to remove it go.
int check(const Options& options, onc::Portmapper& portmapper) {
  if (auto confined = confine(options); !confined) return fail(confined.error());
  if (const auto restored = portmapper.restore(); !restored) return fail(restored.error());
  fmt::print("portmapd: could start\n");
  return 0;
}

int serve(const Options& options, portmapd::Background background) {
  auto server_wanted = server_options(options);
  if (!server_wanted) return fail(server_wanted.error());
  onc::Portmapper portmapper(portmapper_options(options));
  auto opened_server = std::make_unique<onc::Server>(*std::move(server_wanted));
  onc::Server& server = *opened_server;
  portmapper.serve_on(server);
  if (auto up = server.listen(); !up) return fail(up.error());
  std::unique_ptr<onc::MetricsPage> page;
  if (!options.metrics.empty()) {
    auto opened = onc::MetricsPage::open(
        options.metrics, [&] { return portmapper.to_prometheus() + onc::to_prometheus(server.stats()); });
    if (!opened) return fail(opened.error());
    page = *std::move(opened);
  }
  if (options.check) {
    page.reset();
    opened_server.reset();
    return check(options, portmapper);
  }
  if (auto confined = confine(options); !confined) return fail(confined.error());
  portmapper.announce(server.endpoints());
  const auto restored = portmapper.restore();
  if (!restored) return fail(restored.error());
  print_ready(server, *restored);
  if (options.is_standard() && options.allow.empty() && options.deny.empty()) warn_of_rules_for_rpcbind();
  if (background.is_entered()) log_to_syslog();
  background.ready();
  portmapd::notify_manager("READY=1");
  return run(server, portmapper);
}

// As rpcbind does; by its own name it stays where it was started.
bool goes_to_background(std::string_view program, const Options& options) {
  const std::string_view name = program.substr(program.rfind('/') + 1);
  return name == "rpcbind" && !options.foreground && !options.debug && !options.check;
}

int start(std::string_view program, const Options& options) {
  set_up_log(options);
  ignore_signals();
  portmapd::Background background;
  if (goes_to_background(program, options)) {
    auto entered = portmapd::Background::enter();
    if (!entered) return fail(entered.error());
    background = *entered;
  }
  return serve(options, background);
}

}  // namespace

// NOLINTNEXTLINE(bugprone-exception-escape): without memory for its options a program may end so
int main(int argc, char** argv) {
  portmapd::fill_standard_descriptors();
  CLI::App app{"portmapd: tells clients where RPC programs listen, in place of rpcbind"};
  Options options;
  portmapd::declare(app, options);
  app.failure_message([](const CLI::App* parsed, const CLI::Error& wrong) {
    return "portmapd: " + CLI::FailureMessage::simple(parsed, wrong);
  });
  try {
    app.parse(argc, argv);
    return start(argv[0], options);
  } catch (const CLI::ParseError& error) {
    return app.exit(error) == 0 ? 0 : exit_usage;
  } catch (const std::exception& error) {
    fmt::print(stderr, "portmapd: {}\n", error.what());
    return exit_failed;
  }
}
