#include <fmt/format.h>

#include "emit/codec.h"
#include "emit/union_parts.h"
#include "emit/unions.h"

namespace onc::compiler::emit {
using model::Arm;

void UnionMembers::emit(Emitter& out) const {
  constructor(out);
  if (!body_.trivial) copy_and_move(out);
  clear(out);
  select(out);
  select_void(out);
  factories(out);
  arm_of(out);
  equality(out);
}

// The header has it, unless it needs a type that may not be complete there.
void UnionMembers::constructor(Emitter& out) const {
  const Arm* started = started_arm(body_);
  if (started == nullptr || started->trivial) return;
  out.gap();
  out.emit({{"name", definition_.name.cpp},
            {"noexcept", started->boxed ? "" : " noexcept"},
            {"storage", started->storage_cpp},
            {"fill", started->boxed ? fmt::format(" {}.emplace(); ", started->storage_cpp) : ""}},
           "$name$::$name$()$noexcept$ : $storage$() {$fill$}");
}

void UnionMembers::copy_and_move(Emitter& out) const {
  out.gap();
  out.emit({{"name", definition_.name.cpp},
            {"tag", body_.tag_storage_cpp},
            {"other", model_.local.other},
            {"copies", [&] { for_stored_arms(out, "std::construct_at(&$storage$, $other$.$storage$);"); }},
            {"moves", [&] { for_stored_arms(out, "std::construct_at(&$storage$, std::move($other$.$storage$));"); }}},
           R"(
    $name$::$name$(const $name$& $other$) : $tag$($other$.$tag$), arm_($other$.arm_) {
      switch (arm_) {
        $copies$
      }
    }

    $name$::$name$($name$&& $other$) noexcept : $tag$($other$.$tag$), arm_($other$.arm_) {
      switch (arm_) {
        $moves$
      }
    }

    $name$& $name$::operator=(const $name$& $other$) {
      if (this != &$other$) *this = $name$($other$);
      return *this;
    }

    $name$& $name$::operator=($name$&& $other$) noexcept {
      if (this != &$other$) {
        std::destroy_at(this);
        std::construct_at(this, std::move($other$));
      }
      return *this;
    }
  )");
}

void UnionMembers::for_stored_arms(Emitter& out, const std::string& statement) const {
  for (const Arm* arm : stored_arms(body_))
    out.emit({{"arm", arm_constant(*arm)}, {"storage", arm->storage_cpp}, {"other", model_.local.other}},
             "case $arm$:\n  " + statement + "\n  break;");
  out.emit({}, "default:\n  break;");
}

void UnionMembers::factories(Emitter& out) const {
  for (const Arm* arm : stored_arms(body_)) factory(out, *arm);
  if (!has_void_arm(body_)) return;
  out.gap();
  if (!void_needs_tag(body_)) {
    out.emit({{"name", definition_.name.cpp}, {"tag", only_void_tag(body_)}, {"made", model_.local.made}}, R"(
      $name$ $name$::make_void() {
        $name$ $made$;
        $made$.select_void($tag$);
        return $made$;
      }
    )");
    return;
  }
  out.emit({{"name", definition_.name.cpp},
            {"type", body_.discriminant.type.cpp},
            {"tag", body_.tag_param},
            {"made", model_.local.made}},
           R"(
    $name$ $name$::make_void($type$ $tag$) {
      if (arm_of($tag$) != Arm::void_) throw std::invalid_argument("$name$::make_void: the tag selects another arm");
      $name$ $made$;
      $made$.select_void($tag$);
      return $made$;
    }
  )");
}

void UnionMembers::factory(Emitter& out, const Arm& arm) const {
  out.gap();
  const auto check = [&] {
    if (!needs_tag(arm)) return;
    out.emit({{"tag", body_.tag_param},
              {"constant", arm_constant(arm)},
              {"factory", definition_.name.cpp + "::make_" + arm.name.cpp}},
             R"(
      if (arm_of($tag$) != $constant$) throw std::invalid_argument("$factory$: the tag selects another arm");
    )");
  };
  out.emit({{"name", definition_.name.cpp},
            {"arm", arm.name.cpp},
            {"parameter", needs_tag(arm) ? fmt::format("{} {}, ", body_.discriminant.type.cpp, body_.tag_param) : ""},
            {"type", arm.type.cpp},
            {"value", body_.value_param},
            {"given", is_scalar(model_, arm.type) ? body_.value_param : "std::move(" + body_.value_param + ")"},
            {"check", check},
            {"made", model_.local.made},
            {"tag", needs_tag(arm) ? body_.tag_param : arm.labels.front().cpp},
            {"storage", arm.storage_cpp},
            {"constant", arm_constant(arm)}},
           R"(
    $name$ $name$::make_$arm$($parameter$$type$ $value$) {
      $check$
      $name$ $made$;
      $made$.select($made$.$storage$, $constant$, $tag$) = $given$;
      return $made$;
    }
  )");
}

void UnionMembers::arm_of(Emitter& out) const {
  if (!asks_arm_of(body_)) return;
  out.gap();
  const auto action = [](const Arm& arm) { return "return " + arm_constant(arm) + ";"; };
  out.emit({{"name", definition_.name.cpp},
            {"type", body_.discriminant.type.cpp},
            {"tag", body_.tag_param},
            {"arms", [&] { switch_over_tag(out, body_, body_.tag_param, action, "return Arm::unknown_;"); }}},
           R"(
    $name$::Arm $name$::arm_of($type$ $tag$) noexcept {
      $arms$
    }
  )");
}

// What ends the arm that is selected.
void UnionMembers::end_arm(Emitter& out) const {
  if (!body_.trivial) out.line(fmt::format("if (arm_ >= {}) clear();", first_owning(body_)));
  out.line("arm_ = Arm::void_;");
}

void UnionMembers::select(Emitter& out) const {
  if (stored_arms(body_).empty()) return;
  out.gap();
  out.emit({{"name", definition_.name.cpp},
            {"type", body_.discriminant.type.cpp},
            {"tag", body_.tag_param},
            {"tag_storage", body_.tag_storage_cpp},
            {"value", body_.value_param},
            {"wanted", model_.local.wanted},
            {"end_arm", [&] { end_arm(out); }}},
           R"(
    // An arm that is selected already keeps its value, and with it the memory to fill again.
    auto& $name$::select(auto& $value$, Arm $wanted$, $type$ $tag$) {
      if (arm_ != $wanted$) {
        $end_arm$
        onc::xdr::construct($value$);
        arm_ = $wanted$;
      }
      $tag_storage$ = $tag$;
      return $value$;
    }
  )");
}

void UnionMembers::select_void(Emitter& out) const {
  if (!has_void_arm(body_)) return;
  out.gap();
  out.emit({{"name", definition_.name.cpp},
            {"type", body_.discriminant.type.cpp},
            {"tag", body_.tag_param},
            {"tag_storage", body_.tag_storage_cpp},
            {"end_arm", [&] { end_arm(out); }}},
           R"(
    bool $name$::select_void($type$ $tag$) noexcept {
      $end_arm$
      $tag_storage$ = $tag$;
      return true;
    }
  )");
}

void UnionMembers::clear(Emitter& out) const {
  if (body_.trivial) return;
  out.gap();
  const auto ends = [&] {
    for (const Arm* arm : stored_arms(body_))
      if (!arm->trivial)
        out.emit({{"arm", arm_constant(*arm)}, {"storage", arm->storage_cpp}},
                 "case $arm$:\n  std::destroy_at(&$storage$);\n  break;");
    out.emit({}, "default:\n  break;");
  };
  out.emit({{"name", definition_.name.cpp}, {"ends", ends}}, R"(
    void $name$::clear() noexcept {
      switch (arm_) {
        $ends$
      }
    }
  )");
}

void UnionMembers::equality(Emitter& out) const {
  out.gap();
  const std::string& left = model_.local.left;
  const std::string& right = model_.local.right;
  const auto arms = [&] {
    for (const Arm* arm : stored_arms(body_))
      out.emit({{"arm", definition_.name.cpp + "::" + arm_constant(*arm)},
                {"left", left},
                {"right", right},
                {"storage", arm->storage_cpp}},
               "case $arm$:\n  return $left$.$storage$ == $right$.$storage$;");
    out.emit({}, "default:\n  return true;");
  };
  out.emit({{"name", definition_.name.cpp},
            {"left", left},
            {"right", right},
            {"tag", body_.tag_storage_cpp},
            {"arms", arms}},
           R"(
    bool operator==(const $name$& $left$, const $name$& $right$) {
      if ($left$.$tag$ != $right$.$tag$) return false;
      switch ($left$.arm_) {
        $arms$
      }
    }
  )");
}

}  // namespace onc::compiler::emit
