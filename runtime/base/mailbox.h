// What threads leave for a loop, which may end before them.
#pragma once

#include <functional>
#include <memory>
#include <mutex>
#include <utility>

namespace onc {

/// Item has a member `std::shared_ptr<Item> next_in_mail` for the box alone, and is in one box at most once at a time.
template <class Item>
class Mailbox {
 public:
  /// `wake`: the loop is to look here. Called by any thread; throws nothing.
  explicit Mailbox(std::function<void()> wake) : wake_(std::move(wake)) {}
  Mailbox(const Mailbox&) = delete;
  Mailbox& operator=(const Mailbox&) = delete;
  ~Mailbox() { close(); }

  /// From any thread. Allocates nothing: what was given is not lost for want of memory. Ignored once the box is closed.
  void post(std::shared_ptr<Item> item) noexcept {
    const std::lock_guard lock(mutex_);
    if (!wake_) return;
    Item* const posted = item.get();
    const bool first = oldest_ == nullptr;
    (first ? oldest_ : newest_->next_in_mail) = std::move(item);
    newest_ = posted;
    if (first) wake_();
  }
  /// The oldest; null: there is none.
  [[nodiscard]] std::shared_ptr<Item> take() noexcept {
    const std::lock_guard lock(mutex_);
    auto taken = std::move(oldest_);
    if (taken) oldest_ = std::move(taken->next_in_mail);
    return taken;
  }
  /// Nobody will look here any more.
  void close() noexcept {
    {
      const std::lock_guard lock(mutex_);
      wake_ = nullptr;
    }
    while (take()) {
    }
  }

 private:
  std::mutex mutex_;
  std::shared_ptr<Item> oldest_{};
  Item* newest_ = nullptr;
  std::function<void()> wake_;
};

}  // namespace onc
