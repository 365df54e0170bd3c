#include "source/utf8.h"

#include <algorithm>
#include <array>

namespace onc::compiler {
namespace {

// What RFC 3629 allows: the first byte, the second (no overlong forms, no surrogates, nothing past U+10FFFF), and how
// many there are; those after the second are continuation bytes.
struct Form {
  unsigned char first_least, first_most, second_least, second_most;
  std::size_t length;
};

constexpr std::array<Form, 8> forms{{{0xc2, 0xdf, 0x80, 0xbf, 2},
                                     {0xe0, 0xe0, 0xa0, 0xbf, 3},
                                     {0xe1, 0xec, 0x80, 0xbf, 3},
                                     {0xed, 0xed, 0x80, 0x9f, 3},
                                     {0xee, 0xef, 0x80, 0xbf, 3},
                                     {0xf0, 0xf0, 0x90, 0xbf, 4},
                                     {0xf1, 0xf3, 0x80, 0xbf, 4},
                                     {0xf4, 0xf4, 0x80, 0x8f, 4}}};

bool within(char c, unsigned char least, unsigned char most) {
  const auto byte = static_cast<unsigned char>(c);
  return byte >= least && byte <= most;
}

bool has_form(std::string_view text, const Form& form) {
  if (!within(text[0], form.first_least, form.first_most) || text.size() < form.length) return false;
  const std::string_view rest = text.substr(2, form.length - 2);
  return within(text[1], form.second_least, form.second_most) &&
         std::all_of(rest.begin(), rest.end(), [](char c) { return within(c, 0x80, 0xbf); });
}

std::string latin1_as_utf8(char c) {
  const auto byte = static_cast<unsigned char>(c);
  return {static_cast<char>(0xc0 | (byte >> 6)), static_cast<char>(0x80 | (byte & 0x3f))};
}

}  // namespace

std::size_t utf8_length(std::string_view text) {
  if (static_cast<unsigned char>(text.front()) < 0x80) return 1;
  const auto form = std::find_if(forms.begin(), forms.end(), [&](const Form& one) { return has_form(text, one); });
  return form == forms.end() ? 0 : form->length;
}

std::string to_utf8(std::string_view text) {
  std::string result;
  result.reserve(text.size());
  while (!text.empty()) {
    const std::size_t length = utf8_length(text);
    result += length == 0 ? latin1_as_utf8(text.front()) : std::string(text.substr(0, length));
    text.remove_prefix(std::max<std::size_t>(length, 1));
  }
  return result;
}

bool turns_direction(std::string_view character) {
  constexpr std::array<std::string_view, 12> known{"\xd8\x9c",     "\xe2\x80\x8e", "\xe2\x80\x8f", "\xe2\x80\xaa",
                                                   "\xe2\x80\xab", "\xe2\x80\xac", "\xe2\x80\xad", "\xe2\x80\xae",
                                                   "\xe2\x81\xa6", "\xe2\x81\xa7", "\xe2\x81\xa8", "\xe2\x81\xa9"};
  return std::find(known.begin(), known.end(), character) != known.end();
}

}  // namespace onc::compiler
