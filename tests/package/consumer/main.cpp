// Touches each library: a generated type there and back, and a call that nobody answers.
#include <cstdio>

#include "kv.h"

namespace {

bool survives_encoding() {
  kv::entry sent;
  sent.name = "name";
  sent.data.assign(5, std::byte{7});

  onc::xdr::Buffer buffer;
  onc::xdr::Encoder out(buffer);
  if (!encode(out, sent) || !out.finish()) return false;

  kv::entry received;
  onc::xdr::Decoder in(buffer.bytes());
  return decode(in, received) && in.finish() && received == sent;
}

bool fails_without_a_server() {
  // Port 1 is reserved, and nothing listens there.
  auto client = kv::KV_PROG::KV_VERS::Client::connect("localhost", {.address = "127.0.0.1:1"});
  return !client && !client.error().message().empty();
}

}  // namespace

int main() {
  const bool ok = survives_encoding() && fails_without_a_server();
  std::puts(ok ? "ok" : "failed");
  return ok ? 0 : 1;
}
