// Made by idlc from verbatim.x. Changes belong there.
#include "verbatim.h"

#include <string>

#include <onc/xdr/print.h>

namespace verbatim {

bool encode(onc::xdr::Encoder& out, const a& value) {
  return out.field("b", out.fixed(value.b));
}
bool decode(onc::xdr::Decoder& in, a& value) {
  return in.field("b", in.fixed(value.b));
}
std::string to_string(const a& value) {
  return onc::xdr::Printer()
      .field("b", value.b)
      .text();
}

}  // namespace verbatim
