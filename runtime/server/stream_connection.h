// One accepted connection: moves bytes between its socket and its session.
#pragma once

#include <memory>
#include <string_view>

#include <onc/service.h>

#include "server/serving.h"
#include "session/back_channel.h"
#include "session/stream_server_session.h"
#include "transport/file_descriptor.h"

namespace onc {

class StreamConnection final : public Handler, private ClientLink, private BackChannel::Owner {
 public:
  StreamConnection(FileDescriptor socket, Peer peer, Serving& serving, Sources::Place place);
  ~StreamConnection() override;

  /// Watches the socket. False when that is not possible.
  bool start();
  void ready(std::uint32_t events) override;
  bool look() override;
  void out_of_memory() noexcept override { close(); }
  /// Stops watching and closes. The object stays until the loop's batch is over.
  void close() noexcept;
  /// The same because of a limit, which is counted and logged: "it was silent".
  void close_for(std::string_view why) noexcept;
  /// Sends what can be sent at once, and in one turn.
  void flush();
  /// Takes no more calls; closes when all replies are sent, also those that are still to come.
  void finish() noexcept;
  /// A reply that was to come later has come.
  void late_reply(xdr::Buffer message) noexcept;

  [[nodiscard]] bool closed() const noexcept { return !socket_; }
  /// When a record was last completed or a reply taken, or the connection was made.
  [[nodiscard]] TimePoint last_progress() const noexcept { return last_progress_; }
  /// Closes the connection if it has been silent for too long.
  void keep_time(TimePoint now);
  /// When that would be.
  [[nodiscard]] TimePoint expires() const noexcept;
  /// Ends calls to the client that have taken too long.
  void expire_calls(TimePoint now);
  /// Closes the connection if it only waits for the peer to have got everything, and it has.
  void look_whether_delivered();
  [[nodiscard]] bool owes_replies() const noexcept { return session_.outstanding() > 0; }
  /// REQUIRES: it is not closed.
  [[nodiscard]] const Sources::Share& share() const noexcept { return place_.share(); }
  /// What it takes, as of its last turn, and where it is not borrowed.
  [[nodiscard]] std::size_t memory_kept() const noexcept { return memory_kept_; }
  /// Gives memory up; closes the connection if something is in it.
  void free_memory() noexcept;

 private:
  struct Origin;
  class LatePath;

  std::shared_ptr<Channel> channel() override;
  void back_channel_asks() override;
  void use_back_channel();
  void settle_back_channel() {
    if (back_channel_) settle_calls();
  }
  void settle_calls();
  void end_back_channel() noexcept;
  void plan_calls(TimePoint next);
  void linger();
  void discard_input();
  [[nodiscard]] bool is_delivered() const noexcept;
  [[nodiscard]] TimePoint now_for_calls() const { return back_channel_ ? Clock::now() : TimePoint(); }
  bool take_turn(bool readable, bool gone);
  void take_memory() noexcept;
  void leave_memory() noexcept;
  void note_memory(std::size_t kept) noexcept;
  bool begin_turn();
  bool receive();
  void receive_rest();
  void took(const Result<void>& answered, const StreamServerSession::Counts& counts);
  void send(std::size_t most);
  void queue_late(xdr::Buffer message);
  void close_or_watch(bool gone);
  void close_or_go_on(bool gone);
  // As the session calls it.
  struct PathBack {
    StreamConnection* connection;
    std::unique_ptr<ReplyPath> operator()() const { return connection->path_back(); }
  };
  std::unique_ptr<ReplyPath> path_back();
  struct IsFull {
    StreamConnection* connection;
    bool operator()() const { return connection->place_.is_full_of_calls(); }
  };
  void count(const StreamServerSession::Counts& counts, bool progress) noexcept;
  void plan_check() noexcept;
  void watch();

  FileDescriptor socket_;
  Serving* serving_;
  Sources::Place place_;
  PathBack path_back_{this};
  IsFull is_full_{this};
  StreamServerSession session_;
  std::shared_ptr<Origin> origin_{};              // made by the first call that is answered later
  std::shared_ptr<BackChannel> back_channel_{};   // made when a service asks for it
  TimePoint next_call_event_ = TimePoint::max();  // of the calls to the client
  TimePoint last_active_;
  TimePoint last_progress_;
  bool waited_for_us_ = false;  // when its expiry was last planned
  TimePoint unfinished_since_;  // when the peer last began to owe us something, or gave a part of it
  std::size_t memory_kept_ = 0;
  std::uint32_t watched_ = 0;
  bool input_ended_ = false;  // the peer will send no more, but may still read
  bool deaf_ = false;         // it reads no more, but may have sent
  bool finishes_ = false;     // it gets no more calls answered
  bool lingers_ = false;      // and has been told so
};

}  // namespace onc
