// Encoding into a buffer that is reused, and decoding into values of their own: numbers and bulk data into a value that
// is reused, everything else into a new one, whose destruction is in the time.

#include "timing.h"
#include "values.h"

namespace bench {
namespace {

enum class Into { reused, fresh };

template <class Value, class Encode, class Decode>
void measure(std::chrono::milliseconds window, const char* name, const Value& value, std::size_t elements, Into into,
             const Encode& encode, const Decode& decode) {
  onc::xdr::Buffer buffer;
  const double encode_time = time_of(window, [&] {
    buffer.clear();
    onc::xdr::Encoder out(buffer);
    require(encode(out, value) && out.finish(), name);
    keep(buffer);
  });

  Value reused;
  const auto decode_into = [&](Value& decoded) {
    onc::xdr::Decoder in(buffer.bytes());
    require(decode(in, decoded) && in.finish(), name);
    keep(decoded);
  };
  const double decode_time = time_of(window, [&] {
    if (into == Into::reused) return decode_into(reused);
    Value fresh;
    decode_into(fresh);
  });

  decode_into(reused);
  require(reused == value, name);
  report(name, encode_time, decode_time, buffer.size(), elements);
}

}  // namespace
}  // namespace bench

int main(int argc, char** argv) {
  using namespace bench;
  using onc::xdr::Decoder;
  using onc::xdr::Encoder;
  const auto window = window_of({argv, static_cast<std::size_t>(argc)});
  measure(window, "ints", make_ints(), number_count, Into::reused, encode_ints, decode_ints);
  measure(window, "doubles", make_doubles(), number_count, Into::reused, encode_doubles, decode_doubles);
  measure(window, "opaque", make_blob(), 1, Into::reused, encode_blob, decode_blob);
  measure(window, "mixed", make_mixeds(), record_count, Into::fresh, encode_mixeds, decode_mixeds);
  measure(
      window, "readdir", make_dirlist(), entry_count, Into::fresh,
      [](Encoder& out, const dirlist& value) { return encode(out, value); },
      [](Decoder& in, dirlist& value) { return decode(in, value); });
  measure(window, "union", make_ops(), record_count, Into::fresh, encode_ops, decode_ops);
}
