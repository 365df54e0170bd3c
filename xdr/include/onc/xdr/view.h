// Values that refer to a message in place of copying it: what `idlc --view` makes its types of.
//
//   onc::xdr::Decoder in(bytes);
//   dirlist_view listing;
//   if (!decode(in, listing) || !in.finish()) report(in.report().message("listing"));
//   for (const dentry_view& entry : listing.entries) use(entry.name);   // std::string_view into `bytes`
//
// Decoding a view looks at the whole value once and allocates nothing; what it takes is what decoding the value itself
// takes. Arrays and lists are read again, element by element, when they are iterated; what is iterated level by level is
// passed over once for each level, of which Limits::depth allows so many. A view, what it is iterated over, and every
// string and span in it are valid as long as the bytes stay where and as they are; all are cheap to copy.
// Reading checks all lengths even so: bytes that somebody changes behind a view's back end an iteration early, and are
// never a reason to read beyond the message.
#pragma once

#include <cstddef>
#include <cstdint>
#include <iterator>
#include <optional>
#include <span>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include <onc/xdr/byte_order.h>
#include <onc/xdr/decoder.h>
#include <onc/xdr/fields.h>
#include <onc/xdr/types.h>

// clang knows types that point into others, and warns of those that outlive what they point into.
#if defined(__clang__)
#define ONC_XDR_POINTER [[gsl::Pointer]]
#else
#define ONC_XDR_POINTER
#endif

namespace onc::xdr {

namespace detail {

// Passing over fields, as fields.h reads them.

template <FixedField T>
bool skip_next(Source& source, const T& /*field*/) noexcept {
  source.at += least_size<T>;
  return true;
}
template <std::size_t N>
bool skip_next(Source& source, const FixedBytes<N>& /*field*/) noexcept {
  source.at += padded(N);
  return true;
}
template <class Bytes>
[[gnu::always_inline]] inline bool skip_next(Source& source, const Bounded<Bytes>& field) noexcept {
  const std::size_t size = load32(source.at);
  if (size > field.bound || padded(size) > source.spare) [[unlikely]] return false;
  source.at += 4 + padded(size);
  source.spare -= padded(size);
  return true;
}
template <class Holder, class Fields>
[[gnu::always_inline]] inline bool skip_next(Source& source, const Optional<Holder, Fields>& field) noexcept {
  const bool present = load32(source.at) != 0;
  source.at += 4;
  if (!present) return true;
  using Value = typename Holder::value_type;
  const std::size_t size = size_of_fields(blank<Value>, field.fields);
  if (size > source.spare) [[unlikely]] return false;
  source.at += size;
  source.spare -= size;
  return true;
}

}  // namespace detail

template <class V, bool is_list>
class SequenceView;
/// `T x<bound>` and `T x[N]` of all types but those of NumbersView.
template <class V>
using ArrayView = SequenceView<V, false>;
/// A list: `T *x` where T's last member points to the next.
template <class V>
using ListView = SequenceView<V, true>;
template <class V>
class LazyView;
template <FixedField T>
class NumbersView;

/// Reads (`keeps`) or passes over what views are made of, once a Decoder has looked at it or while it does. It tells no
/// faults: where it fails, the Decoder finds out why.
template <bool keeps>
class ViewWalker {
 public:
  explicit ViewWalker(const Place& place) noexcept : place_(place) {}

  template <class... Fields>
  [[gnu::always_inline]] bool fields(const char* /*names*/, Fields&&... out) {
    constexpr std::size_t least = (detail::least_size<std::remove_cvref_t<Fields>> + ...);
    if (left() < least) [[unlikely]] return false;
    detail::Source source{place_.at, left() - least, 0};
    const bool all = [&] {
      if constexpr (keeps) return (detail::load_next(source, std::forward<Fields>(out)) && ...);
      else return (detail::skip_next(source, out) && ...);
    }();
    place_.at = source.at;
    return all;
  }
  /// A discriminant, which is read even to pass over a union.
  template <class T>
  bool tag(const char* /*name*/, T& out) {
    return owned(out);
  }
  template <FixedField T>
  bool tag(const char* /*name*/, T& out) noexcept {
    if (left() < detail::least_size<T>) [[unlikely]] return false;
    detail::load(place_.at, out);
    place_.at += detail::least_size<T>;
    return true;
  }
  bool field(const char* /*name*/, bool ok) const noexcept { return ok; }
  bool unknown_arm(std::int64_t /*discriminant*/) const noexcept { return false; }
  bool enter() noexcept { return place_.depth-- > 0; }
  void leave() noexcept { ++place_.depth; }

