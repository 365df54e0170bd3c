// Containers of objects that carry the links themselves: nothing is allocated when one comes or goes.
#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace onc {

template <class T>
struct Links {
  T* previous = nullptr;
  T* next = nullptr;
};

/// A list through the member `links` of its items, which it does not own.
template <class T, Links<T> T::*links>
class IntrusiveList {
 public:
  [[nodiscard]] bool empty() const noexcept { return front_ == nullptr; }
  [[nodiscard]] T* front() const noexcept { return front_; }
  [[nodiscard]] T* back() const noexcept { return back_; }
  /// REQUIRES: `item` is in no list through these links.
  void push_back(T& item) noexcept {
    item.*links = {back_, nullptr};
    (back_ == nullptr ? front_ : (back_->*links).next) = &item;
    back_ = &item;
  }
  /// REQUIRES: `item` is in this list.
  void remove(T& item) noexcept {
    const auto [previous, next] = item.*links;
    (previous == nullptr ? front_ : (previous->*links).next) = next;
    (next == nullptr ? back_ : (next->*links).previous) = previous;
  }

 private:
  T* front_ = nullptr;
  T* back_ = nullptr;
};

/// A hash table of fixed width. Items have `hash`, whose low bits strangers cannot choose, and `next_in_bucket`.
template <class T>
class HashChains {
 public:
  explicit HashChains(std::size_t expected) : buckets_(std::bit_ceil(expected)) {}

  /// Null when there is none.
  template <class Same>
  [[nodiscard]] T* find(std::uint64_t hash, const Same& same) const noexcept {
    T* item = buckets_[index(hash)];
    while (item != nullptr && !(item->hash == hash && same(*item))) item = item->next_in_bucket;
    return item;
  }
  void add(T& item) noexcept {
    T*& head = buckets_[index(item.hash)];
    item.next_in_bucket = head;
    head = &item;
  }
  /// REQUIRES: `item` is in the table.
  void remove(T& item) noexcept {
    T** link = &buckets_[index(item.hash)];
    while (*link != &item) link = &(*link)->next_in_bucket;
    *link = item.next_in_bucket;
  }

 private:
  [[nodiscard]] std::size_t index(std::uint64_t hash) const noexcept { return hash & (buckets_.size() - 1); }

  std::vector<T*> buckets_;
};

/// So many objects and no more, in memory that is touched only as far as it was ever needed. Items have
/// `next_in_bucket`, which those that are not in use lend.
template <class T>
class Pool {
 public:
  explicit Pool(std::size_t capacity) : capacity_(capacity) { items_.reserve(capacity); }
  Pool(const Pool&) = delete;
  Pool& operator=(const Pool&) = delete;
  ~Pool() = default;

  [[nodiscard]] bool exhausted() const noexcept { return free_ == nullptr && items_.size() == capacity_; }
  [[nodiscard]] std::size_t used() const noexcept { return items_.size() - free_count_; }
  /// A fresh one. REQUIRES: not exhausted.
  [[nodiscard]] T& take() noexcept {
    if (free_ == nullptr) return items_.emplace_back();  // reserved: never moves
    T& item = *free_;
    free_ = item.next_in_bucket;
    --free_count_;
    item = T();
    return item;
  }
  void give_back(T& item) noexcept {
    item.next_in_bucket = free_;
    free_ = &item;
    ++free_count_;
  }

 private:
  std::size_t capacity_;
  std::vector<T> items_;
  T* free_ = nullptr;
  std::size_t free_count_ = 0;
};

}  // namespace onc
