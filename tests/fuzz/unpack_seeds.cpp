// unpack_seeds FOLDER SEEDS...: writes each seed into a file of its own, as libFuzzer takes them.

#include <filesystem>
#include <fstream>
#include <iostream>
#include <string>

#include "seeds.h"

int main(int argc, char** argv) {
  if (argc < 3) {
    std::cerr << "usage: unpack_seeds FOLDER SEEDS...\n";
    return 2;
  }
  const std::filesystem::path folder = argv[1];
  std::filesystem::create_directories(folder);
  std::size_t number = 0;
  for (int i = 2; i < argc; ++i) {
    for (const std::string& seed : onc::fuzz::read_seeds(argv[i]))
      std::ofstream(folder / ("seed-" + std::to_string(number++)), std::ios::binary) << seed;
  }
  return 0;
}
