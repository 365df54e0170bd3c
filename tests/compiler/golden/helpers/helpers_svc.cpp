// Made by idlc from helpers.x. Changes belong there.
#include "helpers.h"

#include <array>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

namespace helpers::P {

namespace {
onc::Outcome serve_get_service(service::Service& service_, onc::IncomingCall& call_) {
  std::int32_t Client_ = 0;
  const bool ok = call_.read([&](onc::xdr::Decoder& in) {
    return in.field("Client", in.i32(Client_));
  });
  if (!ok) return call_.garbage_arguments();
  return call_.reply(service_.get(Client_, call_.context()), [](onc::xdr::Encoder& out, std::int32_t results) {
    return out.i32(results);
  });
}
onc::Outcome serve_procedure_get_service(service::Service& service_, onc::IncomingCall& call_) {
  std::int32_t id_ = 0;
  const bool ok = call_.read([&](onc::xdr::Decoder& in) {
    return in.field("id", in.i32(id_));
  });
  if (!ok) return call_.garbage_arguments();
  return call_.reply(service_.procedure_get_(id_, call_.context()), [](onc::xdr::Encoder& out, std::int32_t results) {
    return out.i32(results);
  });
}
onc::Outcome serve_serve_get_service(service::Service& service_, onc::IncomingCall& call_) {
  std::int32_t begin_ = 0;
  std::int32_t channel_2_ = 0;
  const bool ok = call_.read([&](onc::xdr::Decoder& in) {
    return in.field("begin", in.i32(begin_)) &&
           in.field("channel_", in.i32(channel_2_));
  });
  if (!ok) return call_.garbage_arguments();
  return call_.reply(service_.serve_get_(begin_, channel_2_, call_.context()),
      [](onc::xdr::Encoder& out, std::int32_t results) {
    return out.i32(results);
  });
}
onc::Outcome serve_decode_results_of_get_service(service::Service& service_, onc::IncomingCall& call_) {
  std::int32_t start_ = 0;
  const bool ok = call_.read([&](onc::xdr::Decoder& in) {
    return in.field("start", in.i32(start_));
  });
  if (!ok) return call_.garbage_arguments();
  return call_.reply(service_.decode_results_of_get(start_, call_.context()),
      [](onc::xdr::Encoder& out, std::int32_t results) {
    return out.i32(results);
  });
}
onc::Outcome serve_arguments_of_get_service(service::Service& service_, onc::IncomingCall& call_) {
  std::string no_arguments_{};
  const bool ok = call_.read([&](onc::xdr::Decoder& in) {
    return in.field("no_arguments", in.string(no_arguments_));
  });
  if (!ok) return call_.garbage_arguments();
  return call_.reply(service_.arguments_of_get_(std::move(no_arguments_), call_.context()),
      [](onc::xdr::Encoder& out, std::int32_t results) {
    return out.i32(results);
  });
}
onc::Outcome serve_read_get_service(service::Service& service_, onc::IncomingCall& call_) {
  std::int32_t procedure_read_get = 0;
  const bool ok = call_.read([&](onc::xdr::Decoder& in) {
    return in.field("procedure_read_get", in.i32(procedure_read_get));
  });
  if (!ok) return call_.garbage_arguments();
  return call_.reply(service_.read_get(procedure_read_get, call_.context()),
      [](onc::xdr::Encoder& out, std::int32_t results) {
    return out.i32(results);
  });
}
onc::Outcome serve_a_service(service::Service& service_, onc::IncomingCall& call_) {
  arguments_of_get arg1{};
  std::array<std::int32_t, ::helpers::await> x{};
  const bool ok = call_.read([&](onc::xdr::Decoder& in) {
    return in.field("arg1", decode(in, arg1)) &&
           in.field("x", in.fixed(x));
  });
  if (!ok) return call_.garbage_arguments();
  return call_.reply(service_.a(std::move(arg1), std::move(x), call_.context()),
      [](onc::xdr::Encoder& out, const serve_get& results) {
    return encode(out, results);
  });
}
onc::Outcome serve_b_service(service::Service& service_, onc::IncomingCall& call_) {
  std::vector<::helpers::ClientStub> arg1{};
  std::vector<::helpers::ClientStub> arg2{};
  const bool ok = call_.read([&](onc::xdr::Decoder& in) {
    return in.field("arg1", in.chain(arg1)) &&
           in.field("arg2", in.list(arg2));
  });
  if (!ok) return call_.garbage_arguments();
  return call_.reply(service_.b(std::move(arg1), std::move(arg2), call_.context()),
      [](onc::xdr::Encoder& out, const procedure_get& results) {
    return encode(out, results);
  });
}
onc::Outcome serve_c_service(service::Service& service_, onc::IncomingCall& call_) {
  ::helpers::channel_ arg1 = 0;
  box service_2{};
  const bool ok = call_.read([&](onc::xdr::Decoder& in) {
    return in.field("arg1", in.i32(arg1)) &&
           in.field("service", decode(in, service_2));
  });
  if (!ok) return call_.garbage_arguments();
  return call_.reply(service_.c(arg1, std::move(service_2), call_.context()),
      [](onc::xdr::Encoder& out, ::helpers::channel_ results) {
    return out.i32(results);
  });
}
}  // namespace

onc::Outcome service::Service::dispatch(onc::IncomingCall& call_) {
  switch (call_.procedure()) {
    case 1:
      return serve_get_service(*this, call_);
    case 2:
      return serve_procedure_get_service(*this, call_);
    case 3:
      return serve_serve_get_service(*this, call_);
    case 4:
      return serve_decode_results_of_get_service(*this, call_);
    case 5:
      return serve_arguments_of_get_service(*this, call_);
    case 6:
      return serve_read_get_service(*this, call_);
    case 7:
      return serve_a_service(*this, call_);
    case 8:
      return serve_b_service(*this, call_);
    case 9:
      return serve_c_service(*this, call_);
    default:
      return call_.procedure_unavailable();
  }
}

namespace {
onc::Outcome serve_get_A_call(A_call::Service& service_, onc::IncomingCall& call_) {
  std::int32_t x = 0;
  const bool ok = call_.read([&](onc::xdr::Decoder& in) {
    return in.field("x", in.i32(x));
  });
  if (!ok) return call_.garbage_arguments();
  return call_.reply(service_.get(x, call_.context()), [](onc::xdr::Encoder& out, std::int32_t results) {
    return out.i32(results);
  });
}
onc::Outcome serve_get_a_A_call(A_call::Service& service_, onc::IncomingCall& call_) {
  std::int32_t call_2 = 0;
  const bool ok = call_.read([&](onc::xdr::Decoder& in) {
    return in.field("call", in.i32(call_2));
  });
  if (!ok) return call_.garbage_arguments();
  return call_.reply(service_.get_a(call_2, call_.context()), [](onc::xdr::Encoder& out, std::int32_t results) {
    return out.i32(results);
  });
}
}  // namespace

onc::Outcome A_call::Service::dispatch(onc::IncomingCall& call_) {
  switch (call_.procedure()) {
    case 1:
      return serve_get_A_call(*this, call_);
    case 2:
      return serve_get_a_A_call(*this, call_);
    default:
      return call_.procedure_unavailable();
  }
}

namespace {
onc::Outcome serve_get_a_call(call::Service& service_, onc::IncomingCall& call_) {
  std::int32_t x = 0;
  const bool ok = call_.read([&](onc::xdr::Decoder& in) {
    return in.field("x", in.i32(x));
  });
  if (!ok) return call_.garbage_arguments();
  return call_.reply(service_.get_a(x, call_.context()), [](onc::xdr::Encoder& out, std::int32_t results) {
    return out.i32(results);
  });
}
}  // namespace

onc::Outcome call::Service::dispatch(onc::IncomingCall& call_) {
  switch (call_.procedure()) {
    case 1:
      return serve_get_a_call(*this, call_);
    default:
      return call_.procedure_unavailable();
  }
}

}  // namespace helpers::P
