// rprintmsg HOST MESSAGE N: prints MESSAGE N times on the console of the server on HOST.
//
// Exit status: 0 printed, 1 wrong command line, 2 no server found or reached, 3 a call failed, 4 the server could not
// print.
#include <iostream>
#include <string>

#include <CLI/CLI.hpp>

#include "printmsg.h"

using Console = printmsg::MESSAGEPROG::PRINTMESSAGEVERS;

namespace {

int report(const onc::Error& error, int exit_status) {
  std::cerr << "rprintmsg: " << error.explain() << '\n';
  return exit_status;
}

int print(const std::string& host, const onc::ConnectOptions& options, const std::string& message, unsigned times) {
  auto console = Console::Client::connect(host, options);
  if (!console) return report(console.error(), 2);
  for (unsigned i = 0; i < times; ++i) {
    const onc::Result<std::int32_t> printed = console->printmessage(message);
    if (!printed) return report(printed.error(), 3);
    if (*printed == 0) {
      std::cerr << "rprintmsg: the server could not print the message\n";
      return 4;
    }
  }
  std::cout << "printed " << times << " times over " << console->channel().peer() << '\n';
  return 0;
}

}  // namespace

int main(int argc, char** argv) {
  std::string host;
  std::string message;
  unsigned times = 1;
  std::string transport = "udp";
  onc::ConnectOptions options;

  CLI::App app("Prints a message on the console of another machine");
  app.add_option("HOST", host, "where the server runs")->required();
  app.add_option("MESSAGE", message, "what to print")->required();
  app.add_option("N", times, "how many times")->capture_default_str();
  app.add_option("--transport", transport, "udp or tcp")->check(CLI::IsMember({"udp", "tcp"}))->capture_default_str();
  app.add_option("--address", options.address, "HOST:PORT of the server; rpcbind is not asked");
  app.add_option("--rpcbind", options.rpcbind, "HOST:PORT or socket path of rpcbind")->envname("ONC_RPCBIND");
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    return app.exit(error) == 0 ? 0 : 1;
  }
  options.transport = transport == "tcp" ? onc::Transport::tcp : onc::Transport::udp;
  return print(host, options, message, times);
}
