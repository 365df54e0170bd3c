// Types that have nothing a view could refer to are their own views.
#pragma once

#include "beyond.h"
#include "shapes.h"

namespace shapes {
using narrow_view = narrow;
using tree_view = tree;
using by_enum_default_view = by_enum_default;
using nested_view = nested;
using expression_view = expression;
}  // namespace shapes

namespace beyond {
using exact_view = exact;
using term_view = term;
using terms_apart_view = terms_apart;
}  // namespace beyond
