#include "samples/names.h"

#include <algorithm>
#include <cctype>

#include "model/cpp_names.h"

namespace onc::compiler::samples {
namespace {

char upper(char c) { return static_cast<char>(std::toupper(static_cast<unsigned char>(c))); }
char lower(char c) { return static_cast<char>(std::tolower(static_cast<unsigned char>(c))); }

}  // namespace

Names::Names(const model::Model& model) : taken_{"main", "std", "onc"} { insert_schema(model); }

std::string Names::take(std::string_view wanted) {
  std::string name(wanted);
  std::size_t& number = last_number_.try_emplace(name, 1).first->second;
  while (!is_free(name)) name = std::string(wanted) + std::to_string(++number);
  taken_.insert(name);
  return name;
}

bool Names::is_free(const std::string& name) const {
  return !taken_.contains(name) && !reserved_.global(name) && !model::is_stub_member(name);
}

void Names::insert_schema(const model::Model& model) {
  insert_namespace(model.cpp_namespace);
  for (const model::Definition& one : model.definitions) {
    insert_namespace(one.cpp_namespace);
    taken_.insert(one.name.cpp);
    if (const auto* body = std::get_if<model::Enum>(&one.body))
      for (const model::Enumerator& enumerator : body->enumerators) taken_.insert(enumerator.name.cpp);
  }
  for (const model::Program& program : model.programs) {
    insert_namespace(program.cpp_namespace);
    taken_.insert(program.name.cpp);
    for (const model::Version& version : program.versions) {
      taken_.insert(version.name.cpp);
      for (const model::Procedure& procedure : version.procedures) {
        taken_.insert({procedure.name.cpp, "start_" + procedure.name.cpp});
        for (const model::Argument& argument : procedure.arguments) taken_.insert(argument.name.cpp);
      }
    }
  }
}

void Names::insert_namespace(std::string_view path) {
  for (std::size_t end = path.find("::"); end != std::string_view::npos; end = path.find("::")) {
    taken_.emplace(path.substr(0, end));
    path.remove_prefix(end + 2);
  }
  taken_.emplace(path);
}

std::string camel_case(std::string_view name) {
  std::string result;
  bool at_start = true;
  for (const char c : name) {
    if (c != '_') result += at_start ? upper(c) : lower(c);
    at_start = c == '_';
  }
  return result;
}

}  // namespace onc::compiler::samples
