// Made by idlc from programs.x. Changes belong there.
#include "programs.h"

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace programs::LOG {

namespace {
onc::Outcome serve_null_LOG_V1(LOG_V1::Service& service, onc::IncomingCall& call) {
  if (!call.read_nothing()) return call.garbage_arguments();
  return call.reply(service.null(call.context()));
}
onc::Outcome serve_append_LOG_V1(LOG_V1::Service& service, onc::IncomingCall& call) {
  line arg1{};
  const bool ok = call.read([&](onc::xdr::Decoder& in) {
    return in.field("arg1", decode_line(in, arg1));
  });
  if (!ok) return call.garbage_arguments();
  return call.reply(service.append(std::move(arg1), call.context()), [](onc::xdr::Encoder& out, std::int32_t results) {
    return out.i32(results);
  });
}
}  // namespace

onc::Outcome LOG_V1::Service::dispatch(onc::IncomingCall& call) {
  switch (call.procedure()) {
    case 0:
      return serve_null_LOG_V1(*this, call);
    case 1:
      return serve_append_LOG_V1(*this, call);
    default:
      return call.procedure_unavailable();
  }
}

namespace {
onc::Outcome serve_null_LOG_V2(LOG_V2::Service& service, onc::IncomingCall& call) {
  if (!call.read_nothing()) return call.garbage_arguments();
  return call.reply(service.null(call.context()));
}
onc::Outcome serve_append_LOG_V2(LOG_V2::Service& service, onc::IncomingCall& call) {
  line text{};
  status level{};
  std::int64_t when = 0;
  const bool ok = call.read([&](onc::xdr::Decoder& in) {
    return in.field("text", decode_line(in, text)) &&
           in.field("level", decode(in, level)) &&
           in.field("when", in.i64(when));
  });
  if (!ok) return call.garbage_arguments();
  return call.reply(service.append(std::move(text), level, when, call.context()),
      [](onc::xdr::Encoder& out, status results) {
    return encode(out, results);
  });
}
onc::Outcome serve_read_LOG_V2(LOG_V2::Service& service, onc::IncomingCall& call) {
  std::int32_t arg1 = 0;
  std::uint32_t arg2 = 0;
  const bool ok = call.read([&](onc::xdr::Decoder& in) {
    return in.field("arg1", in.i32(arg1)) &&
           in.field("arg2", in.u32(arg2));
  });
  if (!ok) return call.garbage_arguments();
  return call.reply(service.read(arg1, arg2, call.context()), [](onc::xdr::Encoder& out, const entries& results) {
    return encode_entries(out, results);
  });
}
onc::Outcome serve_head_LOG_V2(LOG_V2::Service& service, onc::IncomingCall& call) {
  if (!call.read_nothing()) return call.garbage_arguments();
  return call.reply(service.head(call.context()), [](onc::xdr::Encoder& out, const std::vector<entry>& results) {
    return out.chain(results);
  });
}
onc::Outcome serve_write_LOG_V2(LOG_V2::Service& service, onc::IncomingCall& call) {
  std::vector<entry> arg1{};
  entries arg2{};
  const bool ok = call.read([&](onc::xdr::Decoder& in) {
    return in.field("arg1", in.chain(arg1)) &&
           in.field("arg2", decode_entries(in, arg2));
  });
  if (!ok) return call.garbage_arguments();
  return call.reply(service.write(std::move(arg1), std::move(arg2), call.context()));
}
onc::Outcome serve_name_LOG_V2(LOG_V2::Service& service, onc::IncomingCall& call) {
  std::string arg1{};
  const bool ok = call.read([&](onc::xdr::Decoder& in) {
    return in.field("arg1", in.string(arg1));
  });
  if (!ok) return call.garbage_arguments();
  return call.reply(service.name(std::move(arg1), call.context()),
      [](onc::xdr::Encoder& out, const std::string& results) {
    return out.string(results);
  });
}
onc::Outcome serve_delete_LOG_V2(LOG_V2::Service& service, onc::IncomingCall& call) {
  std::optional<std::int32_t> arg1{};
  const bool ok = call.read([&](onc::xdr::Decoder& in) {
    return in.field("arg1", in.optional(arg1));
  });
  if (!ok) return call.garbage_arguments();
  return call.reply(service.delete_(std::move(arg1), call.context()), [](onc::xdr::Encoder& out, bool results) {
    return out.boolean(results);
  });
}
onc::Outcome serve_find_LOG_V2(LOG_V2::Service& service, onc::IncomingCall& call) {
  line arg1{};
  const bool ok = call.read([&](onc::xdr::Decoder& in) {
    return in.field("arg1", decode_line(in, arg1));
  });
  if (!ok) return call.garbage_arguments();
  return call.reply(service.find(std::move(arg1), call.context()),
      [](onc::xdr::Encoder& out, const std::optional<line>& results) {
    return out.optional(results, encode_line);
  });
}
}  // namespace

onc::Outcome LOG_V2::Service::dispatch(onc::IncomingCall& call) {
  switch (call.procedure()) {
    case 0:
      return serve_null_LOG_V2(*this, call);
    case 1:
      return serve_append_LOG_V2(*this, call);
    case 2:
      return serve_read_LOG_V2(*this, call);
    case 3:
      return serve_head_LOG_V2(*this, call);
    case 4:
      return serve_write_LOG_V2(*this, call);
    case 5:
      return serve_name_LOG_V2(*this, call);
    case 6:
      return serve_delete_LOG_V2(*this, call);
    case 7:
      return serve_find_LOG_V2(*this, call);
    default:
      return call.procedure_unavailable();
  }
}

}  // namespace programs::LOG

namespace programs::OTHER {

namespace {
onc::Outcome serve_start_a(ONLY::Service& service, onc::IncomingCall& call) {
  if (!call.read_nothing()) return call.garbage_arguments();
  return call.reply(service.start_a(call.context()));
}
onc::Outcome serve_a_(ONLY::Service& service, onc::IncomingCall& call) {
  if (!call.read_nothing()) return call.garbage_arguments();
  return call.reply(service.a_(call.context()));
}
}  // namespace

onc::Outcome ONLY::Service::dispatch(onc::IncomingCall& call) {
  switch (call.procedure()) {
    case 1:
      return serve_start_a(*this, call);
    case 2:
      return serve_a_(*this, call);
    default:
      return call.procedure_unavailable();
  }
}

}  // namespace programs::OTHER
