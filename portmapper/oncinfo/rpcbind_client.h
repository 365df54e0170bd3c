// The questions that oncinfo asks a rpcbind, on one connection. A list has at most half a million entries and 32 MiB,
// and comes within the time of the inquiry. All texts are the peer's and not escaped.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include <onc/call.h>

#include "oncinfo/inquiry.h"
#include "portmap.h"
#include "rpcbind.h"

namespace onc::oncinfo {

using Port = protocol::mapping;
using Service = protocol::rpcb;
using ServiceAddress = protocol::rpcb_entry;
using Statistics = protocol::rpcb_stat_byvers;

class RpcbindClient {
 public:
  /// Errors: rpcbind_unreachable, host_not_found, invalid_argument.
  static Result<RpcbindClient> open(const Inquiry& inquiry);

  // Errors: rpcbind_unreachable, and those of a server that answers with one.
  /// By version 2.
  [[nodiscard]] Result<std::vector<Port>> ports() const;
  /// By the newest version that there is. From version 2 it makes what rpcinfo makes of it: owner "unknown".
  [[nodiscard]] Result<std::vector<Service>> services() const;
  /// The addresses of one version in the family that is asked over; by version 4.
  [[nodiscard]] Result<std::vector<ServiceAddress>> addresses(ProgramVersion id) const;
  /// By version 4.
  [[nodiscard]] Result<Statistics> statistics() const;
  /// By the newest version. `netid` empty: all of them. False: rpcbind refused.
  [[nodiscard]] Result<bool> remove(ProgramVersion id, std::string_view netid) const;

  /// "tcp 127.0.0.1:111".
  [[nodiscard]] std::string peer() const { return channel_->peer(); }

 private:
  explicit RpcbindClient(std::shared_ptr<Channel> channel) noexcept : channel_(std::move(channel)) {}
  template <class R>
  Result<R> checked(Result<R> answer) const;
  [[nodiscard]] Result<std::vector<Service>> services_of_old() const;
  [[nodiscard]] Result<bool> remove_old(ProgramVersion id, std::string_view netid) const;

  std::shared_ptr<Channel> channel_;
};

/// "tcp", "udp", or the number.
std::string protocol_name(std::uint32_t protocol);
/// A server that answers, but not in this version of its program.
bool lacks_version(const Error& error) noexcept;

}  // namespace onc::oncinfo
