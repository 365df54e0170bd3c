// Made by idlc from async.x. Changes belong there.
#include "async.h"

#include <cstdint>
#include <string_view>
#include <utility>

namespace async::SHOP {

namespace {
constexpr onc::Procedure procedure_ping{SHOP_V1::id, 0, "PING", "SHOP.SHOP_V1"};
constexpr onc::Procedure procedure_find{SHOP_V1::id, 1, "FIND", "SHOP.SHOP_V1"};
constexpr onc::Procedure procedure_store{SHOP_V1::id, 2, "STORE", "SHOP.SHOP_V1"};
constexpr onc::Procedure procedure_count{SHOP_V1::id, 3, "COUNT", "SHOP.SHOP_V1"};
auto arguments_of_find(std::string_view arg1, std::int32_t reply_) {
  return [arg1, reply_](onc::xdr::Encoder& out) {
    return out.field("arg1", out.string(arg1)) &&
           out.field("reply", out.i32(reply_));
  };
}
auto arguments_of_store(const item& arg1) {
  return [&arg1](onc::xdr::Encoder& out) {
    return out.field("arg1", encode(out, arg1));
  };
}
bool decode_results_of_find(onc::xdr::Decoder& in, item& results) {
  return decode(in, results);
}
bool decode_results_of_count(onc::xdr::Decoder& in, std::uint32_t& results) {
  return in.u32(results);
}
}  // namespace

onc::Result<SHOP_V1::Client> SHOP_V1::Client::connect(std::string_view host, const onc::ConnectOptions& options) {
  auto channel = onc::open_channel(host, id, options);
  if (!channel) return std::move(channel).error();
  return Client(*std::move(channel));
}

onc::Result<void> SHOP_V1::Client::ping(const onc::CallOptions& options) const {
  return call(procedure_ping, options, no_arguments);
}
onc::Pending<void> SHOP_V1::Client::start_ping(const onc::CallOptions& options) const {
  return start(procedure_ping, options, no_arguments);
}

onc::Result<item> SHOP_V1::Client::find(std::string_view arg1, std::int32_t reply_,
    const onc::CallOptions& options) const {
  return call<item>(procedure_find, options, arguments_of_find(arg1, reply_), decode_results_of_find);
}
onc::Pending<item> SHOP_V1::Client::start_find(std::string_view arg1, std::int32_t reply_,
    const onc::CallOptions& options) const {
  return start<item>(procedure_find, options, arguments_of_find(arg1, reply_), decode_results_of_find);
}

onc::Result<void> SHOP_V1::Client::store(const item& arg1, const onc::CallOptions& options) const {
  return call(procedure_store, options, arguments_of_store(arg1));
}
onc::Pending<void> SHOP_V1::Client::start_store(const item& arg1, const onc::CallOptions& options) const {
  return start(procedure_store, options, arguments_of_store(arg1));
}

onc::Result<std::uint32_t> SHOP_V1::Client::count(const onc::CallOptions& options) const {
  return call<std::uint32_t>(procedure_count, options, no_arguments, decode_results_of_count);
}
onc::Pending<std::uint32_t> SHOP_V1::Client::start_count(const onc::CallOptions& options) const {
  return start<std::uint32_t>(procedure_count, options, no_arguments, decode_results_of_count);
}

}  // namespace async::SHOP
