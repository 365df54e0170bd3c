#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "emit/files.h"

namespace onc::compiler {

// What happens to files that have the names of the output already.
enum class Existing : std::uint8_t {
  go,    // they are replaced
  stay,  // they are an error
};

// Writes all files into `folder`: first all of them under temporary names, then, when nothing is seen to stand in the
// way of any, each under its own. None is ever half written; if one cannot be given its name after all, those before it
// become what they were. Returns what went wrong, or an empty string.
std::string write_files(const std::string& folder, const std::vector<emit::OutputFile>& files,
                        Existing existing = Existing::go);

// Why `files` may not be written into `folder`: one of them is the same file as one of `inputs`, by whatever name.
// Empty if none is.
std::string overwritten_input(const std::string& folder, const std::vector<emit::OutputFile>& files,
                              const std::vector<std::string>& inputs);

// A rule for make and ninja that says which outputs are made of which inputs. `name` is a path of its own.
emit::OutputFile dependency_file(const std::string& name, const std::string& folder,
                                 const std::vector<emit::OutputFile>& outputs, std::vector<std::string> inputs);

}  // namespace onc::compiler
