#include "emit/definitions.h"

#include <algorithm>
#include <set>
#include <utility>

#include <fmt/format.h>

#include "emit/codec.h"
#include "emit/runs.h"

namespace onc::compiler::emit {
namespace {

// A size that does not depend on the value is told right here.
void declare_size(const model::Model& model, const model::Definition& definition, const std::string& function,
                  const std::string& parameter, Emitter& out) {
  if (definition.fixed_size)
    out.emit({{"function", function}, {"parameter", parameter}, {"size", std::to_string(definition.min_size)}},
             "constexpr std::size_t $function$($parameter$) noexcept { return $size$; }");
  else
    out.emit({{"function", function}, {"parameter", parameter}, {"value", model.local.value}},
             "std::size_t $function$($parameter$ $value$);");
}

// A parameter's name, unless the body does without it: a size that a header tells does not depend on the value.
std::string named_if_used(const std::string& parameter, std::string_view body) {
  return body.find(parameter) == std::string_view::npos ? "/*" + parameter + "*/" : parameter;
}

}  // namespace

void declare_functions(const model::Model& model, const model::Definition& definition, Emitter& out) {
  const bool is_enum = std::holds_alternative<model::Enum>(definition.body);
  const std::string& name = definition.name.cpp;
  const std::string parameter = is_enum ? name : "const " + name + "&";
  out.emit({{"name", name},
            {"parameter", parameter},
            {"out", model.local.out},
            {"in", model.local.in},
            {"value", model.local.value}},
           R"(
    bool encode(onc::xdr::Encoder& $out$, $parameter$ $value$);
    bool decode(onc::xdr::Decoder& $in$, $name$& $value$);
  )");
  declare_size(model, definition, "xdr_size", parameter, out);
  if (!is_enum)
    out.emit({{"name", name}, {"value", model.local.value}}, "std::string to_string(const $name$& $value$);");
}

// --- constants

void ConstantEmitter::declaration(Emitter& out) const {
  out.documented(definition_.documentation,
                 fmt::format("inline constexpr {} {} = {};", body_.cpp_type, definition_.name.cpp, body_.cpp_value));
}

// --- typedefs

void AliasEmitter::declaration(Emitter& out) const {
  const model::LocalNames& local = model_.local;
  if (definition_.name.cpp != body_.type.cpp)
    out.documented(definition_.documentation, fmt::format("using {} = {};", definition_.name.cpp, body_.type.cpp));
  if (!has_codec()) return;
  out.emit({{"name", definition_.name.cpp}, {"out", local.out}, {"in", local.in}, {"value", local.value}}, R"(
    bool encode_$name$(onc::xdr::Encoder& $out$, const $name$& $value$);
    bool decode_$name$(onc::xdr::Decoder& $in$, $name$& $value$);
  )");
  const std::string& name = definition_.name.cpp;
  declare_size(model_, definition_, "xdr_size_" + name, "const " + name + "&", out);
}

void AliasEmitter::codec(Emitter& out) const {
  if (!has_codec()) return;
  const model::LocalNames& local = model_.local;
  out.gap();
  out.emit({{"name", definition_.name.cpp},
            {"out", local.out},
            {"in", local.in},
            {"value", local.value},
            {"encode", encode_expression(model_, body_.type, local.out, local.value)},
            {"decode", decode_expression(model_, body_.type, local.in, local.value)}},
           R"(
    bool encode_$name$(onc::xdr::Encoder& $out$, const $name$& $value$) {
      return $encode$;
    }
    bool decode_$name$(onc::xdr::Decoder& $in$, $name$& $value$) {
      return $decode$;
    }
  )");
  if (definition_.fixed_size) return;
  const std::string size = size_expression(model_, body_.type, local.value).text();
  out.emit({{"name", definition_.name.cpp}, {"value", named_if_used(local.value, size)}, {"size", size}}, R"(
    std::size_t xdr_size_$name$(const $name$& $value$) {
      return $size$;
    }
  )");
}

// --- enums

void EnumEmitter::declaration(Emitter& out) const {
  out.comment("///", definition_.documentation.lines);
  out.emit({{"name", definition_.name.cpp},
            {"value", model_.local.value},
            {"enumerators", [&] { enumerators(out); }},
            {"functions", [&] { declare_functions(model_, definition_, out); }}},
           R"(
    enum class $name$ : std::int32_t {
      $enumerators$
    };
    using enum $name$;
    /// The enumerator's name, or an empty string for a value outside the schema.
    std::string_view to_string($name$ $value$) noexcept;
    $functions$
  )");
}

void EnumEmitter::enumerators(Emitter& out) const {
  for (const model::Enumerator& one : body_.enumerators)
    out.documented(one.documentation, fmt::format("{} = {},", one.name.cpp, model::to_string(one.value)));
}

void EnumEmitter::codec(Emitter& out) const {
  const model::LocalNames& local = model_.local;
  out.gap();
  out.emit({{"name", definition_.name.cpp},
            {"out", local.out},
            {"in", local.in},
            {"value", local.value},
            {"names", [&] { names(out); }}},
           R"(
    std::string_view to_string($name$ $value$) noexcept {
      switch ($value$) {
        $names$
      }
      return {};
    }
    bool encode(onc::xdr::Encoder& $out$, $name$ $value$) {
      return $out$.i32(static_cast<std::int32_t>($value$));
    }
    bool decode(onc::xdr::Decoder& $in$, $name$& $value$) {
      return $in$.enumerator($value$);
    }
  )");
}

// The first name of a value stands for it.
void EnumEmitter::names(Emitter& out) const {
  std::set<std::pair<bool, std::uint64_t>> seen;
  for (const model::Enumerator& one : body_.enumerators) {
    if (!seen.emplace(one.value.negative, one.value.magnitude).second) continue;
    out.emit({{"type", definition_.name.cpp}, {"name", one.name.cpp}, {"schema", one.name.schema}}, R"(
      case $type$::$name$:
        return "$schema$";
    )");
  }
}

// --- structs

void StructEmitter::declaration(Emitter& out) const {
  out.comment("///", definition_.documentation.lines);
  out.emit({{"name", definition_.name.cpp},
            {"members", [&] { members(out); }},
            {"default", compared_later() ? "" : " = default"},
            {"functions", [&] { declare_functions(model_, definition_, out); }}},
           R"(
    struct $name$ {
      $members$
      friend bool operator==(const $name$&, const $name$&)$default$;
    };
    $functions$
  )");
}

void StructEmitter::members(Emitter& out) const {
  for (const model::Member& member : body_.members)
    out.documented(member.documentation,
                   fmt::format("{} {}{};", member.type.cpp, member.name.cpp, initializer(model_, member.type)));
}

void StructEmitter::codec(Emitter& out) const {
  const model::LocalNames& local = model_.local;
  const std::string& name = definition_.name.cpp;
  const std::string value = body_.members.empty() ? "/*" + local.value + "*/" : local.value;
  const bool unused = body_.members.empty() && !definition_.recursive;
  const auto coder = [&](const std::string& wanted) { return unused ? "/*" + wanted + "*/" : wanted; };
  out.gap();
  function(out, "encode(onc::xdr::Encoder& " + coder(local.out) + ", const " + name + "& " + value + ")", local.out,
           encode_expression);
  function(out, "decode(onc::xdr::Decoder& " + coder(local.in) + ", " + name + "& " + value + ")", local.in,
           decode_expression);
  if (!definition_.fixed_size) size(out);
  if (compared_later()) equality(out);
  text(out);
}

// A defaulted == would look for those of its members where they cannot be looked into yet.
bool StructEmitter::compared_later() const {
  return std::any_of(body_.members.begin(), body_.members.end(),
                     [](const model::Member& member) { return member.type.incomplete_array; });
}

void StructEmitter::equality(Emitter& out) const {
  const model::LocalNames& local = model_.local;
  const auto members = [&] {
    std::string before = "return ";
    for (const model::Member& member : body_.members) {
      const std::string_view after = &member == &body_.members.back() ? ";" : " &&";
      out.line(fmt::format("{0}{2}.{1} == {3}.{1}{4}", before, member.name.cpp, local.left, local.right, after));
      before = "       ";
    }
  };
  out.emit({{"name", definition_.name.cpp}, {"left", local.left}, {"right", local.right}, {"members", members}}, R"(
    bool operator==(const $name$& $left$, const $name$& $right$) {
      $members$
    }
  )");
}

void StructEmitter::size(Emitter& out) const {
  Size total;
  for (const model::Member& member : body_.members)
    total.add(size_expression(model_, member.type, model_.local.value + "." + member.name.cpp));
  const std::string size = total.text();
  out.emit({{"name", definition_.name.cpp}, {"value", named_if_used(model_.local.value, size)}, {"size", size}}, R"(
    std::size_t xdr_size(const $name$& $value$) {
      return $size$;
    }
  )");
}

void StructEmitter::text(Emitter& out) const {
  const std::string& value = model_.local.value;
  out.emit({{"name", definition_.name.cpp},
            {"value", body_.members.empty() ? "/*" + value + "*/" : value},
            {"fields",
             [&] {
               for (const model::Member& member : body_.members)
                 out.line(fmt::format(".field(\"{}\", {}.{})", member.name.schema, value, member.name.cpp));
             }}},
           R"(
    std::string to_string(const $name$& $value$) {
      return onc::xdr::Printer()
          $fields$
          .text();
    }
  )");
}

void StructEmitter::function(Emitter& out, std::string_view head, const std::string& coder,
                             Expression expression) const {
  if (!definition_.recursive) {
    out.emit({{"head", std::string(head)}, {"fields", [&] { steps(out, "return ", coder, expression); }}}, R"(
      bool $head$ {
        $fields$
      }
    )");
    return;
  }
  out.emit({{"head", std::string(head)},
            {"coder", coder},
            {"ok", model_.local.ok},
            {"fields", [&] { steps(out, "const bool " + model_.local.ok + " = ", coder, expression); }}},
           R"(
    bool $head$ {
      if (!$coder$.enter()) return false;
      $fields$
      $coder$.leave();
      return $ok$;
    }
  )");
}

void StructEmitter::steps(Emitter& out, std::string_view lead, const std::string& coder, Expression expression) const {
  if (body_.members.empty()) return out.line(std::string(lead) + "true;");
  const std::string object = model_.local.value + ".";
  const std::vector<Step> steps = steps_of(model_, body_, object);
  std::string before(lead);
  for (const Step& step : steps) {
    const std::string_view after = &step == &steps.back() ? ";" : " &&";
    if (step.member == nullptr)
      emit_run(out, before, coder, step.run, after);
    else
      out.line(fmt::format("{}{}.field(\"{}\", {}){}", before, coder, step.member->name.schema,
                           expression(model_, step.member->type, coder, object + step.member->name.cpp), after));
    before.assign(lead.size(), ' ');
  }
}

}  // namespace onc::compiler::emit
