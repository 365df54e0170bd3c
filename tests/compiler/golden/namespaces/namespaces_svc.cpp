// Made by idlc from namespaces.x. Changes belong there.
#include "namespaces.h"

#include <optional>
#include <utility>

namespace b::P {

namespace {
onc::Outcome serve_get(V::Service& service, onc::IncomingCall& call) {
  ::a::s arg1{};
  ::a::name arg2{};
  const bool ok = call.read([&](onc::xdr::Decoder& in) {
    return in.field("arg1", decode(in, arg1)) &&
           in.field("arg2", ::a::decode_name(in, arg2));
  });
  if (!ok) return call.garbage_arguments();
  return call.reply(service.get(std::move(arg1), std::move(arg2), call.context()),
      [](onc::xdr::Encoder& out, const s& results) {
    return encode(out, results);
  });
}
onc::Outcome serve_other(V::Service& service, onc::IncomingCall& call) {
  std::optional<u> arg1{};
  const bool ok = call.read([&](onc::xdr::Decoder& in) {
    return in.field("arg1", in.optional(arg1));
  });
  if (!ok) return call.garbage_arguments();
  return call.reply(service.other(std::move(arg1), call.context()), [](onc::xdr::Encoder& out, const ::a::u& results) {
    return encode(out, results);
  });
}
onc::Outcome serve_null(V::Service& service, onc::IncomingCall& call) {
  if (!call.read_nothing()) return call.garbage_arguments();
  return call.reply(service.null(call.context()));
}
}  // namespace

onc::Outcome V::Service::dispatch(onc::IncomingCall& call) {
  switch (call.procedure()) {
    case 1:
      return serve_get(*this, call);
    case 2:
      return serve_other(*this, call);
    case 0:
      return serve_null(*this, call);
    default:
      return call.procedure_unavailable();
  }
}

}  // namespace b::P
