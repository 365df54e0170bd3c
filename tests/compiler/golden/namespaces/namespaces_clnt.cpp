// Made by idlc from namespaces.x. Changes belong there.
#include "namespaces.h"

#include <optional>
#include <string_view>
#include <utility>

namespace b::P {

namespace {
constexpr onc::Procedure procedure_get{V::id, 1, "GET", "P.V"};
constexpr onc::Procedure procedure_other{V::id, 2, "OTHER", "P.V"};
constexpr onc::Procedure procedure_null{V::id, 0, "NULL", "P.V"};
auto arguments_of_get(const ::a::s& arg1, std::string_view arg2) {
  return [&arg1, arg2](onc::xdr::Encoder& out) {
    return out.field("arg1", encode(out, arg1)) &&
           out.field("arg2", out.string(arg2, ::namespaces::TOP));
  };
}
auto arguments_of_other(const std::optional<u>& arg1) {
  return [&arg1](onc::xdr::Encoder& out) {
    return out.field("arg1", out.optional(arg1));
  };
}
bool decode_results_of_get(onc::xdr::Decoder& in, s& results) {
  return decode(in, results);
}
bool decode_results_of_other(onc::xdr::Decoder& in, ::a::u& results) {
  return decode(in, results);
}
}  // namespace

onc::Result<V::Client> V::Client::connect(std::string_view host, const onc::ConnectOptions& options) {
  auto channel = onc::open_channel(host, id, options);
  if (!channel) return std::move(channel).error();
  return Client(*std::move(channel));
}

onc::Result<s> V::Client::get(const ::a::s& arg1, std::string_view arg2, const onc::CallOptions& options) const {
  return call<s>(procedure_get, options, arguments_of_get(arg1, arg2), decode_results_of_get);
}
onc::Pending<s> V::Client::start_get(const ::a::s& arg1, std::string_view arg2, const onc::CallOptions& options) const {
  return start<s>(procedure_get, options, arguments_of_get(arg1, arg2), decode_results_of_get);
}

onc::Result<::a::u> V::Client::other(const std::optional<u>& arg1, const onc::CallOptions& options) const {
  return call<::a::u>(procedure_other, options, arguments_of_other(arg1), decode_results_of_other);
}
onc::Pending<::a::u> V::Client::start_other(const std::optional<u>& arg1, const onc::CallOptions& options) const {
  return start<::a::u>(procedure_other, options, arguments_of_other(arg1), decode_results_of_other);
}

onc::Result<void> V::Client::null(const onc::CallOptions& options) const {
  return call(procedure_null, options, no_arguments);
}
onc::Pending<void> V::Client::start_null(const onc::CallOptions& options) const {
  return start(procedure_null, options, no_arguments);
}

}  // namespace b::P
