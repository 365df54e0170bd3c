// Whether a view and a value hold the same: member by member, element by element. Numbers are compared by their bits,
// so that a NaN is the same as itself.
#pragma once

#include <bit>
#include <cstring>
#include <ranges>
#include <tuple>
#include <type_traits>
#include <utility>

#include "own_views.h"

namespace onc::test {

// What a value of the type consists of, of itself and of its view: they have the same names.
template <class T>
using Of = std::type_identity<T>;

inline auto parts(Of<shapes::numbers>, const auto& v) {
  return std::tie(v.i, v.u, v.h, v.uh, v.f, v.d, v.b, v.c, v.sum, v.exact);
}
inline auto parts(Of<shapes::narrow>, const auto& v) {
  return std::tie(v.c, v.uc, v.s, v.us, v.p, v.fixed, v.many, v.maybe);
}
inline auto parts(Of<shapes::texts>, const auto& v) {
  return std::tie(v.any, v.bounded, v.through, v.bytes, v.few, v.id, v.maybe, v.ids, v.all, v.two, v.end);
}
inline auto parts(Of<shapes::point>, const auto& v) { return std::tie(v.x, v.y); }
inline auto parts(Of<shapes::big>, const auto& v) { return std::tie(v.numbers, v.corners, v.sums); }
inline auto parts(Of<shapes::arrays>, const auto& v) {
  return std::tie(v.some, v.few, v.reals, v.flags, v.all, v.colours, v.pair, v.sums, v.row, v.table, v.path, v.ends,
                  v.notes, v.small, v.end);
}
inline auto parts(Of<shapes::optionals>, const auto& v) {
  return std::tie(v.number, v.flag, v.tint, v.sum, v.place, v.large, v.note, v.end);
}
inline auto parts(Of<shapes::sparse>, const auto& v) { return std::tie(v.many, v.two, v.end); }
inline auto parts(Of<shapes::item>, const auto& v) { return std::tie(v.name, v.size); }
inline auto parts(Of<shapes::bare>, const auto& /*v*/) { return std::tuple<>(); }
inline auto parts(Of<shapes::lists>, const auto& v) {
  return std::tie(v.first, v.second, v.by_value, v.several, v.pair, v.count, v.end);
}
inline auto parts(Of<shapes::listing>, const auto& v) { return std::tie(v.id, v.entries); }
inline auto parts(Of<shapes::tree>, const auto& v) { return std::tie(v.value, v.left, v.right, v.height); }
inline auto parts(Of<shapes::branch>, const auto& v) { return std::tie(v.name, v.children, v.trunk, v.height); }
inline auto parts(Of<shapes::grove>, const auto& v) { return std::tie(v.name, v.inside, v.height); }
inline auto parts(Of<shapes::forest>, const auto& v) { return std::tie(v.first, v.end); }
inline auto parts(Of<shapes::by_enum>, const auto& v) { return std::tuple(v.tint(), v.number(), v.text()); }
inline auto parts(Of<shapes::by_bool>, const auto& v) { return std::tuple(v.found(), v.note()); }
inline auto parts(Of<shapes::by_int>, const auto& v) {
  return std::tuple(v.kind(), v.number(), v.path(), v.queue(), v.rest());
}
inline auto parts(Of<shapes::by_unsigned>, const auto& v) { return std::tuple(v.kind(), v.flags(), v.large()); }
inline auto parts(Of<shapes::by_port>, const auto& v) { return std::tuple(v.number(), v.page()); }
inline auto parts(Of<shapes::by_enum_default>, const auto& v) { return std::tuple(v.tint(), v.other(), v.flag()); }
inline auto parts(Of<shapes::unions>, const auto& v) {
  return std::tie(v.a, v.b, v.c, v.d, v.e, v.many, v.two, v.maybe, v.end);
}
inline auto parts(Of<shapes::nested>, const auto& v) { return std::tuple(v.kind(), v.deeper(), v.value()); }
inline auto parts(Of<shapes::expression>, const auto& v) {
  return std::tuple(v.kind(), v.number(), v.negated(), v.sum());
}
inline auto parts(Of<shapes::file>, const auto& v) { return std::tie(v.parts); }
inline auto parts(Of<shapes::folders>, const auto& v) { return std::tie(v.all, v.end); }
inline auto parts(Of<shapes::reply_entry>, const auto& v) { return std::tie(v.name, v.tint, v.what); }
inline auto parts(Of<shapes::reply>, const auto& v) { return std::tie(v.status, v.entries, v.more); }
inline auto parts(Of<shapes::everything>, const auto& v) { return std::tie(v.a, v.b, v.c, v.d, v.e, v.f, v.g, v.h); }

inline auto parts(Of<beyond::zeros>, const auto& v) { return std::tie(v.first, v.many, v.end); }
inline auto parts(Of<beyond::front>, const auto& v) { return std::tie(v.none, v.end); }
inline auto parts(Of<beyond::exact>, const auto& v) { return std::tie(v.one, v.few, v.two); }
inline auto parts(Of<beyond::term>, const auto& v) {
  return std::tuple(v.kind(), v.number(), v.negated(), v.both(), v.sum());
}
inline auto parts(Of<beyond::pair>, const auto& v) { return std::tie(v.left, v.right); }
inline auto parts(Of<beyond::terms_apart>, const auto& v) { return std::tie(v.many, v.two, v.end); }
inline auto parts(Of<beyond::stringlist>, const auto& v) { return std::tuple(v.opted(), v.element()); }
inline auto parts(Of<beyond::stringlist_element>, const auto& v) { return std::tie(v.item, v.next); }
inline auto parts(Of<beyond::words>, const auto& v) { return std::tie(v.all, v.two); }

template <class T>
concept Holder = requires(const T& holder) {
  { holder.has_value() } -> std::same_as<bool>;
  *holder;
};
template <class T>
concept Bits = std::is_arithmetic_v<T> || std::is_enum_v<T> || std::same_as<T, xdr::Quadruple>;

template <class Value, class View>
bool same(const Value& value, const View& view);

template <class Value, class View>
bool same_elements(const Value& values, const View& views) {
  auto value = values.begin();
  std::size_t count = 0;
  for (const auto& view : views) {
    if (value == values.end()) return false;
    const std::ranges::range_value_t<Value>& element = *value;  // of a bool what vector<bool> refers to
    if (!same(element, view)) return false;
    ++value;
    ++count;
  }
  return value == values.end() && count == views.size();
}

template <class Value, class View>
bool same_parts(const Value& value, const View& view) {
  const auto values = parts(Of<Value>{}, value);
  const auto views = parts(Of<Value>{}, view);
  return [&]<std::size_t... at>(std::index_sequence<at...>) {
    return (same(std::get<at>(values), std::get<at>(views)) && ...);
  }
  (std::make_index_sequence<std::tuple_size_v<decltype(values)>>{});
}

template <class Value, class View>
bool same(const Value& value, const View& view) {
  if constexpr (Bits<Value>) {
    return std::memcmp(&value, &view, sizeof value) == 0;
  } else if constexpr (std::is_pointer_v<Value>) {  // an arm
    return value == nullptr || view == nullptr ? value == nullptr && view == nullptr : same(*value, *view);
  } else if constexpr (std::ranges::range<Value>) {
    return same_elements(value, view);
  } else if constexpr (Holder<Value>) {
    return value.has_value() == view.has_value() && (!value.has_value() || same(*value, *view));
  } else {
    return same_parts(value, view);
  }
}

}  // namespace onc::test
