#pragma once

// What the text of an interface file gives to other files and wants from them, without resolving it.

#include <functional>
#include <map>
#include <set>
#include <string_view>

#include "source/source_range.h"
#include "syntax/tree.h"

namespace onc::compiler {

// The types, constants and enumerators that the file declares.
std::set<std::string_view> declared_names(const syntax::Specification& tree);

// The names of types and constants that the file uses without declaring them, and where it does so first.
using WantedNames = std::map<std::string_view, SourceRange>;
WantedNames wanted_names(const syntax::Specification& tree);

}  // namespace onc::compiler
