#pragma once

#include <string>
#include <vector>

#include "emit/emitter.h"
#include "model/model.h"
#include "samples/names.h"

namespace onc::compiler::samples {

// Values that every type has and that can be sent. T{} is one, unless it holds a list by value: that needs at least one
// element, which a function of the sample adds.
class Defaults {
 public:
  Defaults(const model::Model& model, Names& names);

  // An expression without what complete() adds.
  std::string value(const model::Type& type) const;
  // The declaration of a variable with that value.
  std::string variable(const model::Type& type, const std::string& name) const;
  bool needs_completion(const model::Type& type) const;
  // Statements that make a default value of the type one that can be sent.
  void complete(const model::Type& type, const std::string& value, emit::Emitter& out) const;
  // The functions that completing values of these types calls.
  void functions(const std::vector<const model::Type*>& types, emit::Emitter& out) const;

 private:
  bool find_incomplete(const model::Definition& definition) const;
  // The uses within a definition that a default value of it holds.
  std::vector<const model::Type*> held(const model::Definition& definition) const;
  std::vector<model::DefinitionId> called(const std::vector<const model::Type*>& types) const;
  std::string statement(const model::Type& type, const std::string& value) const;
  void body(model::DefinitionId id, emit::Emitter& out) const;
  std::string signature(model::DefinitionId id) const;

  const model::Model& model_;
  std::string complete_;               // the name of these functions
  std::vector<std::string> elements_;  // variables of loops, one for each that nests
  std::vector<bool> incomplete_;       // by definition: a default value cannot be sent
};

}  // namespace onc::compiler::samples
