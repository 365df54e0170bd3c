// What each host, or local user, has with this server: connections, their memory, and calls that are to be answered
// later.
#pragma once

#include <atomic>
#include <cstddef>
#include <mutex>
#include <string>
#include <unordered_map>
#include <utility>

#include <onc/service.h>

namespace onc {

/// Whose it is, as long as nothing but a peer's word tells its users apart: a host, whatever its port (of IPv6 its
/// /64, as it can have all of one), or a local user.
[[nodiscard]] std::string source_of(const Peer& peer);

/// Used by the threads of all loops.
class Sources {
 public:
  struct Bounds {
    std::size_t connections_of_one = 0;
    std::size_t outstanding = 0;  ///< of all; one leaves room to others
  };
  /// What a source has.
  struct Share {
    std::atomic<std::size_t> connections = 0;
    std::atomic<std::size_t> memory = 0;
    std::atomic<std::size_t> outstanding = 0;  ///< calls, also those whose connections have gone
    std::size_t holds = 0;                     ///< guarded as the shares are
  };

 private:
  using Shares = std::unordered_map<std::string, Share>;
  using Source = Shares::value_type;  // which stays where it is

 public:
  explicit Sources(const Bounds& bounds) noexcept : bounds_(bounds) {}

  /// Keeps a share while it is held.
  class Hold {
   public:
    Hold() noexcept = default;
    Hold(Hold&& other) noexcept : sources_(std::exchange(other.sources_, nullptr)), source_(other.source_) {}
    Hold& operator=(Hold&& other) noexcept {
      release();
      sources_ = std::exchange(other.sources_, nullptr);
      source_ = other.source_;
      return *this;
    }
    ~Hold() { release(); }
    explicit operator bool() const noexcept { return sources_ != nullptr; }
    void release() noexcept {
      if (sources_ != nullptr) std::exchange(sources_, nullptr)->release(*source_);
    }

    // REQUIRES: it holds one.
    [[nodiscard]] Share& share() const noexcept { return source_->second; }
    [[nodiscard]] Sources& sources() const noexcept { return *sources_; }
    /// Another of the same.
    [[nodiscard]] Hold again() const noexcept { return sources_->hold(*source_); }

   private:
    friend Sources;
    Hold(Sources& sources, Source& source) noexcept : sources_(&sources), source_(&source) {}
    Sources* sources_ = nullptr;
    Source* source_ = nullptr;
  };

  /// One connection's place in the share of its source.
  class Place {
   public:
    Place() noexcept = default;
    explicit Place(Hold hold) noexcept;
    Place(Place&&) noexcept = default;
    Place& operator=(Place&& other) noexcept {
      leave();
      hold_ = std::move(other.hold_);
      return *this;
    }
    ~Place() { leave(); }
    explicit operator bool() const noexcept { return static_cast<bool>(hold_); }
    void leave() noexcept;

    // REQUIRES: it is one.
    [[nodiscard]] const Hold& hold() const noexcept { return hold_; }
    [[nodiscard]] Share& share() const noexcept { return hold_.share(); }
    /// The source has more connections than one may have.
    [[nodiscard]] bool is_beyond_limit() const noexcept;
    /// The source may have no more calls that are answered later.
    [[nodiscard]] bool is_full_of_calls() const noexcept;

   private:
    Hold hold_{};
  };

  /// A call that is to be answered later.
  class Outstanding {
   public:
    /// `source` outlives it.
    explicit Outstanding(const Hold& source) noexcept;
    Outstanding(const Outstanding&) = delete;
    Outstanding& operator=(const Outstanding&) = delete;
    ~Outstanding();

   private:
    Sources* sources_;
    Share* share_;
  };

  /// No place if nobody may have one.
  [[nodiscard]] Place enter(const Peer& peer);
  /// Of all sources.
  [[nodiscard]] std::size_t connections() const noexcept { return connections_; }

 private:
  Hold hold(Source& source) noexcept;
  void release(Source& source) noexcept;

  const Bounds bounds_;
  std::mutex mutex_;
  Shares shares_;
  std::atomic<std::size_t> connections_ = 0;
  std::atomic<std::size_t> outstanding_ = 0;
};

}  // namespace onc
