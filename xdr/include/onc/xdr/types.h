// C++ types that stand for XDR types the standard library has no good word for.
#pragma once

#include <array>
#include <cstddef>
#include <memory>
#include <utility>
#include <vector>

namespace onc::xdr {

/// `quadruple`: an IEEE 754 binary128 number as its 16 bytes in network order (RFC 4506 section 4.8).
struct Quadruple {
  std::array<std::byte, 16> bytes{};
  friend bool operator==(const Quadruple&, const Quadruple&) = default;
};

/// `T *` where T contains itself: an optional value on the heap. Copies and compares what it holds, like
/// std::optional, and is movable without touching it. T may be incomplete where Boxed<T> is a member.
template <class T>
class Boxed {
 public:
  Boxed() noexcept;
  Boxed(T value) : held_(std::make_unique<T>(std::move(value))) {}  // NOLINT(google-explicit-constructor): as optional
  Boxed(const Boxed& other) : held_(other.held_ ? std::make_unique<T>(*other.held_) : nullptr) {}
  Boxed(Boxed&&) noexcept = default;
  Boxed& operator=(const Boxed& other) {
    if (this != &other) *this = Boxed(other);
    return *this;
  }
  Boxed& operator=(Boxed&&) noexcept = default;
  ~Boxed();

  [[nodiscard]] bool has_value() const noexcept { return held_ != nullptr; }
  explicit operator bool() const noexcept { return has_value(); }
  /// REQUIRES: has_value().
  T& operator*() noexcept { return *held_; }
  const T& operator*() const noexcept { return *held_; }
  T* operator->() noexcept { return held_.get(); }
  const T* operator->() const noexcept { return held_.get(); }

  template <class... Arguments>
  T& emplace(Arguments&&... arguments) {
    held_ = std::make_unique<T>(std::forward<Arguments>(arguments)...);
    return *held_;
  }
  void reset() noexcept { held_.reset(); }
  /// What it holds, made first if there is nothing.
  T& fill() { return held_ ? *held_ : emplace(); }

  friend bool operator==(const Boxed& left, const Boxed& right) {
    return left.held_ && right.held_ ? *left.held_ == *right.held_ : !left.held_ && !right.held_;
  }

 private:
  std::unique_ptr<T> held_;
};

// Outside the class, because from C++23 on they would be constexpr inside it, and instantiated with the incomplete T.
template <class T>
Boxed<T>::Boxed() noexcept = default;
template <class T>
Boxed<T>::~Boxed() = default;

/// A std::vector whose element type is still incomplete where the vector is a member with a default initialiser:
/// types that contain arrays of each other. Use it as the std::vector it is.
template <class T>
class Vector : public std::vector<T> {
 public:
  using std::vector<T>::vector;
  Vector() noexcept;
  Vector(const Vector&) = default;
  Vector(Vector&&) noexcept = default;
  Vector& operator=(const Vector&) = default;
  Vector& operator=(Vector&&) noexcept = default;
  ~Vector();
};

// Outside the class, because a default constructor inside it would be instantiated with the incomplete T, and so would
// the destructor, being constexpr, where a struct around one with the vector has a default initialiser.
template <class T>
Vector<T>::Vector() noexcept : std::vector<T>() {}
template <class T>
Vector<T>::~Vector() = default;

}  // namespace onc::xdr
