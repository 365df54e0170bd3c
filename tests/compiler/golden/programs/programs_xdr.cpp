// Made by idlc from programs.x. Changes belong there.
#include "programs.h"

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include <onc/xdr/print.h>
#include <onc/xdr/size.h>

namespace programs {

bool encode_line(onc::xdr::Encoder& out, const line& value) {
  return out.string(value, 1024);
}
bool decode_line(onc::xdr::Decoder& in, line& value) {
  return in.string(value, 1024);
}
std::size_t xdr_size_line(const line& value) {
  return onc::xdr::opaque_size(value);
}

std::string_view to_string(status value) noexcept {
  switch (value) {
    case status::OK:
      return "OK";
    case status::FAILED:
      return "FAILED";
  }
  return {};
}
bool encode(onc::xdr::Encoder& out, status value) {
  return out.i32(static_cast<std::int32_t>(value));
}
bool decode(onc::xdr::Decoder& in, status& value) {
  return in.enumerator(value);
}

bool encode(onc::xdr::Encoder& out, const entry& value) {
  return out.fields("text", onc::xdr::Bounded{value.text, 1024});
}
bool decode(onc::xdr::Decoder& in, entry& value) {
  return in.fields("text", onc::xdr::Bounded{value.text, 1024});
}
std::size_t xdr_size(const entry& value) {
  return xdr_size_line(value.text);
}
std::string to_string(const entry& value) {
  return onc::xdr::Printer()
      .field("text", value.text)
      .text();
}

bool encode_entries(onc::xdr::Encoder& out, const entries& value) {
  return out.list(value);
}
bool decode_entries(onc::xdr::Decoder& in, entries& value) {
  return in.list(value);
}
std::size_t xdr_size_entries(const entries& value) {
  return onc::xdr::list_size(value);
}

}  // namespace programs
