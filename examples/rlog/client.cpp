// rlog_client HOST: sends the time and a line to the log server on HOST.
//
// Exit status: 0 the line is in the log, 1 wrong command line, 2 no server found or reached, 3 the call failed,
// 4 the server could not write the line.
#include <chrono>
#include <cstring>
#include <ctime>
#include <iostream>
#include <string>

#include <CLI/CLI.hpp>

#include "log.h"

using Log = rlog::LOG_PROG::LOG_VER;

namespace {

std::string now() {
  const std::time_t seconds = std::chrono::system_clock::to_time_t(std::chrono::system_clock::now());
  std::tm local{};
  localtime_r(&seconds, &local);
  char text[] = "YYYY-MM-DD hh:mm:ss";
  std::strftime(text, sizeof text, "%F %T", &local);
  return text;
}

int report(const onc::Error& error, int exit_status) {
  std::cerr << "rlog_client: " << error.explain() << '\n';
  return exit_status;
}

int log_line(const std::string& host, const onc::ConnectOptions& options, const std::string& line) {
  auto log = Log::Client::connect(host, options);
  if (!log) return report(log.error(), 2);
  const onc::Result<std::int32_t> status = log->rlog(now() + ' ' + line);
  if (!status) return report(status.error(), 3);
  if (*status != 0) {
    std::cerr << "rlog_client: the server could not write the line: " << std::strerror(*status) << '\n';
    return 4;
  }
  std::cout << "logged over " << log->channel().peer() << ": " << line << '\n';
  return 0;
}

}  // namespace

int main(int argc, char** argv) {
  std::string host;
  std::string line = "client started";
  std::string transport = "udp";
  onc::ConnectOptions options;

  CLI::App app("Writes a line into the log of another machine");
  app.add_option("HOST", host, "where the log server runs")->required();
  app.add_option("LINE", line, "what to write")->capture_default_str();
  app.add_option("--transport", transport, "udp or tcp")->check(CLI::IsMember({"udp", "tcp"}))->capture_default_str();
  app.add_option("--address", options.address, "HOST:PORT of the server; rpcbind is not asked");
  app.add_option("--rpcbind", options.rpcbind, "HOST:PORT or socket path of rpcbind")->envname("ONC_RPCBIND");
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    return app.exit(error) == 0 ? 0 : 1;
  }
  options.transport = transport == "tcp" ? onc::Transport::tcp : onc::Transport::udp;
  return log_line(host, options, line);
}
