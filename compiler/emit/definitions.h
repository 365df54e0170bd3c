#pragma once

// One emitter per kind of definition, each with two outputs: the declaration for the header, the codec for _xdr.cpp.

#include "emit/emitter.h"
#include "model/model.h"

namespace onc::compiler::emit {

class ConstantEmitter {
 public:
  ConstantEmitter(const model::Definition& definition, const model::Constant& body)
      : definition_(definition), body_(body) {}
  void declaration(Emitter& out) const;

 private:
  const model::Definition& definition_;
  const model::Constant& body_;
};

class AliasEmitter {
 public:
  AliasEmitter(const model::Model& model, const model::Definition& definition, const model::Alias& body)
      : model_(model), definition_(definition), body_(body) {}
  void declaration(Emitter& out) const;
  void codec(Emitter& out) const;

 private:
  bool has_codec() const { return !body_.renames || body_.type.of_list; }

  const model::Model& model_;
  const model::Definition& definition_;
  const model::Alias& body_;
};

class EnumEmitter {
 public:
  EnumEmitter(const model::Model& model, const model::Definition& definition, const model::Enum& body)
      : model_(model), definition_(definition), body_(body) {}
  void declaration(Emitter& out) const;
  void codec(Emitter& out) const;

 private:
  void enumerators(Emitter& out) const;
  void names(Emitter& out) const;

  const model::Model& model_;
  const model::Definition& definition_;
  const model::Enum& body_;
};

class StructEmitter {
 public:
  StructEmitter(const model::Model& model, const model::Definition& definition, const model::Struct& body)
      : model_(model), definition_(definition), body_(body) {}
  void declaration(Emitter& out) const;
  void codec(Emitter& out) const;

 private:
  using Expression = std::string (*)(const model::Model&, const model::Type&, std::string_view, std::string_view);

  void size(Emitter& out) const;
  bool compared_later() const;
  void equality(Emitter& out) const;
  void text(Emitter& out) const;
  void function(Emitter& out, std::string_view head, const std::string& coder, Expression expression) const;
  void members(Emitter& out) const;
  void steps(Emitter& out, std::string_view lead, const std::string& coder, Expression expression) const;

  const model::Model& model_;
  const model::Definition& definition_;
  const model::Struct& body_;
};

// The declarations of the functions that every type with a name of its own has.
void declare_functions(const model::Model& model, const model::Definition& definition, Emitter& out);

}  // namespace onc::compiler::emit
