// What channels over streams and datagrams share: who of the threads that wait receives for all, what runs when a call
// is completed, and what happens when the server is lost.
//
// One lock guards the session and all that is said here. It is not held while somebody waits for the network or runs
// what users gave. One thread at a time has the part of the reader: it receives, the others wait until their call is
// completed or the part is theirs.
#pragma once

#include <condition_variable>
#include <deque>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <vector>

#include <onc/channel.h>

#include "session/client_session.h"
#include "transport/event.h"
#include "transport/transport.h"

namespace onc {

/// Making a way to the server. Blocks, so it may be done on any thread, and knows nothing of the channel, which may go
/// meanwhile.
class Dialing {
 public:
  Dialing() = default;
  Dialing(const Dialing&) = delete;
  Dialing& operator=(const Dialing&) = delete;
  virtual ~Dialing() = default;
  /// Once.
  virtual void run(Duration patience) = 0;
};

template <class Link>
class DialingOf final : public Dialing {
 public:
  explicit DialingOf(std::shared_ptr<Dialer<Link>> dialer) noexcept : dialer_(std::move(dialer)) {}
  void run(Duration patience) override { result.emplace(dialer_->dial(patience)); }

  std::optional<Result<Dialed<Link>>> result{};

 private:
  std::shared_ptr<Dialer<Link>> dialer_;
};

class DrivenChannel : public Channel, private CompletionListener {
 public:
  void start(Call& call, const Procedure& procedure, EncodeArguments arguments, const CallOptions& options) final;
  void wait(Call& call) final;
  void perform(Call& call, const Procedure& procedure, EncodeArguments arguments, const CallOptions& options) final;
  [[nodiscard]] bool completed(const Call& call) const final;
  bool watch(Call& call) final;
  void cancel(Call& call) noexcept final;
  void drain() final;
  void flush() final;
  [[nodiscard]] std::vector<Interest> interests() const final;
  [[nodiscard]] std::optional<TimePoint> next_event() const final;
  void step() final;
  [[nodiscard]] ChannelStats stats() const final;
  [[nodiscard]] std::string peer() const final;

  // For a channel that has several of these below it.

  /// What the interceptors say before a call is started; they may change `options`.
  std::optional<Error> intercept(const Procedure& procedure, CallOptions& options) const;
  /// `start` without interceptors. With `refused` the call fails with that at once.
  void start_intercepted(Call& call, const Procedure& procedure, EncodeArguments arguments, const CallOptions& options,
                         std::optional<Error> refused = std::nullopt);
  /// The same; but a call that is too large for this channel is left unstarted: false.
  bool start_if_fits(Call& call, const Procedure& procedure, EncodeArguments arguments, const CallOptions& options);
  [[nodiscard]] bool idle() const;

  /// Begins the channel's own thread. REQUIRES: owned by a shared_ptr. Errors: system.
  Result<void> run_in_background();

 protected:
  using Lock = std::unique_lock<std::mutex>;

  /// `linked`: whether there is a way to the server already; otherwise the first call makes one.
  DrivenChannel(const ConnectOptions& options, bool linked);
  /// To be called first in the constructor and in the destructor of the derived class.
  void begin() { session().listen(this); }
  void end();

  // What the kinds of channel differ in. All under the lock.

  [[nodiscard]] virtual ClientSession& session() noexcept = 0;
  [[nodiscard]] virtual const ClientSession& session() const noexcept = 0;
  [[nodiscard]] virtual TimePoint read_clock() const = 0;
  /// Sends what goes without waiting. False when more is left.
  virtual bool send_waiting() = 0;
  /// Whether something is left to be sent.
  [[nodiscard]] virtual bool has_output() const noexcept = 0;
  /// Whether so many one-way calls wait that they are to be sent.
  [[nodiscard]] virtual bool many_wait() const noexcept = 0;
  /// Receives once, without the lock meanwhile. False when nothing came.
  virtual bool receive(Lock& lock, Duration patience) = 0;
  /// Waits until sending or receiving would make progress, without the lock.
  virtual void await_progress(Lock& lock, Duration patience) = 0;
  /// The same for sending only, while another thread receives.
  virtual void await_room(Lock& lock, Duration patience) = 0;
  /// A new way to the server, to be made.
  [[nodiscard]] virtual std::unique_ptr<Dialing> make_dialing() = 0;
  /// It has run: the way is ours, or the error says why there is none.
  virtual std::optional<Error> adopt(Dialing& done) = 0;
  [[nodiscard]] virtual bool can_dial() const noexcept = 0;
  virtual void pause(Lock& lock, Duration time) = 0;
  [[nodiscard]] virtual int descriptor() const noexcept = 0;
  /// Runs one call of the server, without the lock meanwhile. False when none waits.
  virtual bool serve(Lock& /*lock*/) { return false; }
  [[nodiscard]] virtual bool has_incoming() const noexcept { return false; }
  /// The link is of no use any more: what the session makes of that, and what wakes the reader.
  virtual void drop_link(const Error& error) = 0;

