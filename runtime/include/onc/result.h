// Result<T>: a value, or the Error that explains why there is none. Its surface is a subset of std::expected.
#pragma once

#include <memory>
#include <new>
#include <type_traits>
#include <utility>

#include <onc/error.h>

namespace onc {

/// Either a T or an Error. Must be looked at; success allocates nothing.
template <class T>
class [[nodiscard]] Result {
 public:
  // NOLINT(google-explicit-constructor)
  Result(T value) : has_value_(true) { std::construct_at(&value_, std::move(value)); }
  // NOLINT(google-explicit-constructor)
  Result(Error error) : has_value_(false) { std::construct_at(&error_, std::move(error)); }
  Result(const Result& other) : has_value_(other.has_value_) { construct(other); }
  Result(Result&& other) noexcept : has_value_(other.has_value_) { construct(std::move(other)); }
  Result& operator=(Result other) noexcept {
    destroy();
    has_value_ = other.has_value_;
    construct(std::move(other));
    return *this;
  }
  ~Result() { destroy(); }

  [[nodiscard]] bool has_value() const noexcept { return has_value_; }
  explicit operator bool() const noexcept { return has_value_; }

  /// REQUIRES: has_value().
  T& operator*() & noexcept { return value_; }
  const T& operator*() const& noexcept { return value_; }
  T&& operator*() && noexcept { return std::move(value_); }
  T* operator->() noexcept { return &value_; }
  const T* operator->() const noexcept { return &value_; }

  /// REQUIRES: !has_value().
  [[nodiscard]] const Error& error() const& noexcept { return error_; }
  [[nodiscard]] Error& error() & noexcept { return error_; }
  [[nodiscard]] Error&& error() && noexcept { return std::move(error_); }

  /// The value; throws RpcFailure with the error when there is none.
  T& value() & {
    require();
    return value_;
  }
  const T& value() const& {
    require();
    return value_;
  }
  T&& value() && {
    require();
    return std::move(value_);
  }
  template <class Default>
  [[nodiscard]] T value_or(Default&& otherwise) const& {
    return has_value_ ? value_ : static_cast<T>(std::forward<Default>(otherwise));
  }

 private:
  template <class Other>
  void construct(Other&& other) {
    if (has_value_) {
      std::construct_at(&value_, std::forward<Other>(other).value_);
    } else {
      std::construct_at(&error_, std::forward<Other>(other).error_);
    }
  }
  void destroy() noexcept {
    if (has_value_) {
      std::destroy_at(&value_);
    } else {
      std::destroy_at(&error_);
    }
  }
  void require() const {
    if (!has_value_) throw RpcFailure(error_);
  }

  union {
    T value_;
    Error error_;
  };
  bool has_value_;
};

/// Success, or the Error that explains the failure.
template <>
class [[nodiscard]] Result<void> {
 public:
  Result() noexcept = default;
  Result(Error error) : error_(std::move(error)), has_value_(false) {}  // NOLINT(google-explicit-constructor)

  [[nodiscard]] bool has_value() const noexcept { return has_value_; }
  explicit operator bool() const noexcept { return has_value_; }
  [[nodiscard]] const Error& error() const& noexcept { return error_; }
  [[nodiscard]] Error& error() & noexcept { return error_; }
  [[nodiscard]] Error&& error() && noexcept { return std::move(error_); }
  void value() const {
    if (!has_value_) throw RpcFailure(error_);
  }

 private:
  Error error_;
  bool has_value_ = true;
};

}  // namespace onc
