#pragma once

// What the samples share.

#include <string>
#include <string_view>

#include "emit/emitter.h"
#include "model/model.h"

namespace onc::compiler::samples {

// The stem, fit to name programs and CMake targets.
std::string target_stem(const model::Model& model);

// KV.V1.GET
std::string place(const model::Program& program, const model::Version& version, const model::Procedure& procedure);

// The lines about a sample's nature, as comments.
void say_that_it_is_a_sample(const model::Model& model, std::string_view mark, emit::Emitter& out);

// Around what stands beside the schema's declarations: its namespace, and an anonymous one in it.
class InNamespace {
 public:
  explicit InNamespace(emit::Emitter& out) : out_(out) {}

  // Closes another one first; nothing if it is open already.
  void open(const std::string& name);
  void close();

 private:
  emit::Emitter& out_;
  std::string name_;  // empty: none
};

}  // namespace onc::compiler::samples
