#pragma once

// Which pairs of types two schemas put in the same place, each pair visited once however many ways lead to it, and
// what was found on the way. Types may contain themselves, so a pair that is being compared counts as equal.

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "compat/change.h"
#include "compat/wire.h"
#include "source/diagnostics.h"

namespace onc::compiler::compat {

using PlaceId = std::size_t;

// A way from one place to what it contains.
struct Way {
  PlaceId from = 0;
  std::string label{};  // as the path to a finding shows it
};

class Walk {
 public:
  // All comparisons of members, labels and so on: bounds the time that hostile files can take.
  static constexpr std::size_t max_steps = std::size_t{1} << 25;

  // Files that change a type here and there make about as many pairs as they have types.
  explicit Walk(std::size_t types) : max_pairs_((std::size_t{1} << 18) + 4 * types) {}

  PlaceId add_root(std::string label, bool is_procedure);
  // Notes that the pair is to be compared, unless it was before.
  void visit(const Way& way, NodeId before, NodeId after);

  struct Pair {
    PlaceId place;
    NodeId before, after;
  };
  std::optional<Pair> next();

  void spend(std::size_t steps) { steps_ += steps; }
  bool exhausted() const { return steps_ > max_steps || places_.size() > max_pairs_; }

  void found(const Way& way, Change change);
  void found(PlaceId place, Changes changes);

  std::size_t break_count() const { return breaks_; }
  void report(Diagnostics& diagnostics) const;

 private:
  struct Place {
    std::string label;
    NodeId before = 0, after = 0;
    bool is_root = false;
    bool is_procedure = false;
    std::vector<PlaceId> from{};  // the first is the way that was found first, a shortest one
  };
  struct Finding {
    Way way;
    Change change;
  };

  std::string path(const Way& way) const;
  // How many procedures reach a place.
  std::size_t procedures(PlaceId place) const;
  void report(const Finding& finding, Diagnostics& diagnostics) const;

  std::size_t max_pairs_;
  std::vector<Place> places_;
  std::map<std::pair<NodeId, NodeId>, PlaceId> seen_;
  PlaceId next_ = 0;
  std::vector<Finding> findings_;
  std::size_t breaks_ = 0, additions_ = 0, steps_ = 0;
};

}  // namespace onc::compiler::compat
