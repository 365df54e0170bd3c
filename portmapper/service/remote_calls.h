// Calls that the portmapper makes for others (CALLIT, BCAST, INDIRECT): off unless asked for, since they let strangers
// use this host's address. Bounded in all and for each caller's host.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <list>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <span>
#include <string>
#include <unordered_map>
#include <vector>

#include <onc/address.h>
#include <onc/call.h>
#include <onc/credential.h>
#include <onc/program.h>

namespace onc {

class RemoteCalls {
 public:
  struct Limits {
    std::size_t all = 512;
    std::size_t of_host = 64;
    std::size_t targets = 32;  ///< servers whose channels are kept
    Duration time = std::chrono::seconds(10);
  };
  struct Wanted {
    ProgramVersion id{};
    std::uint32_t procedure = 0;
    std::span<const std::byte> arguments{};
    std::optional<AuthSys> claim{};  ///< passed on
  };
  using Done = std::function<void(const Result<std::vector<std::byte>>&)>;

  RemoteCalls();
  explicit RemoteCalls(Limits limits);
  RemoteCalls(const RemoteCalls&) = delete;
  RemoteCalls& operator=(const RemoteCalls&) = delete;
  ~RemoteCalls();

  /// What nobody may have called for him, because the server would take it for a local call: the list of rpcbind.
  static bool is_forbidden(ProgramVersion id, std::uint32_t procedure) noexcept;

  /// Calls the server that listens at `target` by udp. `done` is called once, on another thread. False, without a call,
  /// when there are too many. By one thread at a time.
  bool call(const SocketAddress& target, const Wanted& wanted, const std::string& host, Done done);

 private:
  struct Counts;

  DynamicClient* client_of(const SocketAddress& target, ProgramVersion id);

  const Limits limits_;
  std::shared_ptr<Counts> counts_;
  std::list<std::pair<std::string, std::shared_ptr<Channel>>> channels_{};  // the one used last in front
  std::optional<DynamicClient> current_{};
};

}  // namespace onc
