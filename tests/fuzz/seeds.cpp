#include "seeds.h"

#include <algorithm>
#include <cctype>
#include <cstdlib>
#include <fstream>
#include <iostream>
#include <iterator>
#include <string_view>

namespace onc::fuzz {

namespace {

namespace fs = std::filesystem;

std::string content(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  if (!file) {
    std::cerr << "cannot read " << path << "\n";
    std::exit(2);
  }
  return {std::istreambuf_iterator<char>(file), {}};
}

void take_text(std::string_view& line, std::string& bytes) {
  line.remove_prefix(1);
  while (!line.empty() && line.front() != '"') {
    const bool escaped = line.front() == '\\' && line.size() > 1;
    if (escaped) line.remove_prefix(1);
    bytes += escaped && line.front() == 'n' ? '\n' : line.front();
    line.remove_prefix(1);
  }
  if (!line.empty()) line.remove_prefix(1);
}

void take_byte(std::string_view& line, std::string& bytes) {
  bytes += static_cast<char>(std::stoi(std::string(line.substr(0, 2)), nullptr, 16));
  line.remove_prefix(std::min<std::size_t>(2, line.size()));
}

std::string bytes_of(std::string_view line) {
  std::string bytes;
  while (!line.empty() && line.front() != '#') {
    if (line.front() == '"') {
      take_text(line, bytes);
    } else if (std::isspace(static_cast<unsigned char>(line.front())) != 0) {
      line.remove_prefix(1);
    } else {
      take_byte(line, bytes);
    }
  }
  return bytes;
}

void add_file(const fs::path& path, std::vector<std::string>& seeds) {
  if (path.extension() != ".seeds") {
    seeds.push_back(content(path));
    return;
  }
  std::ifstream lines(path);
  for (std::string line; std::getline(lines, line);) {
    std::string bytes = bytes_of(line);
    if (!bytes.empty()) seeds.push_back(std::move(bytes));
  }
}

// Corpora of libFuzzer have files without extension.
bool is_seed(const fs::path& path) {
  const fs::path extension = path.extension();
  return extension.empty() || extension == ".seeds" || extension == ".x";
}

}  // namespace

std::vector<std::string> read_seeds(const fs::path& path) {
  std::vector<fs::path> files;
  if (fs::is_directory(path)) {
    for (const auto& entry : fs::recursive_directory_iterator(path))
      if (entry.is_regular_file() && is_seed(entry.path())) files.push_back(entry.path());
    std::ranges::sort(files);
  } else {
    files.push_back(path);
  }
  std::vector<std::string> seeds;
  for (const fs::path& file : files) add_file(file, seeds);
  return seeds;
}

}  // namespace onc::fuzz
