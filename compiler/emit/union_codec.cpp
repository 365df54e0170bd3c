#include <fmt/format.h>

#include "emit/codec.h"
#include "emit/union_parts.h"
#include "emit/unions.h"

namespace onc::compiler::emit {
namespace {

using model::Arm;

std::string tag_number(std::string_view expression) { return fmt::format("static_cast<std::int64_t>({})", expression); }

}  // namespace

void UnionCodec::emit(Emitter& out) const {
  out.gap();
  if (definition_.recursive) {
    recursive_encode(out);
    recursive_decode(out);
  } else {
    encode(out);
    decode(out);
  }
  if (!definition_.fixed_size) size(out);
  text(out);
}

std::string UnionCodec::encoded(const Arm& arm) const {
  if (!has_storage(arm)) return "return true;";
  const std::string value = fmt::format("*{}.{}()", model_.local.value, arm.name.cpp);
  return fmt::format("return {}.field(\"{}\", {});", model_.local.out, arm.name.schema,
                     encode_expression(model_, arm.type, model_.local.out, value));
}

std::string UnionCodec::decoded(const Arm& arm) const {
  if (!has_storage(arm)) return "return true;";
  const std::string value = fmt::format("*{}.{}()", model_.local.value, arm.name.cpp);
  return fmt::format("return {}.field(\"{}\", {});", model_.local.in, arm.name.schema,
                     decode_expression(model_, arm.type, model_.local.in, value));
}

std::string UnionCodec::sized(const Arm& arm) const {
  Size size{.bytes = 4};  // the discriminant's
  if (has_storage(arm))
    size.add(size_expression(model_, arm.type, fmt::format("*{}.{}()", model_.local.value, arm.name.cpp)));
  return fmt::format("return {};", size.text());
}

void UnionCodec::encode_arms(Emitter& out) const {
  const std::string tag = fmt::format("{}.{}()", model_.local.value, body_.discriminant.name.cpp);
  switch_over_tag(
      out, body_, tag, [&](const Arm& arm) { return encoded(arm); },
      fmt::format("return {}.unknown_arm({});", model_.local.out, tag_number(tag)));
}

void UnionCodec::decode_arms(Emitter& out) const {
  const std::string tag = fmt::format("{}.{}()", model_.local.value, body_.discriminant.name.cpp);
  switch_over_tag(
      out, body_, tag, [&](const Arm& arm) { return decoded(arm); },
      fmt::format("return {}.unknown_arm({});", model_.local.in, tag_number(tag)));
}

void UnionCodec::encode(Emitter& out) const {
  const std::string tag = fmt::format("{}.{}()", model_.local.value, body_.discriminant.name.cpp);
  out.emit({{"name", definition_.name.cpp},
            {"out", model_.local.out},
            {"value", model_.local.value},
            {"tag_name", body_.discriminant.name.schema},
            {"tag", encode_expression(model_, body_.discriminant.type, model_.local.out, tag)},
            {"arms", [&] { encode_arms(out); }}},
           R"(
    bool encode(onc::xdr::Encoder& $out$, const $name$& $value$) {
      if (!$out$.field("$tag_name$", $tag$)) return false;
      $arms$
    }
  )");
}

void UnionCodec::decode(Emitter& out) const {
  const std::string& tag = model_.local.tag;
  out.emit({{"name", definition_.name.cpp},
            {"in", model_.local.in},
            {"value", model_.local.value},
            {"type", body_.discriminant.type.cpp},
            {"tag_name", body_.discriminant.name.schema},
            {"tag", decode_expression(model_, body_.discriminant.type, model_.local.in, tag)},
            {"local", tag},
            {"wide", tag_number(tag)},
            {"arms", [&] { decode_arms(out); }}},
           R"(
    bool decode(onc::xdr::Decoder& $in$, $name$& $value$) {
      $type$ $local${};
      if (!$in$.field("$tag_name$", $tag$)) return false;
      if (!$value$.select($local$)) return $in$.unknown_arm($wide$);
      $arms$
    }
  )");
}

void UnionCodec::size(Emitter& out) const {
  const std::string tag = fmt::format("{}.{}()", model_.local.value, body_.discriminant.name.cpp);
  const auto action = [&](const Arm& arm) { return sized(arm); };
  out.emit({{"name", definition_.name.cpp},
            {"value", model_.local.value},
            {"arms", [&] { switch_over_tag(out, body_, tag, action, "return 4;"); }}},
           R"(
    std::size_t xdr_size(const $name$& $value$) {
      $arms$
    }
  )");
}

void UnionCodec::text(Emitter& out) const {
  const std::string& value = model_.local.value;
  const auto field = [&](std::string_view function, const model::Name& name) {
    out.line(fmt::format(".{}(\"{}\", {}.{}())", function, name.schema, value, name.cpp));
  };
  out.emit({{"name", definition_.name.cpp},
            {"value", value},
            {"fields",
             [&] {
               field("field", body_.discriminant.name);
               for (const Arm* arm : stored_arms(body_)) field("arm", arm->name);
             }}},
           R"(
    std::string to_string(const $name$& $value$) {
      return onc::xdr::Printer()
          $fields$
          .text();
    }
  )");
}

// A value of such a type may contain others of it, so its depth counts.
void UnionCodec::recursive_encode(Emitter& out) const {
  const std::string tag = fmt::format("{}.{}()", model_.local.value, body_.discriminant.name.cpp);
  out.emit({{"name", definition_.name.cpp},
            {"out", model_.local.out},
            {"value", model_.local.value},
            {"ok", model_.local.ok},
            {"tag_name", body_.discriminant.name.schema},
            {"tag", encode_expression(model_, body_.discriminant.type, model_.local.out, tag)},
            {"arms", [&] { encode_arms(out); }}},
           R"(
    namespace {
    bool write_arm(onc::xdr::Encoder& $out$, const $name$& $value$) {
      $arms$
    }
    }  // namespace
    bool encode(onc::xdr::Encoder& $out$, const $name$& $value$) {
      if (!$out$.enter()) return false;
      const bool $ok$ = $out$.field("$tag_name$", $tag$) && write_arm($out$, $value$);
      $out$.leave();
      return $ok$;
    }
  )");
}

void UnionCodec::recursive_decode(Emitter& out) const {
  const std::string& tag = model_.local.tag;
  out.emit({{"name", definition_.name.cpp},
            {"in", model_.local.in},
            {"value", model_.local.value},
            {"ok", model_.local.ok},
            {"type", body_.discriminant.type.cpp},
            {"tag_name", body_.discriminant.name.schema},
            {"tag", decode_expression(model_, body_.discriminant.type, model_.local.in, tag)},
            {"local", tag},
            {"wide", tag_number(tag)},
            {"arms", [&] { decode_arms(out); }}},
           R"(
    namespace {
    bool read_arm(onc::xdr::Decoder& $in$, $name$& $value$) {
      $arms$
    }
    }  // namespace
    bool decode(onc::xdr::Decoder& $in$, $name$& $value$) {
      $type$ $local${};
      if (!$in$.field("$tag_name$", $tag$)) return false;
      if (!$value$.select($local$)) return $in$.unknown_arm($wide$);
      if (!$in$.enter()) return false;
      const bool $ok$ = read_arm($in$, $value$);
      $in$.leave();
      return $ok$;
    }
  )");
}

}  // namespace onc::compiler::emit
