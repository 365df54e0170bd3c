#include "shape.h"

#include "parts.h"

namespace onc::test {
namespace {

// The functions of the type's own namespace, which the members below would hide.
constexpr auto decode_it = [](xdr::Decoder& in, auto& it) { return decode(in, it); };
constexpr auto encode_it = [](xdr::Encoder& out, const auto& it) { return encode(out, it); };
constexpr auto size_of_it = [](const auto& it) -> std::size_t { return xdr_size(it); };

template <class T>
class ValueOf final : public Value {
 public:
  bool decode(xdr::Decoder& in) override { return decode_it(in, held); }
  bool encode(xdr::Encoder& out) const override { return encode_it(out, held); }
  [[nodiscard]] std::size_t xdr_size() const override { return size_of_it(held); }
  [[nodiscard]] bool equals(const Value& other) const override {
    return held == static_cast<const ValueOf&>(other).held;
  }
  [[nodiscard]] std::unique_ptr<Value> copy() const override {
    auto made = std::make_unique<ValueOf>();
    made->held = held;
    return made;
  }

  T held{};
};

template <class T, class V>
class ViewOf final : public View {
 public:
  bool decode(xdr::Decoder& in) override { return decode_it(in, held_); }
  [[nodiscard]] bool same_as(const Value& value) const override {
    return same(static_cast<const ValueOf<T>&>(value).held, held_);
  }

 private:
  V held_{};
};

template <class T, class V>
Shape shape(const char* name) {
  return {name, [] { return std::unique_ptr<Value>(std::make_unique<ValueOf<T>>()); },
          [] { return std::unique_ptr<View>(std::make_unique<ViewOf<T, V>>()); }};
}

std::vector<Shape> of_rpcgen() {
  return {
#define RPCGEN_SHAPE(type) shape<shapes::type, shapes::type##_view>(#type),
#include "shapes.inc"
#undef RPCGEN_SHAPE
  };
}

std::vector<Shape> beyond_rpcgen() {
  return {
#define BEYOND_SHAPE(type) shape<beyond::type, beyond::type##_view>(#type),
#include "shapes.inc"
#undef BEYOND_SHAPE
  };
}

}  // namespace

const std::vector<Shape>& all_shapes() {
  static const std::vector<Shape> all = [] {
    std::vector<Shape> both = of_rpcgen();
    for (const Shape& one : beyond_rpcgen()) both.push_back(one);
    return both;
  }();
  return all;
}

std::size_t rpcgen_shapes() {
  static const std::size_t count = of_rpcgen().size();
  return count;
}

std::vector<std::byte> encoded(const Value& value) {
  xdr::Buffer buffer;
  xdr::Encoder out(buffer);
  if (!value.encode(out) || !out.finish()) return {};
  return {buffer.bytes().begin(), buffer.bytes().end()};
}

}  // namespace onc::test
