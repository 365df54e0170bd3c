// The server's session on one byte stream: records in, records out. Performs no I/O and reads no clock.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <limits>
#include <list>
#include <memory>
#include <span>
#include <vector>

#include "session/record_reader.h"
#include "session/send_queue.h"
#include "session/server_session.h"
#include "session/stream_calls.h"

namespace onc {

/// What a connection's turn may take: so many bytes of replies, and about so much time by `now`, if it is not null.
struct Turns {
  std::uint64_t bytes = std::numeric_limits<std::uint64_t>::max();
  TimePoint (*now)() = nullptr;
  Duration time{};
};

class StreamServerSession {
 public:
  StreamServerSession(const StreamServerSession&) = delete;
  StreamServerSession& operator=(const StreamServerSession&) = delete;

  /// Bytes of calls that are held at most, and one more call.
  static constexpr std::size_t most_held = std::size_t{1} << 20;

  struct Counts {
    std::uint64_t calls = 0;
    std::uint64_t dropped = 0;
  };

  /// Makes the ways back of replies that come later, through late_reply().
  using MakePath = FunctionRef<std::unique_ptr<ReplyPath>()>;

  /// As ServerSession.
  StreamServerSession(const Dispatcher& dispatcher, const ServerOptions& options, Peer peer,
                      const CallKeepers& keepers = {});

  /// From now on replies may come later, by `calls`, which outlives the session, as `path` and `link` do; by that
  /// services get calls_to_peer(). It may be null. `is_full`: as in LateAnswers, beside max_outstanding_calls.
  void allow_late_replies(LateCalls& calls, MakePath path, ClientLink* link = nullptr,
                          FunctionRef<bool()> is_full = never_full) noexcept;
  /// From now on large parts of replies are sent from where they are: outgoing() is not all that waits.
  void gather() noexcept { late_answers_.queue = &out_; }
  /// One of them has come; empty: there will be none. It is sent when there is room.
  Result<void> late_reply(xdr::Buffer message, Counts& counts, TimePoint now = {});
  /// Calls whose replies are to come, or wait for room. When there are too many, wants_input() is false, unless we wait
  /// for replies of the peer's: then a few more of its calls are taken and held, as those may stand behind them.
  [[nodiscard]] std::size_t outstanding() const noexcept { return outstanding_; }
  /// From now on further calls are dropped; replies to ours are taken.
  void drop_calls() noexcept;

  /// From now on what a turn leaves of the calls that were received is answered in further turns, so that one peer's
  /// calls do not hold up those of others. Without it turns have no end. `turns` outlives the session.
  void limit_turns(const Turns& turns) noexcept { turns_ = &turns; }
  void limit_turns(Turns&&) = delete;
  /// Begins a turn. What is left over is then answered first.
  void begin_turn() noexcept {
    turn_begin_ = out_.total_queued();
    calls_in_turn_ = 0;
    turn_end_ = {};
  }
  /// Error: as received().
  Result<void> answer_left_over(Counts& counts, TimePoint now = {}) { return answer_all(counts, now); }
  /// Whether calls wait for another turn only.
  [[nodiscard]] bool left_over() const noexcept {
    return (in_.unread() && wants_input()) || (!held_.empty() && may_answer());
  }

  /// Memory for what is received and sent, which a session needs while it has something only: idle ones have none.
  struct Memory {
    xdr::Buffer in{};
    xdr::Buffer out;
    /// For sessions with these options.
    explicit Memory(const ServerOptions& options) : out(options.max_queued_replies + max_fragment) {
      in.prepare(read_at_once);
    }
    /// More than one connection would be given for itself: many calls come at once then.
    static constexpr std::size_t read_at_once = std::size_t{64} << 10;
    /// What has become larger stays with its connection, and goes with it.
    static constexpr std::size_t most_kept = 2 * read_at_once;
  };
  /// Lends it to a session that has none of its own.
  void borrow(Memory& memory) noexcept {
    if (in_.memory() == 0) in_.exchange_memory(memory.in);
    if (out_.memory() == 0) out_.exchange_memory(memory.out);
  }
  /// Gives it, or what has become of it, back where nothing is kept in it.
  void give_back(Memory& memory) noexcept {
    if (in_.empty() && may_go_back(in_.memory())) return_to(memory.in, in_);
    if (out_.waiting() == 0 && may_go_back(out_.memory())) return_to(memory.out, out_);
  }

  /// What it keeps until its next turn. Not what idle sessions keep, as long as give_back() would return it.
  [[nodiscard]] std::size_t memory() const noexcept {
    const std::size_t all = in_.memory() + out_.memory() + out_.attached_waiting() + late_bytes_ + held_bytes_;
    return is_empty() && in_.memory() <= Memory::most_kept && out_.memory() <= Memory::most_kept ? 0 : all;
  }
  /// Gives up what is kept for later only. False, and nothing happens, if there is something in it.
  bool drop_memory() noexcept;
  /// Gives up everything: the connection is closed.
  void drop_all() noexcept;
  /// The connection is closed: threads that have waited for its peer to read go on.
  void end_backlog() noexcept {
    if (backlog_) backlog_->over = true;
  }