  template <class V>
  bool array(ArrayView<V>& out, std::uint32_t bound, std::size_t smallest) {
    std::uint32_t size = 0;
    return tag("", size) && size <= bound && std::uint64_t{size} * smallest <= left() && charge(size) &&
           fixed(out, size);
  }
  template <class V>
  bool fixed(ArrayView<V>& out, std::uint32_t size) {
    const Place start = place_;
    out = ArrayView<V>(start, size);
    return skip_elements<V>(size);
  }
  template <FixedField T>
  bool array(NumbersView<T>& out, std::uint32_t bound) noexcept {
    std::uint32_t size = 0;
    return tag("", size) && size <= bound && charge(size) && fixed(out, size);
  }
  template <FixedField T>
  bool fixed(NumbersView<T>& out, std::uint32_t size) noexcept {
    const std::size_t bytes = size * detail::least_size<T>;
    if (bytes > left()) [[unlikely]] return false;
    out = NumbersView<T>({place_.at, bytes}, size);
    place_.at += bytes;
    return true;
  }
  template <class V>
  bool list(ListView<V>& out) {
    std::uint32_t more = 0;
    if (!tag("", more)) return false;
    out = ListView<V>();
    return more == 0 || chain(out);
  }
  template <class V>
  bool chain(ListView<V>& out) {
    const Place start = place_;
    std::uint32_t more = 1;
    std::uint32_t size = 0;
    V scratch{};
    for (; more != 0; ++size)
      if (!charge(1) || !skip_one(scratch) || !tag("", more)) return false;
    out = ListView<V>(start, size);
    return true;
  }
  template <class V>
  bool optional(std::optional<V>& out) {
    std::uint32_t present = 0;
    if (!tag("", present)) return false;
    out.reset();
    return present == 0 || decode(*this, out.emplace());
  }
  template <class V>
  bool optional(LazyView<V>& out) {
    std::uint32_t present = 0;
    if (!tag("", present)) return false;
    out = LazyView<V>();
    return present == 0 || lazy(out);
  }
  template <class V>
  bool lazy(LazyView<V>& out) {
    out = LazyView<V>(place_);
    V scratch{};
    return skip_one(scratch);
  }

  /// A value that is no view, by its own codec: types of other headers and interface files.
  template <class T>
  bool owned(T& out) {
    Decoder in({place_.at, left()});
    if (!decode(in, out)) return false;
    place_.at = in.place().at;
    return true;
  }

  [[nodiscard]] const Place& place() const noexcept { return place_; }
  [[nodiscard]] std::size_t left() const noexcept { return static_cast<std::size_t>(place_.end - place_.at); }

 private:
  template <class V>
  bool skip_elements(std::uint32_t size) {
    V scratch{};
    for (std::uint32_t i = 0; i < size; ++i)
      if (!skip_one(scratch)) return false;
    return true;
  }
  template <class V>
  bool skip_one(V& scratch) {
    if constexpr (keeps) {
      ViewWalker<false> skipper(place_);
      const bool ok = decode(skipper, scratch);
      place_ = skipper.place();
      return ok;
    } else {
      return decode(*this, scratch);
    }
  }

  // The elements of variable arrays and of lists count, as they do when a Decoder reads the value itself.
  bool charge(std::size_t elements) noexcept {
    if (elements > place_.elements) [[unlikely]] return false;
    place_.elements -= elements;
    return true;
  }

  Place place_;
};

using ViewReader = ViewWalker<true>;
using ViewSkipper = ViewWalker<false>;

template <bool keeps, class V>
bool decode(ViewWalker<keeps>& in, ListView<V>& value) {
  return in.chain(value);
}
/// What has no function of its own to be read as a view.
template <bool keeps, class T>
bool decode(ViewWalker<keeps>& in, T& value) {
  return in.owned(value);
}

/// What an ArrayView and a ListView are: an input range. Iterating reads the elements again.
template <class V, bool is_list>
class ONC_XDR_POINTER SequenceView {
 public:
  using value_type = V;

