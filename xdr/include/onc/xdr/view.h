// What the views of `idlc --view` are made of: values that refer to the message they are decoded from.
//
//   onc::xdr::Decoder in(bytes);
//   dirlist_view listing;
//   if (!decode(in, listing) || !in.finish()) report(in.report().message("listing"));
//   for (const dentry_view& entry : listing.entries) use(entry.name);   // a std::string_view into `bytes`
//
// They are valid as long as the bytes stay where and as they are; copies refer to the same bytes. clang warns of views
// of what is gone already. Bytes that a Buffer gives up trap under the address sanitizer, and are overwritten in other
// builds with assertions, so that a view that outlives them shows.
#pragma once

#include <algorithm>
#include <compare>
#include <cstddef>
#include <cstdint>
#include <iterator>
#include <ranges>
#include <span>
#include <utility>

#include <onc/xdr/fixed.h>
#include <onc/xdr/lifetime.h>

namespace onc::xdr {

/// Opaque data in a message. A std::span that compares what it refers to.
class ONC_XDR_POINTER BytesView : public std::span<const std::byte> {
 public:
  using std::span<const std::byte>::span;
  constexpr BytesView(std::span<const std::byte> bytes) noexcept  // NOLINT(google-explicit-constructor): it is one
      : std::span<const std::byte>(bytes) {}

  friend bool operator==(const BytesView& left, const BytesView& right) noexcept {
    return std::equal(left.begin(), left.end(), right.begin(), right.end());
  }
};

/// An array of numbers, bools or enumerators in a message, in network order as they came: a random access range that
/// turns each value when it is asked for.
template <Viewable T>
class ONC_XDR_POINTER NumbersView {
 public:
  using value_type = T;

  class Iterator {
   public:
    using value_type = T;
    using difference_type = std::ptrdiff_t;
    using iterator_concept = std::random_access_iterator_tag;
    using iterator_category = std::input_iterator_tag;
    using reference = T;
    using pointer = void;

    Iterator() noexcept = default;
    explicit Iterator(const std::byte* at) noexcept : at_(at) {}

    [[nodiscard]] T operator*() const noexcept { return value_at(at_); }
    [[nodiscard]] T operator[](difference_type n) const noexcept { return *(*this + n); }
    Iterator& operator+=(difference_type n) noexcept {
      at_ += n * width;
      return *this;
    }
    Iterator& operator-=(difference_type n) noexcept { return *this += -n; }
    Iterator& operator++() noexcept { return *this += 1; }
    Iterator& operator--() noexcept { return *this -= 1; }
    Iterator operator++(int) noexcept { return std::exchange(*this, *this + 1); }
    Iterator operator--(int) noexcept { return std::exchange(*this, *this - 1); }
    friend Iterator operator+(Iterator at, difference_type n) noexcept { return at += n; }
    friend Iterator operator+(difference_type n, Iterator at) noexcept { return at += n; }
    friend Iterator operator-(Iterator at, difference_type n) noexcept { return at -= n; }
    friend difference_type operator-(const Iterator& left, const Iterator& right) noexcept {
      return (left.at_ - right.at_) / width;
    }
    friend auto operator<=>(const Iterator&, const Iterator&) = default;

   private:
    const std::byte* at_ = nullptr;
  };

  NumbersView() noexcept = default;
  /// Of values as they are on the wire. REQUIRES: a multiple of what one of them takes.
  explicit NumbersView(std::span<const std::byte> bytes ONC_XDR_LIFETIMEBOUND) noexcept : bytes_(bytes) {}

  [[nodiscard]] std::size_t size() const noexcept { return bytes_.size() / static_cast<std::size_t>(width); }
  [[nodiscard]] bool empty() const noexcept { return bytes_.empty(); }
  /// REQUIRES: index < size().
  [[nodiscard]] T operator[](std::size_t index) const noexcept {
    return value_at(bytes_.data() + index * static_cast<std::size_t>(width));
  }
  [[nodiscard]] Iterator begin() const noexcept { return Iterator(bytes_.data()); }
  [[nodiscard]] Iterator end() const noexcept { return Iterator(bytes_.data() + bytes_.size()); }
  /// Copies the first out.size() of them, with the vectors that the machine has. REQUIRES: out.size() <= size().
  void copy_to(std::span<T> out) const noexcept {
    if constexpr (Swappable<T>)
      detail::load_all(bytes_.data(), out.data(), out.size());
    else
      std::copy_n(begin(), out.size(), out.begin());
  }
  /// As they are on the wire.
  [[nodiscard]] BytesView bytes() const noexcept { return BytesView(bytes_); }

  friend bool operator==(const NumbersView& left, const NumbersView& right) noexcept {
    return std::equal(left.begin(), left.end(), right.begin(), right.end());
  }

 private:
  static constexpr auto width = static_cast<std::ptrdiff_t>(detail::fixed_size<T>());
  static T value_at(const std::byte* from) noexcept {
    T value{};
    detail::load(from, value);
    return value;
  }

  std::span<const std::byte> bytes_{};
};

}  // namespace onc::xdr

template <>
inline constexpr bool std::ranges::enable_borrowed_range<onc::xdr::BytesView> = true;
template <>
inline constexpr bool std::ranges::enable_view<onc::xdr::BytesView> = true;
template <onc::xdr::Viewable T>
inline constexpr bool std::ranges::enable_borrowed_range<onc::xdr::NumbersView<T>> = true;
template <onc::xdr::Viewable T>
inline constexpr bool std::ranges::enable_view<onc::xdr::NumbersView<T>> = true;
