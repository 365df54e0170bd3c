// Made by idlc from verbatim.x. Changes belong there.
#include "verbatim.h"

namespace verbatim {

bool encode(onc::xdr::Encoder& out, const a& value) {
  return out.field("b", out.fixed(value.b));
}
bool decode(onc::xdr::Decoder& in, a& value) {
  return in.field("b", in.fixed(value.b));
}

}  // namespace verbatim