  class Iterator {
   public:
    using value_type = V;
    using difference_type = std::ptrdiff_t;
    using iterator_concept = std::input_iterator_tag;

    Iterator(const Place& start, std::uint32_t size) : in_(start), left_(size) { read(); }

    const V& operator*() const noexcept { return value_; }
    const V* operator->() const noexcept { return &value_; }
    Iterator& operator++() {
      --left_;
      if constexpr (is_list) {
        std::uint32_t more = 0;
        if (!in_.tag("", more)) [[unlikely]] left_ = 0;
      }
      read();
      return *this;
    }
    void operator++(int) { ++*this; }
    friend bool operator==(const Iterator& at, std::default_sentinel_t /*end*/) noexcept { return at.left_ == 0; }

   private:
    void read() {
      if (left_ > 0 && !decode(in_, value_)) [[unlikely]] left_ = 0;
    }

    ViewReader in_;
    std::uint32_t left_;
    V value_{};
  };

  SequenceView() noexcept = default;
  SequenceView(const Place& start, std::uint32_t size) noexcept : start_(start), size_(size) {}

  [[nodiscard]] std::size_t size() const noexcept { return size_; }
  [[nodiscard]] bool empty() const noexcept { return size_ == 0; }
  [[nodiscard]] Iterator begin() const { return Iterator(start_, size_); }
  [[nodiscard]] std::default_sentinel_t end() const noexcept { return {}; }

 private:
  Place start_{};
  std::uint32_t size_ = 0;
};

/// `T *x` where T contains itself, and an arm that contains its union: read when it is asked for.
template <class V>
class ONC_XDR_POINTER LazyView {
 public:
  LazyView() noexcept = default;
  explicit LazyView(const Place& start) noexcept : start_(start) {}

  [[nodiscard]] bool has_value() const noexcept { return start_.at != nullptr; }
  explicit operator bool() const noexcept { return has_value(); }
  /// REQUIRES: has_value().
  [[nodiscard]] V operator*() const {
    ViewReader in(start_);
    V value{};
    decode(in, value);
    return value;
  }

 private:
  Place start_{};
};

/// `T x<bound>` and `T x[N]` of numbers and other values of fixed size, in network order as they came: a random access
/// range of values.
template <FixedField T>
class ONC_XDR_POINTER NumbersView {
 public:
  using value_type = T;

  class Iterator {
   public:
    using value_type = T;
    using difference_type = std::ptrdiff_t;
    using iterator_concept = std::random_access_iterator_tag;

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
  NumbersView(std::span<const std::byte> bytes, std::uint32_t size) noexcept : bytes_(bytes), size_(size) {}

  [[nodiscard]] std::size_t size() const noexcept { return size_; }
  [[nodiscard]] bool empty() const noexcept { return size_ == 0; }
  /// REQUIRES: index < size().
  [[nodiscard]] T operator[](std::size_t index) const noexcept {
    return value_at(bytes_.data() + index * detail::least_size<T>);
  }
  [[nodiscard]] Iterator begin() const noexcept { return Iterator(bytes_.data()); }
  [[nodiscard]] Iterator end() const noexcept { return Iterator(bytes_.data() + bytes_.size()); }
  /// Copies all of them, with the vectors that the machine has. REQUIRES: out.size() == size().
  void copy_to(std::span<T> out) const noexcept {
    if constexpr (Swappable<T>)
      detail::load_all(bytes_.data(), out.data(), out.size());
    else
      std::copy(begin(), end(), out.begin());
  }

 private:
  static constexpr auto width = static_cast<std::ptrdiff_t>(detail::least_size<T>);
  static T value_at(const std::byte* from) noexcept {
    T value{};
    detail::load(from, value);
    return value;
  }

  std::span<const std::byte> bytes_{};
  std::uint32_t size_ = 0;
};

template <class V>
bool decode(Decoder& in, ListView<V>& value);

/// Reads what views are made of from a Decoder: with faults, limits and modes.
class ViewChecker {
 public:
  explicit ViewChecker(Decoder& in) noexcept : in_(in) {}

