#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "preprocess/preprocess.h"

namespace onc::compiler::preprocess {

// The text that preprocessing makes, and where each part of it comes from.
class Output {
 public:
  static constexpr std::size_t max_length = SourceManager::max_text;

  void copy(std::string_view text, SourceRange origin) {
    const bool continues = !parts_.empty() && !parts_.back().replaces && parts_.back().origin.end == origin.begin;
    if (continues)
      parts_.back().origin.end = origin.end;
    else
      parts_.push_back({length(), origin, false});
    text_ += text;
  }
  void replace(std::string_view text, SourceRange origin) {
    parts_.push_back({length(), origin, true});
    text_ += text;
  }
  void set_modes(Modes modes) {
    if (modes != (modes_.empty() ? all_modes : modes_.back().second)) modes_.emplace_back(length(), modes);
  }

  std::string_view text() const { return text_; }
  bool too_long() const { return text_.size() > max_length; }

  // Hands the text over to `sources`.
  Preprocessed finish(SourceRange file, SourceManager& sources) {
    if (parts_.empty()) parts_.push_back({0, {file.begin, file.begin}, false});
    Preprocessed result{.range = sources.add(std::move(text_), std::move(parts_)), .modes = std::move(modes_)};
    for (ModeChange& change : result.modes) change.first += result.range.begin;
    return result;
  }

 private:
  std::uint32_t length() const { return static_cast<std::uint32_t>(text_.size()); }

  std::string text_;
  std::vector<SourceManager::Part> parts_;
  std::vector<ModeChange> modes_;
};

}  // namespace onc::compiler::preprocess
