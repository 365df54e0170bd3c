#pragma once

// JSON of the types: one emitter per kind of definition, each with two outputs, for _json.h and _json.cpp.

#include <string>

#include "emit/emitter.h"
#include "model/model.h"

namespace onc::compiler::emit {

// Of a typedef with functions of its own.
class JsonAlias {
 public:
  JsonAlias(const model::Model& model, const model::Definition& definition, const model::Alias& body)
      : model_(model), definition_(definition), body_(body) {}
  void declaration(Emitter& out) const;
  void codec(Emitter& out) const;

 private:
  const model::Model& model_;
  const model::Definition& definition_;
  const model::Alias& body_;
};

class JsonEnum {
 public:
  JsonEnum(const model::Model& model, const model::Definition& definition, const model::Enum& body)
      : model_(model), definition_(definition), body_(body) {}
  void declaration(Emitter& out) const;
  void codec(Emitter& out) const;

 private:
  void names(Emitter& out) const;

  const model::Model& model_;
  const model::Definition& definition_;
  const model::Enum& body_;
};

class JsonStruct {
 public:
  JsonStruct(const model::Model& model, const model::Definition& definition, const model::Struct& body)
      : model_(model), definition_(definition), body_(body) {}
  void declaration(Emitter& out) const;
  void codec(Emitter& out) const;

 private:
  void write(Emitter& out) const;
  void read(Emitter& out) const;
  void members(Emitter& out) const;
  void choice(Emitter& out) const;
  std::string names() const;
  std::string read_member(const model::Member& member) const;

  const model::Model& model_;
  const model::Definition& definition_;
  const model::Struct& body_;
};

class JsonUnion {
 public:
  JsonUnion(const model::Model& model, const model::Definition& definition, const model::Union& body)
      : model_(model), definition_(definition), body_(body) {}
  void declaration(Emitter& out) const;
  void codec(Emitter& out) const;

 private:
  void write(Emitter& out) const;
  void read(Emitter& out) const;
  std::string written(const model::Arm& arm) const;
  std::string read(const model::Arm& arm) const;
  std::string made(const model::Arm& arm) const;
  std::string value_of(const model::Arm& arm) const;

  const model::Model& model_;
  const model::Definition& definition_;
  const model::Union& body_;
};

}  // namespace onc::compiler::emit