  /// The time of the last look at the clock: when a function of the channel began, or somebody had waited.
  [[nodiscard]] TimePoint now() const noexcept { return now_; }
  /// Callbacks, or calls of the server, are to be run.
  void note_news() noexcept { news_ = true; }
  /// Something came from the server, so it is there.
  void note_received() noexcept { attempts_ = 0; }
  [[nodiscard]] bool linked() const noexcept { return linked_; }
  /// The connection is gone. Always false, so that what fails can return it.
  bool disconnect(const Error& error);
  void log(LogEvent::Level level, const char* event, std::string detail);
  [[nodiscard]] bool logs() const noexcept { return log_hook_ != nullptr; }

  // The lock is not held during its life, and time passes.
  class Unlocked {
   public:
    Unlocked(DrivenChannel& channel, Lock& lock) : channel_(channel), lock_(lock) { lock_.unlock(); }
    Unlocked(const Unlocked&) = delete;
    Unlocked& operator=(const Unlocked&) = delete;
    ~Unlocked() {
      lock_.lock();
      channel_.now_ = channel_.read_clock();
    }

   private:
    DrivenChannel& channel_;
    Lock& lock_;
  };

 private:
  // A thread that waits while another one has the part of the reader.
  struct Waiter {
    std::condition_variable condition{};
    bool woken = false;
  };
  // The part of the reader.
  class Reading {
   public:
    explicit Reading(DrivenChannel& channel) noexcept : channel_(channel) { channel_.reading_ = true; }
    Reading(const Reading&) = delete;
    Reading& operator=(const Reading&) = delete;
    ~Reading() {
      channel_.reading_ = false;
      channel_.promote();
    }

   private:
    DrivenChannel& channel_;
  };
  struct Aside;
  struct Noted {
    LogEvent::Level level;
    const char* event;
    std::string detail;
  };

  void completed(Call& call, const Error* error, TimePoint time) final;

  inline void launch(Lock& lock, Call& call, const Procedure& procedure, EncodeArguments arguments,
                     const CallOptions& options);
  inline bool refuse_if_broken(Call& call, const Procedure& procedure);
  void own_arguments();
  inline void send_started(const Call& call, const CallOptions& options);
  void send_put_off();
  void look_at_idle_link(Lock& lock);
  void finish(Lock& lock, const Call& call);
  void follow(Lock& lock, Call::Flight* flight);
  void send_for(Lock& lock);
  void promote() noexcept;
  void wake_all() noexcept;
  void advance(Lock& lock, Duration limit);
  void advance_at_once(Lock& lock);
  void receive_more(Lock& lock);
  void keep_time(Lock& lock);
  void expire();
  [[nodiscard]] Duration patience(Duration limit) const;
  void relink(Lock& lock, Duration limit);
  void take_link(Dialing& done);
  void await_aside(Lock& lock, Duration limit);
  void take_aside();
  void move_on(Lock& lock);
  [[nodiscard]] Duration dialing_time() const;
  void dial_failed(const Error& error);
  void plan_attempt() noexcept;
  void relink_aside();
  void settle(Lock& lock);
  void settle_one(Lock& lock);
  void run_outside(Lock& lock, FunctionRef<void()> function);
  void forget(Call& call) noexcept;
  void take_from_news(Call& call) noexcept;
  [[nodiscard]] bool has_news() const noexcept;
  [[nodiscard]] bool is_amid_callbacks() const noexcept;
  // Something is to be sent, and may be.
  [[nodiscard]] bool unsent() const noexcept { return !broken_ && has_output(); }
  [[nodiscard]] bool wants_link() const noexcept { return !linked_ && !broken_ && (!session().idle() || has_output()); }
  [[nodiscard]] bool can_settle() const noexcept { return news_ && !settling_; }
  // Locked, with the clock just looked at.
  [[nodiscard]] Lock enter() {
    Lock lock(mutex_);
    now_ = read_clock();
    return lock;
  }
  [[nodiscard]] std::optional<TimePoint> next_event_locked() const;
  void wake_background(const Call::Flight& flight) const;
  static void background_loop(const std::weak_ptr<DrivenChannel>& weak);
  bool background_step();
  void background_sleep();
  void poll_with_wake(Lock& lock, Duration patience);
  void stop_background();

  mutable std::mutex mutex_;
  const std::vector<std::shared_ptr<Interceptor>> interceptors_;
  const LogHook log_hook_;

  TimePoint now_{};
  bool linked_;
  std::optional<Error> broken_{};  // why the channel takes no calls any more
  TimePoint next_attempt_{};
  std::uint32_t attempts_ = 0;  // to connect, since the server was last heard
  TimePoint last_use_{};

  bool reading_ = false;
  bool sending_ = false;  // a follower waits for room to send
  std::deque<Waiter*> waiters_{};

  Call* notify_first_ = nullptr;  // completed calls whose `notify` is to run, through next_in_bucket
  Call* notify_last_ = nullptr;
  std::deque<CompletedCall> completed_calls_{};
  std::deque<Noted> noted_{};
  bool news_ = false;  // false: none of the above, nor a call of the server
  bool settling_ = false;
  std::thread::id settler_{};

  std::thread background_{};
  bool stopping_ = false;
  // outlives the channel where a thread still connects for it
  std::shared_ptr<Event> wake_ = std::make_shared<Event>();
  std::optional<TimePoint> background_sleeps_until_{};
  std::shared_ptr<Aside> aside_{};  // connects on a thread of its own; taken by who has the part of the reader
};

}  // namespace onc
