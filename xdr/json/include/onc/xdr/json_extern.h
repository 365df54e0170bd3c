// JSON of types that C++ headers declare, for schemas that use them (idlc --extern-type): what write_json and read_json
// in their namespace say, or else their XDR encoding as opaque data.
#pragma once

#include <cstddef>
#include <span>

#include <onc/xdr/buffer.h>
#include <onc/xdr/decoder.h>
#include <onc/xdr/encoder.h>
#include <onc/xdr/json_reader.h>
#include <onc/xdr/json_writer.h>

namespace onc::xdr {

/// A value that its own encode refuses is written as no bytes, which cannot be read.
inline constexpr auto json_write_extern = [](JsonWriter& out, const auto& value) -> JsonWriter& {
  if constexpr (requires { write_json(out, value); }) {
    write_json(out, value);
    return out;
  } else {
    Buffer buffer;
    Encoder coder(buffer);
    const bool ok = encode(coder, value) && coder.finish();
    return out.opaque(ok ? buffer.bytes() : std::span<const std::byte>());
  }
};

inline constexpr auto json_read_extern = [](JsonReader& in, auto& value) -> bool {
  if constexpr (requires { read_json(in, value); }) {
    return read_json(in, value);
  } else {
    return in.encoded([&](std::span<const std::byte> bytes) {
      Decoder coder(bytes, in.options().limits);
      return decode(coder, value) && coder.left() == 0;
    });
  }
};

}  // namespace onc::xdr
