// The contender of serialisation once more with views, each decoded into one that is reused. What encodes is the same
// as in bench_serial.

#include "timing.h"
#include "values.h"

namespace bench {
namespace {

template <class View, class Value, class Encode, class Decode, class Use>
void measure(std::chrono::milliseconds window, const char* name, const Value& value, std::size_t elements,
             const Encode& encode, const Decode& decode, const Use& use) {
  onc::xdr::Buffer buffer;
  const double encode_time = time_of(window, [&] {
    buffer.clear();
    onc::xdr::Encoder out(buffer);
    require(encode(out, value) && out.finish(), name);
    keep(buffer);
  });
  View view;
  const double decode_time = time_of(window, [&] {
    onc::xdr::Decoder in(buffer.bytes());
    require(decode(in, view) && in.finish(), name);
    require(use(view) == elements, name);
    keep(view);
  });
  report(name, encode_time, decode_time, buffer.size(), elements);
}

constexpr auto size_of = [](const auto& view) { return view.size(); };

}  // namespace
}  // namespace bench

int main(int argc, char** argv) {
  using namespace bench;
  using onc::xdr::Decoder;
  using onc::xdr::Encoder;
  const auto window = window_of({argv, static_cast<std::size_t>(argc)});
  // Numbers are copied into memory that is reused, for who needs them in the order of the machine.
  std::vector<std::int32_t> numbers(number_count);
  measure<ints_view>(window, "ints", make_ints(), number_count, encode_ints, decode_ints_view,
                     [&](const ints_view& view) {
                       view.copy_to(numbers);
                       keep(numbers);
                       return view.size();
                     });
  std::vector<double> reals(number_count);
  measure<doubles_view>(window, "doubles", make_doubles(), number_count, encode_doubles, decode_doubles_view,
                        [&](const doubles_view& view) {
                          view.copy_to(reals);
                          keep(reals);
                          return view.size();
                        });
  measure<blob_view>(window, "opaque", make_blob(), 1, encode_blob, decode_blob_view,
                     [](const blob_view& /*view*/) { return std::size_t{1}; });
  measure<mixeds_view>(window, "mixed", make_mixeds(), record_count, encode_mixeds, decode_mixeds_view, size_of);
  measure<dirlist_view>(
      window, "readdir", make_dirlist(), entry_count,
      [](Encoder& out, const dirlist& value) { return encode(out, value); },
      [](Decoder& in, dirlist_view& view) { return decode(in, view); },
      [](const dirlist_view& view) { return view.entries.size(); });
  measure<ops_view>(window, "union", make_ops(), record_count, encode_ops, decode_ops_view, size_of);
}
