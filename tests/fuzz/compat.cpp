// Any two texts are compared or refused, and a text is compatible with itself. A zero byte ends the first text; without
// one, both are the same. What can be compared has a meaning as JSON.

#include <cstdlib>
#include <string>

#include "ast_command.h"
#include "compat_command.h"

namespace {

class TwoTexts final : public onc::compiler::FileBackend {
 public:
  TwoTexts(std::string before, std::string after) : before_(std::move(before)), after_(std::move(after)) {}
  Text read(const std::string& path, std::size_t limit) override {
    const std::string& text = path == "old.x" ? before_ : after_;
    if (text.size() > limit) return {std::nullopt, "too long"};
    return {text, ""};
  }
  bool exists(const std::string& /*path*/) override { return true; }

 private:
  std::string before_, after_;
};

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string text(reinterpret_cast<const char*>(data), size);
  const std::size_t end = text.find('\0');
  const bool same = end == std::string::npos;
  TwoTexts backend(text.substr(0, end), same ? text : text.substr(end + 1));
  onc::compiler::SourceManager sources(backend);
  onc::compiler::Diagnostics diagnostics;
  const std::string summary = compare_files("old.x", "new.x", {}, sources, diagnostics);
  if (same && !summary.empty()) std::abort();
  if (same && !diagnostics.has_errors()) {
    const auto files = ast_file({.path = "new.x"}, sources, diagnostics);
    if (files.size() != 1 || files.front().text.empty()) std::abort();
  }
  return 0;
}
