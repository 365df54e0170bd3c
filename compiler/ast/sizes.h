#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "model/model.h"

namespace onc::compiler::ast {

// Least and most bytes on the wire. There is no most where a schema sets none: recursion, arrays without a bound, types
// and bounds that a header defines, and what exceeds 64 bits.
class Sizes {
 public:
  explicit Sizes(const model::Model& model);

  std::uint64_t least(const model::Type& type) const;
  std::optional<std::uint64_t> most(const model::Type& type) const;
  std::optional<std::uint64_t> most(model::DefinitionId id) const { return most_[id]; }

 private:
  std::optional<std::uint64_t> most_of_one(const model::Type& type) const;
  std::optional<std::uint64_t> most_of(const model::Definition& definition) const;
  std::optional<std::uint64_t> most_of(const model::Union& body) const;

  std::vector<std::optional<std::uint64_t>> most_;  // by definition
};

}  // namespace onc::compiler::ast
