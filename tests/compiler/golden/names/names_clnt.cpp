// Made by idlc from names.x. Changes belong there.
#include "names.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace names::PROG {

namespace {
constexpr onc::Procedure procedure_null_V1{V1::id, 0, "NULL", "PROG.V1"};
constexpr onc::Procedure procedure_delete_V1{V1::id, 1, "delete", "PROG.V1"};
constexpr onc::Procedure procedure_start_a_V1{V1::id, 2, "START_A", "PROG.V1"};
constexpr onc::Procedure procedure_a_V1{V1::id, 3, "A", "PROG.V1"};
constexpr onc::Procedure procedure_connect_V1{V1::id, 4, "connect", "PROG.V1"};
constexpr onc::Procedure procedure_value_V1{V1::id, 5, "value", "PROG.V1"};
auto arguments_of_delete_V1(std::int32_t a, ::names::id b) {
  return [a, b](onc::xdr::Encoder& out_) {
    return out_.field("a", out_.i32(a)) &&
           out_.field("b", out_.i32(b));
  };
}
auto arguments_of_start_a_V1(std::string_view arg1) {
  return [arg1](onc::xdr::Encoder& out_) {
    return out_.field("arg1", out_.string(arg1, 4));
  };
}
auto arguments_of_a_V1(const ::names::Client& arg1, std::string_view arg2) {
  return [&arg1, arg2](onc::xdr::Encoder& out_) {
    return out_.field("arg1", encode(out_, arg1)) &&
           out_.field("arg2", out_.string(arg2));
  };
}
auto arguments_of_connect_V1(const pl& arg1, const std::vector<plist>& arg2, tag arg3, const onc::xdr::Quadruple& arg4,
    const out& arg5) {
  return [&arg1, &arg2, arg3, &arg4, &arg5](onc::xdr::Encoder& out_) {
    return out_.field("arg1", encode_pl(out_, arg1)) &&
           out_.field("arg2", out_.chain(arg2)) &&
           out_.field("arg3", encode(out_, arg3)) &&
           out_.field("arg4", out_.quadruple(arg4)) &&
           out_.field("arg5", encode_out(out_, arg5));
  };
}
auto arguments_of_value_V1(const pl_alias& arg1) {
  return [&arg1](onc::xdr::Encoder& out_) {
    return out_.field("arg1", out_.chain(arg1));
  };
}
bool decode_results_of_delete_V1(onc::xdr::Decoder& in_, std::int32_t& results) {
  return in_.i32(results);
}
bool decode_results_of_start_a_V1(onc::xdr::Decoder& in_, ::names::Client& results) {
  return decode(in_, results);
}
bool decode_results_of_a_V1(onc::xdr::Decoder& in_, ::names::call& results) {
  return decode_call(in_, results);
}
bool decode_results_of_connect_V1(onc::xdr::Decoder& in_, std::vector<plist>& results) {
  return in_.chain(results);
}
bool decode_results_of_value_V1(onc::xdr::Decoder& in_, pl_alias& results) {
  return in_.chain(results);
}
}  // namespace

onc::Result<V1::Client> V1::Client::connect(std::string_view host, const onc::ConnectOptions& options) {
  auto channel = onc::open_channel(host, id, options);
  if (!channel) return std::move(channel).error();
  return Client(*std::move(channel));
}

onc::Result<void> V1::Client::null(const onc::CallOptions& options) const {
  return call(procedure_null_V1, options, no_arguments);
}
onc::Pending<void> V1::Client::start_null(const onc::CallOptions& options) const {
  return start(procedure_null_V1, options, no_arguments);
}

onc::Result<std::int32_t> V1::Client::delete_(std::int32_t a, ::names::id b, const onc::CallOptions& options) const {
  return call<std::int32_t>(procedure_delete_V1, options, arguments_of_delete_V1(a, b), decode_results_of_delete_V1);
}
onc::Pending<std::int32_t> V1::Client::start_delete_(std::int32_t a, ::names::id b,
    const onc::CallOptions& options) const {
  return start<std::int32_t>(procedure_delete_V1, options, arguments_of_delete_V1(a, b), decode_results_of_delete_V1);
}

