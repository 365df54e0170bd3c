#include <algorithm>

#include <onc/xdr/json_reader.h>

#include "src/describe.h"

namespace onc::xdr {
namespace {

constexpr const char* more = "more";

std::string elements_text(std::size_t count) { return std::to_string(count) + (count == 1 ? " element" : " elements"); }

std::string in_quotes(std::string_view name) { return '"' + std::string(name) + '"'; }

std::string list_of(std::span<const char* const> names) {
  constexpr std::size_t most = 8;
  std::string text;
  for (std::size_t at = 0; at < std::min(names.size(), most); ++at)
    text += (at == 0 ? "" : ", ") + in_quotes(names[at]);
  return names.size() > most ? text + ", ..." : text;
}

}  // namespace

bool JsonReader::open(char bracket, const char* expected) { return take(bracket) || fail(expected); }

// --- structs

bool JsonReader::Members::seen(std::size_t member) const {
  return member < in_order || (member < others.size() && others[member]);
}

void JsonReader::Members::take(std::size_t member) {
  current = member;
  ++count;
  if (member == in_order) {
    ++in_order;
    return;
  }
  others.resize(names.size());
  others[member] = true;
}

// Members in the order of the schema, as the writer has them, are found at once.
std::size_t JsonReader::Members::find(std::string_view name) const {
  if (in_order < names.size() && name == names[in_order]) return in_order;
  const auto at = std::find(names.begin(), names.end(), name);
  return static_cast<std::size_t>(at - names.begin());
}

bool JsonReader::next_member(Members& members) {
  const std::size_t place = here();
  if (take('}')) return end_object(members, place);
  if (members.count > 0 && !take(',')) return fail("',' or '}'");
  return take_member(members);
}

bool JsonReader::take_member(Members& members) {
  const std::size_t place = here();
  std::string name;
  if (!take_string(name, "the name of a member")) return false;
  const std::size_t member = members.find(name);
  if (member == members.names.size())
    return fail_at(place, member == 0 ? "no member" : "a member of " + list_of(members.names), json::shown(name));
  if (members.seen(member)) return fail_at(place, "each member once", json::shown(name) + " again");
  members.take(member);
  return take(':') || fail("':'");
}

// False in any case: no member follows.
bool JsonReader::end_object(const Members& members, std::size_t place) {
  if (members.count == members.names.size()) return false;
  std::size_t missing = 0;
  while (members.seen(missing)) ++missing;
  return fail_at(place, "the member " + in_quotes(members.names[missing]), "the end of the object");
}

// --- unions

bool JsonReader::begin_union() {
  if (!open('{', "an object with one member")) return false;
  key_place_ = here();
  if (!take_string(key_, "a discriminant as a key")) return false;
  if (!take(':')) return fail("':'");
  has_key_ = true;
  return true;
}

bool JsonReader::unknown_arm() {
  return fail_at(key_place_, "a discriminant that selects an arm", "the key " + json::shown(key_));
}

bool JsonReader::close_union() { return take('}') || fail("'}' behind the only member of a union"); }

void JsonReader::run_apart(const void* work, void (*run)(const void*)) { run(work); }

// --- containers

bool JsonReader::next_element(std::size_t count, std::uint32_t bound, std::size_t memory) {
  if (take(']')) return false;
  if (count > 0 && !take(',')) return fail("',' or ']'");
  if (count >= bound) return fail_at(here(), "at most " + elements_text(bound), more);
  if (++elements_ > options_.limits.elements)
    return fail_at(here(), "at most " + elements_text(options_.limits.elements) + " in all arrays together", more);
  return charge(memory);
}

bool JsonReader::next_of(std::size_t at, std::size_t count) {
  const std::size_t place = here();
  if (take(']')) return fail_at(place, elements_text(count), std::to_string(at));
  return at == 0 || take(',') || fail("','");
}

bool JsonReader::end_of(std::size_t count) {
  if (sees(',')) return fail_at(here(), elements_text(count), more);
  return take(']') || fail("']'");
}

// --- limits

bool JsonReader::enter() {
  if (depth_ == options_.limits.depth)
    return fail_at(here(), "at most " + std::to_string(depth_) + " nested values of recursive types", more);
  ++depth_;
  return true;
}

bool JsonReader::charge(std::size_t memory) {
  const Limits& limits = options_.limits;
  const std::size_t budget = limits.memory(text_.size());
  memory_ += memory;
  return memory_ <= budget ||
         fail_at(here(), "at most " + std::to_string(budget) + " bytes of memory for a text of this length", more);
}

}  // namespace onc::xdr
