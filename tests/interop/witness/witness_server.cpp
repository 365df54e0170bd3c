// witness_server [--threads N] [--local PATH]: witness.x over udp and tcp, and over a local socket if there is a path.
#include <atomic>
#include <cstdint>
#include <iostream>
#include <mutex>
#include <string>
#include <utility>
#include <vector>

#include <CLI/CLI.hpp>

#include <onc/server.h>

#include "witness.h"

namespace {

using Witness = witness::WITNESS_PROG::WITNESS_VERS;

const witness::notes none{.count = 0, .in_order = true};

class WitnessService final : public Witness::AsyncService {
  void caller(onc::CallContext& call, onc::Reply<witness::identity> reply) override {
    witness::identity seen{.transport = std::string(to_string(call.peer().transport)),
                           .flavor = static_cast<std::int32_t>(call.flavor())};
    if (const onc::AuthSys* claim = call.auth_sys()) {
      seen.machine = claim->machine_name;
      seen.uid = claim->uid;
      seen.gid = claim->gid;
      seen.gids = claim->gids;
    }
    reply(std::move(seen));
  }

  void note(std::uint32_t number, onc::CallContext& /*call*/, onc::Reply<void> reply) override {
    take_note(number);
    reply({});
  }
  void note_silently(std::uint32_t number, onc::CallContext& /*call*/, onc::Reply<void> reply) override {
    take_note(number);
    reply.none();
  }
  void noted(onc::CallContext& /*call*/, onc::Reply<witness::notes> reply) override {
    const std::lock_guard lock(mutex_);
    reply(std::exchange(notes_, none));
  }

  void gather(std::uint32_t number, std::uint32_t many, onc::CallContext& /*call*/,
              onc::Reply<std::uint32_t> reply) override {
    const std::lock_guard lock(mutex_);
    gathered_.emplace_back(number, std::move(reply));
    if (gathered_.size() < many) return;
    for (; !gathered_.empty(); gathered_.pop_back()) gathered_.back().second(gathered_.back().first);
  }

  void twice(std::uint32_t number, onc::CallContext& /*call*/, onc::Reply<std::uint32_t> reply) override {
    ++twice_calls_;
    reply(2 * number);
  }
  void twice_calls(onc::CallContext& /*call*/, onc::Reply<std::uint32_t> reply) override { reply(twice_calls_.load()); }

  void take_note(std::uint32_t number) {
    const std::lock_guard lock(mutex_);
    notes_.in_order = notes_.in_order && number == notes_.count;
    ++notes_.count;
  }

  std::mutex mutex_;
  witness::notes notes_ = none;
  std::vector<std::pair<std::uint32_t, onc::Reply<std::uint32_t>>> gathered_;
  std::atomic<std::uint32_t> twice_calls_ = 0;
};

int report(const onc::Error& error) {
  std::cerr << "witness_server: " << error.explain() << '\n';
  return 2;
}

}  // namespace

int main(int argc, char** argv) {
  onc::ServerOptions options;
  std::string local;
  CLI::App app("Tells its callers what arrived");
  app.add_option("--threads", options.threads);
  app.add_option("--local", local, "where to listen for local clients");
  CLI11_PARSE(app, argc, argv);
  if (!local.empty()) options.listen.push_back({onc::Transport::local, local});

  WitnessService service;
  onc::Server server(std::move(options));
  server.add(service);
  if (const auto up = server.listen(); !up) return report(up.error());
  std::cout << "ready";
  for (const onc::Endpoint& endpoint : server.endpoints()) {
    std::cout << ' ' << to_string(endpoint.transport) << ' ' << endpoint.address;
  }
  std::cout << std::endl;
  const auto end = server.run();
  return end ? 0 : report(end.error());
}
