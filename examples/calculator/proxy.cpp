// calculator_proxy HOST: a calculator that has the calculator on HOST compute. Many calls are on their way at once over
// one connection, and no thread waits for any of them.
//
// Exit status: 0 stopped by SIGTERM or SIGINT, 1 wrong command line, 2 could not listen, register or find the server.
#include <cstdint>
#include <iostream>
#include <string>
#include <utility>

#include <CLI/CLI.hpp>

#include <onc/server.h>

#include "calculator.h"

using Calculator = calculator::CALCULATOR_PROG::CALCULATOR_VERS;
using Answer = onc::Reply<calculator::calc_result>;

namespace {

// Computing twice does no harm, so calls survive the loss of a connection.
const onc::CallOptions again{.idempotent = true};

class Proxy final : public Calculator::AsyncService {
 public:
  explicit Proxy(Calculator::Client upstream) : upstream_(std::move(upstream)) {}

  void add(std::int64_t left, std::int64_t right, onc::CallContext& /*call*/, Answer reply) override {
    upstream_.start_add(left, right, again).then(reply);
  }
  void sub(std::int64_t left, std::int64_t right, onc::CallContext& /*call*/, Answer reply) override {
    upstream_.start_sub(left, right, again).then(reply);
  }
  void mul(std::int64_t left, std::int64_t right, onc::CallContext& /*call*/, Answer reply) override {
    upstream_.start_mul(left, right, again).then(reply);
  }
  void div(std::int64_t left, std::int64_t right, onc::CallContext& /*call*/, Answer reply) override {
    upstream_.start_div(left, right, again).then(reply);
  }
  [[nodiscard]] bool idempotent(std::uint32_t /*procedure*/) const noexcept override { return true; }

 private:
  Calculator::Client upstream_;
};

int report(const onc::Error& error) {
  std::cerr << "calculator_proxy: " << error.explain() << '\n';
  return 2;
}

int serve(Proxy& service, onc::ServerOptions options) {
  onc::Server server(std::move(options));
  server.add(service);
  if (auto up = server.listen(); !up) return report(up.error());
  std::cout << "calculator_proxy ready:";
  for (const onc::Endpoint& endpoint : server.endpoints()) {
    std::cout << ' ' << onc::to_string(endpoint.transport) << ' ' << endpoint.address;
  }
  std::cout << std::endl;
  if (auto end = server.run(); !end) return report(end.error());
  return 0;
}

}  // namespace

int main(int argc, char** argv) {
  std::string host;
  std::string udp;
  std::string tcp;
  // In the background: replies are handed on when they come, though nobody waits for them.
  onc::ConnectOptions upstream{.transport = onc::Transport::tcp, .reconnect = onc::Reconnect::idempotent};
  upstream.background = true;
  onc::ServerOptions options;
  options.registration = false;

  CLI::App app("Has another machine compute for those who ask here");
  app.add_option("HOST", host, "where the calculator runs")->required();
  app.add_option("--address", upstream.address, "HOST:PORT of the calculator; rpcbind is not asked");
  app.add_option("--rpcbind", upstream.rpcbind, "HOST:PORT or socket path of rpcbind")->envname("ONC_RPCBIND");
  app.add_option("--udp", udp, "HOST:PORT to listen to for UDP; all addresses and a free port without it");
  app.add_option("--tcp", tcp, "HOST:PORT for TCP");
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    return app.exit(error) == 0 ? 0 : 1;
  }

  options.listen = {{onc::Transport::udp, udp}, {onc::Transport::tcp, tcp}};
  auto client = Calculator::Client::connect(host, upstream);
  if (!client) return report(client.error());
  Proxy proxy(*std::move(client));
  return serve(proxy, std::move(options));
}
