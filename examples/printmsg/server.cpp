// printmsg_server: prints each message that it is sent on its console.
//
// Exit status: 0 stopped by SIGTERM or SIGINT, 1 wrong command line, 2 could not listen or register.
#include <iostream>
#include <string>
#include <utility>

#include <CLI/CLI.hpp>

#include <onc/server.h>

#include "printmsg.h"

using Console = printmsg::MESSAGEPROG::PRINTMESSAGEVERS;

namespace {

class Printer final : public Console::Service {
  onc::Result<std::int32_t> printmessage(std::string message, onc::CallContext& /*call*/) override {
    std::cout << message << std::endl;
    const bool printed = std::cout.good();
    std::cout.clear();
    return printed ? 1 : 0;
  }
};

int report(const onc::Error& error) {
  std::cerr << "printmsg_server: " << error.explain() << '\n';
  return 2;
}

int serve(Printer& service, onc::ServerOptions options) {
  onc::Server server(std::move(options));
  server.add(service);
  if (auto up = server.listen(); !up) return report(up.error());
  std::cout << "printmsg_server ready:";
  for (const onc::Endpoint& endpoint : server.endpoints()) {
    std::cout << ' ' << onc::to_string(endpoint.transport) << ' ' << endpoint.address;
  }
  std::cout << std::endl;
  if (auto end = server.run(); !end) return report(end.error());
  return 0;
}

}  // namespace

int main(int argc, char** argv) {
  std::string udp;
  std::string tcp;
  bool no_register = false;
  onc::ServerOptions options;

  CLI::App app("Prints messages of other machines on its console");
  app.add_option("--udp", udp, "HOST:PORT for UDP; all addresses and a free port without it");
  app.add_option("--tcp", tcp, "HOST:PORT for TCP");
  app.add_option("--rpcbind", options.rpcbind, "HOST:PORT or socket path of rpcbind")->envname("ONC_RPCBIND");
  app.add_flag("--no-register", no_register, "serve without telling rpcbind");
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    return app.exit(error) == 0 ? 0 : 1;
  }

  options.listen = {{onc::Transport::udp, udp}, {onc::Transport::tcp, tcp}};
  options.registration = !no_register;
  Printer printer;
  return serve(printer, std::move(options));
}
