#pragma once

// Types of C++ headers that the command line declares.

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "model/model.h"

namespace onc::compiler {

using ExternTypes = std::map<std::string, model::ExternType, std::less<>>;

// NAME=cpp::Type:header or NAME=cpp::Type; nothing if the text is neither.
std::optional<std::pair<std::string, model::ExternType>> parse_extern_type(std::string_view text);

}  // namespace onc::compiler
