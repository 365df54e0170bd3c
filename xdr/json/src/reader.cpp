#include <algorithm>

#include <onc/xdr/json_reader.h>

#include "src/describe.h"
#include "src/numbers.h"
#include "src/strings.h"

namespace onc::xdr {
namespace {

bool is_blank(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }

}  // namespace

bool JsonReader::finish() { return here() == text_.size() || fail("the end of the text"); }

// --- faults

bool JsonReader::fail_at(std::size_t place, std::string expected, std::string found) {
  if (failed()) return false;
  const std::string_view before = text_.substr(0, place);
  const std::size_t line_start = before.rfind('\n') + 1;  // the text's start where there is none
  fault_ = JsonFault{.expected = std::move(expected),
                     .found = std::move(found),
                     .line = 1 + static_cast<std::size_t>(std::count(before.begin(), before.end(), '\n')),
                     .column = 1 + place - line_start};
  return false;
}

bool JsonReader::fail(std::string expected) {
  const std::size_t place = here();
  return fail_at(place, std::move(expected), found_at(place));
}

std::string JsonReader::found_at(std::size_t place) const {
  return has_key_ ? "the key " + json::shown(key_) : json::value_at(text_, place);
}

// A function of another header may have refused its value without a word.
bool JsonReader::at_name(const char* name) {
  if (!fault_) fail("a value of this type");
  fault_->path.add_name(name);
  return false;
}

bool JsonReader::at_index(std::size_t index) {
  if (!fault_) fail("a value of this type");
  fault_->path.add_index(index);
  return false;
}

// --- tokens

std::size_t JsonReader::here() {
  if (has_key_) return key_place_;
  while (at_ < text_.size() && is_blank(text_[at_])) ++at_;
  return at_;
}

bool JsonReader::sees(char c) {
  const std::size_t place = here();
  return !has_key_ && place < text_.size() && text_[place] == c;
}

bool JsonReader::take(char c) {
  const bool there = sees(c);
  at_ += there ? 1 : 0;
  return there;
}

bool JsonReader::take_word(std::string_view word) {
  if (has_key_) {
    has_key_ = key_ != word;
    return !has_key_;
  }
  const bool there = text_.substr(here()).starts_with(word);
  at_ += there ? word.size() : 0;
  return there;
}

std::string_view JsonReader::take_number() {
  const std::string_view rest = text_.substr(here());
  const std::string_view number = rest.substr(0, json::number_length(rest));
  at_ += number.size();
  return number;
}

bool JsonReader::take_string(std::string& value, const char* expected) {
  if (!sees('"')) return fail(expected);
  const auto fault = json::read_string(text_, at_, value);
  if (!fault) return true;
  const bool ends = fault->place == text_.size();
  return fail_at(fault->place, fault->expected, ends ? "the end of the text" : json::shown(text_[fault->place]));
}

}  // namespace onc::xdr
