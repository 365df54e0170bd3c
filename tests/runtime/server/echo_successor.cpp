// Goes on with the sockets of a server: ECHO answers with a word in front. Says so to its parent's pipe, descriptor of
// its first argument, and ends by SIGTERM.

#include <unistd.h>

#include <cstdlib>
#include <iostream>

#include <onc/server.h>

#include "echo_service.h"

namespace {

class Successor final : public onc::test::EchoService {
 public:
  onc::Result<std::string> echo(std::string text, onc::CallContext& /*call*/) override { return "successor " + text; }
};

}  // namespace

int main(int argc, char** argv) {
  auto given = onc::listeners_from_environment();
  if (!given || given->empty() || argc != 2) return 2;
  Successor service;
  onc::Server server({.listen = *given, .registration = false, .threads = 2});
  server.add(service);
  if (auto up = server.listen(); !up) {
    std::cerr << up.error().explain() << '\n';
    return 1;
  }
  const auto endpoints = static_cast<char>(server.endpoints().size());
  if (::write(std::atoi(argv[1]), &endpoints, 1) != 1) return 3;
  return server.run() ? 0 : 1;
}
