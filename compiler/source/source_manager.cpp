#include "source/source_manager.h"

#include <algorithm>

namespace onc::compiler {
namespace {

constexpr std::uint32_t max_address = 1u << 30;

std::vector<std::uint32_t> line_starts(std::string_view text) {
  std::vector<std::uint32_t> starts{0};
  for (std::size_t at = text.find('\n'); at != std::string_view::npos; at = text.find('\n', at + 1))
    starts.push_back(static_cast<std::uint32_t>(at + 1));
  return starts;
}

}  // namespace

SourceManager::Loaded SourceManager::load(const std::string& path) {
  FileBackend::Text read = backend_.read(path, max_text);
  if (!read.content) return {{}, std::move(read.error)};
  if (read.content->size() >= max_address - next_base_) return {{}, "all files together are too large"};
  auto source = std::make_unique<Source>(Source{path, std::move(*read.content), next_base_, {}});
  const SourceRange range{next_base_, next_base_ + static_cast<std::uint32_t>(source->text.size())};
  next_base_ = range.end + 1;  // the end of a text is an address of its own: errors at end of file point there
  sources_.push_back(std::move(source));
  return {range, {}};
}

const SourceManager::Source* SourceManager::source_of(std::uint32_t offset) const {
  const auto after = std::upper_bound(sources_.begin(), sources_.end(), offset,
                                      [](std::uint32_t at, const auto& source) { return at < source->base; });
  return after == sources_.begin() ? nullptr : std::prev(after)->get();
}

std::string_view SourceManager::text(SourceRange range) const {
  const Source* source = source_of(range.begin);
  if (source == nullptr) return {};
  return std::string_view(source->text).substr(range.begin - source->base, range.end - range.begin);
}

Place SourceManager::place(std::uint32_t offset) const {
  const Source* source = source_of(offset);
  if (source == nullptr) return {};
  if (source->lines.empty()) source->lines = line_starts(source->text);
  const std::uint32_t local = offset - source->base;
  const auto next = std::upper_bound(source->lines.begin(), source->lines.end(), local);
  const std::uint32_t start = *std::prev(next);
  std::string_view line = std::string_view(source->text).substr(start);
  line = line.substr(0, line.find('\n'));
  if (line.ends_with('\r')) line.remove_suffix(1);
  return {source->name, static_cast<std::uint32_t>(next - source->lines.begin()), local - start + 1, line};
}

}  // namespace onc::compiler
