// Client side UDP sockets.
#pragma once

#include <memory>

#include <onc/address.h>
#include <onc/result.h>

#include "transport/socket_options.h"
#include "transport/transport.h"

namespace onc {

/// Not connected, so that answers from another address than the one asked are seen and can be reported; errors that
/// the network reports (ICMP) end a wait at once all the same.
class SocketDatagram final : public Datagram {
 public:
  /// Errors: system, invalid_argument.
  static Result<std::unique_ptr<Datagram>> open(const SocketAddress& peer, const LocalPorts& ports = {});
  SocketDatagram(FileDescriptor socket, const SocketAddress& peer) noexcept
      : socket_(std::move(socket)), peer_(peer) {}

  [[nodiscard]] TimePoint now() const override { return Clock::now(); }
  IoResult receive(std::span<std::byte> into, Duration patience, bool& asked) override;
  IoResult send(std::span<const std::byte> datagram) override;
  [[nodiscard]] int descriptor() const noexcept override { return socket_.get(); }

 private:
  void drop_queued_error() const noexcept;

  FileDescriptor socket_;
  SocketAddress peer_;
  ReceiveTimeout timeout_;
};

}  // namespace onc
