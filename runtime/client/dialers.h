// How channels get to their server, again and again: where it is, and a socket to there.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include <onc/address.h>
#include <onc/options.h>
#include <onc/program.h>
#include <onc/result.h>

#include "base/patience.h"
#include "transport/transport.h"

namespace onc {

/// A server as its user names it, and the addresses found for it over one transport.
class Target {
 public:
  Target(std::string host, ProgramVersion id, Transport transport, const ConnectOptions& options)
      : host_(std::move(host)), id_(id), transport_(transport), options_(options) {}

  /// Finds the addresses unless they are known. Errors as those of binding and name resolution.
  Result<void> locate(const Patience& patience);
  /// What was found may be out of date.
  void forget() noexcept { addresses_.clear(); }
  [[nodiscard]] const std::vector<SocketAddress>& addresses() const noexcept { return addresses_; }
  [[nodiscard]] const ConnectOptions& options() const noexcept { return options_; }
  /// "tcp 127.0.0.1:4711".
  [[nodiscard]] std::string name_of(const SocketAddress& address) const;

 private:
  std::string host_;
  ProgramVersion id_;
  Transport transport_;
  ConnectOptions options_;
  std::vector<SocketAddress> addresses_{};
};

/// What sockets' dialers share: the system's clock.
template <class Link>
class SocketDialer : public Dialer<Link> {
 public:
  explicit SocketDialer(Target target) : target_(std::move(target)) {}

  [[nodiscard]] TimePoint now() const final { return Clock::now(); }
  void pause(Duration time) final;
  [[nodiscard]] Target& target() noexcept { return target_; }

 private:
  Target target_;
};

/// Each address in turn until one takes the connection. If none does, the server is looked for once more, as it may
/// have moved.
class StreamSocketDialer final : public SocketDialer<Stream> {
 public:
  using SocketDialer::SocketDialer;
  Result<Dialed<Stream>> dial(Duration patience) override;

 private:
  Result<Dialed<Stream>> connect(const Patience& patience);
};

/// A socket for the first address. The server is looked for anew each time but the first.
class DatagramSocketDialer final : public SocketDialer<Datagram> {
 public:
  using SocketDialer::SocketDialer;
  Result<Dialed<Datagram>> dial(Duration patience) override;
};

}  // namespace onc
