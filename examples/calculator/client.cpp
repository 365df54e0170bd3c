// calculator_client HOST [OPERATION A B]...: computes on the server on HOST and prints one result a line. All calls are
// started before the first answer is awaited, so they travel together.
//
// Exit status: 0 all computed, 1 wrong command line, 2 no server found or reached, 3 a call failed, 4 an operation has
// no result (division by zero, overflow).
#include <algorithm>
#include <charconv>
#include <iostream>
#include <string>
#include <system_error>
#include <vector>

#include <CLI/CLI.hpp>

#include "calculator.h"

using Calculator = calculator::CALCULATOR_PROG::CALCULATOR_VERS;

namespace {

struct Operation {
  char name;
  std::int64_t left;
  std::int64_t right;
};

onc::Pending<calculator::calc_result> start(const Calculator::Client& client, const Operation& operation) {
  switch (operation.name) {
    case 'a': return client.start_add(operation.left, operation.right);
    case 's': return client.start_sub(operation.left, operation.right);
    case 'm': return client.start_mul(operation.left, operation.right);
    default: return client.start_div(operation.left, operation.right);
  }
}

int report(const onc::Error& error, int exit_status) {
  std::cerr << "calculator_client: " << error.explain() << '\n';
  return exit_status;
}

int print(const calculator::calc_result& result) {
  if (const std::int64_t* value = result.value()) {
    std::cout << *value << '\n';
    return 0;
  }
  std::cout << (result.status() == calculator::CALC_OVERFLOW ? "overflow" : "division by zero") << '\n';
  return 4;
}

int compute(const std::string& host, const onc::ConnectOptions& options, const std::vector<Operation>& operations) {
  auto client = Calculator::Client::connect(host, options);
  if (!client) return report(client.error(), 2);
  std::vector<onc::Pending<calculator::calc_result>> pending;
  for (const Operation& operation : operations) pending.push_back(start(*client, operation));

  int exit_status = 0;
  for (auto& call : pending) {
    const auto result = std::move(call).wait();
    if (!result) return report(result.error(), 3);
    exit_status = std::max(exit_status, print(*result));
  }
  return exit_status;
}

std::int64_t number(const std::string& text) {
  std::int64_t value = 0;
  const char* end = text.data() + text.size();
  const auto [stop, failure] = std::from_chars(text.data(), end, value);
  if (failure != std::errc{} || stop != end) throw CLI::ValidationError("not a 64-bit number: " + text);
  return value;
}

Operation operation(const std::string& name, const std::string& left, const std::string& right) {
  for (const char* known : {"add", "sub", "mul", "div"}) {
    if (name == known) return {name.front(), number(left), number(right)};
  }
  throw CLI::ValidationError("not an operation: " + name);
}

/// OPERATION A B, again and again.
std::vector<Operation> parse(const std::vector<std::string>& words) {
  if (words.size() % 3 != 0) throw CLI::ValidationError("each operation takes two numbers: add 4 5");
  std::vector<Operation> operations;
  for (std::size_t i = 0; i < words.size(); i += 3) {
    operations.push_back(operation(words[i], words[i + 1], words[i + 2]));
  }
  return operations;
}

}  // namespace

int main(int argc, char** argv) {
  std::string host;
  std::vector<std::string> words{"sub", "4", "3", "add", "4", "5", "mul", "3", "6", "div", "9", "3"};
  std::vector<Operation> operations;
  std::string transport = "udp";
  onc::ConnectOptions options;

  CLI::App app("Computes with 64-bit numbers on another machine");
  app.add_option("HOST", host, "where the calculator runs")->required();
  app.add_option("OPERATION", words, "add, sub, mul or div, each with two numbers");
  app.add_option("--transport", transport, "udp or tcp")->check(CLI::IsMember({"udp", "tcp"}))->capture_default_str();
  app.add_option("--address", options.address, "HOST:PORT of the server; rpcbind is not asked");
  app.add_option("--rpcbind", options.rpcbind, "HOST:PORT or socket path of rpcbind")->envname("ONC_RPCBIND");
  try {
    app.parse(argc, argv);
    operations = parse(words);
  } catch (const CLI::ParseError& error) {
    return app.exit(error) == 0 ? 0 : 1;
  }
  options.transport = transport == "tcp" ? onc::Transport::tcp : onc::Transport::udp;
  return compute(host, options, operations);
}
