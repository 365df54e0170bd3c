// Inputs of the fuzz targets as people read them: a line is one input, of bytes in hexadecimal and "text"; # begins a
// comment. White space between them means nothing; in a text \n and \" mean what they do in C++.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace onc::fuzz {

/// Of a file that ends in .seeds each line; of others the whole content; of a folder those of its files that end in
/// .seeds or .x or have no extension, in order.
std::vector<std::string> read_seeds(const std::filesystem::path& path);

}  // namespace onc::fuzz