onc::Result<::names::Client> V1::Client::start_a(std::string_view arg1, const onc::CallOptions& options) const {
  return call<::names::Client>(procedure_start_a_V1, options, arguments_of_start_a_V1(arg1),
      decode_results_of_start_a_V1);
}
onc::Pending<::names::Client> V1::Client::start_start_a(std::string_view arg1, const onc::CallOptions& options) const {
  return start<::names::Client>(procedure_start_a_V1, options, arguments_of_start_a_V1(arg1),
      decode_results_of_start_a_V1);
}

onc::Result<::names::call> V1::Client::a_(const ::names::Client& arg1, std::string_view arg2,
    const onc::CallOptions& options) const {
  return call<::names::call>(procedure_a_V1, options, arguments_of_a_V1(arg1, arg2), decode_results_of_a_V1);
}
onc::Pending<::names::call> V1::Client::start_a_(const ::names::Client& arg1, std::string_view arg2,
    const onc::CallOptions& options) const {
  return start<::names::call>(procedure_a_V1, options, arguments_of_a_V1(arg1, arg2), decode_results_of_a_V1);
}

onc::Result<std::vector<plist>> V1::Client::connect_(const pl& arg1, const std::vector<plist>& arg2, tag arg3,
    const onc::xdr::Quadruple& arg4, const out& arg5, const onc::CallOptions& options) const {
  return call<std::vector<plist>>(procedure_connect_V1, options, arguments_of_connect_V1(arg1, arg2, arg3, arg4, arg5),
      decode_results_of_connect_V1);
}
onc::Pending<std::vector<plist>> V1::Client::start_connect_(const pl& arg1, const std::vector<plist>& arg2, tag arg3,
    const onc::xdr::Quadruple& arg4, const out& arg5, const onc::CallOptions& options) const {
  return start<std::vector<plist>>(procedure_connect_V1, options,
      arguments_of_connect_V1(arg1, arg2, arg3, arg4, arg5), decode_results_of_connect_V1);
}

onc::Result<pl_alias> V1::Client::value_(const pl_alias& arg1, const onc::CallOptions& options) const {
  return call<pl_alias>(procedure_value_V1, options, arguments_of_value_V1(arg1), decode_results_of_value_V1);
}
onc::Pending<pl_alias> V1::Client::start_value_(const pl_alias& arg1, const onc::CallOptions& options) const {
  return start<pl_alias>(procedure_value_V1, options, arguments_of_value_V1(arg1), decode_results_of_value_V1);
}

namespace {
constexpr onc::Procedure procedure_id_Client_{Client_::id, 1, "id", "PROG.Client"};
constexpr onc::Procedure procedure_s_Client_{Client_::id, 2, "S", "PROG.Client"};
constexpr onc::Procedure procedure_o_Client_{Client_::id, 3, "O", "PROG.Client"};
constexpr onc::Procedure procedure_p_Client_{Client_::id, 4, "P", "PROG.Client"};
auto arguments_of_id_Client_(std::string_view options_, const out& call_2, const ok& out_2, const rec& in_2) {
  return [options_, &call_2, &out_2, &in_2](onc::xdr::Encoder& out_) {
    return out_.field("options", out_.string(options_)) &&
           out_.field("call", encode_out(out_, call_2)) &&
           out_.field("out", encode_ok(out_, out_2)) &&
           out_.field("in", encode(out_, in_2));
  };
}
auto arguments_of_s_Client_(std::string_view arg1) {
  return [arg1](onc::xdr::Encoder& out_) {
    return out_.field("arg1", out_.string(arg1, 5));
  };
}
auto arguments_of_o_Client_(const std::optional<opaque_t>& arg1) {
  return [&arg1](onc::xdr::Encoder& out_) {
    return out_.field("arg1", out_.optional(arg1, encode_opaque_t));
  };
}
auto arguments_of_p_Client_(const std::optional<std::int32_t>& arg1) {
  return [&arg1](onc::xdr::Encoder& out_) {
    return out_.field("arg1", out_.optional(arg1));
  };
}
bool decode_results_of_id_Client_(onc::xdr::Decoder& in_, ::names::id& results) {
  return in_.i32(results);
}
bool decode_results_of_s_Client_(onc::xdr::Decoder& in_, std::string& results) {
  return in_.string(results);
}
bool decode_results_of_o_Client_(onc::xdr::Decoder& in_, opaque_t& results) {
  return decode_opaque_t(in_, results);
}
bool decode_results_of_p_Client_(onc::xdr::Decoder& in_, std::optional<std::int32_t>& results) {
  return in_.optional(results);
}
}  // namespace

