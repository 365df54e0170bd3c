#pragma once

// Types that a file uses and that others define: those the command line declares, and those of interface files whose
// headers the file's '%#include' lines name.

#include <optional>
#include <string>
#include <string_view>

#include "model/model.h"
#include "preprocess/preprocess.h"
#include "source/source_manager.h"
#include "syntax/tree.h"

namespace onc::compiler {

// NAME=cpp::Type:header or NAME=cpp::Type; nothing if the text is neither.
std::optional<std::pair<std::string, model::ExternType>> parse_extern_type(std::string_view text);

// For `%#include "dir/nis.h"` in a file: what nis.x declares, if it is found beside the file or in a folder of -I.
model::Externs externs_of_headers(const syntax::Specification& tree, const std::string& path,
                                  const preprocess::Options& options, SourceManager& sources);

}  // namespace onc::compiler
