#include <fmt/format.h>
#include <fmt/ranges.h>

#include "emit/codec.h"
#include "emit/runs.h"
#include "emit/union_parts.h"
#include "emit/unions.h"

namespace onc::compiler::emit {
namespace {

using model::Arm;

constexpr std::size_t most_of_an_arm = 6;  // values; larger arms are left to the codecs of their types

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

// The discriminant, which stands in one run with an arm that is one: `value` is the C++ value.
Run UnionCodec::tag_run(const std::string& value) const {
  return run_of(model_, body_.discriminant.type, body_.discriminant.name.schema, value, "");
}

// Reads or writes the discriminant by itself.
std::string UnionCodec::tag_step(const std::string& coder, const std::string& value, Expression expression) const {
  const model::Member& tag = body_.discriminant;
  if (!tag_run(value).empty()) return fmt::format("{}.fields(\"{}\", {})", coder, tag.name.schema, value);
  return fmt::format("{}.field(\"{}\", {})", coder, tag.name.schema, expression(model_, tag.type, coder, value));
}

std::string UnionCodec::encoded(const Arm& arm) const {
  const std::string& out = model_.local.out;
  const std::string tag = tag_value();
  Run run = tag_run(tag);
  const std::string first = run.empty() ? "" : tag_step(out, tag, encode_expression);
  const std::string place = fmt::format("{}.{}()", model_.local.value, arm.name.cpp);
  if (!has_storage(arm)) return fmt::format("return {};", first.empty() ? "true" : first);
  const Run parts = run_of(model_, arm.type, arm.name.schema, "*" + place, place + "->");
  if (!parts.empty() && parts.names.size() <= most_of_an_arm) {
    run.append(parts);
    return fmt::format("return {}.fields({});", out, run.arguments());
  }
  return fmt::format("return {}{}{}.field(\"{}\", {});", first, first.empty() ? "" : " && ", out, arm.name.schema,
                     encode_expression(model_, arm.type, out, "*" + place));
}

std::string UnionCodec::decoded(const Arm& arm) const {
  const model::LocalNames& local = model_.local;
  Run run = tag_run(local.tag);
  if (!run.empty()) run.fields.front() = {fmt::format("onc::xdr::Peeked{{{}}}", local.tag)};
  const std::string first = run.empty() ? "" : fmt::format("{}.fields({}) && ", local.in, run.arguments());
  if (!has_storage(arm)) return fmt::format("return {}{}.select_void({});", first, local.value, local.tag);
  const std::string place = fmt::format("{0}.select({0}.{1}, {2}::{3}, {4})", local.value, arm.storage_cpp,
                                        definition_.name.cpp, arm_constant(arm), local.tag);
  if (!arm.boxed) {
    const Run parts = run_of(model_, arm.type, arm.name.schema, local.made, local.made + ".");
    if (!parts.empty() && parts.names.size() <= most_of_an_arm) {
      run.append(parts);
      return fmt::format("{{\n  auto& {} = {};\n  return {}.fields({});\n}}", local.made, place, local.in,
                         run.arguments());
    }
  }
  return fmt::format("return {}{}.field(\"{}\", {});", first, local.in, arm.name.schema,
                     arm.boxed ? decoded_in_box(arm, place) : decode_expression(model_, arm.type, local.in, place));
}

std::string UnionCodec::decoded_in_box(const Arm& arm, const std::string& box) const {
  const model::LocalNames& local = model_.local;
  return fmt::format("{}.boxed({}, [](onc::xdr::Decoder& {}, auto& {}) {{ return {}; }})", local.in, box, local.coder,
                     local.element, decode_expression(model_, arm.type, local.coder, local.element));
}

// What has to be done before the discriminant is looked at, as a condition.
std::string UnionCodec::look_at_tag() const {
  const model::LocalNames& local = model_.local;
  if (tag_run(local.tag).empty()) return tag_step(local.in, local.tag, decode_expression);
  return fmt::format("{}.field(\"{}\", {}.peek({}))", local.in, body_.discriminant.name.schema, local.in, local.tag);
}

std::string UnionCodec::tag_value() const {
  return fmt::format("{}.{}()", model_.local.value, body_.discriminant.name.cpp);
}

std::string UnionCodec::sized(const Arm& arm) const {
  Size size{.bytes = 4};  // the discriminant's
  if (has_storage(arm))
    size.add(size_expression(model_, arm.type, fmt::format("*{}.{}()", model_.local.value, arm.name.cpp)));
  return fmt::format("return {};", size.text());
}

void UnionCodec::encode_arms(Emitter& out) const {
  const std::string tag = tag_value();
  if (tag_run(tag).empty())
    out.line(fmt::format("if (!{}) return false;", tag_step(model_.local.out, tag, encode_expression)));
  switch_over_tag(
      out, body_, tag, [&](const Arm& arm) { return encoded(arm); },
      fmt::format("return {}.unknown_arm({});", model_.local.out, tag_number(tag)));
}

void UnionCodec::decode_arms(Emitter& out) const {
  const std::string& tag = model_.local.tag;
  switch_over_tag(
      out, body_, tag, [&](const Arm& arm) { return decoded(arm); },
      fmt::format("return {}.unknown_arm({}{});", model_.local.in, tag_number(tag), tag_run(tag).empty() ? ", 4" : ""));
}

void UnionCodec::encode(Emitter& out) const {
  out.emit({{"name", definition_.name.cpp},
            {"out", model_.local.out},
            {"value", model_.local.value},
            {"arms", [&] { encode_arms(out); }}},
           R"(
    bool encode(onc::xdr::Encoder& $out$, const $name$& $value$) {
      $arms$
    }
  )");
}

void UnionCodec::decode(Emitter& out) const {
  out.emit({{"name", definition_.name.cpp},
            {"in", model_.local.in},
            {"value", model_.local.value},
            {"type", body_.discriminant.type.cpp},
            {"tag", model_.local.tag},
            {"looked", look_at_tag()},
            {"arms", [&] { decode_arms(out); }}},
           R"(
    bool decode(onc::xdr::Decoder& $in$, $name$& $value$) {
      $type$ $tag${};
      if (!$looked$) return false;
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
  out.emit({{"name", definition_.name.cpp},
            {"out", model_.local.out},
            {"value", model_.local.value},
            {"ok", model_.local.ok},
            {"arms", [&] { encode_arms(out); }}},
           R"(
    bool encode(onc::xdr::Encoder& $out$, const $name$& $value$) {
      const auto write_arm = [&] {
        $arms$
      };
      if (!$out$.enter()) return false;
      const bool $ok$ = write_arm();
      $out$.leave();
      return $ok$;
    }
  )");
}

void UnionCodec::recursive_decode(Emitter& out) const {
  out.emit({{"name", definition_.name.cpp},
            {"in", model_.local.in},
            {"value", model_.local.value},
            {"ok", model_.local.ok},
            {"type", body_.discriminant.type.cpp},
            {"tag", model_.local.tag},
            {"looked", look_at_tag()},
            {"arms", [&] { decode_arms(out); }}},
           R"(
    bool decode(onc::xdr::Decoder& $in$, $name$& $value$) {
      $type$ $tag${};
      const auto read_arm = [&] {
        $arms$
      };
      if (!$in$.enter()) return false;
      const bool $ok$ = $looked$ && read_arm();
      $in$.leave();
      return $ok$;
    }
  )");
}

}  // namespace onc::compiler::emit
