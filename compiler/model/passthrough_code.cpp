#include "model/passthrough_code.h"

#include <algorithm>
#include <array>

#include "preprocess/text.h"

namespace onc::compiler::model {
namespace {

bool introduces_type(std::string_view word) {
  constexpr std::array<std::string_view, 5> words{"class", "enum", "struct", "union", "using"};
  return std::find(words.begin(), words.end(), word) != words.end();
}

}  // namespace

PassthroughCode::PassthroughCode(const syntax::Specification& tree) {
  for (const syntax::Passthrough& line : tree.passthroughs)
    if (!preprocess::trimmed(line.text).starts_with('#')) read(line.text);
}

// `struct name`, and `name;` as it ends a typedef.
void PassthroughCode::read(std::string_view line) {
  std::string_view previous;
  for (std::size_t at = 0; at < line.size();) {
    if (!preprocess::continues_name(line[at])) {
      if (line[at] == ';' && !previous.empty()) types_.insert(previous);
      at += 1;
      continue;
    }
    const std::size_t end = preprocess::end_of_word(line, at);
    const std::string_view word = line.substr(at, end - at);
    if (introduces_type(previous)) types_.insert(word);
    previous = word;
    at = end;
  }
}

}  // namespace onc::compiler::model
