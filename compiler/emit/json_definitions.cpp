#include "emit/json_definitions.h"

#include <fmt/format.h>

#include "emit/json_codec.h"
#include "emit/json_functions.h"

namespace onc::compiler::emit {

// --- typedefs

void JsonAlias::declaration(Emitter& out) const {
  declare_json_functions(model_, definition_, "_" + definition_.name.cpp, out);
}

void JsonAlias::codec(Emitter& out) const {
  const model::LocalNames& local = model_.local;
  out.gap();
  out.emit({{"name", definition_.name.cpp},
            {"out", local.out},
            {"in", local.in},
            {"value", local.value},
            {"write", json_write_expression(model_, body_.type, local.out, local.value)},
            {"read", json_read_expression(model_, body_.type, local.in, local.value)}},
           R"(
    onc::xdr::JsonWriter& write_json_$name$(onc::xdr::JsonWriter& $out$, const $name$& $value$) {
      return $write$;
    }
    bool read_json_$name$(onc::xdr::JsonReader& $in$, $name$& $value$) {
      return $read$;
    }
  )");
  define_json_texts(model_, definition_, "_" + definition_.name.cpp, out);
}

// --- enums

void JsonEnum::declaration(Emitter& out) const { declare_json_functions(model_, definition_, "", out); }

void JsonEnum::codec(Emitter& out) const {
  const model::LocalNames& local = model_.local;
  out.gap();
  out.emit({{"name", definition_.name.cpp},
            {"out", local.out},
            {"in", local.in},
            {"value", local.value},
            {"number", local.number},
            {"list", local.names},
            {"names", [&] { names(out); }}},
           R"(
    onc::xdr::JsonWriter& write_json(onc::xdr::JsonWriter& $out$, $name$ $value$) {
      return $out$.enumerator(to_string($value$), static_cast<std::int32_t>($value$));
    }
    bool read_json(onc::xdr::JsonReader& $in$, $name$& $value$) {
      static constexpr onc::xdr::JsonEnumerator $list$[] = {
        $names$
      };
      std::int32_t $number$ = 0;
      if (!$in$.enumerator($list$, $number$)) return false;
      $value$ = static_cast<$name$>($number$);
      return true;
    }
  )");
  define_json_texts(model_, definition_, "", out);
}

void JsonEnum::names(Emitter& out) const {
  for (const model::Enumerator& one : body_.enumerators)
    out.line(fmt::format("{{\"{}\", {}}},", one.name.schema, model::to_string(one.value)));
}

// --- structs

void JsonStruct::declaration(Emitter& out) const { declare_json_functions(model_, definition_, "", out); }

void JsonStruct::codec(Emitter& out) const {
  out.gap();
  write(out);
  read(out);
  define_json_texts(model_, definition_, "", out);
}

void JsonStruct::write(Emitter& out) const {
  const std::string& value = model_.local.value;
  out.emit({{"name", definition_.name.cpp},
            {"out", model_.local.out},
            {"value", body_.members.empty() ? "/*" + value + "*/" : value},
            {"members", [&] { members(out); }}},
           R"(
    onc::xdr::JsonWriter& write_json(onc::xdr::JsonWriter& $out$, const $name$& $value$) {
      $out$.begin_object();
      $members$
      return $out$.end_object();
    }
  )");
}

void JsonStruct::members(Emitter& out) const {
  for (const model::Member& member : body_.members) {
    const std::string place = fmt::format("{}.key(\"{}\")", model_.local.out, member.name.schema);
    const std::string value = model_.local.value + "." + member.name.cpp;
    out.line(json_write_expression(model_, member.type, place, value) + ";");
  }
}

void JsonStruct::read(Emitter& out) const {
  const model::LocalNames& local = model_.local;
  const bool unused = body_.members.empty();
  out.emit({{"name", definition_.name.cpp},
            {"in", local.in},
            {"value", unused ? "/*" + local.value + "*/" : local.value},
            {"capture", unused ? "" : "&"},
            {"member", body_.members.size() > 1 ? " " + local.member : ""},
            {"enter", definition_.recursive ? local.in + ".enter() && " : ""},
            {"leave", definition_.recursive ? " && " + local.in + ".leave()" : ""},
            {"names", names()},
            {"choice", [&] { choice(out); }}},
           R"(
    bool read_json(onc::xdr::JsonReader& $in$, $name$& $value$) {
      return $enter$$in$.object({$names$}, [$capture$](std::size_t$member$) {
        $choice$
      })$leave$;
    }
  )");
}

std::string JsonStruct::names() const {
  std::string text;
  for (const model::Member& member : body_.members)
    text += fmt::format("{}\"{}\"", text.empty() ? "" : ", ", member.name.schema);
  return text;
}

std::string JsonStruct::read_member(const model::Member& member) const {
  return json_read_expression(model_, member.type, model_.local.in, model_.local.value + "." + member.name.cpp);
}

// The last case is what is left, so that compilers see a result of every way.
void JsonStruct::choice(Emitter& out) const {
  if (body_.members.empty()) return out.line("return false;");
  if (body_.members.size() == 1) return out.line("return " + read_member(body_.members.front()) + ";");
  const auto cases = [&] {
    for (std::size_t at = 0; at < body_.members.size(); ++at) {
      const bool last = at + 1 == body_.members.size();
      out.line(last ? "default:" : fmt::format("case {}:", at));
      out.line("  return " + read_member(body_.members[at]) + ";");
    }
  };
  out.emit({{"member", model_.local.member}, {"cases", cases}}, R"(
    switch ($member$) {
      $cases$
    }
  )");
}

}  // namespace onc::compiler::emit
