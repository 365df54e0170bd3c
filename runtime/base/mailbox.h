// What threads leave for a loop, which may end before them.
#pragma once

#include <functional>
#include <mutex>
#include <utility>
#include <vector>

namespace onc {

template <class Item>
class Mailbox {
 public:
  /// `wake`: the loop is to look here. Called by any thread.
  explicit Mailbox(std::function<void()> wake) : wake_(std::move(wake)) {}

  /// From any thread. Ignored once the box is closed.
  void post(Item item) {
    const std::lock_guard lock(mutex_);
    if (!wake_) return;
    items_.push_back(std::move(item));
    if (items_.size() == 1) wake_();
  }
  [[nodiscard]] std::vector<Item> take() {
    const std::lock_guard lock(mutex_);
    return std::exchange(items_, {});
  }
  /// Nobody will look here any more.
  void close() noexcept {
    std::vector<Item> left;  // ends outside of the lock
    const std::lock_guard lock(mutex_);
    wake_ = nullptr;
    left.swap(items_);
  }

 private:
  std::mutex mutex_;
  std::vector<Item> items_;
  std::function<void()> wake_;
};

}  // namespace onc
