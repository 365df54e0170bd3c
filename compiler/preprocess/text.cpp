#include "preprocess/text.h"

#include <algorithm>

namespace onc::compiler::preprocess {

std::size_t end_of_word(std::string_view text, std::size_t at) {
  while (at < text.size() && continues_name(text[at])) ++at;
  return at;
}

std::size_t end_of_literal(std::string_view text, std::size_t at) {
  for (std::size_t end = at + 1; end < text.size() && text[end] != '\n'; ++end) {
    if (text[end] == text[at]) return end + 1;
    if (text[end] == '\\') ++end;
  }
  return at + 1;
}

std::size_t line_end(std::string_view text, std::size_t at) {
  return std::min(text.find('\n', at), text.size() - 1) + 1;
}

std::size_t continued_end(std::string_view text, std::size_t at) {
  for (;;) {
    const std::size_t end = line_end(text, at);
    std::string_view line = text.substr(at, end - at);
    if (line.ends_with('\n')) line.remove_suffix(1);
    if (line.ends_with('\r')) line.remove_suffix(1);
    if (!line.ends_with('\\') || end == text.size()) return end;
    at = end;
  }
}

std::size_t directive_end(std::string_view text, std::size_t at) {
  std::size_t end = continued_end(text, at);
  for (std::size_t from = at; from < end;) {
    const std::string_view rest = text.substr(from, end - from);
    if (rest.starts_with("//")) return end;
    if (rest.starts_with("/*")) {
      const std::size_t close = text.find("*/", from + 2);
      if (close == std::string_view::npos) return text.size();
      if (close >= end) end = continued_end(text, close);
      from = close + 2;
    } else {
      from = rest.front() == '"' ? end_of_literal(text, from) : from + 1;
    }
  }
  return end;
}

std::size_t end_of_part(std::string_view text, std::size_t at) {
  const std::string_view rest = text.substr(at);
  if (rest.starts_with("//")) return std::min(text.find('\n', at), text.size());
  if (rest.starts_with("/*")) return std::min(text.find("*/", at + 2), text.size() - 2) + 2;
  return text[at] == '"' || text[at] == '\'' ? end_of_literal(text, at) : at + 1;
}

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && is_blank(text.front())) text.remove_prefix(1);
  while (!text.empty() && is_blank(text.back())) text.remove_suffix(1);
  return text;
}

std::string cleaned(std::string_view text) {
  std::string result;
  for (std::size_t at = 0; at < text.size();) {
    const std::string_view rest = text.substr(at);
    std::size_t end = at + 1;
    if (rest.starts_with("\\\n")) {
      at += 2;
      continue;
    }
    if (rest.starts_with("\\\r\n")) {
      at += 3;
      continue;
    }
    if (rest.starts_with("//")) break;
    if (rest.starts_with("/*")) {
      const std::size_t close = text.find("*/", at + 2);
      result += ' ';
      at = close == std::string_view::npos ? text.size() : close + 2;
      continue;
    }
    if (text[at] == '"' || text[at] == '\'') end = end_of_literal(text, at);
    result += text.substr(at, end - at);
    at = end;
  }
  return std::string(trimmed(result));
}

std::string blanked(std::string_view text) {
  std::string result;
  for (std::size_t at = 0, end = 0; at < text.size(); at = end) {
    end = end_of_part(text, at);
    const std::string_view part = text.substr(at, end - at);
    if (part.starts_with("//") || part.starts_with("/*") || part == "\n")
      result += ' ';
    else
      result += part;
  }
  return result;
}

std::string_view take_name(std::string_view& text) {
  text = trimmed(text);
  const std::size_t end = text.empty() || !starts_name(text.front()) ? 0 : end_of_word(text, 0);
  const std::string_view name = text.substr(0, end);
  text = trimmed(text.substr(end));
  return name;
}

}  // namespace onc::compiler::preprocess
