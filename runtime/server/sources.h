// How many connections each host, or local user, has with this server, and how much memory they take.
#pragma once

#include <atomic>
#include <cstddef>
#include <mutex>
#include <string>
#include <unordered_map>
#include <utility>

#include <onc/service.h>

namespace onc {

/// Used by the threads of all loops.
class Sources {
 public:
  /// What a source has.
  struct Share {
    std::atomic<std::size_t> connections = 0;
    std::atomic<std::size_t> memory = 0;
  };

 private:
  using Shares = std::unordered_map<std::string, Share>;
  using Source = Shares::value_type;  // which stays where it is

 public:
  explicit Sources(std::size_t most_of_one) noexcept : most_of_one_(most_of_one) {}

  /// One connection's place in the share of its source.
  class Place {
   public:
    Place() noexcept = default;
    Place(Sources& sources, Source& source) noexcept : sources_(&sources), source_(&source) {}
    Place(Place&& other) noexcept : sources_(std::exchange(other.sources_, nullptr)), source_(other.source_) {}
    Place& operator=(Place&& other) noexcept {
      leave();
      sources_ = std::exchange(other.sources_, nullptr);
      source_ = other.source_;
      return *this;
    }
    ~Place() { leave(); }
    explicit operator bool() const noexcept { return sources_ != nullptr; }
    void leave() noexcept {
      if (sources_ != nullptr) std::exchange(sources_, nullptr)->leave(*source_);
    }
    /// REQUIRES: it is one.
    [[nodiscard]] Share& share() const noexcept { return source_->second; }
    /// The source has more connections than one may have.
    [[nodiscard]] bool is_beyond_limit() const noexcept { return share().connections > sources_->most_of_one_; }

   private:
    Sources* sources_ = nullptr;
    Source* source_ = nullptr;
  };

  /// No place if nobody may have one.
  [[nodiscard]] Place enter(const Peer& peer);
  /// Of all sources.
  [[nodiscard]] std::size_t connections() const;

 private:
  void leave(Source& source) noexcept;

  const std::size_t most_of_one_;
  mutable std::mutex mutex_;
  Shares shares_;
  std::size_t total_ = 0;
};

}  // namespace onc
