#include "verdicts.h"

#include <algorithm>

namespace onc::test {
namespace {

using xdr::Fault;
using xdr::Mode;

template <class Decoded>
Verdict verdict(Decoded& decoded, std::span<const std::byte> bytes, const xdr::Limits& limits, Mode mode) {
  xdr::Decoder in(bytes, limits, mode);
  Verdict made;
  made.taken = decoded.decode(in) && in.finish();
  made.report = in.report();
  made.read = in.position();
  return made;
}

// Both say no with the same words, or both say yes and read as far.
std::string difference(const char* whose, const Verdict& first, const Verdict& second) {
  const auto text = [](const Verdict& one) { return one.taken ? "taken" : one.report.message("value"); };
  const bool as_far = !first.taken || first.read == second.read;
  if (first.taken == second.taken && text(first) == text(second) && as_far) return {};
  return std::string(whose) + ": " + text(second) + ", not: " + text(first);
}

// A view has other sizes in memory; and of an array it first looks whether all of it is there, so that of two faults it
// may tell of the other.
bool tell_of_others(const Verdict& value, const Verdict& view) {
  if (value.report.fault == Fault::memory_limit || view.report.fault == Fault::memory_limit) return true;
  return !value.taken && view.report.fault == Fault::truncated;
}

std::string of_report(const Verdict& made, std::size_t size) {
  if (made.taken == (made.report.fault == Fault::none)) {
    if (made.taken || made.report.offset <= size) return {};
    return "the offset is beyond the message: " + made.report.message("value");
  }
  return made.taken ? "taken with a fault: " + made.report.message("value") : "refused without a fault";
}

}  // namespace

std::string Verdicts::disagreement(std::span<const std::byte> bytes, const xdr::Limits& limits) {
  const std::string strict = in_mode(bytes, limits, Mode::strict);
  if (!strict.empty()) return "strict: " + strict;
  const bool strictly_taken = fresh_.taken;
  const std::string compatible = in_mode(bytes, limits, Mode::compatible);
  if (!compatible.empty()) return "compatible: " + compatible;
  return strictly_taken && !fresh_.taken ? "strict mode takes what compatible mode refuses" : "";
}

std::string Verdicts::in_mode(std::span<const std::byte> bytes, const xdr::Limits& limits, Mode mode) {
  const auto value = shape_.value();
  fresh_ = verdict(*value, bytes, limits, mode);
  if (const std::string wrong = of_report(fresh_, bytes.size()); !wrong.empty()) return wrong;
  const Verdict again = verdict(*held_, bytes, limits, mode);
  if (const std::string wrong = difference("into a used value", fresh_, again); !wrong.empty()) return wrong;
  const Verdict viewed = verdict(*held_view_, bytes, limits, mode);
  if (const std::string wrong = of_report(viewed, bytes.size()); !wrong.empty()) return "view: " + wrong;
  if (!tell_of_others(fresh_, viewed))
    if (const std::string wrong = difference("view", fresh_, viewed); !wrong.empty()) return wrong;
  return fresh_.taken ? of_value(*value, bytes, mode) : "";
}

std::string Verdicts::of_value(const Value& value, std::span<const std::byte> bytes, Mode mode) {
  const std::vector<std::byte> written = encoded(value);
  const bool empty = fresh_.read == 0;
  if (written.empty() && !empty) return "it does not encode";
  if (written.size() != value.xdr_size()) return "xdr_size is not what is written";
  if (written != encoded(*held_)) return "into a used value: another value";
  if (written.size() != fresh_.read) return "its encoding has another size";
  if (mode == Mode::strict && !std::equal(written.begin(), written.end(), bytes.begin())) return "other bytes";
  if (value.equals(value) && !value.equals(*held_)) return "into a used value: not equal";
  return held_view_->same_as(value) ? "" : "the view tells something else";
}

}  // namespace onc::test
