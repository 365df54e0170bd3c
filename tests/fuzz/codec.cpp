// What decodes encodes, and decodes to the same value; strict decoding takes nothing that compatible decoding refuses,
// and what it takes encodes to the very bytes.

#include <cstdlib>
#include <cstring>

#include "grammar.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto bytes = std::as_bytes(std::span(data, size));
  grammar::everything value;
  onc::xdr::Decoder in(bytes);
  const bool compatible = decode(in, value);

  grammar::everything strict_value;
  onc::xdr::Decoder strict_in(bytes, {}, onc::xdr::Mode::strict);
  const bool strict = decode(strict_in, strict_value);
  if (strict && !compatible) std::abort();
  if (!compatible) return in.report().message("value").empty() ? std::abort(), 0 : 0;

  onc::xdr::Buffer buffer;
  onc::xdr::Encoder out(buffer);
  if (!encode(out, value) || !out.finish()) std::abort();
  grammar::everything again;
  onc::xdr::Decoder back(buffer.bytes());
  if (!decode(back, again) || back.left() != 0) std::abort();
  // Not ==, which NaN is not: the bytes.
  onc::xdr::Buffer second;
  onc::xdr::Encoder out_again(second);
  if (!encode(out_again, again) || !out_again.finish()) std::abort();
  const auto same = [](std::span<const std::byte> a, std::span<const std::byte> b) {
    return a.size() == b.size() && std::memcmp(a.data(), b.data(), a.size()) == 0;
  };
  if (!same(buffer.bytes(), second.bytes())) std::abort();
  if (strict && !same(buffer.bytes(), bytes.first(strict_in.position()))) std::abort();
  return 0;
}
