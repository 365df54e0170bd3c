// Made by idlc from programs.x. Changes belong there.
// Renamed, because C++ or this header has another use for the name:
//   DELETE -> delete_
//   A -> a_
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <onc/client.h>
#include <onc/service.h>
#include <onc/xdr/decoder.h>
#include <onc/xdr/encoder.h>
#include <onc/xdr/types.h>

namespace programs {

using line = std::string;
bool encode_line(onc::xdr::Encoder& out, const line& value);
bool decode_line(onc::xdr::Decoder& in, line& value);
std::size_t xdr_size_line(const line& value);

enum class status : std::int32_t {
  OK = 0,
  FAILED = 1,
};
using enum status;
/// The enumerator's name, or an empty string for a value outside the schema.
std::string_view to_string(status value) noexcept;
bool encode(onc::xdr::Encoder& out, status value);
bool decode(onc::xdr::Decoder& in, status& value);
constexpr std::size_t xdr_size(status) noexcept { return 4; }

struct entry {
  line text{};
  friend bool operator==(const entry&, const entry&) = default;
};
bool encode(onc::xdr::Encoder& out, const entry& value);
bool decode(onc::xdr::Decoder& in, entry& value);
std::size_t xdr_size(const entry& value);
std::string to_string(const entry& value);

using entries = std::vector<entry>;
bool encode_entries(onc::xdr::Encoder& out, const entries& value);
bool decode_entries(onc::xdr::Decoder& in, entries& value);
std::size_t xdr_size_entries(const entries& value);

namespace LOG {
struct LOG_V1 {
  static constexpr onc::ProgramVersion id{0x20000101, 1};
  class Client;
  class Service;
};

class LOG_V1::Client final : public onc::ClientStub {
 public:
  static onc::Result<Client> connect(std::string_view host, const onc::ConnectOptions& options = {});
  explicit Client(std::shared_ptr<onc::Channel> channel) noexcept : onc::ClientStub(std::move(channel)) {}

  onc::Result<void> null(const onc::CallOptions& options = {}) const;
  onc::Pending<void> start_null(const onc::CallOptions& options = {}) const;
  onc::Result<std::int32_t> append(std::string_view arg1, const onc::CallOptions& options = {}) const;
  onc::Pending<std::int32_t> start_append(std::string_view arg1, const onc::CallOptions& options = {}) const;
};

class LOG_V1::Service : public onc::Service {
 public:
  [[nodiscard]] onc::ProgramVersion program_version() const noexcept final { return id; }
  onc::Outcome dispatch(onc::IncomingCall& call) final;

  virtual onc::Result<void> null(onc::CallContext& /*call*/) { return {}; }
  virtual onc::Result<std::int32_t> append(line arg1, onc::CallContext& call) = 0;
};

struct LOG_V2 {
  static constexpr onc::ProgramVersion id{0x20000101, 2};
  class Client;
  class Service;
};

class LOG_V2::Client final : public onc::ClientStub {
 public:
  static onc::Result<Client> connect(std::string_view host, const onc::ConnectOptions& options = {});
  explicit Client(std::shared_ptr<onc::Channel> channel) noexcept : onc::ClientStub(std::move(channel)) {}

  onc::Result<void> null(const onc::CallOptions& options = {}) const;
  onc::Pending<void> start_null(const onc::CallOptions& options = {}) const;
  onc::Result<status> append(std::string_view text, status level, std::int64_t when,
      const onc::CallOptions& options = {}) const;
  onc::Pending<status> start_append(std::string_view text, status level, std::int64_t when,
      const onc::CallOptions& options = {}) const;
  onc::Result<entries> read(std::int32_t arg1, std::uint32_t arg2, const onc::CallOptions& options = {}) const;
  onc::Pending<entries> start_read(std::int32_t arg1, std::uint32_t arg2, const onc::CallOptions& options = {}) const;
  onc::Result<std::vector<entry>> head(const onc::CallOptions& options = {}) const;
  onc::Pending<std::vector<entry>> start_head(const onc::CallOptions& options = {}) const;
  onc::Result<void> write(const std::vector<entry>& arg1, const entries& arg2,
      const onc::CallOptions& options = {}) const;
  onc::Pending<void> start_write(const std::vector<entry>& arg1, const entries& arg2,
      const onc::CallOptions& options = {}) const;
  onc::Result<std::string> name(std::string_view arg1, const onc::CallOptions& options = {}) const;
  onc::Pending<std::string> start_name(std::string_view arg1, const onc::CallOptions& options = {}) const;
  onc::Result<bool> delete_(const std::optional<std::int32_t>& arg1, const onc::CallOptions& options = {}) const;
  onc::Pending<bool> start_delete_(const std::optional<std::int32_t>& arg1, const onc::CallOptions& options = {}) const;
  onc::Result<std::optional<line>> find(std::string_view arg1, const onc::CallOptions& options = {}) const;
  onc::Pending<std::optional<line>> start_find(std::string_view arg1, const onc::CallOptions& options = {}) const;
};

class LOG_V2::Service : public onc::Service {
 public:
  [[nodiscard]] onc::ProgramVersion program_version() const noexcept final { return id; }
  onc::Outcome dispatch(onc::IncomingCall& call) final;

  virtual onc::Result<void> null(onc::CallContext& /*call*/) { return {}; }
  virtual onc::Result<status> append(line text, status level, std::int64_t when, onc::CallContext& call) = 0;
  virtual onc::Result<entries> read(std::int32_t arg1, std::uint32_t arg2, onc::CallContext& call) = 0;
  virtual onc::Result<std::vector<entry>> head(onc::CallContext& call) = 0;
  virtual onc::Result<void> write(std::vector<entry> arg1, entries arg2, onc::CallContext& call) = 0;
  virtual onc::Result<std::string> name(std::string arg1, onc::CallContext& call) = 0;
  virtual onc::Result<bool> delete_(std::optional<std::int32_t> arg1, onc::CallContext& call) = 0;
  virtual onc::Result<std::optional<line>> find(line arg1, onc::CallContext& call) = 0;
};

}  // namespace LOG

namespace OTHER {
struct ONLY {
  static constexpr onc::ProgramVersion id{536871170, 1};
  class Client;
  class Service;
};

class ONLY::Client final : public onc::ClientStub {
 public:
  static onc::Result<Client> connect(std::string_view host, const onc::ConnectOptions& options = {});
  explicit Client(std::shared_ptr<onc::Channel> channel) noexcept : onc::ClientStub(std::move(channel)) {}

  onc::Result<void> start_a(const onc::CallOptions& options = {}) const;
  onc::Pending<void> start_start_a(const onc::CallOptions& options = {}) const;
  onc::Result<void> a_(const onc::CallOptions& options = {}) const;
  onc::Pending<void> start_a_(const onc::CallOptions& options = {}) const;
};

class ONLY::Service : public onc::Service {
 public:
  [[nodiscard]] onc::ProgramVersion program_version() const noexcept final { return id; }
  onc::Outcome dispatch(onc::IncomingCall& call) final;

  virtual onc::Result<void> start_a(onc::CallContext& call) = 0;
  virtual onc::Result<void> a_(onc::CallContext& call) = 0;
};

}  // namespace OTHER

}  // namespace programs
