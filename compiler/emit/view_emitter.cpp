#include <algorithm>

#include <fmt/format.h>

#include "emit/runs.h"
#include "emit/union_parts.h"
#include "emit/views.h"

namespace onc::compiler::emit {
namespace {

using model::Arm;
using model::Shape;
using model::Type;

// The place of an arm in the variant, behind std::monostate.
std::size_t index_of(const model::Union& body, const Arm& arm) {
  const std::vector<const Arm*> stored = stored_arms(body);
  return static_cast<std::size_t>(std::find(stored.begin(), stored.end(), &arm) - stored.begin()) + 1;
}

// What is read lazily, because it contains its union.
std::string arm_type(const Views& views, const Arm& arm) {
  if (arm.boxed) return fmt::format("onc::xdr::LazyView<{}>", views.type(arm.type));
  return views.type(arm.type);
}

}  // namespace

void ViewEmitter::forward(Emitter& out) const {
  const bool is_class = std::holds_alternative<model::Union>(definition_.body);
  out.line(fmt::format("{} {};", is_class ? "class" : "struct", name_));
}

void ViewEmitter::declaration(Emitter& out) const {
  out.gap();
  out.line(fmt::format("/// {} in a message: refers to its bytes, and is valid as long as they are.",
                       definition_.name.schema));
  if (const auto* alias = std::get_if<model::Alias>(&definition_.body)) declare(out, *alias);
  if (const auto* structure = std::get_if<model::Struct>(&definition_.body)) declare(out, *structure);
  if (const auto* body = std::get_if<model::Union>(&definition_.body)) declare(out, *body);
  declare_functions(out);
}

void ViewEmitter::declare(Emitter& out, const model::Alias& body) const {
  out.line(fmt::format("struct {} : {} {{}};", name_, views_.type(body.type)));
}

void ViewEmitter::declare(Emitter& out, const model::Struct& body) const {
  const auto members = [&] {
    for (const model::Member& member : body.members)
      out.line(fmt::format("{} {}{{}};", views_.type(member.type), member.name.cpp));
  };
  out.emit({{"name", name_}, {"members", members}}, R"(
    struct $name$ {
      $members$
    };
  )");
}

void ViewEmitter::declare(Emitter& out, const model::Union& body) const {
  std::string types = "std::monostate";
  for (const Arm* arm : stored_arms(body)) types += ", " + arm_type(views_, *arm);
  const auto accessors = [&] {
    for (const Arm* arm : stored_arms(body))
      out.emit({{"type", arm_type(views_, *arm)}, {"name", arm->name.cpp}, {"index", std::to_string(index_of(body, *arm))}},
               "[[nodiscard]] const $type$* $name$() const noexcept { return std::get_if<$index$>(&arm_); }");
  };
  out.emit({{"name", name_},
            {"type", body.discriminant.type.cpp},
            {"tag", body.discriminant.name.cpp},
            {"tag_storage", body.tag_storage_cpp},
            {"initial", body.initial_tag},
            {"types", types},
            {"in", model_.local.in},
            {"value", model_.local.value},
            {"accessors", accessors}},
           R"(
    class $name$ {
     public:
      [[nodiscard]] $type$ $tag$() const noexcept { return $tag_storage$; }
      // Each is null unless the discriminant selects it.
      $accessors$

      friend bool decode(onc::xdr::Decoder& $in$, $name$& $value$);
      friend bool decode(onc::xdr::ViewReader& $in$, $name$& $value$);
      friend bool decode(onc::xdr::ViewSkipper& $in$, $name$& $value$);

     private:
      template <class In>
      static bool read_view(In& $in$, $name$& $value$);

      $type$ $tag_storage$ = $initial$;
      std::variant<$types$> arm_;
    };
  )");
}

void ViewEmitter::declare_functions(Emitter& out) const {
  out.emit({{"name", name_}, {"in", model_.local.in}, {"value", model_.local.value}}, R"(
    bool decode(onc::xdr::Decoder& $in$, $name$& $value$);
    bool decode(onc::xdr::ViewReader& $in$, $name$& $value$);
    bool decode(onc::xdr::ViewSkipper& $in$, $name$& $value$);
  )");
}

void ViewEmitter::code(Emitter& out) const {
  out.gap();
  if (const auto* alias = std::get_if<model::Alias>(&definition_.body)) code(out, *alias);
  if (const auto* structure = std::get_if<model::Struct>(&definition_.body)) code(out, *structure);
  if (const auto* body = std::get_if<model::Union>(&definition_.body)) code(out, *body);
}

// One template serves who checks, who reads and who passes over.
void ViewEmitter::functions(Emitter& out, const std::string& read) const {
  out.emit({{"name", name_}, {"read", read}, {"in", model_.local.in}, {"value", model_.local.value}}, R"(
    bool decode(onc::xdr::Decoder& $in$, $name$& $value$) {
      onc::xdr::ViewChecker checker($in$);
      return $read$(checker, $value$);
    }
    bool decode(onc::xdr::ViewReader& $in$, $name$& $value$) {
      return $read$($in$, $value$);
    }
    bool decode(onc::xdr::ViewSkipper& $in$, $name$& $value$) {
      return $read$($in$, $value$);
    }
  )");
}

void ViewEmitter::code(Emitter& out, const model::Alias& body) const {
  const std::string& in = model_.local.in;
  const std::string& value = model_.local.value;
  const std::string base = fmt::format("static_cast<{}&>({})", views_.type(body.type), value);
  out.emit({{"name", name_}, {"in", in}, {"value", value}, {"read", views_.expression(body.type, in, base)}}, R"(
    namespace {
    template <class In>
    bool read_view(In& $in$, $name$& $value$) {
      return $read$;
    }
    }  // namespace
  )");
  functions(out, "read_view");
}

void ViewEmitter::code(Emitter& out, const model::Struct& body) const {
  const auto members = [&] {
    if (!definition_.recursive) return steps(out, "return ", body);
    out.line(fmt::format("if (!{}.enter()) return false;", model_.local.in));
    steps(out, fmt::format("const bool {} = ", model_.local.ok), body);
    out.line(fmt::format("{}.leave();\nreturn {};", model_.local.in, model_.local.ok));
  };
  const bool unused = body.members.empty() && !definition_.recursive;
  const auto name = [&](const std::string& wanted, bool is_unused) { return is_unused ? "/*" + wanted + "*/" : wanted; };
  out.emit({{"name", name_},
            {"in", name(model_.local.in, unused)},
            {"value", name(model_.local.value, body.members.empty())},
            {"members", members}},
           R"(
    namespace {
    template <class In>
    bool read_view(In& $in$, $name$& $value$) {
      $members$
    }
    }  // namespace
  )");
  functions(out, "read_view");
}

void ViewEmitter::steps(Emitter& out, std::string_view lead, const model::Struct& body) const {
  if (body.members.empty()) return out.line(std::string(lead) + "true;");
  const std::string& in = model_.local.in;
  std::string before(lead);
  Run run;
  const auto end_run = [&](std::string_view after) {
    if (run.empty()) return;
    emit_run(out, before, in, run, after);
    before.assign(lead.size(), ' ');
    run = {};
  };
  for (const model::Member& member : body.members) {
    const std::string value = model_.local.value + "." + member.name.cpp;
    const bool last = &member == &body.members.back();
    if (const std::string field = views_.field(member.type, value); !field.empty()) {
      run.append({{member.name.schema}, {field}});
    } else {
      end_run(" &&");
      out.line(fmt::format("{}{}.field(\"{}\", {}){}", before, in, member.name.schema,
                           views_.expression(member.type, in, value), last ? ";" : " &&"));
      before.assign(lead.size(), ' ');
    }
  }
  end_run(";");
}

void ViewEmitter::code(Emitter& out, const model::Union& body) const {
  const model::LocalNames& local = model_.local;
  const std::string tag = fmt::format("{}.{}", local.value, body.tag_storage_cpp);
  const auto switch_it = [&] {
    switch_over_tag(
        out, body, tag, [&](const Arm& one) { return arm(body, one); },
        fmt::format("return {}.unknown_arm(static_cast<std::int64_t>({}));", local.in, tag));
  };
  const std::string read = fmt::format("{}.tag(\"{}\", {})", local.in, body.discriminant.name.schema, tag);
  if (!definition_.recursive) {
    out.emit({{"name", name_}, {"in", local.in}, {"value", local.value}, {"tag", read}, {"arms", switch_it}}, R"(
      template <class In>
      bool $name$::read_view(In& $in$, $name$& $value$) {
        if (!$tag$) return false;
        $arms$
      }
    )");
  } else {
    out.emit({{"name", name_}, {"in", local.in}, {"value", local.value}, {"ok", local.ok}, {"tag", read}, {"arms", switch_it}}, R"(
      template <class In>
      bool $name$::read_view(In& $in$, $name$& $value$) {
        const auto read_arm = [&] {
          $arms$
        };
        if (!$in$.enter()) return false;
        const bool $ok$ = $tag$ && read_arm();
        $in$.leave();
        return $ok$;
      }
    )");
  }
  functions(out, name_ + "::read_view");
}

std::string ViewEmitter::arm(const model::Union& body, const Arm& arm) const {
  const model::LocalNames& local = model_.local;
  if (!has_storage(arm)) return fmt::format("return {}.arm_.template emplace<0>(), true;", local.value);
  const std::string place = fmt::format("{}.arm_.template emplace<{}>()", local.value, index_of(body, arm));
  if (arm.boxed) return fmt::format("return {0}.field(\"{1}\", {0}.lazy({2}));", local.in, arm.name.schema, place);
  const std::string field = views_.field(arm.type, place);
  if (!field.empty()) return fmt::format("return {}.fields(\"{}\", {});", local.in, arm.name.schema, field);
  return fmt::format("return {}.field(\"{}\", {});", local.in, arm.name.schema,
                     views_.expression(arm.type, local.in, place));
}

}  // namespace onc::compiler::emit
