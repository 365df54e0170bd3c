#include <onc/xdr/json.h>

namespace onc::xdr {

std::string JsonFault::message(std::string_view root) const {
  const std::string place = path.to_string();
  const bool joined = place.empty() || root.empty() || place.front() == '[';
  std::string text = std::string(root) + (joined ? "" : ".") + place;
  if (!text.empty()) text += ": ";
  return text + "expected " + expected + ", found " + found + " (line " + std::to_string(line) + ", column " +
         std::to_string(column) + ")";
}

}  // namespace onc::xdr
