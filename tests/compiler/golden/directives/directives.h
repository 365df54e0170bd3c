// Made by idlc from directives.x. Changes belong there.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <onc/client.h>
#include <onc/service.h>
#include <onc/xdr/decoder.h>
#include <onc/xdr/encoder.h>
#include <onc/xdr/types.h>

#include <cstddef>

namespace directives {

/// What directives choose, and where '%' lines go.
struct part {
  std::array<std::byte, 512> data{};
  friend bool operator==(const part&, const part&) = default;
};
bool encode(onc::xdr::Encoder& out, const part& value);
bool decode(onc::xdr::Decoder& in, part& value);
constexpr std::size_t xdr_size(const part&) noexcept { return 512; }
std::string to_string(const part& value);

struct file {
  std::uint64_t number = 0;
  std::array<std::byte, 1024> first{};
  std::vector<part> rest{};
  friend bool operator==(const file&, const file&) = default;
};
bool encode(onc::xdr::Encoder& out, const file& value);
bool decode(onc::xdr::Decoder& in, file& value);
std::size_t xdr_size(const file& value);
std::string to_string(const file& value);

namespace FILES {
struct ONE {
  static constexpr onc::ProgramVersion id{0x20000102, 1};
  class Client;
  class Service;
};

class ONE::Client final : public onc::ClientStub {
 public:
  static onc::Result<Client> connect(std::string_view host, const onc::ConnectOptions& options = {});
  explicit Client(std::shared_ptr<onc::Channel> channel) noexcept : onc::ClientStub(std::move(channel)) {}

  onc::Result<file> get(std::uint64_t arg1, const onc::CallOptions& options = {}) const;
  onc::Pending<file> start_get(std::uint64_t arg1, const onc::CallOptions& options = {}) const;
};

class ONE::Service : public onc::Service {
 public:
  [[nodiscard]] onc::ProgramVersion program_version() const noexcept final { return id; }
  onc::Outcome dispatch(onc::IncomingCall& call) final;

  virtual onc::Result<file> get(std::uint64_t arg1, onc::CallContext& call) = 0;
};

}  // namespace FILES

}  // namespace directives
