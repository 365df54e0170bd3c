#include "preprocess/condition.h"

#include <array>
#include <charconv>
#include <utility>

#include <fmt/format.h>

#include "preprocess/text.h"

namespace onc::compiler::preprocess {
namespace {

struct BinaryOperator {
  std::string_view spelling;
  int precedence;
};

// Longer spellings first, so that the first match is the operator.
constexpr std::array<BinaryOperator, 18> binary_operators{{{"||", 1},
                                                           {"&&", 2},
                                                           {"==", 6},
                                                           {"!=", 6},
                                                           {"<<", 8},
                                                           {">>", 8},
                                                           {"<=", 7},
                                                           {">=", 7},
                                                           {"|", 3},
                                                           {"^", 4},
                                                           {"&", 5},
                                                           {"<", 7},
                                                           {">", 7},
                                                           {"+", 9},
                                                           {"-", 9},
                                                           {"*", 10},
                                                           {"/", 10},
                                                           {"%", 10}}};

std::int64_t wrapped(std::uint64_t bits) { return static_cast<std::int64_t>(bits); }

// Arithmetic wraps as two's complement does; shifts and divisions are checked by the caller.
std::int64_t apply(std::string_view operation, std::int64_t left, std::int64_t right) {
  const auto a = static_cast<std::uint64_t>(left), b = static_cast<std::uint64_t>(right);
  if (operation == "||") return left != 0 || right != 0;
  if (operation == "&&") return left != 0 && right != 0;
  if (operation == "==") return left == right;
  if (operation == "!=") return left != right;
  if (operation == "<=") return left <= right;
  if (operation == ">=") return left >= right;
  if (operation == "<") return left < right;
  if (operation == ">") return left > right;
  if (operation == "<<") return wrapped(a << (b & 63));
  if (operation == ">>") return left >> (b & 63);
  if (operation == "|") return left | right;
  if (operation == "^") return left ^ right;
  if (operation == "&") return left & right;
  if (operation == "+") return wrapped(a + b);
  if (operation == "-") return wrapped(a - b);
  if (operation == "*") return wrapped(a * b);
  if (right == -1) return operation == "/" ? wrapped(0 - a) : 0;
  return operation == "/" ? left / right : left % right;
}

class Parser {
 public:
  Parser(std::string_view text, const Macros& macros) : rest_(text), macros_(macros) {}

  ConditionValue parse() {
    if (rest_.empty()) return {0, "this condition has no expression"};
    const std::int64_t value = choice();
    skip_blanks();
    if (!rest_.empty()) fail(fmt::format("unexpected '{}' in a condition", rest_.substr(0, 20)));
    return {value, std::move(error_)};
  }

 private:
  static constexpr std::size_t max_depth = 200;

  void skip_blanks() { rest_ = trimmed(rest_); }
  bool take(std::string_view token) {
    skip_blanks();
    if (!rest_.starts_with(token)) return false;
    rest_.remove_prefix(token.size());
    return true;
  }
  std::int64_t fail(std::string reason) {
    if (error_.empty()) error_ = std::move(reason);
    rest_ = {};
    return 0;
  }

  std::int64_t choice() {
    const std::int64_t condition = binary(1);
    if (!take("?")) return condition;
    if (++depth_ > max_depth) return fail("this condition is nested too deep");
    const std::int64_t first = choice();
    if (!take(":")) return fail("expected ':' in a condition");
    const std::int64_t second = choice();
    --depth_;
    return condition != 0 ? first : second;
  }
  const BinaryOperator* next_operator() {
    skip_blanks();
    for (const BinaryOperator& one : binary_operators)
      if (rest_.starts_with(one.spelling)) return &one;
    return nullptr;
  }
  std::int64_t binary(int least) {
    std::int64_t left = unary();
    for (const BinaryOperator* found = next_operator(); found != nullptr && found->precedence >= least;
         found = next_operator()) {
      rest_.remove_prefix(found->spelling.size());
      const std::int64_t right = binary(found->precedence + 1);
      const bool divides = found->spelling == "/" || found->spelling == "%";
      if (divides && right == 0) return error_.empty() ? fail("division by zero in a condition") : 0;
      left = apply(found->spelling, left, right);
    }
    return left;
  }
  std::int64_t unary() {
    if (++depth_ > max_depth) return fail("this condition is nested too deep");
    std::int64_t value = 0;
    if (take("!"))
      value = unary() == 0;
    else if (take("~"))
      value = ~unary();
    else if (take("-"))
      value = wrapped(0 - static_cast<std::uint64_t>(unary()));
    else if (take("+"))
      value = unary();
    else
      value = primary();
    --depth_;
    return value;
  }
  std::int64_t primary() {
    if (take("(")) {
      const std::int64_t value = choice();
      return take(")") ? value : fail("expected ')' in a condition");
    }
    skip_blanks();
    if (rest_.empty()) return fail("a condition ends unexpectedly");
    if (is_digit(rest_.front())) return number();
    if (rest_.front() == '\'') return character();
    const std::string_view name = take_name(rest_);
    if (name.empty()) return fail(fmt::format("unexpected '{}' in a condition", rest_.substr(0, 1)));
    if (name == "defined") return is_defined();
    if (rest_.starts_with('(')) return fail(fmt::format("'{}' is no macro that takes arguments", name.substr(0, 60)));
    return 0;
  }
  std::int64_t is_defined() {
    const bool parenthesis = take("(");
    const std::string_view name = take_name(rest_);
    if (name.empty() || (parenthesis && !take(")"))) return fail("expected a name after 'defined'");
    return macros_.find(name) != nullptr;
  }
  std::int64_t number() {
    const std::string_view word = rest_.substr(0, end_of_word(rest_, 0));
    rest_.remove_prefix(word.size());
    const bool hexadecimal = word.starts_with("0x") || word.starts_with("0X");
    const std::string_view digits = word.substr(hexadecimal ? 2 : 0);
    const int base = hexadecimal ? 16 : digits.size() > 1 && digits.front() == '0' ? 8 : 10;
    std::uint64_t value = 0;
    const auto [end, problem] = std::from_chars(digits.data(), digits.data() + digits.size(), value, base);
    const std::string_view suffix(end, static_cast<std::size_t>(digits.data() + digits.size() - end));
    if (problem != std::errc{} || suffix.find_first_not_of("uUlL") != std::string_view::npos)
      return fail(fmt::format("'{}' is no number", word.substr(0, 40)));
    return wrapped(value);
  }
  std::int64_t character() {
    const std::string_view literal = rest_.substr(0, end_of_literal(rest_, 0));
    rest_.remove_prefix(literal.size());
    if (literal.size() != 3) return fail("a character literal holds one character");
    return static_cast<unsigned char>(literal[1]);
  }

  std::string_view rest_;
  const Macros& macros_;
  std::size_t depth_ = 0;
  std::string error_;
};

}  // namespace

ConditionValue evaluate(std::string_view text, Macros& macros) {
  const Macros::Use expanded = macros.expand(text);
  if (!expanded.error.empty()) return {0, expanded.error};
  return Parser(expanded.text, macros).parse();
}

}  // namespace onc::compiler::preprocess
