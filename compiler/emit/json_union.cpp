#include <fmt/format.h>

#include "emit/json_codec.h"
#include "emit/json_definitions.h"
#include "emit/json_functions.h"
#include "emit/union_parts.h"

namespace onc::compiler::emit {

using model::Arm;

void JsonUnion::declaration(Emitter& out) const { declare_json_functions(model_, definition_, "", out); }

void JsonUnion::codec(Emitter& out) const {
  out.gap();
  write(out);
  read(out);
  define_json_texts(model_, definition_, "", out);
}

std::string JsonUnion::value_of(const Arm& arm) const {
  return fmt::format("*{}.{}()", model_.local.value, arm.name.cpp);
}

std::string JsonUnion::written(const Arm& arm) const {
  const std::string& out = model_.local.out;
  const std::string value =
      has_storage(arm) ? json_write_expression(model_, arm.type, out, value_of(arm)) : out + ".null()";
  return fmt::format("return {}.end_union();", value);
}

void JsonUnion::write(Emitter& out) const {
  const model::LocalNames& local = model_.local;
  const std::string tag = fmt::format("{}.{}()", local.value, body_.discriminant.name.cpp);
  const auto action = [&](const Arm& arm) { return written(arm); };
  const std::string otherwise = fmt::format("return {}.null().end_union();", local.out);
  out.emit({{"name", definition_.name.cpp},
            {"out", local.out},
            {"value", local.value},
            {"key", json_write_expression(model_, body_.discriminant.type, local.out + ".begin_union()", tag)},
            {"arms", [&] { switch_over_tag(out, body_, tag, action, otherwise); }}},
           R"(
    onc::xdr::JsonWriter& write_json(onc::xdr::JsonWriter& $out$, const $name$& $value$) {
      $key$;
      $arms$
    }
  )");
}

// The union with the arm, which is read into it.
std::string JsonUnion::made(const Arm& arm) const {
  const std::string& name = definition_.name.cpp;
  const std::string& tag = model_.local.tag;
  if (!has_storage(arm)) return fmt::format("{}::make_void({})", name, void_needs_tag(body_) ? tag : "");
  return fmt::format("{}::make_{}({}{{}})", name, arm.name.cpp, needs_tag(arm) ? tag + ", " : "");
}

std::string JsonUnion::read(const Arm& arm) const {
  const std::string& in = model_.local.in;
  const std::string boxed = arm.boxed ? fmt::format(", sizeof({})", arm.type.cpp) : "";
  const std::string value = has_storage(arm) ? fmt::format("\"{}\", {}", arm.name.schema,
                                                           json_read_expression(model_, arm.type, in, value_of(arm)))
                                             : "";
  const std::string leave = definition_.recursive ? fmt::format(" && {}.leave()", in) : "";
  return fmt::format("return {0}.select({1}, [&] {{ return {2}; }}{3}) && {0}.end_union({4}){5};", in,
                     model_.local.value, made(arm), boxed, value, leave);
}

void JsonUnion::read(Emitter& out) const {
  const model::LocalNames& local = model_.local;
  const auto action = [&](const Arm& arm) { return read(arm); };
  const std::string otherwise = fmt::format("return {}.unknown_arm();", local.in);
  out.emit({{"name", definition_.name.cpp},
            {"in", local.in},
            {"value", local.value},
            {"type", body_.discriminant.type.cpp},
            {"local", local.tag},
            {"enter", definition_.recursive ? fmt::format("!{}.enter() || ", local.in) : ""},
            {"tag", json_read_expression(model_, body_.discriminant.type, local.in, local.tag)},
            {"arms", [&] { switch_over_tag(out, body_, local.tag, action, otherwise); }}},
           R"(
    bool read_json(onc::xdr::JsonReader& $in$, $name$& $value$) {
      $type$ $local${};
      if ($enter$!$in$.begin_union() || !$tag$) return false;
      $arms$
    }
  )");
}

}  // namespace onc::compiler::emit
