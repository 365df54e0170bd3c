#pragma once

#include <utility>
#include <vector>

#include "compat/change.h"
#include "compat/wire.h"

namespace onc::compiler::compat {

// Which member became which. The wire has positions only; names tell what a change of positions means. Members of one
// name are the same; between two of those, members of other names are renamed ones as far as they have a counterpart.
struct Alignment {
  std::vector<std::pair<const Use*, const Use*>> same{};
  std::vector<std::pair<const Use*, const Use*>> moved{};  // the first of `same` that others overtook
  std::vector<const Use*> removed{}, added{};
};

Alignment align(const std::vector<Use>& before, const std::vector<Use>& after);
// What the alignment itself tells; the types of the members in `same` are another matter.
Changes member_changes(const Alignment& alignment);

}  // namespace onc::compiler::compat
