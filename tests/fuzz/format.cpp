// Any text is refused with a reason, or laid out so that nothing is lost and a second time changes nothing. An internal
// error would be neither.

#include <cstdlib>
#include <string>
#include <string_view>

#include "format/layout.h"
#include "format/tokens.h"

using namespace onc::compiler::format;

namespace {

void require(bool holds) {
  if (!holds) std::abort();
}

// Reasons point into the text.
bool points_into(const Fault& fault, std::string_view text) {
  return fault.at.data() >= text.data() && fault.at.data() + fault.at.size() <= text.data() + text.size();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string text(reinterpret_cast<const char*>(data), size);
  const Lexed tokens = lex(text);
  require(!tokens.fault || points_into(tokens.fault, text));
  if (tokens.fault) return 0;
  const LaidOut first = lay_out(tokens.tokens, text);
  require(!first.fault || points_into(first.fault, text));
  if (first.fault) return 0;
  const Lexed again = lex(first.text);
  require(!again.fault && same_content(tokens.tokens, again.tokens));
  const LaidOut second = lay_out(again.tokens, first.text);
  require(!second.fault && second.text == first.text);
  return 0;
}
