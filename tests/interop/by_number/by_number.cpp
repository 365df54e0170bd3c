// What has no generated code, towards peers that have: broadcasts, calls by number, and a service made of functions.
// All speak the interfaces of examples/rlog and examples/calculator without reading them.
#include <cstdlib>
#include <iostream>
#include <string>
#include <tuple>

#include <CLI/CLI.hpp>

#include <onc/broadcast.h>
#include <onc/call.h>
#include <onc/function_service.h>
#include <onc/server.h>

namespace {

constexpr onc::ProgramVersion log_program{0x31234567, 1};
constexpr onc::ProgramVersion calculator_program{0x20000100, 1};
constexpr std::uint32_t rlog = 1;
constexpr std::int32_t calc_ok = 0;
constexpr std::int32_t calc_division_by_zero = 1;

// calc_result: a status, and a value with the first of them only.
struct CalcResult {
  std::int32_t status = calc_ok;
  std::int64_t value = 0;
};
bool encode(onc::xdr::Encoder& out, const CalcResult& result) {
  return out.i32(result.status) && (result.status != calc_ok || out.i64(result.value));
}
bool decode(onc::xdr::Decoder& in, CalcResult& result) {
  return in.i32(result.status) && (result.status != calc_ok || in.i64(result.value));
}

int report(const onc::Error& error) {
  std::cerr << error.explain() << '\n';
  return 1;
}

int broadcast(const std::string& line, const onc::BroadcastOptions& options, std::size_t enough) {
  std::size_t seen = 0;
  const auto print = [&](const onc::Result<std::int32_t>& status, const onc::SocketAddress& from) {
    std::cout << from.to_string() << ' ' << (status ? std::to_string(*status) : status.error().message()) << std::endl;
    return status.has_value() && ++seen == enough;
  };
  const auto summary = onc::broadcast<std::int32_t>({log_program, rlog}, line, options, print);
  if (!summary) return report(summary.error());
  for (const std::string& target : summary->unreached) std::cerr << "not reached: " << target << '\n';
  return summary->content ? 0 : 3;
}

int call(const std::string& host, const onc::ConnectOptions& options, const std::string& line) {
  const auto status = onc::call<std::int32_t>(host, log_program.program, log_program.version, rlog, line, options);
  if (!status) return report(status.error());
  const auto calculator = onc::DynamicClient::connect(host, calculator_program, options);
  if (!calculator) return report(calculator.error());
  const std::tuple numbers(std::int64_t{40}, std::int64_t{2});
  auto sum = calculator->start<CalcResult>(1, numbers);
  const auto product = calculator->call<CalcResult>(3, numbers);
  if (!product) return report(product.error());
  const std::vector<std::byte> zeros(16);
  const auto quotient = calculator->call_raw(4, zeros);
  if (!quotient) return report(quotient.error());
  std::cout << *status << ' ' << std::move(sum).wait().value().value << ' ' << product->value << ' ' << quotient->size()
            << '\n';
  return 0;
}

int serve() {
  onc::FunctionService log(log_program);
  log.add(rlog, [](const std::string& line, const onc::CallContext& caller) -> std::int32_t {
    std::cout << to_string(caller.peer().transport) << ' ' << line << std::endl;
    return 0;
  });
  onc::FunctionService calculator(calculator_program);
  calculator.add(3, [](std::int64_t left, std::int64_t right) { return CalcResult{calc_ok, left * right}; });
  calculator.add(4, [](std::int64_t left, std::int64_t right) {
    return right == 0 ? CalcResult{calc_division_by_zero} : CalcResult{calc_ok, left / right};
  });
  onc::Server server;
  server.add(log);
  server.add(calculator);
  if (const auto up = server.listen(); !up) return report(up.error());
  std::cout << "ready" << std::endl;
  return server.run() ? 0 : 1;
}

}  // namespace

int main(int argc, char** argv) {
  std::string host;
  std::string line;
  std::string transport = "udp";
  std::size_t enough = 0;
  double seconds = 12;
  bool anonymous = false;
  onc::BroadcastOptions options{.interval = std::chrono::milliseconds(500)};
  CLI::App app("Broadcasts, calls and serves without generated code");
  app.require_subcommand(1);
  auto* broadcasting = app.add_subcommand("broadcast", "logs LINE everywhere; 3 when fewer than ENOUGH answered");
  broadcasting->add_option("ENOUGH", enough)->required();
  broadcasting->add_option("LINE", line)->required();
  broadcasting->add_option("--port", options.port);
  broadcasting->add_option("--group", options.multicast_group);
  broadcasting->add_option("--seconds", seconds);
  broadcasting->add_flag("!--no-ipv4", options.ipv4);
  broadcasting->add_flag("!--no-ipv6", options.ipv6);
  broadcasting->add_flag("--loopback", options.loopback);
  broadcasting->add_flag("--anonymous", anonymous);
  auto* calling = app.add_subcommand("call", "logs LINE on HOST and computes there");
  calling->add_option("HOST", host)->required();
  calling->add_option("TRANSPORT", transport)->required();
  calling->add_option("LINE", line)->required();
  auto* serving = app.add_subcommand("serve", "serves both programs");
  CLI11_PARSE(app, argc, argv);

  if (*serving) return serve();
  if (*calling) return call(host, {.transport = transport == "tcp" ? onc::Transport::tcp : onc::Transport::udp}, line);
  options.total_time = std::chrono::milliseconds(static_cast<long>(seconds * 1000));
  if (!anonymous) options.credential = onc::AuthSys::current();
  return broadcast(line, options, enough);
}