  template <class... Fields>
  [[gnu::always_inline]] bool fields(const char* names, Fields&&... out) {
    return in_.fields(names, std::forward<Fields>(out)...);
  }
  template <class T>
  bool tag(const char* name, T& out) {
    return in_.field(name, decode(in_, out));
  }
  template <FixedField T>
  bool tag(const char* name, T& out) {
    return in_.fields(name, out);
  }
  bool field(const char* name, bool ok) noexcept { return in_.field(name, ok); }
  bool unknown_arm(std::int64_t discriminant) noexcept { return in_.unknown_arm(discriminant); }
  bool enter() { return in_.enter(); }
  void leave() noexcept { in_.leave(); }
  /// So that decode(in, value) reads what is no view, and views that have functions of their own.
  operator Decoder&() noexcept { return in_; }  // NOLINT(google-explicit-constructor)

  template <class V>
  bool array(ArrayView<V>& out, std::uint32_t bound, std::size_t smallest) {
    const std::size_t memory = smallest == 0 ? 1 : 0;  // else a few bytes ask for as many steps as Limits::elements
    std::uint32_t size = 0;
    return in_.count(size, bound, smallest, memory) && fixed(out, size);
  }
  template <class V>
  bool fixed(ArrayView<V>& out, std::uint32_t size) {
    const Place start = in_.place();
    if (passed_over([&](ViewSkipper& skipper) { return skipper.fixed(out, size); })) return true;
    V scratch{};
    for (std::uint32_t i = 0; i < size; ++i)
      if (!in_.element(i, decode(in_, scratch))) return false;
    out = ArrayView<V>(start, size);
    return true;
  }
  template <FixedField T>
  bool array(NumbersView<T>& out, std::uint32_t bound) {
    std::uint32_t size = 0;
    return in_.count(size, bound, detail::least_size<T>, 0) && fixed(out, size);
  }
  template <FixedField T>
  bool fixed(NumbersView<T>& out, std::uint32_t size) {
    if (passed_over([&](ViewSkipper& skipper) { return skipper.fixed(out, size); })) return true;
    const std::size_t bytes = size * detail::least_size<T>;
    if (Swappable<T> && bytes > in_.left()) return in_.fail(Fault::truncated, bytes, in_.left());
    const Place start = in_.place();
    T scratch{};
    for (std::uint32_t i = 0; i < size; ++i)
      if (!in_.element(i, in_.fields("", scratch))) return false;
    out = NumbersView<T>({start.at, in_.place().at}, size);
    return true;
  }
  template <class V>
  bool list(ListView<V>& out) {
    bool more = false;
    if (!in_.boolean(more)) return false;
    out = ListView<V>();
    return !more || chain(out);
  }
  template <class V>
  bool chain(ListView<V>& out) {
    const Place start = in_.place();
    if (passed_over([&](ViewSkipper& skipper) { return skipper.chain(out); })) return true;
    V scratch{};
    std::uint32_t size = 0;
    for (bool more = true; more; ++size)
      if (!in_.element(size, in_.charge_element() && decode(in_, scratch) && in_.boolean(more))) return false;
    out = ListView<V>(start, size);
    return true;
  }
  template <class V>
  bool optional(std::optional<V>& out) {
    bool present = false;
    if (!in_.boolean(present)) return false;
    out.reset();
    return !present || decode(in_, out.emplace());
  }
  template <class V>
  bool optional(LazyView<V>& out) {
    bool present = false;
    if (!in_.boolean(present)) return false;
    out = LazyView<V>();
    return !present || lazy(out);
  }
  template <class V>
  bool lazy(LazyView<V>& out) {
    out = LazyView<V>(in_.place());
    V scratch{};
    return decode(in_, scratch);
  }

 private:
  // Quickly, without a look at what only strict mode refuses. False if it is to be done one by one: to tell what is
  // wrong, or to look at everything.
  template <class Pass>
  bool passed_over(const Pass& pass) {
    if (in_.careful()) return false;
    ViewSkipper skipper(in_.place());
    const bool passed = pass(skipper);
    if (passed) in_.pass_to(skipper.place());
    else in_.be_careful();
    return passed;
  }

  Decoder& in_;
};

template <class V>
bool decode(Decoder& in, ListView<V>& value) {
  return ViewChecker(in).chain(value);
}

}  // namespace onc::xdr
