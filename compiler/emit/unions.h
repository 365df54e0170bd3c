#pragma once

#include <string>
#include <string_view>

#include "emit/emitter.h"
#include "emit/runs.h"
#include "model/model.h"

namespace onc::compiler::emit {

// A union as a class: the discriminant and the arm it selects can never disagree.
class UnionDeclaration {
 public:
  UnionDeclaration(const model::Model& model, const model::Definition& definition, const model::Union& body)
      : model_(model), definition_(definition), body_(body) {}
  void emit(Emitter& out) const;

 private:
  void special_members(Emitter& out) const;
  void factories(Emitter& out) const;
  void accessors(Emitter& out) const;
  void accessor(Emitter& out, const model::Arm& arm) const;
  void private_part(Emitter& out) const;
  void private_functions(Emitter& out) const;
  void storage(Emitter& out) const;

  const model::Model& model_;
  const model::Definition& definition_;
  const model::Union& body_;
};

// The members that are defined out of line.
class UnionMembers {
 public:
  UnionMembers(const model::Model& model, const model::Definition& definition, const model::Union& body)
      : model_(model), definition_(definition), body_(body) {}
  void emit(Emitter& out) const;

 private:
  void constructor(Emitter& out) const;
  void copy_and_move(Emitter& out) const;
  void factories(Emitter& out) const;
  void factory(Emitter& out, const model::Arm& arm) const;
  void arm_of(Emitter& out) const;
  void end_arm(Emitter& out) const;
  void select(Emitter& out) const;
  void select_void(Emitter& out) const;
  void clear(Emitter& out) const;
  void equality(Emitter& out) const;
  // One `case Arm::name: STATEMENT; break;` for each stored arm; $storage$ stands for its storage.
  void for_stored_arms(Emitter& out, const std::string& statement) const;

  const model::Model& model_;
  const model::Definition& definition_;
  const model::Union& body_;
};

class UnionCodec {
 public:
  UnionCodec(const model::Model& model, const model::Definition& definition, const model::Union& body)
      : model_(model), definition_(definition), body_(body) {}
  void emit(Emitter& out) const;

 private:
  void encode(Emitter& out) const;
  void decode(Emitter& out) const;
  void size(Emitter& out) const;
  void text(Emitter& out) const;
  void recursive_encode(Emitter& out) const;
  void recursive_decode(Emitter& out) const;
  void encode_arms(Emitter& out) const;
  void decode_arms(Emitter& out) const;
  using Expression = std::string (*)(const model::Model&, const model::Type&, std::string_view, std::string_view);
  Run tag_run(const std::string& value) const;
  std::string tag_step(const std::string& coder, const std::string& value, Expression expression) const;
  std::string tag_value() const;
  std::string look_at_tag() const;
  std::string encoded(const model::Arm& arm) const;
  std::string decoded(const model::Arm& arm) const;
  std::string decoded_in_box(const model::Arm& arm, const std::string& box) const;
  std::string sized(const model::Arm& arm) const;

  const model::Model& model_;
  const model::Definition& definition_;
  const model::Union& body_;
};

}  // namespace onc::compiler::emit
