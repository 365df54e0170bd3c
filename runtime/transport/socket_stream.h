// Client side TCP and UNIX stream sockets.
#pragma once

#include <memory>

#include <onc/address.h>
#include <onc/result.h>

#include "transport/patient_receive.h"
#include "transport/transport.h"

namespace onc {

class SocketStream final : public Stream {
 public:
  /// Connects within `patience`. Errors: connection_refused, unreachable, timed_out, system, invalid_argument.
  static Result<std::unique_ptr<Stream>> connect(const SocketAddress& address, Duration patience,
                                                 const LocalPorts& ports = {}, Duration busy_wait = {});
  /// A connected blocking stream socket. `busy_wait` as ConnectOptions has it.
  explicit SocketStream(FileDescriptor socket, Duration busy_wait = {}) noexcept
      : socket_(std::move(socket)), patient_(busy_wait) {}

  [[nodiscard]] TimePoint now() const override { return Clock::now(); }
  IoResult read(std::span<std::byte> into, Duration patience) override;
  IoResult write(std::span<const std::byte> from) override;
  IoResult write_pieces(std::span<const std::span<const std::byte>> pieces) override;
  int wait_for_progress(Duration patience) override;
  int wait_for_room(Duration patience) override;
  void shutdown() noexcept override;
  [[nodiscard]] int descriptor() const noexcept override { return socket_.get(); }

 private:
  IoResult receive(std::span<std::byte> into, int flags) const noexcept;

  FileDescriptor socket_;
  PatientReceive patient_;
};

}  // namespace onc
