// Types that kinds.x takes from a header: one with XDR only, one that says how it looks in JSON.
#pragma once

#include <cstdint>

#include <onc/xdr/decoder.h>
#include <onc/xdr/encoder.h>
#include <onc/xdr/json_reader.h>
#include <onc/xdr/json_writer.h>

struct outside {
  std::int32_t number = 0;
  bool operator==(const outside&) const = default;
};
inline bool encode(onc::xdr::Encoder& out, const outside& value) { return out.i32(value.number); }
inline bool decode(onc::xdr::Decoder& in, outside& value) { return in.i32(value.number); }

struct told {
  std::int32_t number = 0;
  bool operator==(const told&) const = default;
};
inline bool encode(onc::xdr::Encoder& out, const told& value) { return out.i32(value.number); }
inline bool decode(onc::xdr::Decoder& in, told& value) { return in.i32(value.number); }
inline void write_json(onc::xdr::JsonWriter& out, const told& value) { out.i32(value.number); }
inline bool read_json(onc::xdr::JsonReader& in, told& value) { return in.i32(value.number); }
