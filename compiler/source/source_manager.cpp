#include "source/source_manager.h"

#include <algorithm>

namespace onc::compiler {
namespace {

constexpr std::uint32_t max_address = 1u << 30;
constexpr std::string_view byte_order_mark = "\xef\xbb\xbf";  // of UTF-8, as editors of Windows write it

std::vector<std::uint32_t> line_starts(std::string_view text) {
  std::vector<std::uint32_t> starts{0};
  for (std::size_t at = text.find('\n'); at != std::string_view::npos; at = text.find('\n', at + 1))
    starts.push_back(static_cast<std::uint32_t>(at + 1));
  return starts;
}

}  // namespace

SourceRange SourceManager::append(std::unique_ptr<Source> source) {
  const SourceRange range{next_base_, next_base_ + static_cast<std::uint32_t>(source->text.size())};
  next_base_ = range.end + 1;  // the end of a text is an address of its own: errors at end of file point there
  sources_.push_back(std::move(source));
  return range;
}

SourceManager::Loaded SourceManager::load(const std::string& path, SourceRange included_at) {
  FileBackend::Text read = backend_.read(path, max_text);
  if (!read.content) return {{}, std::move(read.error)};
  if (read.content->size() >= max_address - next_base_) return {{}, "all files together are too large"};
  if (read.content->starts_with(byte_order_mark)) read.content->erase(0, byte_order_mark.size());
  // A file of lines that end with a carriage return alone.
  std::string& text = *read.content;
  if (text.find('\n') == std::string::npos) std::replace(text.begin(), text.end(), '\r', '\n');
  return {append(std::make_unique<Source>(Source{path, std::move(text), next_base_, included_at})), {}};
}

SourceRange SourceManager::add(std::string text, std::vector<Part> parts) {
  return append(std::make_unique<Source>(Source{{}, std::move(text), next_base_, {}, std::move(parts)}));
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

// The end of a range belongs to the part of its last byte.
std::uint32_t SourceManager::origin_of(std::uint32_t offset, bool at_end) const {
  const Source* source = source_of(offset);
  if (source == nullptr || source->parts.empty()) return offset;
  const std::uint32_t local = offset - source->base;
  const std::uint32_t wanted = at_end && local > 0 ? local - 1 : local;
  const auto after = std::upper_bound(source->parts.begin(), source->parts.end(), wanted,
                                      [](std::uint32_t at, const Part& part) { return at < part.begin; });
  const Part& part = *std::prev(after);
  if (part.replaces) return at_end ? part.origin.end : part.origin.begin;
  return std::min(part.origin.begin + (local - part.begin), part.origin.end);
}

SourceRange SourceManager::origin(SourceRange range) const {
  const std::uint32_t begin = origin_of(range.begin, false);
  const std::uint32_t end = origin_of(range.end, true);
  const bool in_order = end >= begin && source_of(begin) == source_of(end);
  return {begin, in_order ? end : begin};
}

SourceRange SourceManager::included_at(SourceRange range) const {
  const Source* source = source_of(origin_of(range.begin, false));
  return source == nullptr ? SourceRange{} : source->included_at;
}

std::vector<std::string> SourceManager::files() const {
  std::vector<std::string> names;
  for (const auto& source : sources_)
    if (!source->name.empty()) names.push_back(source->name);
  return names;
}

Place SourceManager::place(std::uint32_t offset) const {
  offset = origin_of(offset, false);
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
