#include <fmt/format.h>

#include "emit/definitions.h"
#include "emit/union_parts.h"
#include "emit/unions.h"

namespace onc::compiler::emit {
namespace {

using model::Arm;

constexpr std::size_t most_listed = 4;
constexpr std::size_t indent = 2;  // of a class's members

// "st() is OK or STALE", for comments.
std::string selected_by(const model::Union& body, const Arm& arm) {
  std::string text = body.discriminant.name.cpp + "() is ";
  if (arm.has_default && arm.labels.empty()) return text + "none of the other arms'";
  for (std::size_t at = 0; at < arm.labels.size() && at < most_listed; ++at)
    text += (at == 0 ? "" : " or ") + arm.labels[at].cpp;
  const bool more = arm.labels.size() > most_listed || arm.has_default;
  return more ? text + " or another that selects it" : text;
}

}  // namespace

void UnionDeclaration::emit(Emitter& out) const {
  const std::string& name = definition_.name.cpp;
  out.comment("///", definition_.documentation.lines);
  out.emit({{"name", name},
            {"type", body_.discriminant.type.cpp},
            {"tag", body_.discriminant.name.cpp},
            {"tag_storage", body_.tag_storage_cpp},
            {"value", model_.local.value},
            {"in", model_.local.in},
            {"left", model_.local.left},
            {"right", model_.local.right},
            {"special_members", [&] { special_members(out); }},
            {"factories", [&] { factories(out); }},
            {"accessors", [&] { accessors(out); }},
            {"private", [&] { private_part(out); }},
            {"functions", [&] { declare_functions(model_, definition_, out); }}},
           R"(
    class $name$ {
     public:
      $special_members$
      $factories$

      [[nodiscard]] $type$ $tag$() const noexcept { return $tag_storage$; }
      $accessors$

      friend bool operator==(const $name$& $left$, const $name$& $right$);
      friend bool decode(onc::xdr::Decoder& $in$, $name$& $value$);

     private:
      $private$
    };
    $functions$
  )");
}

void UnionDeclaration::special_members(Emitter& out) const {
  const Arm* started = started_arm(body_);
  const bool allocates = started != nullptr && started->boxed;
  const std::string start = started == nullptr ? "" : fmt::format(" : {}()", started->storage_cpp);
  out.emit({{"name", definition_.name.cpp},
            {"noexcept", allocates ? "" : " noexcept"},
            {"body", started == nullptr || started->trivial ? start + " {}" : ";"},
            {"tag", body_.initial_tag}},
           R"(
    /// Starts with $tag$.
    $name$()$noexcept$$body$
  )");
  if (!body_.trivial)
    out.emit({{"name", definition_.name.cpp}, {"other", model_.local.other}, {"owning", first_owning(body_)}},
             R"(
      $name$(const $name$& $other$);
      $name$($name$&& $other$) noexcept;
      $name$& operator=(const $name$& $other$);
      $name$& operator=($name$&& $other$) noexcept;
      ~$name$() {
        if (arm_ >= $owning$) clear();
      }
    )");
  out.gap();
}

void UnionDeclaration::factories(Emitter& out) const {
  const std::string tag = fmt::format("{} {}", body_.discriminant.type.cpp, body_.tag_param);
  for (const Arm* arm : stored_arms(body_))
    out.emit({{"name", definition_.name.cpp},
              {"arm", arm->name.cpp},
              {"tag", needs_tag(*arm) ? tag + ", " : ""},
              {"type", arm->type.cpp},
              {"value", body_.value_param}},
             "static $name$ make_$arm$($tag$$type$ $value$);");
  if (has_void_arm(body_))
    out.emit({{"name", definition_.name.cpp}, {"tag", void_needs_tag(body_) ? tag : ""}},
             "static $name$ make_void($tag$);");
}

void UnionDeclaration::accessors(Emitter& out) const {
  for (const Arm* arm : stored_arms(body_)) accessor(out, *arm);
}

void UnionDeclaration::accessor(Emitter& out, const Arm& arm) const {
  const std::string address =
      arm.type.incomplete_array ? fmt::format("std::addressof({})", arm.storage_cpp) : "&" + arm.storage_cpp;
  const std::string place = arm.boxed ? arm.storage_cpp + ".operator->()" : address;
  const std::string body = fmt::format("return arm_ == {} ? {} : nullptr;", arm_constant(arm), place);
  out.comment("///", arm.documentation.lines);
  out.line(fmt::format("/// Null unless {}.", selected_by(body_, arm)));
  for (const std::string_view constness : {"const ", ""}) {
    const std::string head =
        fmt::format("[[nodiscard]] {}{}* {}() {}noexcept {{", constness, arm.type.cpp, arm.name.cpp, constness);
    const bool fits = head.size() + body.size() + 3 + indent <= Emitter::max_width;
    out.line(fits ? fmt::format("{} {} }}", head, body) : head);
    if (!fits) out.line(fmt::format("  {}\n{}}}", body, std::string(indent, ' ')));
  }
}

void UnionDeclaration::private_part(Emitter& out) const {
  constexpr std::size_t most_in_a_byte = 250;
  std::string arms = "void_, unknown_";
  for (const Arm* arm : owning_last(body_)) arms += ", " + arm->storage_cpp;
  out.emit({{"width", stored_arms(body_).size() > most_in_a_byte ? "16" : "8"},
            {"arms", arms},
            {"type", body_.discriminant.type.cpp},
            {"tag", body_.tag_param},
            {"functions", [&] { private_functions(out); }},
            {"storage", [&] { storage(out); }},
            {"tag_storage", body_.tag_storage_cpp},
            {"initial_tag", body_.initial_tag},
            {"initial_arm", arm_constant(body_.arms[body_.initial_arm])}},
           R"(
    enum class Arm : std::uint$width$_t { $arms$ };
    $functions$

    $type$ $tag_storage$ = $initial_tag$;
    Arm arm_ = $initial_arm$;
    $storage$
  )");
}

void UnionDeclaration::private_functions(Emitter& out) const {
  const std::string tag = fmt::format("{} {}", body_.discriminant.type.cpp, body_.tag_param);
  if (asks_arm_of(body_)) out.line(fmt::format("static Arm arm_of({}) noexcept;", tag));
  if (!stored_arms(body_).empty())
    out.line(fmt::format("auto& select(auto& {}, Arm {}, {});", body_.value_param, model_.local.wanted, tag));
  if (has_void_arm(body_)) out.line(fmt::format("bool select_void({}) noexcept;", tag));
  if (!body_.trivial) out.line("void clear() noexcept;");
}

void UnionDeclaration::storage(Emitter& out) const {
  const std::vector<const Arm*> arms = stored_arms(body_);
  if (arms.empty()) return;
  const auto members = [&] {
    for (const Arm* arm : arms) out.line(fmt::format("{} {};", stored_type(*arm), arm->storage_cpp));
  };
  out.emit({{"members", members}}, R"(
    union {
      $members$
    };
  )");
}

}  // namespace onc::compiler::emit
