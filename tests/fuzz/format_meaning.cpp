// idlc generates the same from a text and from its canonical layout.

#include <cstdlib>
#include <string>

#include "compile.h"
#include "format/format.h"
#include "one_text.h"

using namespace onc::compiler;

namespace {

// Nothing from what is refused.
std::string generated_by(const std::string& text) {
  OneText backend(text);
  SourceManager sources(backend);
  Diagnostics diagnostics;
  std::string result;
  for (const auto& file : compile({.path = "fuzz.x", .cpp_namespace = "fuzz"}, sources, diagnostics))
    result += file.text;
  return result;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string text(reinterpret_cast<const char*>(data), size);
  OneText backend(text);
  SourceManager sources(backend);
  Diagnostics diagnostics;
  const auto formatted = format::formatted(sources.load("fuzz.x").range, sources, diagnostics);
  if (formatted && generated_by(text) != generated_by(*formatted)) std::abort();
  return 0;
}
