// metrics_server: counts over RPC, and serves its own counters to Prometheus.
//
// Exit status: 0 stopped by SIGTERM or SIGINT, 1 wrong command line, 2 could not listen or register.
#include <atomic>
#include <cstdint>
#include <iostream>
#include <string>
#include <utility>

#include <CLI/CLI.hpp>

#include <onc/metrics_page.h>
#include <onc/server.h>

#include "counter.h"

using Counter = counter::COUNTER_PROG::COUNTER_VERS;

namespace {

class Counting final : public Counter::Service {
  onc::Result<std::uint64_t> next(onc::CallContext& /*call*/) override { return ++count_; }

  std::atomic<std::uint64_t> count_ = 0;
};

int report(const onc::Error& error) {
  std::cerr << "metrics_server: " << error.explain() << '\n';
  return 2;
}

void print_event(const onc::LogEvent& event) {
  std::cerr << event.event << ' ' << event.peer << ": " << event.detail << '\n';
}

int serve(const std::string& metrics, onc::ServerOptions options) {
  Counting counting;
  onc::Server server(std::move(options));
  server.add(counting);
  if (auto up = server.listen(); !up) return report(up.error());
  // Behind listen(), which keeps the stop signals from the page's thread.
  const auto page = onc::MetricsPage::open(
      metrics, [&server] { return onc::to_prometheus(server.stats()) + onc::to_prometheus(server.procedure_stats()); });
  if (!page) return report(page.error());
  std::cout << "metrics_server ready:";
  for (const onc::Endpoint& endpoint : server.endpoints())
    std::cout << ' ' << onc::to_string(endpoint.transport) << ' ' << endpoint.address;
  std::cout << " metrics " << (*page)->address() << std::endl;
  if (auto end = server.run(); !end) return report(end.error());
  return 0;
}

}  // namespace

int main(int argc, char** argv) {
  std::string udp;
  std::string tcp;
  std::string metrics = "127.0.0.1:0";
  bool no_register = false;
  onc::ServerOptions options;

  CLI::App app("Counts for other machines, and shows Prometheus how often");
  app.add_option("--udp", udp, "HOST:PORT for UDP; all addresses and a free port without it");
  app.add_option("--tcp", tcp, "HOST:PORT for TCP");
  app.add_option("--metrics", metrics, "ADDRESS:PORT for http://…/metrics")->capture_default_str();
  app.add_option("--rpcbind", options.rpcbind, "HOST:PORT or socket path of rpcbind")->envname("ONC_RPCBIND");
  app.add_flag("--no-register", no_register, "serve without telling rpcbind");
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    return app.exit(error) == 0 ? 0 : 1;
  }

  options.listen = {{onc::Transport::udp, udp}, {onc::Transport::tcp, tcp}};
  options.registration = !no_register;
  options.measure_latency = true;
  options.log = print_event;
  return serve(metrics, std::move(options));
}
