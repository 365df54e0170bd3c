// Made by idlc from enums.x. Changes belong there.
#include "enums.h"

#include <cstdint>
#include <string>
#include <string_view>

#include <onc/xdr/print.h>

namespace enums {

std::string_view to_string(status value) noexcept {
  switch (value) {
    case status::OK:
      return "OK";
    case status::NOT_FOUND:
      return "NOT_FOUND";
    case status::STALE:
      return "STALE";
  }
  return {};
}
bool encode(onc::xdr::Encoder& out, status value) {
  return out.i32(static_cast<std::int32_t>(value));
}
bool decode(onc::xdr::Decoder& in, status& value) {
  return in.enumerator(value);
}

std::string_view to_string(implied value) noexcept {
  switch (value) {
    case implied::FIRST:
      return "FIRST";
    case implied::SECOND:
      return "SECOND";
    case implied::TENTH:
      return "TENTH";
    case implied::ELEVENTH:
      return "ELEVENTH";
    case implied::LAST:
      return "LAST";
  }
  return {};
}
bool encode(onc::xdr::Encoder& out, implied value) {
  return out.i32(static_cast<std::int32_t>(value));
}
bool decode(onc::xdr::Decoder& in, implied& value) {
  return in.enumerator(value);
}

std::string_view to_string(twice value) noexcept {
  switch (value) {
    case twice::ONE:
      return "ONE";
    case twice::NEXT:
      return "NEXT";
  }
  return {};
}
bool encode(onc::xdr::Encoder& out, twice value) {
  return out.i32(static_cast<std::int32_t>(value));
}
bool decode(onc::xdr::Decoder& in, twice& value) {
  return in.enumerator(value);
}

bool encode(onc::xdr::Encoder& out, const defaults& value) {
  return out.fields("zero_is_known zero_is_unknown", value.zero_is_known, value.zero_is_unknown);
}
bool decode(onc::xdr::Decoder& in, defaults& value) {
  return in.fields("zero_is_known zero_is_unknown", value.zero_is_known, value.zero_is_unknown);
}
std::string to_string(const defaults& value) {
  return onc::xdr::Printer()
      .field("zero_is_known", value.zero_is_known)
      .field("zero_is_unknown", value.zero_is_unknown)
      .text();
}

}  // namespace enums
