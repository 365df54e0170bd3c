#pragma once

#include <string>
#include <string_view>

#include "model/model.h"

namespace onc::compiler::model {

// Decides every C++ name of the model, once: the schema's own where C++ and the libraries allow it, else with a
// trailing underscore.
void decide_cpp_names(Model& model);

// How procedures become methods.
std::string lower_case(std::string_view text);

// The name of a definition as code in a C++ namespace spells it.
std::string spelled_from(const Model& model, DefinitionId id, std::string_view space);

// Whether generated clients and services have a member of this name: within them it means something else.
bool is_stub_member(const std::string& name);

// Decides every C++ type of the model. Needs names and recursion.
void decide_cpp_types(Model& model);

// "a::b" made of identifiers only, none of them reserved; empty if it cannot be.
bool is_cpp_namespace(std::string_view text);
// Why generated code cannot stand in such a namespace; empty if it can.
std::string namespace_fault(std::string_view text);
// A namespace named after a file: foo-bar.x -> foo_bar, log.x -> log_ (the C library has a function log).
std::string namespace_from_stem(std::string_view stem);

}  // namespace onc::compiler::model
