#pragma once

// Bytes as text: hexadecimal and base64 (RFC 4648).

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace onc::xdr::json {

void append_hex(std::string& text, std::span<const std::byte> bytes);
void append_base64(std::string& text, std::span<const std::byte> bytes);

// False if the text is none of these. Digits of hex may have both cases; base64 is padded, and has no other text for
// the same bytes.
bool read_hex(std::string_view text, std::vector<std::byte>& bytes);
bool read_base64(std::string_view text, std::vector<std::byte>& bytes);

}  // namespace onc::xdr::json
