// A channel over datagrams: a session, a socket, and what moves datagrams between them.
#pragma once

#include <memory>
#include <span>

#include <onc/channel.h>

#include "client/driven_channel.h"
#include "session/datagram_client_session.h"
#include "transport/transport.h"

namespace onc {

class DatagramChannel final : public DrivenChannel {
 public:
  using DatagramDialer = Dialer<Datagram>;

  /// `dialer` null: what is lost stays lost.
  DatagramChannel(std::unique_ptr<Datagram> socket, std::unique_ptr<DatagramDialer> dialer,
                  const ConnectOptions& options, ClientSessionOptions session);
  DatagramChannel(std::unique_ptr<Datagram> socket, ClientSessionOptions session)
      : DatagramChannel(std::move(socket), nullptr, {}, std::move(session)) {}
  ~DatagramChannel() override;

 private:
  [[nodiscard]] ClientSession& session() noexcept override { return session_; }
  [[nodiscard]] const ClientSession& session() const noexcept override { return session_; }
  [[nodiscard]] TimePoint read_clock() const override { return socket_->now(); }
  bool send_waiting() override;
  [[nodiscard]] bool has_output() const noexcept override { return false; }  // what the system refuses is sent again
  [[nodiscard]] bool many_wait() const noexcept override;
  bool receive(Lock& lock, Duration patience) override;
  void await_progress(Lock& /*lock*/, Duration /*patience*/) override {}
  void await_room(Lock& /*lock*/, Duration /*patience*/) override {}
  [[nodiscard]] std::unique_ptr<Dialing> make_dialing() override {
    return std::make_unique<DialingOf<Datagram>>(dialer_);
  }
  std::optional<Error> adopt(Dialing& done) override;
  [[nodiscard]] bool can_dial() const noexcept override { return dialer_ != nullptr; }
  void pause(Lock& lock, Duration time) override;
  [[nodiscard]] int descriptor() const noexcept override { return socket_->descriptor(); }
  void drop_link(const Error& error) override { session_.link_lost(error, now()); }
  bool send_together(std::span<const std::span<const std::byte>> run);
  bool send_run();
  bool send_one();
  void take(std::span<const std::byte> datagram, bool asked);
  bool network_error(const char* what, int error);

  std::unique_ptr<Datagram> socket_;
  std::unique_ptr<Datagram> former_;        // a thread may still be receiving from it
  std::shared_ptr<DatagramDialer> dialer_;  // shared with a thread that connects
  DatagramClientSession session_;
  std::unique_ptr<std::byte[]> inbox_;  // one datagram of any size, or several that came together
  bool receiving_ = false;              // somebody does, without the lock
};

}  // namespace onc
