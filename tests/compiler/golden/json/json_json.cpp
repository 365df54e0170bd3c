// Made by idlc from json.x. Changes belong there.
#include "json_json.h"

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include <onc/xdr/json_reader.h>
#include <onc/xdr/json_writer.h>

namespace json {

onc::xdr::JsonWriter& write_json_key(onc::xdr::JsonWriter& out, const key& value) {
  return out.string(value);
}
bool read_json_key(onc::xdr::JsonReader& in, key& value) {
  return in.string(value, KEY_MAX);
}
std::string to_json_key(const key& value, const onc::xdr::JsonOptions& options) {
  return onc::xdr::json_text(value, options, write_json_key);
}
onc::xdr::JsonResult from_json_key(std::string_view text, key& value, const onc::xdr::JsonOptions& options) {
  return onc::xdr::from_json_text(text, value, options, read_json_key);
}

onc::xdr::JsonWriter& write_json_digest(onc::xdr::JsonWriter& out, const digest& value) {
  return out.opaque_fixed(value);
}
bool read_json_digest(onc::xdr::JsonReader& in, digest& value) {
  return in.opaque_fixed(value);
}
std::string to_json_digest(const digest& value, const onc::xdr::JsonOptions& options) {
  return onc::xdr::json_text(value, options, write_json_digest);
}
onc::xdr::JsonResult from_json_digest(std::string_view text, digest& value, const onc::xdr::JsonOptions& options) {
  return onc::xdr::from_json_text(text, value, options, read_json_digest);
}

onc::xdr::JsonWriter& write_json_maybe_int(onc::xdr::JsonWriter& out, const maybe_int& value) {
  return out.optional(value);
}
bool read_json_maybe_int(onc::xdr::JsonReader& in, maybe_int& value) {
  return in.optional(value);
}
std::string to_json_maybe_int(const maybe_int& value, const onc::xdr::JsonOptions& options) {
  return onc::xdr::json_text(value, options, write_json_maybe_int);
}
onc::xdr::JsonResult from_json_maybe_int(std::string_view text, maybe_int& value,
    const onc::xdr::JsonOptions& options) {
  return onc::xdr::from_json_text(text, value, options, read_json_maybe_int);
}

onc::xdr::JsonWriter& write_json(onc::xdr::JsonWriter& out, color value) {
  return out.enumerator(to_string(value), static_cast<std::int32_t>(value));
}
bool read_json(onc::xdr::JsonReader& in, color& value) {
  static constexpr onc::xdr::JsonEnumerator names_[] = {
    {"RED", 0},
    {"GREEN", 1},
    {"VERT", 1},
  };
  std::int32_t number = 0;
  if (!in.enumerator(names_, number)) return false;
  value = static_cast<color>(number);
  return true;
}
std::string to_json(color value, const onc::xdr::JsonOptions& options) {
  return onc::xdr::json_text(value, options);
}
onc::xdr::JsonResult from_json(std::string_view text, color& value, const onc::xdr::JsonOptions& options) {
  return onc::xdr::from_json_text(text, value, options);
}

onc::xdr::JsonWriter& write_json(onc::xdr::JsonWriter& out, const values& value) {
  out.begin_object();
  out.key("number").i32(value.number);
  out.key("large").u64(value.large);
  out.key("text").string(value.text);
  out.key("bytes").opaque(value.bytes);
  write_json_key(out.key("name"), value.name);
  out.key("names").array(value.names, write_json_key);
  out.key("kinds").array(value.kinds);
  out.key("nested").wrapped_optional(value.nested, write_json_maybe_int);
  return out.end_object();
}
bool read_json(onc::xdr::JsonReader& in, values& value) {
  return in.object({"number", "large", "text", "bytes", "name", "names", "kinds", "nested"}, [&](std::size_t member) {
    switch (member) {
      case 0:
        return in.i32(value.number);
      case 1:
        return in.u64(value.large);
      case 2:
        return in.string(value.text);
      case 3:
        return in.opaque(value.bytes, KEY_MAX);
      case 4:
        return read_json_key(in, value.name);
      case 5:
        return in.array(value.names, 2, read_json_key);
      case 6:
        return in.fixed(value.kinds);
      default:
        return in.wrapped_optional(value.nested, read_json_maybe_int);
    }
  });
}
std::string to_json(const values& value, const onc::xdr::JsonOptions& options) {
  return onc::xdr::json_text(value, options);
}
onc::xdr::JsonResult from_json(std::string_view text, values& value, const onc::xdr::JsonOptions& options) {
  return onc::xdr::from_json_text(text, value, options);
}

onc::xdr::JsonWriter& write_json(onc::xdr::JsonWriter& out, const single& value) {
  out.begin_object();
  write_json_digest(out.key("sum"), value.sum);
  return out.end_object();
}
bool read_json(onc::xdr::JsonReader& in, single& value) {
  return in.object({"sum"}, [&](std::size_t) {
    return read_json_digest(in, value.sum);
  });
}
std::string to_json(const single& value, const onc::xdr::JsonOptions& options) {
  return onc::xdr::json_text(value, options);
}
onc::xdr::JsonResult from_json(std::string_view text, single& value, const onc::xdr::JsonOptions& options) {
  return onc::xdr::from_json_text(text, value, options);
}

onc::xdr::JsonWriter& write_json(onc::xdr::JsonWriter& out, const item& value) {
  out.begin_object();
  write_json(out.key("kind"), value.kind);
  return out.end_object();
}
bool read_json(onc::xdr::JsonReader& in, item& value) {
  return in.object({"kind"}, [&](std::size_t) {
    return read_json(in, value.kind);
  });
}
std::string to_json(const item& value, const onc::xdr::JsonOptions& options) {
  return onc::xdr::json_text(value, options);
}
onc::xdr::JsonResult from_json(std::string_view text, item& value, const onc::xdr::JsonOptions& options) {
  return onc::xdr::from_json_text(text, value, options);
}

onc::xdr::JsonWriter& write_json(onc::xdr::JsonWriter& out, const items& value) {
  out.begin_object();
  out.key("any").array(value.any);
  out.key("some").array(value.some);
  out.key("rows").array(value.rows, [](onc::xdr::JsonWriter& coder, const auto& element) { coder.array(element); });
  return out.end_object();
}
bool read_json(onc::xdr::JsonReader& in, items& value) {
  return in.object({"any", "some", "rows"}, [&](std::size_t member) {
    switch (member) {
      case 0:
        return in.list(value.any);
      case 1:
        return in.chain(value.some);
      default:
        return in.array(value.rows, 2, [](onc::xdr::JsonReader& coder, auto& element) { return coder.chain(element); });
    }
  });
}
std::string to_json(const items& value, const onc::xdr::JsonOptions& options) {
  return onc::xdr::json_text(value, options);
}
onc::xdr::JsonResult from_json(std::string_view text, items& value, const onc::xdr::JsonOptions& options) {
  return onc::xdr::from_json_text(text, value, options);
}

onc::xdr::JsonWriter& write_json(onc::xdr::JsonWriter& out, const result& value) {
  write_json(out.begin_union(), value.kind());
  switch (value.kind()) {
    case color::RED:
      return write_json(out, *value.found()).end_union();
    case color::GREEN:
      return out.null().end_union();
    default:
      return out.i32(*value.error()).end_union();
  }
}
bool read_json(onc::xdr::JsonReader& in, result& value) {
  color tag{};
  if (!in.begin_union() || !read_json(in, tag)) return false;
  switch (tag) {
    case color::RED:
      return in.select(value, [&] { return result::make_found({}); })
          && in.end_union("found", read_json(in, *value.found()));
    case color::GREEN:
      return in.select(value, [&] { return result::make_void(); }) && in.end_union();
    default:
      return in.select(value, [&] { return result::make_error(tag, {}); })
          && in.end_union("error", in.i32(*value.error()));
  }
}
std::string to_json(const result& value, const onc::xdr::JsonOptions& options) {
  return onc::xdr::json_text(value, options);
}
onc::xdr::JsonResult from_json(std::string_view text, result& value, const onc::xdr::JsonOptions& options) {
  return onc::xdr::from_json_text(text, value, options);
}

onc::xdr::JsonWriter& write_json(onc::xdr::JsonWriter& out, const maybe& value) {
  out.begin_union().boolean(value.there());
  if (value.there()) return write_json(out, *value.value()).end_union();
  return out.null().end_union();
}
bool read_json(onc::xdr::JsonReader& in, maybe& value) {
  bool tag{};
  if (!in.begin_union() || !in.boolean(tag)) return false;
  if (tag) return in.select(value, [&] { return maybe::make_value({}); })
      && in.end_union("value", read_json(in, *value.value()));
  return in.select(value, [&] { return maybe::make_void(); }) && in.end_union();
}
std::string to_json(const maybe& value, const onc::xdr::JsonOptions& options) {
  return onc::xdr::json_text(value, options);
}
onc::xdr::JsonResult from_json(std::string_view text, maybe& value, const onc::xdr::JsonOptions& options) {
  return onc::xdr::from_json_text(text, value, options);
}

onc::xdr::JsonWriter& write_json(onc::xdr::JsonWriter& out, const tree& value) {
  out.begin_union().i32(value.kind());
  switch (value.kind()) {
    case 0:
      return out.i32(*value.leaf()).end_union();
    case 1:
      return write_json(out, *value.both()).end_union();
    default:
      return out.null().end_union();
  }
}
bool read_json(onc::xdr::JsonReader& in, tree& value) {
  std::int32_t tag{};
  if (!in.enter() || !in.begin_union() || !in.i32(tag)) return false;
  switch (tag) {
    case 0:
      return in.select(value, [&] { return tree::make_leaf({}); }) && in.end_union("leaf", in.i32(*value.leaf()))
          && in.leave();
    case 1:
      return in.select(value, [&] { return tree::make_both({}); }, sizeof(branch))
          && in.end_union("both", read_json(in, *value.both())) && in.leave();
    default:
      return in.unknown_arm();
  }
}
std::string to_json(const tree& value, const onc::xdr::JsonOptions& options) {
  return onc::xdr::json_text(value, options);
}
onc::xdr::JsonResult from_json(std::string_view text, tree& value, const onc::xdr::JsonOptions& options) {
  return onc::xdr::from_json_text(text, value, options);
}

onc::xdr::JsonWriter& write_json(onc::xdr::JsonWriter& out, const branch& value) {
  out.begin_object();
  write_json(out.key("left"), value.left);
  write_json(out.key("right"), value.right);
  return out.end_object();
}
bool read_json(onc::xdr::JsonReader& in, branch& value) {
  return in.enter() && in.object({"left", "right"}, [&](std::size_t member) {
    switch (member) {
      case 0:
        return read_json(in, value.left);
      default:
        return read_json(in, value.right);
    }
  }) && in.leave();
}
std::string to_json(const branch& value, const onc::xdr::JsonOptions& options) {
  return onc::xdr::json_text(value, options);
}
onc::xdr::JsonResult from_json(std::string_view text, branch& value, const onc::xdr::JsonOptions& options) {
  return onc::xdr::from_json_text(text, value, options);
}

onc::xdr::JsonWriter& write_json(onc::xdr::JsonWriter& out, const to_json_& value) {
  out.begin_object();
  out.key("text").i32(value.text);
  out.key("value").i32(value.value);
  return out.end_object();
}
bool read_json(onc::xdr::JsonReader& in, to_json_& value) {
  return in.object({"text", "value"}, [&](std::size_t member) {
    switch (member) {
      case 0:
        return in.i32(value.text);
      default:
        return in.i32(value.value);
    }
  });
}
std::string to_json(const to_json_& value, const onc::xdr::JsonOptions& options) {
  return onc::xdr::json_text(value, options);
}
onc::xdr::JsonResult from_json(std::string_view text, to_json_& value, const onc::xdr::JsonOptions& options) {
  return onc::xdr::from_json_text(text, value, options);
}

onc::xdr::JsonWriter& write_json_read_json_key_(onc::xdr::JsonWriter& out, const read_json_key_& value) {
  return out.array(value);
}
bool read_json_read_json_key_(onc::xdr::JsonReader& in, read_json_key_& value) {
  return in.fixed(value);
}
std::string to_json_read_json_key_(const read_json_key_& value, const onc::xdr::JsonOptions& options) {
  return onc::xdr::json_text(value, options, write_json_read_json_key_);
}
onc::xdr::JsonResult from_json_read_json_key_(std::string_view text, read_json_key_& value,
    const onc::xdr::JsonOptions& options) {
  return onc::xdr::from_json_text(text, value, options, read_json_read_json_key_);
}

}  // namespace json
