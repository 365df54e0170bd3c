// What can be seen of a channel's calls from outside: interceptors, counters, and a log, which servers have, too.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include <onc/error.h>
#include <onc/options.h>
#include <onc/program.h>

namespace onc {

/// A call before it is encoded.
struct OutgoingCall {
  Procedure procedure{};
  std::string_view peer{};  ///< "tcp 127.0.0.1:4711"
  CallOptions& options;     ///< may be changed: deadline, credential
};

/// A call that is completed.
struct CompletedCall {
  Procedure procedure{};
  std::string_view peer{};
  std::uint32_t xid = 0;
  AuthFlavor flavor = AuthFlavor::none;  ///< of the credential
  Duration duration{};                   ///< from the start to the completion
  std::uint32_t transmissions = 0;       ///< 0: not sent
  std::size_t call_bytes = 0;            ///< of the message, header included
  std::size_t reply_bytes = 0;           ///< likewise; 0 without a reply
  std::optional<Error> error{};          ///< nothing: success
};

/// Around each call of the channels that name it. May be shared by channels; then it is called by all their threads.
class Interceptor {
 public:
  Interceptor() = default;
  Interceptor(const Interceptor&) = delete;
  Interceptor& operator=(const Interceptor&) = delete;
  virtual ~Interceptor() = default;

  /// On the thread that starts the call. An error refuses it: the call fails with that and is not sent.
  virtual std::optional<Error> before(OutgoingCall& /*call*/) { return std::nullopt; }
  /// Once for each call that was started, except for one that was dropped. On the thread that moves the channel on,
  /// after the call was completed; outside of all locks.
  virtual void after(const CompletedCall& /*call*/) {}
};

/// Calls by how long they took: bucket i counts those of less than 2^i microseconds that are in no bucket before it;
/// the last one all others.
struct LatencyHistogram {
  static constexpr std::size_t size = 28;  // the last bound is 67 s

  std::array<std::uint64_t, size> buckets{};
  Duration sum{};

  void add(Duration duration) noexcept;
  /// Where `duration` is counted.
  static std::size_t bucket_of(Duration duration) noexcept;
  /// Upper bound of a bucket.
  static constexpr Duration bound(std::size_t bucket) noexcept {
    return std::chrono::microseconds(std::int64_t{1} << bucket);
  }
  friend bool operator==(const LatencyHistogram&, const LatencyHistogram&) = default;
};

/// Counters since the channel was made.
struct ChannelStats {
  std::uint64_t calls = 0;
  std::uint64_t replies = 0;
  std::uint64_t one_way = 0;  ///< calls among them that expect no reply
  std::uint64_t retransmissions = 0;
  std::uint64_t timed_out = 0;
  std::uint64_t unknown_xid = 0;                   ///< replies to no call in flight: late, duplicate, or forged
  std::uint64_t strange_address = 0;               ///< datagrams from an address that was not asked
  std::uint64_t malformed = 0;                     ///< messages that are no RPC reply
  std::uint64_t trailing_bytes = 0;                ///< bytes behind the results, ignored in compatible mode
  std::uint64_t bytes_sent = 0;                    ///< of messages, retransmissions included, without record marks
  std::uint64_t bytes_received = 0;                ///< likewise
  std::uint64_t connections = 0;                   ///< made after the first one
  std::uint64_t served = 0;                        ///< calls of the server to our services
  std::array<std::uint64_t, errc_count> errors{};  ///< failed calls by Errc
  LatencyHistogram latency{};                      ///< of the calls that got a reply

  /// Sums, for a channel that has two below it.
  ChannelStats& operator+=(const ChannelStats& other) noexcept;
};

/// The counters in the text format of Prometheus. `labels` stands between braces: `peer="a",program="nfs"`, or is
/// empty.
std::string to_prometheus(const ChannelStats& stats, std::string_view labels = {});

/// Something that happened to a channel or a server, for logs. Borrowed during the call of the hook.
struct LogEvent {
  enum class Level : std::uint8_t { debug, info, warning };

  Level level = Level::info;
  /// Of channels: "retransmission", "connection lost", "connected", "bound", "reply skipped". Of servers: see
  /// ServerOptions::log.
  std::string_view event{};
  std::string_view peer{};
  std::string_view detail{};  ///< one line for people
};

}  // namespace onc
