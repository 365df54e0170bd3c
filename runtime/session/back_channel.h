// Calls from a server to a client over the client's own connection: what the threads that call share with the loop that
// has the connection.
#pragma once

#include <condition_variable>
#include <cstddef>
#include <cstdint>
#include <exception>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include <onc/channel.h>
#include <onc/function_ref.h>

#include "base/mailbox.h"
#include "session/stream_calls.h"

namespace onc {

/// Started calls wait in a queue for the loop, which hands them to the connection's session and completes them.
class BackChannel final : public Channel {
 public:
  using Mail = Mailbox<BackChannel>;

  /// The connection, for the loop.
  class Owner {
   public:
    /// Something is to be run().
    virtual void back_channel_asks() = 0;

   protected:
    ~Owner() = default;
  };

  /// Made by the loop's thread. `options` are those of the session that the calls are made with; `mail` wakes the loop.
  BackChannel(Owner& owner, std::shared_ptr<Mail> mail, const ClientSessionOptions& options);
  ~BackChannel() override;

  void start(Call& call, const Procedure& procedure, EncodeArguments arguments, const CallOptions& options) override;
  void wait(Call& call) override;
  void perform(Call& call, const Procedure& procedure, EncodeArguments arguments, const CallOptions& options) override;
  [[nodiscard]] bool completed(const Call& call) const override;
  bool watch(Call& call) override;
  void cancel(Call& call) noexcept override;
  void drain() override;
  void flush() override {}
  [[nodiscard]] std::vector<Interest> interests() const override { return {}; }
  [[nodiscard]] std::optional<TimePoint> next_event() const override { return std::nullopt; }
  void step() override {}
  [[nodiscard]] ChannelStats stats() const override;
  [[nodiscard]] std::string peer() const override { return peer_; }

  std::shared_ptr<BackChannel> next_in_mail{};  ///< the mail's own

  // By the loop's thread only.

  /// What was posted is to be run, if the connection is still there.
  void ask() {
    if (owner_ != nullptr) owner_->back_channel_asks();
  }
  /// Starts and forgets calls as threads have asked for it.
  void run(StreamCalls& session, TimePoint now);
  /// After anything that may have completed calls: runs their callbacks. `report` is told what one of them has thrown;
  /// null for what is no exception.
  void settle(StreamCalls& session, FunctionRef<void(const std::exception*)> report) noexcept;
  /// The connection is gone: all calls end with Errc::closed, and those that come.
  void end(StreamCalls& session, TimePoint now) noexcept;

 private:
  class Outgoing;
  // What a thread wants of the loop: that a call is started, or that one is forgotten.
  struct Wish {
    std::unique_ptr<Outgoing> started{};
    std::uint64_t forgotten = 0;
  };

  [[nodiscard]] std::optional<Error> refusal(std::size_t bytes) const;
  void enqueue(Call& call, std::unique_ptr<Outgoing> outgoing);
  void succeed_at_once(Call& call);
  void leave(Call& call) noexcept;
  void fail_at_once(Call& call, const Procedure& procedure, Error error) const;
  void post();
  void complete(Outgoing& outgoing);
  void fulfil(Wish& wish, StreamCalls& session, TimePoint now);
  void forget(std::uint64_t sequence, StreamCalls& session) noexcept;
  void take_wishes() noexcept;
  void bury() noexcept;
  void fail_rest(StreamCalls& session, const Error& error);
  void note_completed(Call& user) noexcept;
  void forget_completed(Call& user) noexcept;
  void notify_one(std::unique_lock<std::mutex>& lock, FunctionRef<void(const std::exception*)> report) noexcept;

  const std::shared_ptr<Mail> mail_;
  const std::string peer_;
  const xdr::Limits limits_;
  const std::size_t max_waiting_;

  // The loop's own.
  Owner* owner_;
  std::vector<Wish> taken_;
  std::unordered_map<std::uint64_t, std::unique_ptr<Outgoing>> in_flight_;
  std::vector<std::uint64_t> finished_{};  // of those, which are to go; has room for all

  mutable std::mutex mutex_;  // guards what follows
  std::condition_variable changed_;
  std::vector<Wish> wishes_;
  bool posted_ = false;
  std::size_t waiting_bytes_ = 0;  // of calls among the wishes
  std::size_t open_calls_ = 0;
  std::uint64_t last_sequence_ = 0;
  Call* first_to_notify_ = nullptr;  // through next_in_bucket
  Call* last_to_notify_ = nullptr;
  bool notifying_ = false;
  std::optional<Error> ended_{};
  ChannelStats stats_{};
};

}  // namespace onc
