// The contender of serialisation once more with views: decoding refers to the message, then every element is read. What
// encodes is the same as in bench_serial.

#include "timing.h"
#include "values.h"

namespace bench {
namespace {

template <class View, class Value, class Encode, class Read>
void measure(std::chrono::milliseconds window, const char* name, const Value& value, std::size_t elements,
             const Encode& encode, const Read& read_all) {
  onc::xdr::Buffer buffer;
  const double encode_time = time_of(window, [&] {
    buffer.clear();
    onc::xdr::Encoder out(buffer);
    require(encode(out, value) && out.finish(), name);
    keep(buffer);
  });
  const double decode_time = time_of(window, [&] {
    View view;
    onc::xdr::Decoder in(buffer.bytes());
    require(decode(in, view) && in.finish(), name);
    require(read_all(view) == elements, name);
  });
  report(name, encode_time, decode_time, buffer.size(), elements);
}

constexpr auto read_each = [](const auto& view) {
  std::size_t count = 0;
  for (const auto& element : view) {
    keep(element);
    ++count;
  }
  return count;
};

}  // namespace
}  // namespace bench

int main(int argc, char** argv) {
  using namespace bench;
  using onc::xdr::Encoder;
  const auto window = window_of({argv, static_cast<std::size_t>(argc)});
  // Numbers are copied into memory that is reused, as a user would who needs them in the order of the machine.
  std::vector<std::int32_t> numbers(number_count);
  measure<ints_view>(window, "ints", make_ints(), number_count, encode_ints, [&](const ints_view& view) {
    view.copy_to(numbers);
    keep(numbers);
    return view.size();
  });
  std::vector<double> reals(number_count);
  measure<doubles_view>(window, "doubles", make_doubles(), number_count, encode_doubles, [&](const doubles_view& view) {
    view.copy_to(reals);
    keep(reals);
    return view.size();
  });
  measure<blob_view>(window, "opaque", make_blob(), 1, encode_blob, [](const blob_view& view) {
    keep(view);
    return std::size_t{1};
  });
  measure<mixeds_view>(window, "mixed", make_mixeds(), record_count, encode_mixeds, read_each);
  measure<dirlist_view>(
      window, "readdir", make_dirlist(), entry_count,
      [](Encoder& out, const dirlist& value) { return encode(out, value); },
      [](const dirlist_view& view) { return read_each(view.entries); });
  measure<ops_view>(window, "union", make_ops(), record_count, encode_ops, read_each);
}
