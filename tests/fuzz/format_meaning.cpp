// idlc generates the same from a text and from its canonical layout, but for comments, whose indentation changes.

#include <algorithm>
#include <cstdlib>
#include <string>

#include "compile.h"
#include "format/format.h"
#include "one_text.h"

using namespace onc::compiler;

namespace {

// Of generated code, which has line comments only.
std::string without_comments(const std::string& text) {
  std::string result;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = std::min(text.find('\n', at), text.size());
    const std::string line = text.substr(at, std::min(text.find("//", at), end) - at);
    const std::size_t last = line.find_last_not_of(' ');
    if (last != std::string::npos) result += line.substr(0, last + 1) + '\n';
    at = end + 1;
  }
  return result;
}

// Nothing from what is refused.
std::string generated_by(const std::string& text) {
  OneText backend(text);
  SourceManager sources(backend);
  Diagnostics diagnostics;
  std::string result;
  for (const auto& file : compile({.path = "fuzz.x", .cpp_namespace = "fuzz"}, sources, diagnostics))
    result += without_comments(file.text);
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
