// What carries bytes for a client and knows no RPC. A stream and a datagram socket are two interfaces, because their
// contracts differ. Whoever waits must measure time, so the clock is here, too. Implementations: sockets, and in tests
// memory with a clock that is advanced by hand.
#pragma once

#include <cstddef>
#include <memory>
#include <span>
#include <string>

#include <onc/options.h>
#include <onc/result.h>

namespace onc {

/// Room for one datagram of any size.
inline constexpr std::size_t datagram_room = std::size_t{64} << 10;

/// How one operation went.
struct IoResult {
  std::size_t bytes = 0;
  int error = 0;  ///< errno; EAGAIN when nothing could be done in the time given

  [[nodiscard]] bool again() const noexcept;
};

/// A connected byte stream.
class Stream {
 public:
  Stream() = default;
  Stream(const Stream&) = delete;
  Stream& operator=(const Stream&) = delete;
  virtual ~Stream() = default;

  [[nodiscard]] virtual TimePoint now() const = 0;
  /// At least one byte, or 0 bytes without error at the end of the stream; waits at most `patience` for it.
  virtual IoResult read(std::span<std::byte> into, Duration patience) = 0;
  /// Writes what can be written without waiting.
  virtual IoResult write(std::span<const std::byte> from) = 0;
  /// The same of several pieces, at least one.
  virtual IoResult write_pieces(std::span<const std::span<const std::byte>> pieces) { return write(pieces.front()); }
  /// Waits at most `patience` until reading or writing would make progress. May be called while another thread reads.
  virtual int wait_for_progress(Duration patience) = 0;
  /// The same for writing only.
  virtual int wait_for_room(Duration patience) { return wait_for_progress(patience); }
  /// Ends the connection in both directions; another thread that reads gets the end of the stream.
  virtual void shutdown() noexcept = 0;
  /// For event loops; -1 if there is none.
  [[nodiscard]] virtual int descriptor() const noexcept { return -1; }
};

/// What a datagram socket says of what it has received.
struct Arrival {
  bool asked = false;  ///< it came from the address that is talked to
  std::size_t segment =
      0;  ///< not 0: these are several datagrams, each of this size but the last, which may be shorter
};

/// A datagram socket that talks to one address.
class Datagram {
 public:
  Datagram() = default;
  Datagram(const Datagram&) = delete;
  Datagram& operator=(const Datagram&) = delete;
  virtual ~Datagram() = default;

  [[nodiscard]] virtual TimePoint now() const = 0;
  /// One datagram, or several once `expect_together` was called; waits at most `patience`.
  virtual IoResult receive(std::span<std::byte> into, Duration patience, Arrival& arrival) = 0;
  virtual IoResult send(std::span<const std::byte> datagram) = 0;
  /// All or none of at most `most_segments` datagrams, each of the first one's size but the last, which may be shorter.
  /// False: they are to be sent one by one.
  virtual bool send_together(std::span<const std::span<const std::byte>> /*datagrams*/) { return false; }
  /// Datagrams may be received together from now on. REQUIRES: nobody receives.
  virtual void expect_together() {}
  /// For event loops; -1 if there is none.
  [[nodiscard]] virtual int descriptor() const noexcept { return -1; }
};

/// A new way to the server, and where it leads: "tcp 127.0.0.1:4711".
template <class Link>
struct Dialed {
  std::unique_ptr<Link> link{};
  std::string peer{};
};

/// Makes connections to one server, again and again: asks where it is if it must.
template <class Link>
class Dialer {
 public:
  Dialer() = default;
  Dialer(const Dialer&) = delete;
  Dialer& operator=(const Dialer&) = delete;
  virtual ~Dialer() = default;

  [[nodiscard]] virtual TimePoint now() const = 0;
  /// Takes at most `patience`.
  virtual Result<Dialed<Link>> dial(Duration patience) = 0;
  /// Waits before the next attempt.
  virtual void pause(Duration time) = 0;
};

}  // namespace onc
