// log_caller HOST TRANSPORT LINE [MILLISECONDS]: calls the log server over udp, tcp or local, found by rpcbind within
// the time, and prints where it was.
#include <chrono>
#include <iostream>
#include <string>
#include <string_view>

#include "log.h"

using Log = rlog::LOG_PROG::LOG_VER;

namespace {

onc::Transport transport_named(std::string_view name) {
  if (name == "udp") return onc::Transport::udp;
  return name == "tcp" ? onc::Transport::tcp : onc::Transport::local;
}

int report(const onc::Error& error) {
  std::cerr << error.explain() << '\n';
  return 1;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 4) return 2;
  onc::ConnectOptions options{.transport = transport_named(argv[2])};
  if (argc > 4) options.deadline = std::chrono::milliseconds(std::stoi(argv[4]));
  auto log = Log::Client::connect(argv[1], options);
  if (!log) return report(log.error());
  const auto status = log->rlog(argv[3]);
  if (!status) return report(status.error());
  std::cout << log->channel().peer() << '\n';
  return *status;
}
