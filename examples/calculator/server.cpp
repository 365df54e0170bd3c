// calculator_server: adds, subtracts, multiplies and divides 64-bit numbers.
//
// Exit status: 0 stopped by SIGTERM or SIGINT, 1 wrong command line, 2 could not listen or register.
#include <cstdint>
#include <iostream>
#include <string>
#include <utility>

#include <CLI/CLI.hpp>

#include <onc/server.h>

#include "calculator.h"

using Calculator = calculator::CALCULATOR_PROG::CALCULATOR_VERS;
using calculator::calc_result;

namespace {

calc_result result_of(bool overflow, std::int64_t value) {
  return overflow ? calc_result::make_void(calculator::CALC_OVERFLOW) : calc_result::make_value(value);
}

class Arithmetic final : public Calculator::Service {
  onc::Result<calc_result> add(std::int64_t left, std::int64_t right, onc::CallContext& /*call*/) override {
    std::int64_t sum = 0;
    const bool overflow = __builtin_add_overflow(left, right, &sum);
    return result_of(overflow, sum);
  }
  onc::Result<calc_result> sub(std::int64_t left, std::int64_t right, onc::CallContext& /*call*/) override {
    std::int64_t difference = 0;
    const bool overflow = __builtin_sub_overflow(left, right, &difference);
    return result_of(overflow, difference);
  }
  onc::Result<calc_result> mul(std::int64_t left, std::int64_t right, onc::CallContext& /*call*/) override {
    std::int64_t product = 0;
    const bool overflow = __builtin_mul_overflow(left, right, &product);
    return result_of(overflow, product);
  }
  onc::Result<calc_result> div(std::int64_t left, std::int64_t right, onc::CallContext& call) override {
    if (right == 0) return calc_result::make_void(calculator::CALC_DIVISION_BY_ZERO);
    if (right == -1) return sub(0, left, call);  // the one quotient that overflows is -2^63 / -1
    return result_of(false, left / right);
  }
};

int report(const onc::Error& error) {
  std::cerr << "calculator_server: " << error.explain() << '\n';
  return 2;
}

int serve(Arithmetic& service, onc::ServerOptions options) {
  onc::Server server(std::move(options));
  server.add(service);
  if (auto up = server.listen(); !up) return report(up.error());
  std::cout << "calculator_server ready:";
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

  CLI::App app("Computes with 64-bit numbers for other machines");
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
  Arithmetic arithmetic;
  return serve(arithmetic, std::move(options));
}
