// Made by idlc from names.x. Changes belong there.
#include "names.h"

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace names::PROG {

namespace {
onc::Outcome serve_null_V1(V1::Service& service, onc::IncomingCall& call_) {
  if (!call_.read_nothing()) return call_.garbage_arguments();
  return call_.reply(service.null(call_.context()));
}
onc::Outcome serve_delete_V1(V1::Service& service, onc::IncomingCall& call_) {
  std::int32_t a = 0;
  ::names::id b = 0;
  const bool ok_ = call_.read([&](onc::xdr::Decoder& in_) {
    return in_.field("a", in_.i32(a)) &&
           in_.field("b", in_.i32(b));
  });
  if (!ok_) return call_.garbage_arguments();
  return call_.reply(service.delete_(a, b, call_.context()), [](onc::xdr::Encoder& out_, std::int32_t results) {
    return out_.i32(results);
  });
}
onc::Outcome serve_start_a_V1(V1::Service& service, onc::IncomingCall& call_) {
  ::names::call arg1{};
  const bool ok_ = call_.read([&](onc::xdr::Decoder& in_) {
    return in_.field("arg1", decode_call(in_, arg1));
  });
  if (!ok_) return call_.garbage_arguments();
  return call_.reply(service.start_a(std::move(arg1), call_.context()),
      [](onc::xdr::Encoder& out_, const ::names::Client& results) {
    return encode(out_, results);
  });
}
onc::Outcome serve_a_V1(V1::Service& service, onc::IncomingCall& call_) {
  ::names::Client arg1{};
  std::string arg2{};
  const bool ok_ = call_.read([&](onc::xdr::Decoder& in_) {
    return in_.field("arg1", decode(in_, arg1)) &&
           in_.field("arg2", in_.string(arg2));
  });
  if (!ok_) return call_.garbage_arguments();
  return call_.reply(service.a_(std::move(arg1), std::move(arg2), call_.context()),
      [](onc::xdr::Encoder& out_, const ::names::call& results) {
    return encode_call(out_, results);
  });
}
onc::Outcome serve_connect_V1(V1::Service& service, onc::IncomingCall& call_) {
  pl arg1{};
  std::vector<plist> arg2{};
  tag arg3{};
  onc::xdr::Quadruple arg4{};
  out arg5{};
  const bool ok_ = call_.read([&](onc::xdr::Decoder& in_) {
    return in_.field("arg1", decode_pl(in_, arg1)) &&
           in_.field("arg2", in_.chain(arg2)) &&
           in_.field("arg3", decode(in_, arg3)) &&
           in_.field("arg4", in_.quadruple(arg4)) &&
           in_.field("arg5", decode_out(in_, arg5));
  });
  if (!ok_) return call_.garbage_arguments();
  return call_.reply(service.connect_(std::move(arg1), std::move(arg2), arg3, std::move(arg4), std::move(arg5),
      call_.context()), [](onc::xdr::Encoder& out_, const std::vector<plist>& results) {
    return out_.chain(results);
  });
}
onc::Outcome serve_value_V1(V1::Service& service, onc::IncomingCall& call_) {
  pl_alias arg1{};
  const bool ok_ = call_.read([&](onc::xdr::Decoder& in_) {
    return in_.field("arg1", in_.chain(arg1));
  });
  if (!ok_) return call_.garbage_arguments();
  return call_.reply(service.value_(std::move(arg1), call_.context()),
      [](onc::xdr::Encoder& out_, const pl_alias& results) {
    return out_.chain(results);
  });
}
}  // namespace

onc::Outcome V1::Service::dispatch(onc::IncomingCall& call_) {
  switch (call_.procedure()) {
    case 0:
      return serve_null_V1(*this, call_);
    case 1:
      return serve_delete_V1(*this, call_);
    case 2:
      return serve_start_a_V1(*this, call_);
    case 3:
      return serve_a_V1(*this, call_);
    case 4:
      return serve_connect_V1(*this, call_);
    case 5:
      return serve_value_V1(*this, call_);
    default:
      return call_.procedure_unavailable();
  }
}

namespace {
onc::Outcome serve_id_Client_(Client_::Service& service, onc::IncomingCall& call_) {
  in options_{};
  out call_2{};
  ok out_2{};
  rec in_2{};
  const bool ok_ = call_.read([&](onc::xdr::Decoder& in_) {
    return in_.field("options", decode_in(in_, options_)) &&
           in_.field("call", decode_out(in_, call_2)) &&
           in_.field("out", decode_ok(in_, out_2)) &&
           in_.field("in", decode(in_, in_2));
  });
  if (!ok_) return call_.garbage_arguments();
  return call_.reply(service.id_(std::move(options_), std::move(call_2), std::move(out_2), std::move(in_2),
      call_.context()), [](onc::xdr::Encoder& out_, ::names::id results) {
    return out_.i32(results);
  });
}
onc::Outcome serve_s_Client_(Client_::Service& service, onc::IncomingCall& call_) {
  std::string arg1{};
  const bool ok_ = call_.read([&](onc::xdr::Decoder& in_) {
    return in_.field("arg1", in_.string(arg1, 5));
  });
  if (!ok_) return call_.garbage_arguments();
  return call_.reply(service.s(std::move(arg1), call_.context()),
      [](onc::xdr::Encoder& out_, const std::string& results) {
    return out_.string(results);
  });
}
onc::Outcome serve_o_Client_(Client_::Service& service, onc::IncomingCall& call_) {
  std::optional<opaque_t> arg1{};
  const bool ok_ = call_.read([&](onc::xdr::Decoder& in_) {
    return in_.field("arg1", in_.optional(arg1, decode_opaque_t));
  });
  if (!ok_) return call_.garbage_arguments();
  return call_.reply(service.o(std::move(arg1), call_.context()), [](onc::xdr::Encoder& out_, const opaque_t& results) {
    return encode_opaque_t(out_, results);
  });
}
onc::Outcome serve_p_Client_(Client_::Service& service, onc::IncomingCall& call_) {
  std::optional<std::int32_t> arg1{};
  const bool ok_ = call_.read([&](onc::xdr::Decoder& in_) {
    return in_.field("arg1", in_.optional(arg1));
  });
  if (!ok_) return call_.garbage_arguments();
  return call_.reply(service.p(std::move(arg1), call_.context()),
      [](onc::xdr::Encoder& out_, const std::optional<std::int32_t>& results) {
    return out_.optional(results);
  });
}
}  // namespace

onc::Outcome Client_::Service::dispatch(onc::IncomingCall& call_) {
  switch (call_.procedure()) {
    case 1:
      return serve_id_Client_(*this, call_);
    case 2:
      return serve_s_Client_(*this, call_);
    case 3:
      return serve_o_Client_(*this, call_);
    case 4:
      return serve_p_Client_(*this, call_);
    default:
      return call_.procedure_unavailable();
  }
}

}  // namespace names::PROG

namespace names::OTHER {

namespace {
onc::Outcome serve_x(PROG_::Service& service, onc::IncomingCall& call_) {
  if (!call_.read_nothing()) return call_.garbage_arguments();
  return call_.reply(service.x(call_.context()));
}
}  // namespace

onc::Outcome PROG_::Service::dispatch(onc::IncomingCall& call_) {
  switch (call_.procedure()) {
    case 1:
      return serve_x(*this, call_);
    default:
      return call_.procedure_unavailable();
  }
}

}  // namespace names::OTHER
