#pragma once

// What the three emitters of unions share.

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "emit/emitter.h"
#include "model/model.h"

namespace onc::compiler::emit {

bool has_storage(const model::Arm& arm);
std::vector<const model::Arm*> stored_arms(const model::Union& body);
// The same with those that need a destructor behind the others.
std::vector<const model::Arm*> owning_last(const model::Union& body);
bool has_void_arm(const model::Union& body);

// Whether more than one discriminant leads to the arm, or to any void arm, so that its factory needs to be told which.
bool needs_tag(const model::Arm& arm);
bool void_needs_tag(const model::Union& body);
// Whether any factory needs it.
bool asks_arm_of(const model::Union& body);
// The only discriminant that leads to a void arm. REQUIRES: !void_needs_tag(body).
const std::string& only_void_tag(const model::Union& body);

// The arm that a union starts with in its storage; null if it is a void one that needs none.
const model::Arm* started_arm(const model::Union& body);

// The arm's own type; what is stored is a box of it if the arm is boxed.
std::string stored_type(const model::Arm& arm);
std::string arm_constant(const model::Arm& arm);

// The arms from this one on need a destructor. REQUIRES: one does.
std::string first_owning(const model::Union& body);

// A switch over `tag` that says for each value `action(arm)`, a statement, and `otherwise` where no arm is selected.
void switch_over_tag(Emitter& out, const model::Union& body, const std::string& tag,
                     const std::function<std::string(const model::Arm&)>& action, const std::string& otherwise);

}  // namespace onc::compiler::emit
