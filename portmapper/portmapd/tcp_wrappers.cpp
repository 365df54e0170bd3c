#include "portmapd/tcp_wrappers.h"

#include <sstream>

namespace portmapd {

namespace {

bool names_rpcbind(std::string daemons) {
  for (char& c : daemons) {
    if (c == ',') c = ' ';
  }
  std::istringstream words(daemons);
  for (std::string word; words >> word;) {
    if (word == "ALL" || word == "rpcbind" || word == "portmap") return true;
  }
  return false;
}

}  // namespace

std::string line_for_rpcbind(std::istream& rules) {
  for (std::string line; std::getline(rules, line);) {
    const std::size_t colon = line.find(':');
    if (colon == std::string::npos || line.front() == '#') continue;
    if (names_rpcbind(line.substr(0, colon))) return line;
  }
  return {};
}

}  // namespace portmapd
