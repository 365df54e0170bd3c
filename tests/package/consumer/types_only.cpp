#include "types_json.h"

int main() {
  onc::xdr::Buffer buffer;
  onc::xdr::Encoder out(buffer);
  const bool encoded = encode(out, plain::pair{1, 2}) && out.finish() && buffer.size() == 12;
  plain::pair read;
  const bool same = from_json(R"({"first": 1, "second": "2"})", read) && read == plain::pair{1, 2};
  return encoded && same ? 0 : 1;
}
