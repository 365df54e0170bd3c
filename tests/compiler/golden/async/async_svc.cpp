// Made by idlc from async.x. Changes belong there.
#include "async.h"

#include <cstdint>
#include <string>
#include <utility>

namespace async::SHOP {

namespace {
onc::Outcome serve_ping(SHOP_V1::Service& service, onc::IncomingCall& call) {
  if (!call.read_nothing()) return call.garbage_arguments();
  return call.reply(service.ping(call.context()));
}
onc::Outcome serve_find(SHOP_V1::Service& service, onc::IncomingCall& call) {
  std::string arg1{};
  std::int32_t reply_ = 0;
  const bool ok = call.read([&](onc::xdr::Decoder& in) {
    return in.field("arg1", in.string(arg1)) &&
           in.field("reply", in.i32(reply_));
  });
  if (!ok) return call.garbage_arguments();
  return call.reply(service.find(std::move(arg1), reply_, call.context()),
      [](onc::xdr::Encoder& out, const item& results) {
    return encode(out, results);
  });
}
onc::Outcome serve_store(SHOP_V1::Service& service, onc::IncomingCall& call) {
  item arg1{};
  const bool ok = call.read([&](onc::xdr::Decoder& in) {
    return in.field("arg1", decode(in, arg1));
  });
  if (!ok) return call.garbage_arguments();
  return call.reply(service.store(std::move(arg1), call.context()));
}
onc::Outcome serve_count(SHOP_V1::Service& service, onc::IncomingCall& call) {
  if (!call.read_nothing()) return call.garbage_arguments();
  return call.reply(service.count(call.context()), [](onc::xdr::Encoder& out, std::uint32_t results) {
    return out.u32(results);
  });
}
}  // namespace

onc::Outcome SHOP_V1::Service::dispatch(onc::IncomingCall& call) {
  switch (call.procedure()) {
    case 0:
      return serve_ping(*this, call);
    case 1:
      return serve_find(*this, call);
    case 2:
      return serve_store(*this, call);
    case 3:
      return serve_count(*this, call);
    default:
      return call.procedure_unavailable();
  }
}

namespace {
onc::Outcome serve_ping(SHOP_V1::AsyncService& service, onc::IncomingCall& call) {
  if (!call.read_nothing()) return call.garbage_arguments();
  service.ping(call.context(), onc::Reply<void>(call.later()));
  return onc::Outcome::later;
}
onc::Outcome serve_find(SHOP_V1::AsyncService& service, onc::IncomingCall& call) {
  std::string arg1{};
  std::int32_t reply_ = 0;
  const bool ok = call.read([&](onc::xdr::Decoder& in) {
    return in.field("arg1", in.string(arg1)) &&
           in.field("reply", in.i32(reply_));
  });
  if (!ok) return call.garbage_arguments();
  service.find(std::move(arg1), reply_, call.context(),
      call.later<item>([](onc::xdr::Encoder& out, const item& results) {
    return encode(out, results);
  }));
  return onc::Outcome::later;
}
onc::Outcome serve_store(SHOP_V1::AsyncService& service, onc::IncomingCall& call) {
  item arg1{};
  const bool ok = call.read([&](onc::xdr::Decoder& in) {
    return in.field("arg1", decode(in, arg1));
  });
  if (!ok) return call.garbage_arguments();
  service.store(std::move(arg1), call.context(), onc::Reply<void>(call.later()));
  return onc::Outcome::later;
}
onc::Outcome serve_count(SHOP_V1::AsyncService& service, onc::IncomingCall& call) {
  if (!call.read_nothing()) return call.garbage_arguments();
  service.count(call.context(), call.later<std::uint32_t>([](onc::xdr::Encoder& out, const std::uint32_t& results) {
    return out.u32(results);
  }));
  return onc::Outcome::later;
}
}  // namespace

onc::Outcome SHOP_V1::AsyncService::dispatch(onc::IncomingCall& call) {
  switch (call.procedure()) {
    case 0:
      return serve_ping(*this, call);
    case 1:
      return serve_find(*this, call);
    case 2:
      return serve_store(*this, call);
    case 3:
      return serve_count(*this, call);
    default:
      return call.procedure_unavailable();
  }
}

}  // namespace async::SHOP
