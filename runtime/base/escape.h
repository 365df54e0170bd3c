// Text from peers and users, made safe to print.
#pragma once

#include <string>
#include <string_view>

namespace onc {

/// Control characters, backslashes and non-ASCII bytes as \n, \\ and \x1b; at most `limit` bytes of `text`, then "...".
std::string escaped(std::string_view text, std::size_t limit = 256);

}  // namespace onc
