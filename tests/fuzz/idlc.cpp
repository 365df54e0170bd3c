// Any text is compiled or refused with diagnostics that can be printed.

#include <cstdlib>
#include <string>

#include "compile.h"
#include "one_text.h"
#include "source/render.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  OneText backend(std::string(reinterpret_cast<const char*>(data), size));
  onc::compiler::SourceManager sources(backend);
  onc::compiler::Diagnostics diagnostics;
  const auto files = onc::compiler::compile({.path = "fuzz.x", .cpp_namespace = "fuzz"}, sources, diagnostics);
  const std::string text = onc::compiler::render(diagnostics, sources);
  if (files.empty() && text.empty()) std::abort();  // refused without a word
  return 0;
}
