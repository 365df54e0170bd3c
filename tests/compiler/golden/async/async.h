// Made by idlc from async.x. Changes belong there.
// Renamed, because C++ or this header has another use for the name:
//   FIND.reply -> reply_
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <utility>

#include <onc/client.h>
#include <onc/service.h>
#include <onc/xdr/decoder.h>
#include <onc/xdr/encoder.h>
#include <onc/xdr/types.h>

namespace async {

/// Services whose replies come later: idlc --async-service.
struct item {
  std::string name{};
  std::int32_t reply = 0;
  friend bool operator==(const item&, const item&) = default;
};
bool encode(onc::xdr::Encoder& out, const item& value);
bool decode(onc::xdr::Decoder& in, item& value);
std::size_t xdr_size(const item& value);
std::string to_string(const item& value);

namespace SHOP {
struct SHOP_V1 {
  static constexpr onc::ProgramVersion id{0x20000042, 1};
  class Client;
  class Service;
  class AsyncService;
};

class SHOP_V1::Client final : public onc::ClientStub {
 public:
  static onc::Result<Client> connect(std::string_view host, const onc::ConnectOptions& options = {});
  explicit Client(std::shared_ptr<onc::Channel> channel) noexcept : onc::ClientStub(std::move(channel)) {}

  onc::Result<void> ping(const onc::CallOptions& options = {}) const;
  onc::Pending<void> start_ping(const onc::CallOptions& options = {}) const;
  onc::Result<item> find(std::string_view arg1, std::int32_t reply_, const onc::CallOptions& options = {}) const;
  onc::Pending<item> start_find(std::string_view arg1, std::int32_t reply_, const onc::CallOptions& options = {}) const;
  onc::Result<void> store(const item& arg1, const onc::CallOptions& options = {}) const;
  onc::Pending<void> start_store(const item& arg1, const onc::CallOptions& options = {}) const;
  onc::Result<std::uint32_t> count(const onc::CallOptions& options = {}) const;
  onc::Pending<std::uint32_t> start_count(const onc::CallOptions& options = {}) const;
};

class SHOP_V1::Service : public onc::Service {
 public:
  [[nodiscard]] onc::ProgramVersion program_version() const noexcept final { return id; }
  onc::Outcome dispatch(onc::IncomingCall& call) final;

  virtual onc::Result<void> ping(onc::CallContext& /*call*/) { return {}; }
  virtual onc::Result<item> find(std::string arg1, std::int32_t reply_, onc::CallContext& call) = 0;
  virtual onc::Result<void> store(item arg1, onc::CallContext& call) = 0;
  virtual onc::Result<std::uint32_t> count(onc::CallContext& call) = 0;
};

class SHOP_V1::AsyncService : public onc::Service {
 public:
  [[nodiscard]] onc::ProgramVersion program_version() const noexcept final { return id; }
  [[nodiscard]] bool answers_later() const noexcept final { return true; }
  onc::Outcome dispatch(onc::IncomingCall& call) final;

  virtual void ping(onc::CallContext& /*call*/, onc::Reply<void> reply) { reply({}); }
  virtual void find(std::string arg1, std::int32_t reply_, onc::CallContext& call, onc::Reply<item> reply) = 0;
  virtual void store(item arg1, onc::CallContext& call, onc::Reply<void> reply) = 0;
  virtual void count(onc::CallContext& call, onc::Reply<std::uint32_t> reply) = 0;
};

}  // namespace SHOP

}  // namespace async