onc::Result<Client_::Client> Client_::Client::connect(std::string_view host, const onc::ConnectOptions& options) {
  auto channel = onc::open_channel(host, id, options);
  if (!channel) return std::move(channel).error();
  return Client(*std::move(channel));
}

onc::Result<::names::id> Client_::Client::id_(std::string_view options_, const out& call_2, const ok& out_2,
    const rec& in_2, const onc::CallOptions& options) const {
  return call<::names::id>(procedure_id_Client_, options, arguments_of_id_Client_(options_, call_2, out_2, in_2),
      decode_results_of_id_Client_);
}
onc::Pending<::names::id> Client_::Client::start_id_(std::string_view options_, const out& call_2, const ok& out_2,
    const rec& in_2, const onc::CallOptions& options) const {
  return start<::names::id>(procedure_id_Client_, options, arguments_of_id_Client_(options_, call_2, out_2, in_2),
      decode_results_of_id_Client_);
}

onc::Result<std::string> Client_::Client::s(std::string_view arg1, const onc::CallOptions& options) const {
  return call<std::string>(procedure_s_Client_, options, arguments_of_s_Client_(arg1), decode_results_of_s_Client_);
}
onc::Pending<std::string> Client_::Client::start_s(std::string_view arg1, const onc::CallOptions& options) const {
  return start<std::string>(procedure_s_Client_, options, arguments_of_s_Client_(arg1), decode_results_of_s_Client_);
}

onc::Result<opaque_t> Client_::Client::o(const std::optional<opaque_t>& arg1, const onc::CallOptions& options) const {
  return call<opaque_t>(procedure_o_Client_, options, arguments_of_o_Client_(arg1), decode_results_of_o_Client_);
}
onc::Pending<opaque_t> Client_::Client::start_o(const std::optional<opaque_t>& arg1,
    const onc::CallOptions& options) const {
  return start<opaque_t>(procedure_o_Client_, options, arguments_of_o_Client_(arg1), decode_results_of_o_Client_);
}

onc::Result<std::optional<std::int32_t>> Client_::Client::p(const std::optional<std::int32_t>& arg1,
    const onc::CallOptions& options) const {
  return call<std::optional<std::int32_t>>(procedure_p_Client_, options, arguments_of_p_Client_(arg1),
      decode_results_of_p_Client_);
}
onc::Pending<std::optional<std::int32_t>> Client_::Client::start_p(const std::optional<std::int32_t>& arg1,
    const onc::CallOptions& options) const {
  return start<std::optional<std::int32_t>>(procedure_p_Client_, options, arguments_of_p_Client_(arg1),
      decode_results_of_p_Client_);
}

}  // namespace names::PROG

namespace names::OTHER {

namespace {
constexpr onc::Procedure procedure_x{PROG_::id, 1, "X", "OTHER.PROG"};
}  // namespace

onc::Result<PROG_::Client> PROG_::Client::connect(std::string_view host, const onc::ConnectOptions& options) {
  auto channel = onc::open_channel(host, id, options);
  if (!channel) return std::move(channel).error();
  return Client(*std::move(channel));
}

onc::Result<void> PROG_::Client::x(const onc::CallOptions& options) const {
  return call(procedure_x, options, no_arguments);
}
onc::Pending<void> PROG_::Client::start_x(const onc::CallOptions& options) const {
  return start(procedure_x, options, no_arguments);
}

}  // namespace names::OTHER
