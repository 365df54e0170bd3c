#include "format/format.h"

#include <cstdint>
#include <string_view>
#include <utility>

#include "format/layout.h"
#include "format/tokens.h"

namespace onc::compiler::format {
namespace {

// A text with its tokens, laid out.
struct Pass {
  explicit Pass(std::string_view text) : lexed(lex(text)) {
    if (!lexed.fault) output = lay_out(lexed.tokens, text);
  }
  const Fault& fault() const { return lexed.fault ? lexed.fault : output.fault; }

  Lexed lexed;
  LaidOut output{};
};

// Nothing a user can cause, as far as we know; but a file must not pay for what we do not know.
bool is_sound(const Pass& first) {
  const Pass second(first.output.text);
  return !second.fault() && same_content(first.lexed.tokens, second.lexed.tokens) &&
         first.output.text == second.output.text;
}

}  // namespace

std::optional<std::string> formatted(SourceRange file, const SourceManager& sources, Diagnostics& diagnostics) {
  const std::string_view text = sources.text(file);
  if (text.size() > max_text) {
    diagnostics.error({file.begin, file.begin}, "this file is larger than {} MiB, too large to format", max_text >> 20);
    return std::nullopt;
  }
  Pass pass(text);
  if (const Fault& fault = pass.fault()) {
    const auto begin = file.begin + static_cast<std::uint32_t>(fault.at.data() - text.data());
    diagnostics.error({begin, begin + static_cast<std::uint32_t>(fault.at.size())}, "{}", fault.text);
    return std::nullopt;
  }
  if (!is_sound(pass)) {
    diagnostics.error({file.begin, file.begin}, "internal error: the layout of this file would not keep its meaning")
        .suggest("the file is untouched; please report it");
    return std::nullopt;
  }
  return std::move(pass.output.text);
}

}  // namespace onc::compiler::format
