#include "format/scopes.h"

#include <fmt/format.h>

namespace onc::compiler::format {
namespace {

char opening(char closing) { return closing == ')' ? '(' : closing == ']' ? '[' : '{'; }

std::size_t levels(const Scope& scope) {
  if (scope.bracket.text != "{" || scope.body == Body::name_space) return 0;
  return scope.labelled ? 2 : 1;
}

}  // namespace

std::size_t Scopes::indent() const {
  std::size_t total = 0;
  for (const Scope& scope : scopes_) total += levels(scope);
  return total * indent_width;
}

Fault Scopes::open(const Token& bracket, Scope scope) {
  if (scopes_.size() > max_depth)
    return {fmt::format("brackets are nested more than {} deep", max_depth), bracket.text};
  scope.bracket = bracket;
  scopes_.push_back(scope);
  return {};
}

Fault Scopes::close(const Token& bracket) {
  close_angles();
  const char wanted = opening(bracket.text.front());
  if (!is_file() && top().bracket.text.front() == wanted) {
    scopes_.pop_back();
    return {};
  }
  return {fmt::format("this '{}' closes no '{}'", bracket.text, wanted), bracket.text};
}

void Scopes::close_angles() {
  while (top().bracket.text == "<") scopes_.pop_back();
}

void Scopes::close_angle() {
  if (top().bracket.text == "<") scopes_.pop_back();
}

Fault Scopes::unclosed() const {
  for (auto scope = scopes_.rbegin(); scope != scopes_.rend(); ++scope)
    if (!scope->bracket.text.empty() && scope->bracket.text != "<")
      return {fmt::format("this '{}' is not closed", scope->bracket.text), scope->bracket.text};
  return {};
}

}  // namespace onc::compiler::format
