#include "types.h"

int main() {
  onc::xdr::Buffer buffer;
  onc::xdr::Encoder out(buffer);
  return encode(out, plain::pair{1, 2}) && out.finish() && buffer.size() == 12 ? 0 : 1;
}
