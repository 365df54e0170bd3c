// Made by idlc from directives.x. Changes belong there.
#include "directives.h"

#include <cstdint>
#include <string_view>
#include <utility>

#include <utility>

namespace directives::FILES {

namespace {
constexpr onc::Procedure procedure_get{ONE::id, 1, "GET", "FILES.ONE"};
auto arguments_of_get(std::uint64_t arg1) {
  return [arg1](onc::xdr::Encoder& out) {
    return out.field("arg1", out.u64(arg1));
  };
}
bool decode_results_of_get(onc::xdr::Decoder& in, file& results) {
  return decode(in, results);
}
}  // namespace

onc::Result<ONE::Client> ONE::Client::connect(std::string_view host, const onc::ConnectOptions& options) {
  auto channel = onc::open_channel(host, id, options);
  if (!channel) return std::move(channel).error();
  return Client(*std::move(channel));
}

onc::Result<file> ONE::Client::get(std::uint64_t arg1, const onc::CallOptions& options) const {
  return call<file>(procedure_get, options, arguments_of_get(arg1), decode_results_of_get);
}
onc::Pending<file> ONE::Client::start_get(std::uint64_t arg1, const onc::CallOptions& options) const {
  return start<file>(procedure_get, options, arguments_of_get(arg1), decode_results_of_get);
}

}  // namespace directives::FILES
