#include <charconv>
#include <cmath>

#include <onc/xdr/json_writer.h>

#include "src/bytes.h"
#include "src/strings.h"

namespace onc::xdr {
namespace {

// The text of a number, in a buffer of its own.
class Digits {
 public:
  template <class Number>
  explicit Digits(Number value) : end_(std::to_chars(room_, room_ + sizeof room_, value).ptr) {}
  operator std::string_view() const { return {room_, end_}; }  // NOLINT(google-explicit-constructor): is nothing else

 private:
  char room_[32];
  char* end_;
};

}  // namespace

JsonWriter& JsonWriter::number(std::int64_t value) { return scalar(Digits(value)); }

JsonWriter& JsonWriter::i64(std::int64_t value) { return quoted(Digits(value)); }

JsonWriter& JsonWriter::u64(std::uint64_t value) { return quoted(Digits(value)); }

JsonWriter& JsonWriter::f32(float value) {
  return std::isfinite(value) ? scalar(Digits(value)) : f64(static_cast<double>(value));
}

JsonWriter& JsonWriter::f64(double value) {
  if (std::isnan(value)) return quoted("NaN");
  if (std::isinf(value)) return quoted(value < 0 ? "-Infinity" : "Infinity");
  return scalar(Digits(value));
}

JsonWriter& JsonWriter::quadruple(const Quadruple& value) {
  text_ += '"';
  json::append_hex(text_, value.bytes);
  text_ += '"';
  return *this;
}

JsonWriter& JsonWriter::string(std::string_view value) {
  if (json::is_utf8(value)) {
    json::append_string(text_, value);
    return *this;
  }
  begin_object();
  key("base64");
  text_ += '"';
  json::append_base64(text_, std::as_bytes(std::span(value)));
  text_ += '"';
  return end_object();
}

JsonWriter& JsonWriter::opaque(std::span<const std::byte> value) {
  text_ += '"';
  if (options_.opaque == JsonOpaque::hex)
    json::append_hex(text_, value);
  else
    json::append_base64(text_, value);
  text_ += '"';
  return *this;
}

JsonWriter& JsonWriter::enumerator(std::string_view name, std::int32_t number) {
  if (name.empty()) return this->number(number);
  quoted(name);
  if (std::exchange(as_key_, false)) colon();
  return *this;
}

JsonWriter& JsonWriter::key(std::string_view name) {
  separate();
  quoted(name);
  colon();
  return *this;
}

JsonWriter& JsonWriter::begin_union() {
  open('{');
  separate();
  as_key_ = true;
  return *this;
}

JsonWriter& JsonWriter::scalar(std::string_view text) {
  if (!std::exchange(as_key_, false)) {
    text_ += text;
    return *this;
  }
  quoted(text);
  colon();
  return *this;
}

JsonWriter& JsonWriter::quoted(std::string_view text) {
  text_ += '"';
  text_ += text;
  text_ += '"';
  return *this;
}

JsonWriter& JsonWriter::open(char bracket) {
  text_ += bracket;
  ++depth_;
  first_ = true;
  return *this;
}

JsonWriter& JsonWriter::close(char bracket) {
  --depth_;
  if (!std::exchange(first_, false)) end_line();
  text_ += bracket;
  return *this;
}

void JsonWriter::separate() {
  if (!std::exchange(first_, false)) text_ += ',';
  end_line();
}

void JsonWriter::end_line() {
  if (options_.indent == 0) return;
  text_ += '\n';
  text_.append(depth_ * options_.indent, ' ');
}

}  // namespace onc::xdr
