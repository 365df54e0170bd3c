// A channel over a byte stream: a session, a stream, and what moves bytes between them.
#pragma once

#include <memory>
#include <optional>

#include <onc/channel.h>

#include "client/driven_channel.h"
#include "session/dispatcher.h"
#include "session/server_session.h"
#include "session/stream_client_session.h"
#include "transport/transport.h"

namespace onc {

class StreamChannel final : public DrivenChannel {
 public:
  using StreamDialer = Dialer<Stream>;

  /// `stream` null: the first call connects by `dialer`. `dialer` null: what is lost stays lost. One of them is there.
  /// `options` are those of the channel, `session` of its session.
  StreamChannel(std::unique_ptr<Stream> stream, std::unique_ptr<StreamDialer> dialer, const ConnectOptions& options,
                ClientSessionOptions session);
  /// Without a dialer and with nothing but a session.
  StreamChannel(std::unique_ptr<Stream> stream, ClientSessionOptions session)
      : StreamChannel(std::move(stream), nullptr, {}, std::move(session)) {}
  ~StreamChannel() override;

 private:
  [[nodiscard]] ClientSession& session() noexcept override { return session_; }
  [[nodiscard]] const ClientSession& session() const noexcept override { return session_; }
  [[nodiscard]] TimePoint read_clock() const override;
  bool send_waiting() override;
  IoResult write_pieces();
  [[nodiscard]] bool has_output() const noexcept override { return session_.queue().waiting() > 0; }
  [[nodiscard]] bool many_wait() const noexcept override;
  bool receive(Lock& lock, Duration patience) override;
  void await_progress(Lock& lock, Duration patience) override;
  void await_room(Lock& lock, Duration patience) override;
  [[nodiscard]] std::unique_ptr<Dialing> make_dialing() override {
    return std::make_unique<DialingOf<Stream>>(dialer_);
  }
  std::optional<Error> adopt(Dialing& done) override;
  [[nodiscard]] bool can_dial() const noexcept override { return dialer_ != nullptr; }
  void pause(Lock& lock, Duration time) override;
  [[nodiscard]] int descriptor() const noexcept override;
  bool serve(Lock& lock) override;
  /// A server that calls and reads no replies is not served until it does.
  [[nodiscard]] bool has_incoming() const noexcept override {
    return session_.has_incoming() && session_.queue().waiting() < most_unread_replies;
  }
  void drop_link(const Error& error) override;

  static constexpr std::size_t most_unread_replies = std::size_t{8} << 20;

  std::shared_ptr<Stream> stream_;        // shared with a thread that waits for room while another one connects anew
  std::shared_ptr<StreamDialer> dialer_;  // shared with a thread that connects
  StreamClientSession session_;
  Dispatcher services_;
  ServerSession served_;
  Peer server_{};  // as our services see it
};

}  // namespace onc