  /// Room for received bytes; at least one. REQUIRES: wants_input(), and nothing is left over.
  std::span<std::byte> prepare() { return in_.prepare(); }
  /// `count` bytes were received into it: answers the complete calls. Error: the stream is beyond repair, close it.
  /// `now` matters to calls of ours only.
  Result<void> received(std::size_t count, Counts& counts, TimePoint now = {});
  /// False while too many replies wait for the peer to read them, or are to come.
  [[nodiscard]] bool wants_input() const noexcept { return may_answer() || may_hold(); }

  /// Bytes to send, in order. Valid until the next call of a function of the session.
  [[nodiscard]] std::span<const std::byte> outgoing() const noexcept { return out_.outgoing(); }
  /// The same in pieces, as SendQueue has them.
  [[nodiscard]] const SendQueue& queue() const noexcept { return out_; }
  /// The first `count` of them were sent. Answers calls that had to wait for room.
  Result<void> sent(std::size_t count, Counts& counts, TimePoint now = {});

  /// Our calls to services that the peer offers on this connection. Their messages are among the bytes to send; whoever
  /// starts them keeps their time (StreamCalls::expire) and fails them when the connection is gone. Made by the first
  /// use, with `options`; before that, replies count as dropped.
  StreamCalls& calls_to_peer(const ClientSessionOptions& options = {});
  /// Whether some of them are in flight.
  [[nodiscard]] bool expects_replies() const noexcept { return to_peer_ && !to_peer_->idle(); }

  /// Whether the peer owes us something: the rest of a record, or reading its replies.
  [[nodiscard]] bool unfinished() const noexcept { return (in_.partial() && wants_input()) || out_.waiting() > 0; }
  [[nodiscard]] const Peer& peer() const noexcept { return peer_; }

 private:
  [[nodiscard]] static bool may_go_back(std::size_t memory) noexcept {
    return memory > 0 && memory <= Memory::most_kept;
  }
  // Of two the larger one is kept.
  template <class Holder>
  static void return_to(xdr::Buffer& memory, Holder& holder) noexcept {
    xdr::Buffer own(memory.limit());
    holder.exchange_memory(own);
    if (own.capacity() > memory.capacity()) memory.swap(own);
  }
  [[nodiscard]] bool is_empty() const noexcept {
    return in_.empty() && out_.waiting() == 0 && late_bytes_ == 0 && held_bytes_ == 0;
  }
  Result<void> answer_all(Counts& counts, TimePoint now);
  void take(RecordReader::Record record, Counts& counts, TimePoint now);
  void answer(RecordReader::Record record, Counts& counts);
  void hold(RecordReader::Record record);
  [[nodiscard]] bool has_room() const noexcept { return out_.waiting() + late_bytes_ < late_answers_.most_backlog; }
  [[nodiscard]] bool may_answer() const noexcept { return has_room() && outstanding_ < max_outstanding_; }
  [[nodiscard]] bool may_hold() const noexcept { return expects_replies() && held_bytes_ < most_held; }
  // The clock is looked at now and then only: most turns have a call or two.
  [[nodiscard]] bool turn_is_over() {
    constexpr unsigned calls_between_looks = 4;
    if (out_.total_queued() - turn_begin_ >= turns_->bytes) return true;
    return calls_in_turn_ >= calls_between_looks && calls_in_turn_ % calls_between_looks == 0 && time_is_over();
  }
  [[nodiscard]] bool time_is_over();
  void note_backlog() noexcept;
  void queue_late(Counts& counts);

  static constexpr Turns endless_turns{};

  ServerSession calls_;
  RecordReader in_;
  SendQueue out_;
  std::unique_ptr<StreamCalls> to_peer_;
  std::size_t max_outstanding_;
  const Turns* turns_ = &endless_turns;
  std::uint64_t turn_begin_ = 0;  // what was queued when it began
  TimePoint turn_end_{};
  unsigned calls_in_turn_ = 0;
  std::list<std::vector<std::byte>> held_{};  // calls beyond those that may be outstanding
  std::size_t held_bytes_ = 0;
  bool drops_calls_ = false;
  std::size_t outstanding_ = 0;
  LateAnswers late_answers_;                // refers to members
  std::list<xdr::Buffer> late_{};           // replies that wait for room
  std::size_t late_bytes_ = 0;              // of those
  std::shared_ptr<LateBacklog> backlog_{};  // made by the first call that is answered later
  Peer peer_;
};

}  // namespace onc
