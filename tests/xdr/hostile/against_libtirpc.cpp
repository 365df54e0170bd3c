#include "against_libtirpc.h"

#include "shape.h"

namespace onc::test {
namespace {

using xdr::Fault;

bool is_ours_alone(Fault fault) {
  return fault == Fault::depth_limit || fault == Fault::element_limit || fault == Fault::memory_limit ||
         fault == Fault::out_of_range;
}

}  // namespace

BothVerdicts against_libtirpc(std::size_t shape, std::span<const std::byte> bytes) {
  const auto value = all_shapes()[shape].value();
  xdr::Decoder in(bytes);
  BothVerdicts both{.taken = value->decode(in) && in.finish()};
  if (is_ours_alone(in.report().fault)) return both;
  const libtirpc_verdict theirs = libtirpc_decode(shape, bytes.data(), bytes.size());
  if (theirs.taken != both.taken)
    both.difference = theirs.taken ? "libtirpc takes what we refuse: " + in.report().message("value")
                                   : "libtirpc refuses what we take";
  else if (both.taken && theirs.read != in.position())
    both.difference =
        "libtirpc has read " + std::to_string(theirs.read) + " bytes, we " + std::to_string(in.position());
  return both;
}

}  // namespace onc::test
