#include <algorithm>

#include <onc/xdr/fault.h>

namespace onc::xdr {

namespace {

std::string number(std::uint64_t value) { return std::to_string(value); }

std::string signed_number(std::uint64_t value) { return std::to_string(static_cast<std::int64_t>(value)); }

// What is wrong, without the place. One line per fault.
std::string describe(const FaultReport& report) {
  const std::string actual = number(report.actual);
  const std::string limit = number(report.limit);
  switch (report.fault) {
    case Fault::none: return "no fault";
    case Fault::truncated: return "the message ends here: " + actual + " bytes needed, " + limit + " left";
    case Fault::bound_exceeded: return "length " + actual + " exceeds the bound " + limit;
    case Fault::wrong_length: return "length " + actual + " is not the " + limit + " that there have to be";
    case Fault::too_large: return "the message takes " + actual + " bytes, the limit is " + limit;
    case Fault::unknown_arm: return "discriminant " + signed_number(report.actual) + " selects no arm of the union";
    case Fault::out_of_range: return "number " + signed_number(report.actual) + " does not fit the type";
    case Fault::invalid_bool: return "bool is " + actual + ", neither 0 nor 1";
    case Fault::unknown_enumerator: return "value " + signed_number(report.actual) + " is not in the enum";
    case Fault::nonzero_padding: return "padding is not zero";
    case Fault::trailing_bytes: return actual + " bytes follow the last field";
    case Fault::depth_limit: return "nested " + actual + " levels deep, the limit is " + limit;
    case Fault::element_limit: return actual + " elements exceed the limit of " + limit;
    case Fault::memory_limit: return "decoding needs " + actual + " bytes of memory, the limit is " + limit;
    case Fault::empty_list: return "a list embedded by value needs at least one element";
  }
  return "unknown fault";
}

}  // namespace

FieldPath& FieldPath::operator=(const FieldPath& other) noexcept {
  size_ = other.size_;
  std::copy_n(other.components_.begin(), std::min(size_, capacity), components_.begin());
  return *this;
}

std::string FieldPath::to_string() const {
  std::string text = size_ > capacity ? "..." : "";
  for (std::size_t i = std::min(size_, capacity); i-- > 0;) {
    const Component& component = components_[i];
    if (component.name == nullptr) {
      text += '[' + std::to_string(component.number) + ']';
    } else {
      text += (text.empty() ? "" : ".") + std::string(component.name, component.number);
    }
  }
  return text;
}

std::string FaultReport::message(std::string_view root) const {
  std::string place = path.to_string();
  const bool joined = place.empty() || root.empty() || place.front() == '[';
  std::string text = std::string(root) + (joined ? "" : ".") + place;
  if (!text.empty()) text += ": ";
  return text + describe(*this) + " (at byte " + std::to_string(offset) + ")";
}

std::string_view name_in_run(std::string_view names, std::size_t index) noexcept {
  for (; index > 0 && !names.empty(); --index) names.remove_prefix(std::min(names.find(' '), names.size() - 1) + 1);
  return names.substr(0, names.find(' '));
}

}  // namespace onc::xdr
