#include "model/symbols.h"

#include <algorithm>
#include <array>
#include <utility>

#include "model/dialect.h"
#include "source/spelling.h"
#include "syntax/parse.h"

namespace onc::compiler::model {
namespace {

constexpr std::size_t max_steps = 1024;  // so that waiting for other constants stays cheap

constexpr std::array<std::pair<std::string_view, std::uint64_t>, 4> predefined{
    {{"FALSE", 0}, {"TRUE", 1}, {"false", 0}, {"true", 1}}};

std::optional<Number> predefined_value(std::string_view name) {
  for (const auto& [known, value] : predefined)
    if (known == name) return Number{false, value};
  return std::nullopt;
}

std::string_view last_part(std::string_view name) {
  const std::size_t colons = name.rfind("::");
  return colons == std::string_view::npos ? name : name.substr(colons + 2);
}

}  // namespace

std::string_view Symbols::space_of(const syntax::Name& name) const {
  return name.scope == 0 ? std::string_view() : tree_.namespaces[name.scope - 1];
}

const Symbols::Declared* Symbols::find_exactly(std::string_view space, std::string_view qualified) const {
  const auto at = space.empty() ? names_.find(qualified) : names_.find(fmt::format("{}::{}", space, qualified));
  return at == names_.end() ? nullptr : &at->second;
}

const Symbols::Declared* Symbols::find_from(std::string_view space, std::string_view qualified) const {
  for (;;) {
    const Declared* found = find_exactly(space, qualified);
    if (found != nullptr || space.empty()) return found;
    const std::size_t colons = space.rfind("::");
    space = space.substr(0, colons == std::string_view::npos ? 0 : colons);
  }
}

const Symbols::Declared* Symbols::find(const syntax::Name& name) const {
  const std::string_view space = name.absolute ? std::string_view() : space_of(name);
  std::string_view qualifier = name.qualifier;
  for (; !qualifier.empty(); qualifier = qualifier.substr(0, qualifier.find_last_of(':') - 1)) {
    if (const Declared* found = find_from(space, fmt::format("{}::{}", qualifier, name.text))) return found;
    if (qualifier.find(':') == std::string_view::npos) break;
  }
  return find_from(space, name.text);
}

bool Symbols::declare(const syntax::Name& name, Declared declared) {
  const std::string_view space = space_of(name);
  std::string key = space.empty() ? std::string(name.text) : fmt::format("{}::{}", space, name.text);
  const auto [at, fresh] = names_.emplace(std::move(key), declared);
  if (!fresh)
    diagnostics_.error(name.range, "'{}' is declared twice", name.text).note(at->second.range, "first declared here");
  return fresh;
}

void Symbols::declare_type(const syntax::Name& name, DefinitionId id) {
  declare(name, {Declared::Kind::type, id, name.range});
}

std::size_t Symbols::declare_value(Value value) {
  const std::size_t index = values_.size();
  values_.push_back(value);
  // Headers of C systems define TRUE and FALSE, so files do, too, and more than once.
  const bool again = predefined_value(value.name.text) && find_value(value.name) != nullptr;
  if (!again) declare(value.name, {Declared::Kind::value, index, value.name.range});
  return index;
}

void Symbols::declare_number(const syntax::Name& name, const syntax::Expression& number) {
  if (numbers_.try_emplace(name.text, values_.size()).second) values_.push_back({.name = name, .expression = &number});
}

void Symbols::declare_other(const syntax::Name& name) { declare(name, {Declared::Kind::other, 0, name.range}); }

std::optional<DefinitionId> Symbols::find_type(const syntax::Name& name) const {
  const Declared* found = find(name);
  if (found == nullptr || found->kind != Declared::Kind::type) return std::nullopt;
  return found->index;
}

const Value* Symbols::find_value(const syntax::Name& name) const {
  const Declared* found = find(name);
  return found == nullptr || found->kind != Declared::Kind::value ? nullptr : &values_[found->index];
}

std::string Symbols::spelling_hint(std::string_view name, Declared::Kind kind) const {
  std::vector<std::string_view> candidates;
  for (const auto& [known, declared] : names_)
    if (declared.kind == kind) candidates.push_back(last_part(known));
  const std::string_view near = closest_spelling(name, candidates);
  return near.empty() ? "" : fmt::format("did you mean '{}'?", near);
}

bool Symbols::may_be_hidden(const syntax::Name& name) const {
  const auto [first, last] =
      std::equal_range(tree_.swallowed.begin(), tree_.swallowed.end(), name,
                       [](const syntax::Name& left, const syntax::Name& right) { return left.text < right.text; });
  const auto elsewhere = [&](const syntax::Name& word) { return word.range.begin != name.range.begin; };
  return tree_.lacks_files || std::any_of(first, last, elsewhere);
}

// A header may have the constant, but what is needed here is its value.
std::string Symbols::constant_hint(std::string_view name) const {
  std::string near = spelling_hint(name, Declared::Kind::value);
  if (!near.empty() || syntax::included_headers(tree_).empty()) return near;
  return fmt::format("headers of '%' lines are not read; const {0} = ...; or -D {0}=... gives its value", name);
}

void Symbols::report_unknown_type(const syntax::Name& name) {
  if (may_be_hidden(name) || diagnostics_.full()) return;
  const Declared* found = find(name);
  if (found == nullptr)
    diagnostics_.error(name.range, "unknown type '{}'", name.text)
        .suggest(spelling_hint(name.text, Declared::Kind::type));
  else
    diagnostics_.error(name.range, "'{}' is not a type", name.text).note(found->range, "declared here");
}

void Symbols::report_unknown_value(const syntax::Name& name) {
  if (may_be_hidden(name) || diagnostics_.full()) return;
  const Declared* found = find(name);
  if (found == nullptr)
    diagnostics_.error(name.range, "unknown constant '{}'", name.text).suggest(constant_hint(name.text));
  else
    diagnostics_.error(name.range, "'{}' is not a constant", name.text).note(found->range, "declared here");
}

std::optional<Number> Symbols::outside_value(const syntax::Name& name) {
  if (is_declared(name) || numbers_.contains(name.text)) return std::nullopt;
  const auto outside = externs_.numbers.find(name.text);
  if (outside != externs_.numbers.end()) return outside->second;
  if (const auto meant = predefined_value(name.text)) return meant;
  const auto defined = header_macros_.value(name.text);
  return defined ? defined : library_constant(name.text);
}

bool Symbols::is_known_value(const syntax::Name& name) {
  return is_declared(name) || numbers_.contains(name.text) || outside_value(name);
}

std::optional<std::size_t> Symbols::value_named(const syntax::Name& name) {
  const Declared* found = find(name);
  if (found != nullptr && found->kind == Declared::Kind::value) return found->index;
  const auto number = numbers_.find(name.text);
  if (number != numbers_.end()) return number->second;
  report_unknown_value(name);
  return std::nullopt;
}

std::optional<Number> Symbols::evaluate(const syntax::Expression& expression) {
  for (;;) {
    const Attempt result = attempt(expression);
    if (!result.needs) return result.number;
    settle(*result.needs);
  }
}

std::optional<Number> Symbols::evaluate(std::size_t value) {
  if (values_[value].state == Value::State::unknown) settle(value);
  if (values_[value].state != Value::State::known) return std::nullopt;
  return values_[value].number;
}

// Evaluates with a stack of its own: a chain of constants may be as long as the file.
void Symbols::settle(std::size_t first) {
  std::vector<std::size_t> path{first};
  while (!path.empty()) {
    Value& value = values_[path.back()];
    value.state = Value::State::evaluating;
    const Attempt result = attempt(value);
    if (result.needs && values_[*result.needs].state == Value::State::unknown) {
      path.push_back(*result.needs);
      continue;
    }
    if (result.needs) report_cycle(path, *result.needs);
    value.state = result.number ? Value::State::known : Value::State::failed;
    value.number = result.number.value_or(Number{});
    path.pop_back();
  }
}

void Symbols::report_cycle(const std::vector<std::size_t>& path, std::size_t again) {
  const Value& value = values_[again];
  Diagnostic& error = diagnostics_.error(value.name.range, "the value of '{}' depends on itself", value.name.text);
  const auto start = std::find(path.begin(), path.end(), again);
  if (path.end() - start > 1)
    error.note(values_[path.back()].name.range, "through '{}'", values_[path.back()].name.text);
  std::for_each(start, path.end(), [&](std::size_t at) { values_[at].state = Value::State::failed; });
}

Symbols::Attempt Symbols::attempt(const Value& value) {
  if (value.expression != nullptr) return attempt(*value.expression);
  if (!value.previous) return {Number{}, {}};
  const Value& previous = values_[*value.previous];
  if (previous.state == Value::State::unknown || previous.state == Value::State::evaluating)
    return {{}, value.previous};
  if (previous.state != Value::State::known) return {};
  return {apply(Operator::add, previous.number, {false, 1}), {}};
}

bool Symbols::apply_step(Operator operation, std::vector<Number>& stack, SourceRange range) {
  const bool unary = operation == Operator::negate || operation == Operator::complement;
  const Number last = stack.back();
  if (!unary) stack.pop_back();
  const auto result = unary ? apply(operation, last) : apply(operation, stack.back(), last);
  if (result) {
    stack.back() = *result;
    return true;
  }
  const bool shift = operation == Operator::shift_left || operation == Operator::shift_right;
  if (shift && last.negative) {
    diagnostics_.error(range, "the shift count {} is negative", to_string(last));
    return false;
  }
  const bool division = operation == Operator::divide || operation == Operator::remainder;
  diagnostics_.error(range, "{}", division ? "division by zero" : "this expression does not fit 64 bits");
  return false;
}

Symbols::Attempt Symbols::attempt(const syntax::Expression& expression) {
  std::vector<Number> stack;
  if (expression.steps.size() > max_steps) {
    diagnostics_.error(expression.range, "an expression of more than {} terms is not supported", max_steps / 2);
    return {};
  }
  for (const syntax::Expression::Step& step : expression.steps) {
    if (const Number* number = std::get_if<Number>(&step)) {
      stack.push_back(*number);
    } else if (const Operator* operation = std::get_if<Operator>(&step)) {
      if (!apply_step(*operation, stack, expression.range)) return {};
    } else {
      const auto& name = std::get<syntax::Name>(step);
      if (const auto meant = outside_value(name)) {
        stack.push_back(*meant);
        continue;
      }
      const auto index = value_named(name);
      if (!index) return {};
      const Value& value = values_[*index];
      if (value.state == Value::State::unknown || value.state == Value::State::evaluating) return {{}, index};
      if (value.state == Value::State::failed) return {};
      stack.push_back(value.number);
    }
  }
  return {stack.empty() ? std::nullopt : std::optional(stack.back()), {}};
}

}  // namespace onc::compiler::model
