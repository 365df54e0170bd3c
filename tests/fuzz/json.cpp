// Every text is a value or a fault. What is read comes back from its own text, which does not change any more, and has
// an encoding in XDR, unless it is longer than any message.

#include <cstdlib>

#include "grammar_json.h"

namespace {

template <class T>
void check(std::string_view text, const onc::xdr::JsonOptions& options) {
  T value{};
  const onc::xdr::JsonResult result = from_json(text, value, options);
  if (!result) {
    if (result.message("value").empty() || result.fault().line == 0 || result.fault().column == 0) std::abort();
    return;
  }
  const std::string written = to_json(value, options);
  T again{};
  if (!from_json(written, again, options) || to_json(again, options) != written) std::abort();
  onc::xdr::Buffer buffer;
  onc::xdr::Encoder out(buffer);
  if (!encode(out, value) || !out.finish()) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  const std::string text(data + 1, data + size);
  onc::xdr::JsonOptions options;
  options.opaque = (data[0] & 1) != 0 ? onc::xdr::JsonOpaque::base64 : onc::xdr::JsonOpaque::hex;
  options.indent = data[0] >> 6;
  switch (data[0] >> 1 & 7) {
    case 0: check<grammar::everything>(text, options); break;
    case 1: check<grammar::primitives>(text, options); break;
    case 2: check<grammar::opaques>(text, options); break;
    case 3: check<grammar::arrays>(text, options); break;
    case 4: check<grammar::optionals>(text, options); break;
    case 5: check<grammar::lists>(text, options); break;
    case 6: check<grammar::by_int>(text, options); break;
    default: check<grammar::color>(text, options); break;
  }
  return 0;
}
