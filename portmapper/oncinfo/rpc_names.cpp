#include "oncinfo/rpc_names.h"

#include <charconv>
#include <fstream>
#include <sstream>

namespace onc {

RpcNames RpcNames::read(std::istream& text) {
  RpcNames names;
  for (std::string line; std::getline(text, line);) names.add(line.substr(0, line.find('#')));
  return names;
}

RpcNames RpcNames::of_host() {
  std::ifstream file("/etc/rpc");
  RpcNames names = read(file);
  names.add("portmapper 100000 rpcbind");  // known on hosts without the file, too; what it says goes first
  return names;
}

std::string_view RpcNames::name(std::uint32_t program) const {
  const auto found = names_.find(program);
  return found == names_.end() ? std::string_view() : found->second;
}

std::optional<std::uint32_t> RpcNames::number(std::string_view name) const {
  const auto found = numbers_.find(std::string(name));
  if (found == numbers_.end()) return std::nullopt;
  return found->second;
}

void RpcNames::add(const std::string& line) {
  std::istringstream words(line);
  std::string name;
  std::string digits;
  if (!(words >> name >> digits)) return;
  const auto number = parse_number(digits);
  if (!number) return;
  names_.try_emplace(*number, name);
  do {
    numbers_.try_emplace(name, *number);
  } while (words >> name);
}

std::optional<std::uint32_t> parse_number(std::string_view text) {
  int base = 10;
  if (text.starts_with("0x") || text.starts_with("0X")) {
    base = 16;
    text.remove_prefix(2);
  } else if (text.size() > 1 && text.front() == '0') {
    base = 8;
  }
  std::uint32_t number = 0;
  const char* end = text.data() + text.size();
  const auto [stop, error] = std::from_chars(text.data(), end, number, base);
  if (text.empty() || error != std::errc{} || stop != end) return std::nullopt;
  return number;
}

}  // namespace onc
