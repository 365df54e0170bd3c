// How many connections each host, or local user, has with this server.
#pragma once

#include <cstddef>
#include <mutex>
#include <string>
#include <unordered_map>
#include <utility>

#include <onc/service.h>

namespace onc {

/// Used by the threads of all loops.
class Sources {
  using Counts = std::unordered_map<std::string, std::size_t>;
  using Count = Counts::value_type;  // which stays where it is

 public:
  explicit Sources(std::size_t most_of_one) noexcept : most_of_one_(most_of_one) {}

  /// One connection's place in the count of its source.
  class Place {
   public:
    Place() noexcept = default;
    Place(Sources& sources, Count& count) noexcept : sources_(&sources), count_(&count) {}
    Place(Place&& other) noexcept : sources_(std::exchange(other.sources_, nullptr)), count_(other.count_) {}
    Place& operator=(Place&& other) noexcept {
      leave();
      sources_ = std::exchange(other.sources_, nullptr);
      count_ = other.count_;
      return *this;
    }
    ~Place() { leave(); }
    explicit operator bool() const noexcept { return sources_ != nullptr; }
    void leave() noexcept {
      if (sources_ != nullptr) std::exchange(sources_, nullptr)->leave(*count_);
    }

   private:
    Sources* sources_ = nullptr;
    Count* count_ = nullptr;
  };

  /// No place if the source has as many connections as one may have.
  [[nodiscard]] Place enter(const Peer& peer);
  /// Of all sources.
  [[nodiscard]] std::size_t connections() const;

 private:
  void leave(Count& count) noexcept;

  const std::size_t most_of_one_;
  mutable std::mutex mutex_;
  Counts counts_;
  std::size_t total_ = 0;
};

}  // namespace onc
