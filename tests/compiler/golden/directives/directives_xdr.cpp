// Made by idlc from directives.x. Changes belong there.
#include "directives.h"

#include <cstddef>
#include <string>

#include <onc/xdr/print.h>

#include <utility>
// only for the filters

namespace directives {

bool encode(onc::xdr::Encoder& out, const part& value) {
  return out.fields("data", value.data);
}
bool decode(onc::xdr::Decoder& in, part& value) {
  return in.fields("data", value.data);
}
std::string to_string(const part& value) {
  return onc::xdr::Printer()
      .field("data", value.data)
      .text();
}

bool encode(onc::xdr::Encoder& out, const file& value) {
  return out.fields("number first", value.number, value.first) &&
         out.field("rest", out.array(value.rest, 512));
}
bool decode(onc::xdr::Decoder& in, file& value) {
  return in.fields("number first", value.number, value.first) &&
         in.field("rest", in.array(value.rest, 512, 512));
}
std::size_t xdr_size(const file& value) {
  return 1036 + 512 * value.rest.size();
}
std::string to_string(const file& value) {
  return onc::xdr::Printer()
      .field("number", value.number)
      .field("first", value.first)
      .field("rest", value.rest)
      .text();
}

}  // namespace directives
