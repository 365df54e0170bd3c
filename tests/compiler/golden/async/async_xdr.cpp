// Made by idlc from async.x. Changes belong there.
#include "async.h"

#include <cstddef>
#include <string>

#include <onc/xdr/print.h>
#include <onc/xdr/size.h>

namespace async {

bool encode(onc::xdr::Encoder& out, const item& value) {
  return out.fields("name reply", onc::xdr::Bounded{value.name, 8}, value.reply);
}
bool decode(onc::xdr::Decoder& in, item& value) {
  return in.fields("name reply", onc::xdr::Bounded{value.name, 8}, value.reply);
}
std::size_t xdr_size(const item& value) {
  return 4 + onc::xdr::opaque_size(value.name);
}
std::string to_string(const item& value) {
  return onc::xdr::Printer()
      .field("name", value.name)
      .field("reply", value.reply)
      .text();
}

}  // namespace async
