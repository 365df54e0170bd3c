#pragma once

#include <string>
#include <utility>

#include "emit/emitter.h"

namespace onc::compiler::emit {

// The C++ namespace that code stands in.
class OpenNamespace {
 public:
  explicit OpenNamespace(Emitter& out) : out_(out) {}

  // False if it was open already.
  bool open(const std::string& name) {
    if (name == name_) return false;
    close();
    name_ = name;
    out_.gap();
    out_.line("namespace " + name + " {\n");
    return true;
  }
  void close() {
    if (name_.empty()) return;
    out_.gap();
    out_.line("}  // namespace " + std::exchange(name_, {}));
  }

 private:
  Emitter& out_;
  std::string name_;  // empty: none
};

}  // namespace onc::compiler::emit
