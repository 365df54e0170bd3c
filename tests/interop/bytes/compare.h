// Our side of the byte comparison: what the generated code of bytes_generator is made of.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include <onc/xdr/decoder.h>
#include <onc/xdr/encoder.h>
#include <onc/xdr/json_reader.h>
#include <onc/xdr/json_writer.h>
#include <onc/xdr/size.h>
#include <onc/xdr/types.h>

#include "value_stream.h"

namespace onc::test {

/// A type whose encodings are compared, with two values of it.
class ComparedType {
 public:
  explicit ComparedType(std::string name) : name_(std::move(name)) {}
  ComparedType(const ComparedType&) = delete;
  ComparedType& operator=(const ComparedType&) = delete;
  virtual ~ComparedType() = default;

  [[nodiscard]] const std::string& name() const { return name_; }
  /// Makes the first value from the stream.
  virtual void draw(value_stream& stream) = 0;
  virtual bool encode(xdr::Encoder& out) const = 0;
  [[nodiscard]] virtual std::size_t size() const = 0;
  /// Makes the second value.
  virtual bool decode(xdr::Decoder& in) = 0;
  [[nodiscard]] virtual bool same() const = 0;
  [[nodiscard]] virtual std::string json() const = 0;
  /// Makes the second value.
  virtual xdr::JsonResult from_json(std::string_view text) = 0;
  virtual bool encode_second(xdr::Encoder& out) const = 0;

 private:
  std::string name_;
};

template <class Value, class Make, class Write, class Read, class Measure, class WriteJson, class ReadJson>
class ComparedTypeOf final : public ComparedType {
 public:
  ComparedTypeOf(std::string name, Make make, Write write, Read read, Measure measure, WriteJson write_json,
                 ReadJson read_json)
      : ComparedType(std::move(name)),
        make_(make),
        write_(write),
        read_(read),
        measure_(measure),
        write_json_(write_json),
        read_json_(read_json) {}

  void draw(value_stream& stream) override { drawn_ = make_(&stream); }
  bool encode(xdr::Encoder& out) const override { return write_(out, drawn_); }
  [[nodiscard]] std::size_t size() const override { return measure_(drawn_); }
  bool decode(xdr::Decoder& in) override { return read_(in, decoded_ = Value{}); }
  [[nodiscard]] bool same() const override { return drawn_ == decoded_; }
  [[nodiscard]] std::string json() const override { return xdr::json_text(drawn_, {}, write_json_); }
  xdr::JsonResult from_json(std::string_view text) override {
    return xdr::from_json_text(text, decoded_ = Value{}, {}, read_json_);
  }
  bool encode_second(xdr::Encoder& out) const override { return write_(out, decoded_); }

 private:
  Make make_;
  Write write_;
  Read read_;
  Measure measure_;
  WriteJson write_json_;
  ReadJson read_json_;
  Value drawn_{};
  Value decoded_{};
};

template <class Value, class Make, class Write, class Read, class Measure, class WriteJson, class ReadJson>
std::unique_ptr<ComparedType> compared(const char* name, Make make, Write write, Read read, Measure measure,
                                       WriteJson write_json, ReadJson read_json) {
  return std::make_unique<ComparedTypeOf<Value, Make, Write, Read, Measure, WriteJson, ReadJson>>(
      name, make, write, read, measure, write_json, read_json);
}

/// An interface file.
struct Interface {
  std::vector<std::unique_ptr<ComparedType>> types{};
  std::vector<std::string> skipped{};  // "TYPE: REASON"
};

inline std::byte draw_byte(value_stream* stream) { return std::byte{draw_u8(stream)}; }

inline std::string draw_string(value_stream* stream, std::uint32_t bound) {
  std::string text(stream_byte_length(stream, bound), '\0');
  for (char& character : text) character = draw_character(stream);
  return text;
}

inline std::vector<std::byte> draw_opaque(value_stream* stream, std::uint32_t bound) {
  std::vector<std::byte> bytes(stream_byte_length(stream, bound));
  for (std::byte& byte : bytes) byte = draw_byte(stream);
  return bytes;
}

template <class Array, class Draw>
Array draw_fixed(value_stream* stream, Draw draw) {
  Array values{};
  for (auto& value : values) value = draw(stream);
  return values;
}

template <class Vector, class Draw>
void draw_more(value_stream* stream, std::uint32_t bound, Draw draw, Vector& values) {
  for (std::uint32_t left = stream_length(stream, bound); left > 0; --left) values.push_back(draw(stream));
}

template <class Vector, class Draw>
Vector draw_array(value_stream* stream, std::uint32_t bound, Draw draw) {
  Vector values;
  draw_more(stream, bound, draw, values);
  return values;
}

/// `T *x` where T is a list.
template <class Vector, class Draw>
Vector draw_list(value_stream* stream, Draw draw) {
  return draw_array<Vector>(stream, UINT32_MAX, draw);
}

/// `T x` where T is a list.
template <class Vector, class Draw>
Vector draw_chain(value_stream* stream, Draw draw) {
  Vector values;
  values.push_back(draw(stream));
  draw_more(stream, UINT32_MAX, draw, values);
  return values;
}

template <class Optional, class Draw>
Optional draw_optional(value_stream* stream, Draw draw) {
  Optional value;
  if (stream_present(stream)) value = draw(stream);
  return value;
}

#define COMPARED_FILE(stem, types, writer) Interface interface_##stem();
#include "compared_files.inc"
#undef COMPARED_FILE

}  // namespace onc::test
