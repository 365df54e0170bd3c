// Made by idlc from helpers.x. Changes belong there.
#include "helpers.h"

#include <array>
#include <cstdint>
#include <string_view>
#include <utility>
#include <vector>

namespace helpers::P {

namespace {
constexpr onc::Procedure procedure_get_service{service::id, 1, "GET", "P.service"};
constexpr onc::Procedure procedure_procedure_get_service{service::id, 2, "PROCEDURE_GET", "P.service"};
constexpr onc::Procedure procedure_serve_get_service{service::id, 3, "SERVE_GET", "P.service"};
constexpr onc::Procedure procedure_decode_results_of_get_service{service::id, 4, "DECODE_RESULTS_OF_GET", "P.service"};
constexpr onc::Procedure procedure_arguments_of_get_service{service::id, 5, "ARGUMENTS_OF_GET", "P.service"};
constexpr onc::Procedure procedure_read_get_service{service::id, 6, "READ_GET", "P.service"};
constexpr onc::Procedure procedure_a_service{service::id, 7, "A", "P.service"};
constexpr onc::Procedure procedure_b_service{service::id, 8, "B", "P.service"};
constexpr onc::Procedure procedure_c_service{service::id, 9, "C", "P.service"};
auto arguments_of_get_service(std::int32_t Client_) {
  return [Client_](onc::xdr::Encoder& out) {
    return out.field("Client", out.i32(Client_));
  };
}
auto arguments_of_procedure_get_service(std::int32_t id_) {
  return [id_](onc::xdr::Encoder& out) {
    return out.field("id", out.i32(id_));
  };
}
auto arguments_of_serve_get_service(std::int32_t begin_, std::int32_t channel_2_) {
  return [begin_, channel_2_](onc::xdr::Encoder& out) {
    return out.field("begin", out.i32(begin_)) &&
           out.field("channel_", out.i32(channel_2_));
  };
}
auto arguments_of_decode_results_of_get_service(std::int32_t start_) {
  return [start_](onc::xdr::Encoder& out) {
    return out.field("start", out.i32(start_));
  };
}
auto arguments_of_arguments_of_get_service(std::string_view no_arguments_) {
  return [no_arguments_](onc::xdr::Encoder& out) {
    return out.field("no_arguments", out.string(no_arguments_));
  };
}
auto arguments_of_read_get_service(std::int32_t procedure_read_get) {
  return [procedure_read_get](onc::xdr::Encoder& out) {
    return out.field("procedure_read_get", out.i32(procedure_read_get));
  };
}
auto arguments_of_a_service(const arguments_of_get& arg1, const std::array<std::int32_t, ::helpers::await>& x) {
  return [&arg1, &x](onc::xdr::Encoder& out) {
    return out.field("arg1", encode(out, arg1)) &&
           out.field("x", out.fixed(x));
  };
}
auto arguments_of_b_service(const std::vector<::helpers::ClientStub>& arg1,
    const std::vector<::helpers::ClientStub>& arg2) {
  return [&arg1, &arg2](onc::xdr::Encoder& out) {
    return out.field("arg1", out.chain(arg1)) &&
           out.field("arg2", out.list(arg2));
  };
}
auto arguments_of_c_service(::helpers::channel_ arg1, const box& service_2) {
  return [arg1, &service_2](onc::xdr::Encoder& out) {
    return out.field("arg1", out.i32(arg1)) &&
           out.field("service", encode(out, service_2));
  };
}
bool decode_results_of_get_service(onc::xdr::Decoder& in, std::int32_t& results) {
  return in.i32(results);
}
bool decode_results_of_procedure_get_service(onc::xdr::Decoder& in, std::int32_t& results) {
  return in.i32(results);
}
bool decode_results_of_serve_get_service(onc::xdr::Decoder& in, std::int32_t& results) {
  return in.i32(results);
}
bool decode_results_of_decode_results_of_get_service(onc::xdr::Decoder& in, std::int32_t& results) {
  return in.i32(results);
}
bool decode_results_of_arguments_of_get_service(onc::xdr::Decoder& in, std::int32_t& results) {
  return in.i32(results);
}
bool decode_results_of_read_get_service(onc::xdr::Decoder& in, std::int32_t& results) {
  return in.i32(results);
}
bool decode_results_of_a_service(onc::xdr::Decoder& in, serve_get& results) {
  return decode(in, results);
}
bool decode_results_of_b_service(onc::xdr::Decoder& in, procedure_get& results) {
  return decode(in, results);
}
bool decode_results_of_c_service(onc::xdr::Decoder& in, ::helpers::channel_& results) {
  return in.i32(results);
}
}  // namespace

onc::Result<service::Client> service::Client::connect(std::string_view host_, const onc::ConnectOptions& options_) {
  auto channel_2 = onc::open_channel(host_, id, options_);
  if (!channel_2) return std::move(channel_2).error();
  return Client(*std::move(channel_2));
}

onc::Result<std::int32_t> service::Client::get(std::int32_t Client_, const onc::CallOptions& options_) const {
  return call<std::int32_t>(procedure_get_service, options_, arguments_of_get_service(Client_),
      decode_results_of_get_service);
}
onc::Pending<std::int32_t> service::Client::start_get(std::int32_t Client_, const onc::CallOptions& options_) const {
  return start<std::int32_t>(procedure_get_service, options_, arguments_of_get_service(Client_),
      decode_results_of_get_service);
}

onc::Result<std::int32_t> service::Client::procedure_get_(std::int32_t id_, const onc::CallOptions& options_) const {
  return call<std::int32_t>(procedure_procedure_get_service, options_, arguments_of_procedure_get_service(id_),
      decode_results_of_procedure_get_service);
}
onc::Pending<std::int32_t> service::Client::start_procedure_get_(std::int32_t id_,
    const onc::CallOptions& options_) const {
  return start<std::int32_t>(procedure_procedure_get_service, options_, arguments_of_procedure_get_service(id_),
      decode_results_of_procedure_get_service);
}

onc::Result<std::int32_t> service::Client::serve_get_(std::int32_t begin_, std::int32_t channel_2_,
    const onc::CallOptions& options_) const {
  return call<std::int32_t>(procedure_serve_get_service, options_, arguments_of_serve_get_service(begin_, channel_2_),
      decode_results_of_serve_get_service);
}
onc::Pending<std::int32_t> service::Client::start_serve_get_(std::int32_t begin_, std::int32_t channel_2_,
    const onc::CallOptions& options_) const {
  return start<std::int32_t>(procedure_serve_get_service, options_, arguments_of_serve_get_service(begin_, channel_2_),
      decode_results_of_serve_get_service);
}

onc::Result<std::int32_t> service::Client::decode_results_of_get(std::int32_t start_,
    const onc::CallOptions& options_) const {
  return call<std::int32_t>(procedure_decode_results_of_get_service, options_,
      arguments_of_decode_results_of_get_service(start_), decode_results_of_decode_results_of_get_service);
}
onc::Pending<std::int32_t> service::Client::start_decode_results_of_get(std::int32_t start_,
    const onc::CallOptions& options_) const {
  return start<std::int32_t>(procedure_decode_results_of_get_service, options_,
      arguments_of_decode_results_of_get_service(start_), decode_results_of_decode_results_of_get_service);
}

onc::Result<std::int32_t> service::Client::arguments_of_get_(std::string_view no_arguments_,
    const onc::CallOptions& options_) const {
  return call<std::int32_t>(procedure_arguments_of_get_service, options_,
      arguments_of_arguments_of_get_service(no_arguments_), decode_results_of_arguments_of_get_service);
}
onc::Pending<std::int32_t> service::Client::start_arguments_of_get_(std::string_view no_arguments_,
    const onc::CallOptions& options_) const {
  return start<std::int32_t>(procedure_arguments_of_get_service, options_,
      arguments_of_arguments_of_get_service(no_arguments_), decode_results_of_arguments_of_get_service);
}

onc::Result<std::int32_t> service::Client::read_get(std::int32_t procedure_read_get,
    const onc::CallOptions& options_) const {
  return call<std::int32_t>(procedure_read_get_service, options_, arguments_of_read_get_service(procedure_read_get),
      decode_results_of_read_get_service);
}
onc::Pending<std::int32_t> service::Client::start_read_get(std::int32_t procedure_read_get,
    const onc::CallOptions& options_) const {
  return start<std::int32_t>(procedure_read_get_service, options_, arguments_of_read_get_service(procedure_read_get),
      decode_results_of_read_get_service);
}

onc::Result<serve_get> service::Client::a(const arguments_of_get& arg1, const std::array<std::int32_t,
    ::helpers::await>& x, const onc::CallOptions& options_) const {
  return call<serve_get>(procedure_a_service, options_, arguments_of_a_service(arg1, x), decode_results_of_a_service);
}
onc::Pending<serve_get> service::Client::start_a(const arguments_of_get& arg1, const std::array<std::int32_t,
    ::helpers::await>& x, const onc::CallOptions& options_) const {
  return start<serve_get>(procedure_a_service, options_, arguments_of_a_service(arg1, x), decode_results_of_a_service);
}

onc::Result<procedure_get> service::Client::b(const std::vector<::helpers::ClientStub>& arg1,
    const std::vector<::helpers::ClientStub>& arg2, const onc::CallOptions& options_) const {
  return call<procedure_get>(procedure_b_service, options_, arguments_of_b_service(arg1, arg2),
      decode_results_of_b_service);
}
onc::Pending<procedure_get> service::Client::start_b(const std::vector<::helpers::ClientStub>& arg1,
    const std::vector<::helpers::ClientStub>& arg2, const onc::CallOptions& options_) const {
  return start<procedure_get>(procedure_b_service, options_, arguments_of_b_service(arg1, arg2),
      decode_results_of_b_service);
}

onc::Result<::helpers::channel_> service::Client::c(::helpers::channel_ arg1, const box& service_2,
    const onc::CallOptions& options_) const {
  return call<::helpers::channel_>(procedure_c_service, options_, arguments_of_c_service(arg1, service_2),
      decode_results_of_c_service);
}
onc::Pending<::helpers::channel_> service::Client::start_c(::helpers::channel_ arg1, const box& service_2,
    const onc::CallOptions& options_) const {
  return start<::helpers::channel_>(procedure_c_service, options_, arguments_of_c_service(arg1, service_2),
      decode_results_of_c_service);
}

namespace {
constexpr onc::Procedure procedure_get_A_call{A_call::id, 1, "GET", "P.A_call"};
constexpr onc::Procedure procedure_get_a_A_call{A_call::id, 2, "GET_A", "P.A_call"};
auto arguments_of_get_A_call(std::int32_t x) {
  return [x](onc::xdr::Encoder& out) {
    return out.field("x", out.i32(x));
  };
}
auto arguments_of_get_a_A_call(std::int32_t call_2) {
  return [call_2](onc::xdr::Encoder& out) {
    return out.field("call", out.i32(call_2));
  };
}
bool decode_results_of_get_A_call(onc::xdr::Decoder& in, std::int32_t& results) {
  return in.i32(results);
}
bool decode_results_of_get_a_A_call(onc::xdr::Decoder& in, std::int32_t& results) {
  return in.i32(results);
}
}  // namespace

onc::Result<A_call::Client> A_call::Client::connect(std::string_view host_, const onc::ConnectOptions& options_) {
  auto channel_2 = onc::open_channel(host_, id, options_);
  if (!channel_2) return std::move(channel_2).error();
  return Client(*std::move(channel_2));
}

onc::Result<std::int32_t> A_call::Client::get(std::int32_t x, const onc::CallOptions& options_) const {
  return call<std::int32_t>(procedure_get_A_call, options_, arguments_of_get_A_call(x), decode_results_of_get_A_call);
}
onc::Pending<std::int32_t> A_call::Client::start_get(std::int32_t x, const onc::CallOptions& options_) const {
  return start<std::int32_t>(procedure_get_A_call, options_, arguments_of_get_A_call(x), decode_results_of_get_A_call);
}

onc::Result<std::int32_t> A_call::Client::get_a(std::int32_t call_2, const onc::CallOptions& options_) const {
  return call<std::int32_t>(procedure_get_a_A_call, options_, arguments_of_get_a_A_call(call_2),
      decode_results_of_get_a_A_call);
}
onc::Pending<std::int32_t> A_call::Client::start_get_a(std::int32_t call_2, const onc::CallOptions& options_) const {
  return start<std::int32_t>(procedure_get_a_A_call, options_, arguments_of_get_a_A_call(call_2),
      decode_results_of_get_a_A_call);
}

namespace {
constexpr onc::Procedure procedure_get_a_call{call::id, 1, "GET_A", "P.call"};
auto arguments_of_get_a_call(std::int32_t x) {
  return [x](onc::xdr::Encoder& out) {
    return out.field("x", out.i32(x));
  };
}
bool decode_results_of_get_a_call(onc::xdr::Decoder& in, std::int32_t& results) {
  return in.i32(results);
}
}  // namespace

onc::Result<call::Client> call::Client::connect(std::string_view host_, const onc::ConnectOptions& options_) {
  auto channel_2 = onc::open_channel(host_, id, options_);
  if (!channel_2) return std::move(channel_2).error();
  return Client(*std::move(channel_2));
}

onc::Result<std::int32_t> call::Client::get_a(std::int32_t x, const onc::CallOptions& options_) const {
  return call<std::int32_t>(procedure_get_a_call, options_, arguments_of_get_a_call(x), decode_results_of_get_a_call);
}
onc::Pending<std::int32_t> call::Client::start_get_a(std::int32_t x, const onc::CallOptions& options_) const {
  return start<std::int32_t>(procedure_get_a_call, options_, arguments_of_get_a_call(x), decode_results_of_get_a_call);
}

}  // namespace helpers::P
