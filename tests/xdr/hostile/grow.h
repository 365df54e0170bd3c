// Valid messages of any type, without knowing the type: they grow out of nothing by what the decoder says is wrong.
#pragma once

#include <cstddef>
#include <vector>

#include "random.h"
#include "shape.h"

namespace onc::test {

using Message = std::vector<std::byte>;

/// A message that strict decoding takes to the last byte. Empty if none is found, which is a fault of the decoder's
/// reports.
Message valid_message(const Shape& shape, Random& random);

/// Some of each of all types, the same in every run.
struct Sample {
  const Shape* shape;
  Message message;
};
std::vector<Sample> samples(std::size_t of_each);

}  // namespace onc::test
