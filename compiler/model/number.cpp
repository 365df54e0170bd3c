#include "model/number.h"

#include <limits>

namespace onc::compiler::model {
namespace {

constexpr std::uint64_t int64_limit = std::uint64_t{1} << 63;

Number signed_number(bool negative, std::uint64_t magnitude) { return {negative && magnitude != 0, magnitude}; }

// Two's complement, the meaning that bit operations have in C. A number beyond 63 bits and a sign keeps its low bits.
std::uint64_t to_bits(Number number) { return number.negative ? ~number.magnitude + 1 : number.magnitude; }

// A result is negative when an operand was, as it is with C's usual conversions of a signed 64-bit type.
Number from_bits(std::uint64_t bits, bool is_signed) {
  return is_signed && bits >= int64_limit ? Number{true, ~bits + 1} : Number{false, bits};
}

std::optional<Number> add(Number left, Number right) {
  if (left.negative == right.negative) {
    if (right.magnitude > std::numeric_limits<std::uint64_t>::max() - left.magnitude) return std::nullopt;
    return signed_number(left.negative, left.magnitude + right.magnitude);
  }
  if (left.magnitude >= right.magnitude) return signed_number(left.negative, left.magnitude - right.magnitude);
  return signed_number(right.negative, right.magnitude - left.magnitude);
}

std::optional<Number> multiply(Number left, Number right) {
  if (left.magnitude != 0 && right.magnitude > std::numeric_limits<std::uint64_t>::max() / left.magnitude)
    return std::nullopt;
  return signed_number(left.negative != right.negative, left.magnitude * right.magnitude);
}

std::optional<Number> shift_left(Number left, Number right) {
  if (right.negative || right.magnitude > 63) return std::nullopt;
  return multiply(left, {false, std::uint64_t{1} << right.magnitude});
}

// Rounds towards minus infinity, as shifting two's complement does.
std::optional<Number> shift_right(Number left, Number right) {
  if (right.negative || right.magnitude > 63) return std::nullopt;
  const std::uint64_t quotient = left.magnitude >> right.magnitude;
  const bool inexact = quotient << right.magnitude != left.magnitude;
  return signed_number(left.negative, quotient + (left.negative && inexact));
}

}  // namespace

std::optional<Number> apply(Operator operation, Number operand) {
  if (operation == Operator::negate) return signed_number(!operand.negative, operand.magnitude);
  return add(signed_number(!operand.negative, operand.magnitude), {true, 1});
}

std::optional<Number> apply(Operator operation, Number left, Number right) {
  const bool is_signed = left.negative || right.negative;
  switch (operation) {
    case Operator::add: return add(left, right);
    case Operator::subtract: return add(left, signed_number(!right.negative, right.magnitude));
    case Operator::multiply: return multiply(left, right);
    case Operator::divide:
      if (right.magnitude == 0) return std::nullopt;
      return signed_number(left.negative != right.negative, left.magnitude / right.magnitude);
    case Operator::remainder:
      if (right.magnitude == 0) return std::nullopt;
      return signed_number(left.negative, left.magnitude % right.magnitude);
    case Operator::shift_left: return shift_left(left, right);
    case Operator::shift_right: return shift_right(left, right);
    case Operator::bit_and: return from_bits(to_bits(left) & to_bits(right), is_signed);
    case Operator::bit_or: return from_bits(to_bits(left) | to_bits(right), is_signed);
    case Operator::bit_xor: return from_bits(to_bits(left) ^ to_bits(right), is_signed);
    case Operator::negate:
    case Operator::complement: break;
  }
  return std::nullopt;
}

bool fits_int32(Number number) { return number.magnitude <= (std::uint64_t{1} << 31) - (number.negative ? 0 : 1); }
bool fits_uint32(Number number) { return !number.negative && number.magnitude <= 0xffffffffu; }
bool fits_int64(Number number) { return number.magnitude <= int64_limit - (number.negative ? 0 : 1); }

std::int64_t to_int64(Number number) { return static_cast<std::int64_t>(to_bits(number)); }

std::string to_string(Number number) { return (number.negative ? "-" : "") + std::to_string(number.magnitude); }

}  // namespace onc::compiler::model
