// The types of shapes.x and beyond.x behind one interface, so that whatever is checked of all of them is written and
// compiled once.
#pragma once

#include <cstddef>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include <onc/xdr/decoder.h>
#include <onc/xdr/encoder.h>

namespace onc::test {

/// A value of some type.
class Value {
 public:
  Value() = default;
  Value(const Value&) = delete;
  Value& operator=(const Value&) = delete;
  virtual ~Value() = default;

  virtual bool decode(xdr::Decoder& in) = 0;
  virtual bool encode(xdr::Encoder& out) const = 0;
  [[nodiscard]] virtual std::size_t xdr_size() const = 0;
  /// Of the same type.
  [[nodiscard]] virtual bool equals(const Value& other) const = 0;
  [[nodiscard]] virtual std::unique_ptr<Value> copy() const = 0;
};

/// A view of the same type.
class View {
 public:
  View() = default;
  View(const View&) = delete;
  View& operator=(const View&) = delete;
  virtual ~View() = default;

  virtual bool decode(xdr::Decoder& in) = 0;
  /// Whether it tells what the value holds.
  [[nodiscard]] virtual bool same_as(const Value& value) const = 0;
};

struct Shape {
  const char* name;
  std::unique_ptr<Value> (*value)();
  std::unique_ptr<View> (*view)();
};

/// All types; the first `rpcgen_shapes()` are those of shapes.x, in the order of shapes.inc.
const std::vector<Shape>& all_shapes();
std::size_t rpcgen_shapes();

/// What is encoded of a value, empty if that is refused.
std::vector<std::byte> encoded(const Value& value);

}  // namespace onc::test
