// Client side UDP sockets.
#pragma once

#include <memory>

#include <onc/address.h>
#include <onc/result.h>

#include "transport/patient_receive.h"
#include "transport/segments.h"
#include "transport/transport.h"

namespace onc {

/// Not connected, so that answers from another address than the one asked are seen and can be reported; errors that
/// the network reports (ICMP) end a wait at once all the same.
class SocketDatagram final : public Datagram {
 public:
  /// Errors: system, invalid_argument.
  static Result<std::unique_ptr<Datagram>> open(const SocketAddress& peer, const LocalPorts& ports = {},
                                                Duration busy_wait = {});
  /// `busy_wait` as ConnectOptions has it.
  SocketDatagram(FileDescriptor socket, const SocketAddress& peer, Duration busy_wait = {}) noexcept
      : socket_(std::move(socket)), peer_(peer), patient_(busy_wait) {}

  [[nodiscard]] TimePoint now() const override { return Clock::now(); }
  IoResult receive(std::span<std::byte> into, Duration patience, Arrival& arrival) override;
  IoResult send(std::span<const std::byte> datagram) override;
  bool send_together(std::span<const std::span<const std::byte>> datagrams) override;
  void expect_together() override;
  [[nodiscard]] int descriptor() const noexcept override { return socket_.get(); }

 private:
  IoResult receive_now(std::span<std::byte> into, int flags, Arrival& arrival) const noexcept;
  ssize_t receive_one(std::span<std::byte> into, int flags, SocketAddress& from) const noexcept;
  ssize_t receive_together(std::span<std::byte> into, int flags, SocketAddress& from,
                           std::size_t& segment) const noexcept;
  void drop_queued_error() const noexcept;

  FileDescriptor socket_;
  SocketAddress peer_;
  PatientReceive patient_;
  Segmenting segmenting_;
  bool together_ = false;  // receives give several
};

}  // namespace onc
