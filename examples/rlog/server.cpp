// rlog_server: appends each line that it is sent to its log file.
//
// Exit status: 0 stopped by SIGTERM or SIGINT, 1 wrong command line, 2 could not listen or register.
#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <iostream>
#include <string>
#include <utility>

#include <CLI/CLI.hpp>

#include <onc/server.h>

#include "log.h"

using Log = rlog::LOG_PROG::LOG_VER;

namespace {

class Logger final : public Log::Service {
 public:
  explicit Logger(std::string file) : file_(std::move(file)) {}

  onc::Result<std::int32_t> rlog(std::string line, onc::CallContext& /*call*/) override {
    line += '\n';
    // Opened each time, so that the file may be moved away; one write, so that lines of several servers do not mix.
    const int log = open(file_.c_str(), O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0644);
    if (log < 0) return errno;
    const int status = write(log, line.data(), line.size()) < 0 ? errno : 0;
    close(log);
    return status;
  }

 private:
  std::string file_;
};

int report(const onc::Error& error) {
  std::cerr << "rlog_server: " << error.explain() << '\n';
  return 2;
}

int serve(Logger& service, onc::ServerOptions options) {
  onc::Server server(std::move(options));
  server.add(service);
  if (auto up = server.listen(); !up) return report(up.error());
  std::cout << "rlog_server ready:";
  for (const onc::Endpoint& endpoint : server.endpoints()) {
    std::cout << ' ' << onc::to_string(endpoint.transport) << ' ' << endpoint.address;
  }
  std::cout << std::endl;
  if (auto end = server.run(); !end) return report(end.error());
  return 0;
}

}  // namespace

int main(int argc, char** argv) {
  std::string file = "rlog.log";
  std::string udp;
  std::string tcp;
  bool no_register = false;
  onc::ServerOptions options;

  CLI::App app("Keeps a log that other machines write to");
  app.add_option("--log", file, "the log file")->capture_default_str();
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
  Logger logger(file);
  return serve(logger, std::move(options));
}
