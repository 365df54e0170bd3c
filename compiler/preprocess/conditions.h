#pragma once

#include <vector>

#include "source/modes.h"
#include "source/source_range.h"

namespace onc::compiler::preprocess {

// The #if groups that are open in one file. A branch is seen by the modes for which its condition holds. Of branches
// that different modes see, definitions are taken from the first that has any, so that none is there twice.
class Conditions {
 public:
  explicit Conditions(Modes outside) : outside_(outside) {}

  void open(SourceRange at, Modes holds) {
    const Modes parent = modes();
    groups_.push_back({.at = at, .parent = parent, .left = static_cast<Modes>(parent & ~holds)});
    groups_.back().current = static_cast<Modes>(parent & holds);
  }
  // `holds` counts for the modes that no earlier branch is for.
  void next(Modes holds) {
    Group& group = groups_.back();
    group.earlier_text = group.earlier_text || group.text;
    group.text = false;
    group.current = static_cast<Modes>(group.left & holds);
    group.left = static_cast<Modes>(group.left & ~holds);
  }
  void close() { groups_.pop_back(); }

  bool empty() const { return groups_.empty(); }
  SourceRange innermost() const { return groups_.back().at; }
  bool had_else() const { return groups_.back().had_else; }
  void set_else() { groups_.back().had_else = true; }

  Modes modes() const { return groups_.empty() ? outside_ : groups_.back().current; }
  // The modes that the innermost group leaves to an #elif.
  Modes left() const { return groups_.back().left; }
  bool active() const { return modes() != 0; }
  bool takes_text() const {
    for (const Group& group : groups_)
      if (group.earlier_text) return false;
    return active();
  }
  void saw_text() {
    for (Group& group : groups_) group.text = true;
  }

 private:
  struct Group {
    SourceRange at{};
    Modes parent = 0;
    Modes left = 0;  // modes that no branch was for yet
    Modes current = 0;
    bool text = false;  // the branch has definitions
    bool earlier_text = false;
    bool had_else = false;
  };

  Modes outside_;
  std::vector<Group> groups_;
};

}  // namespace onc::compiler::preprocess
