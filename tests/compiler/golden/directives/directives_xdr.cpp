// Made by idlc from directives.x. Changes belong there.
#include "directives.h"

#include <utility>
// only for the filters

namespace directives {

bool encode(onc::xdr::Encoder& out, const part& value) {
  return out.field("data", out.opaque_fixed(value.data));
}
bool decode(onc::xdr::Decoder& in, part& value) {
  return in.field("data", in.opaque_fixed(value.data));
}

bool encode(onc::xdr::Encoder& out, const file& value) {
  return out.field("number", out.u64(value.number)) &&
         out.field("first", out.opaque_fixed(value.first)) &&
         out.field("rest", out.array(value.rest, 512));
}
bool decode(onc::xdr::Decoder& in, file& value) {
  return in.field("number", in.u64(value.number)) &&
         in.field("first", in.opaque_fixed(value.first)) &&
         in.field("rest", in.array(value.rest, 512, 512));
}

}  // namespace directives
