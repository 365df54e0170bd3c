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
 public:
  explicit Sources(std::size_t most_of_one) noexcept : most_of_one_(most_of_one) {}

  /// One connection's place in the count of its source.
  class Place {
   public:
    Place() noexcept = default;
    Place(Sources& sources, std::string source) noexcept : sources_(&sources), source_(std::move(source)) {}
    Place(Place&& other) noexcept
        : sources_(std::exchange(other.sources_, nullptr)), source_(std::move(other.source_)) {}
    Place& operator=(Place&& other) noexcept {
      leave();
      sources_ = std::exchange(other.sources_, nullptr);
      source_ = std::move(other.source_);
      return *this;
    }
    ~Place() { leave(); }
    explicit operator bool() const noexcept { return sources_ != nullptr; }
    void leave() noexcept {
      if (sources_ != nullptr) std::exchange(sources_, nullptr)->leave(source_);
    }

   private:
    Sources* sources_ = nullptr;
    std::string source_;
  };

  /// No place if the source has as many connections as one may have.
  [[nodiscard]] Place enter(const Peer& peer);
  /// Of all sources.
  [[nodiscard]] std::size_t connections() const;

 private:
  void leave(const std::string& source) noexcept;

  const std::size_t most_of_one_;
  mutable std::mutex mutex_;
  std::unordered_map<std::string, std::size_t> counts_;
  std::size_t total_ = 0;
};

}  // namespace onc
