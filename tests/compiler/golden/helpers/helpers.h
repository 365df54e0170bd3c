// Made by idlc from helpers.x. Changes belong there.
// Renamed, because C++ or this header has another use for the name:
//   arguments_of_get.__has_include -> x_has_include
//   Arm -> Arm_
//   clear -> clear_
//   box.arm_of -> arm_of_
//   box.Arm -> Arm_2
//   box.clear -> clear_2
//   box.select -> select_
//   GET.Client -> Client_
//   PROCEDURE_GET -> procedure_get_
//   PROCEDURE_GET.id -> id_
//   SERVE_GET -> serve_get_
//   SERVE_GET.begin -> begin_
//   SERVE_GET.channel_ -> channel_2_
//   DECODE_RESULTS_OF_GET.start -> start_
//   ARGUMENTS_OF_GET -> arguments_of_get_
//   ARGUMENTS_OF_GET.no_arguments -> no_arguments_
//   C.service -> service_2
//   GET_A.call -> call_2
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

namespace helpers {

/// Names that generated code would like to have for itself.
inline constexpr std::uint32_t channel = 1;

enum class words : std::int32_t {
  begin = 0,
  options = 1,
  host = 2,
};
using enum words;
/// The enumerator's name, or an empty string for a value outside the schema.
std::string_view to_string(words value) noexcept;
bool encode(onc::xdr::Encoder& out, words value);
bool decode(onc::xdr::Decoder& in, words& value);
constexpr std::size_t xdr_size(words) noexcept { return 4; }

struct serve_get {
  std::int32_t x = 0;
  friend bool operator==(const serve_get&, const serve_get&) = default;
};
bool encode(onc::xdr::Encoder& out, const serve_get& value);
bool decode(onc::xdr::Decoder& in, serve_get& value);
constexpr std::size_t xdr_size(const serve_get&) noexcept { return 4; }
std::string to_string(const serve_get& value);

struct procedure_get {
  std::int32_t x = 0;
  friend bool operator==(const procedure_get&, const procedure_get&) = default;
};
bool encode(onc::xdr::Encoder& out, const procedure_get& value);
bool decode(onc::xdr::Decoder& in, procedure_get& value);
constexpr std::size_t xdr_size(const procedure_get&) noexcept { return 4; }
std::string to_string(const procedure_get& value);

struct arguments_of_get {
  std::int32_t x = 0;
  std::int32_t x_has_include = 0;
  friend bool operator==(const arguments_of_get&, const arguments_of_get&) = default;
};
bool encode(onc::xdr::Encoder& out, const arguments_of_get& value);
bool decode(onc::xdr::Decoder& in, arguments_of_get& value);
constexpr std::size_t xdr_size(const arguments_of_get&) noexcept { return 8; }
std::string to_string(const arguments_of_get& value);

struct ClientStub {
  std::int32_t channel_ = 0;
  friend bool operator==(const ClientStub&, const ClientStub&) = default;
};
bool encode(onc::xdr::Encoder& out, const ClientStub& value);
bool decode(onc::xdr::Decoder& in, ClientStub& value);
constexpr std::size_t xdr_size(const ClientStub&) noexcept { return 4; }
std::string to_string(const ClientStub& value);

using channel_ = std::int32_t;

inline constexpr std::uint32_t await = 4;

struct Arm_ {
  std::int32_t select = 0;
  friend bool operator==(const Arm_&, const Arm_&) = default;
};
bool encode(onc::xdr::Encoder& out, const Arm_& value);
bool decode(onc::xdr::Decoder& in, Arm_& value);
constexpr std::size_t xdr_size(const Arm_&) noexcept { return 4; }
std::string to_string(const Arm_& value);

struct clear_ {
  std::int32_t x = 0;
  friend bool operator==(const clear_&, const clear_&) = default;
};
bool encode(onc::xdr::Encoder& out, const clear_& value);
bool decode(onc::xdr::Decoder& in, clear_& value);
constexpr std::size_t xdr_size(const clear_&) noexcept { return 4; }
std::string to_string(const clear_& value);

class box {
 public:
  /// Starts with 1.
  box() noexcept : Arm_2_() {}
  box(const box& other);
  box(box&& other) noexcept;
  box& operator=(const box& other);
  box& operator=(box&& other) noexcept;
  ~box() {
    if (arm_ >= Arm::clear_2_) clear();
  }

  static box make_Arm_2(Arm_ value);
  static box make_clear_2(std::vector<clear_> value);
  static box make_select_(std::int32_t tag, std::array<box, 2> value);

  [[nodiscard]] std::int32_t arm_of_() const noexcept { return arm_of_arm_; }
  /// Null unless arm_of_() is 1.
  [[nodiscard]] const Arm_* Arm_2() const noexcept { return arm_ == Arm::Arm_2_ ? &Arm_2_ : nullptr; }
  [[nodiscard]] Arm_* Arm_2() noexcept { return arm_ == Arm::Arm_2_ ? &Arm_2_ : nullptr; }
  /// Null unless arm_of_() is 2.
  [[nodiscard]] const std::vector<clear_>* clear_2() const noexcept {
    return arm_ == Arm::clear_2_ ? &clear_2_ : nullptr;
  }
  [[nodiscard]] std::vector<clear_>* clear_2() noexcept { return arm_ == Arm::clear_2_ ? &clear_2_ : nullptr; }
  /// Null unless arm_of_() is none of the other arms'.
  [[nodiscard]] const std::array<box, 2>* select_() const noexcept {
    return arm_ == Arm::select_arm_ ? select_arm_.operator->() : nullptr;
  }
  [[nodiscard]] std::array<box, 2>* select_() noexcept {
    return arm_ == Arm::select_arm_ ? select_arm_.operator->() : nullptr;
  }

  friend bool operator==(const box& left, const box& right);
  friend bool decode(onc::xdr::Decoder& in, box& value);

 private:
  enum class Arm : std::uint8_t { void_, unknown_, Arm_2_, clear_2_, select_arm_ };
  static Arm arm_of(std::int32_t tag) noexcept;
  auto& select(auto& value, Arm wanted, std::int32_t tag);
  void clear() noexcept;

  std::int32_t arm_of_arm_ = 1;
  Arm arm_ = Arm::Arm_2_;
  union {
    Arm_ Arm_2_;
    std::vector<clear_> clear_2_;
    onc::xdr::Boxed<std::array<box, 2>> select_arm_;
  };
};
bool encode(onc::xdr::Encoder& out, const box& value);
bool decode(onc::xdr::Decoder& in, box& value);
std::size_t xdr_size(const box& value);
std::string to_string(const box& value);

namespace P {
struct service {
  static constexpr onc::ProgramVersion id{0x20000001, 1};
  class Client;
  class Service;
};

class service::Client final : public onc::ClientStub {
 public:
  static onc::Result<Client> connect(std::string_view host_, const onc::ConnectOptions& options_ = {});
  explicit Client(std::shared_ptr<onc::Channel> channel_2) noexcept : onc::ClientStub(std::move(channel_2)) {}

  onc::Result<std::int32_t> get(std::int32_t Client_, const onc::CallOptions& options_ = {}) const;
  onc::Pending<std::int32_t> start_get(std::int32_t Client_, const onc::CallOptions& options_ = {}) const;
  onc::Result<std::int32_t> procedure_get_(std::int32_t id_, const onc::CallOptions& options_ = {}) const;
  onc::Pending<std::int32_t> start_procedure_get_(std::int32_t id_, const onc::CallOptions& options_ = {}) const;
  onc::Result<std::int32_t> serve_get_(std::int32_t begin_, std::int32_t channel_2_,
      const onc::CallOptions& options_ = {}) const;
  onc::Pending<std::int32_t> start_serve_get_(std::int32_t begin_, std::int32_t channel_2_,
      const onc::CallOptions& options_ = {}) const;
  onc::Result<std::int32_t> decode_results_of_get(std::int32_t start_, const onc::CallOptions& options_ = {}) const;
  onc::Pending<std::int32_t> start_decode_results_of_get(std::int32_t start_,
      const onc::CallOptions& options_ = {}) const;
  onc::Result<std::int32_t> arguments_of_get_(std::string_view no_arguments_,
      const onc::CallOptions& options_ = {}) const;
  onc::Pending<std::int32_t> start_arguments_of_get_(std::string_view no_arguments_,
      const onc::CallOptions& options_ = {}) const;
  onc::Result<std::int32_t> read_get(std::int32_t procedure_read_get, const onc::CallOptions& options_ = {}) const;
  onc::Pending<std::int32_t> start_read_get(std::int32_t procedure_read_get,
      const onc::CallOptions& options_ = {}) const;
  onc::Result<serve_get> a(const arguments_of_get& arg1, const std::array<std::int32_t, ::helpers::await>& x,
      const onc::CallOptions& options_ = {}) const;
  onc::Pending<serve_get> start_a(const arguments_of_get& arg1, const std::array<std::int32_t, ::helpers::await>& x,
      const onc::CallOptions& options_ = {}) const;
  onc::Result<procedure_get> b(const std::vector<::helpers::ClientStub>& arg1,
      const std::vector<::helpers::ClientStub>& arg2, const onc::CallOptions& options_ = {}) const;
  onc::Pending<procedure_get> start_b(const std::vector<::helpers::ClientStub>& arg1,
      const std::vector<::helpers::ClientStub>& arg2, const onc::CallOptions& options_ = {}) const;
  onc::Result<::helpers::channel_> c(::helpers::channel_ arg1, const box& service_2,
      const onc::CallOptions& options_ = {}) const;
  onc::Pending<::helpers::channel_> start_c(::helpers::channel_ arg1, const box& service_2,
      const onc::CallOptions& options_ = {}) const;
};

class service::Service : public onc::Service {
 public:
  [[nodiscard]] onc::ProgramVersion program_version() const noexcept final { return id; }
  onc::Outcome dispatch(onc::IncomingCall& call_) final;

  virtual onc::Result<std::int32_t> get(std::int32_t Client_, onc::CallContext& call_) = 0;
  virtual onc::Result<std::int32_t> procedure_get_(std::int32_t id_, onc::CallContext& call_) = 0;
  virtual onc::Result<std::int32_t> serve_get_(std::int32_t begin_, std::int32_t channel_2_,
      onc::CallContext& call_) = 0;
  virtual onc::Result<std::int32_t> decode_results_of_get(std::int32_t start_, onc::CallContext& call_) = 0;
  virtual onc::Result<std::int32_t> arguments_of_get_(std::string no_arguments_, onc::CallContext& call_) = 0;
  virtual onc::Result<std::int32_t> read_get(std::int32_t procedure_read_get, onc::CallContext& call_) = 0;
  virtual onc::Result<serve_get> a(arguments_of_get arg1, std::array<std::int32_t, ::helpers::await> x,
      onc::CallContext& call_) = 0;
  virtual onc::Result<procedure_get> b(std::vector<::helpers::ClientStub> arg1,
      std::vector<::helpers::ClientStub> arg2, onc::CallContext& call_) = 0;
  virtual onc::Result<::helpers::channel_> c(::helpers::channel_ arg1, box service_2, onc::CallContext& call_) = 0;
};

struct A_call {
  static constexpr onc::ProgramVersion id{0x20000001, 2};
  class Client;
  class Service;
};

class A_call::Client final : public onc::ClientStub {
 public:
  static onc::Result<Client> connect(std::string_view host_, const onc::ConnectOptions& options_ = {});
  explicit Client(std::shared_ptr<onc::Channel> channel_2) noexcept : onc::ClientStub(std::move(channel_2)) {}

  onc::Result<std::int32_t> get(std::int32_t x, const onc::CallOptions& options_ = {}) const;
  onc::Pending<std::int32_t> start_get(std::int32_t x, const onc::CallOptions& options_ = {}) const;
  onc::Result<std::int32_t> get_a(std::int32_t call_2, const onc::CallOptions& options_ = {}) const;
  onc::Pending<std::int32_t> start_get_a(std::int32_t call_2, const onc::CallOptions& options_ = {}) const;
};

class A_call::Service : public onc::Service {
 public:
  [[nodiscard]] onc::ProgramVersion program_version() const noexcept final { return id; }
  onc::Outcome dispatch(onc::IncomingCall& call_) final;

  virtual onc::Result<std::int32_t> get(std::int32_t x, onc::CallContext& call_) = 0;
  virtual onc::Result<std::int32_t> get_a(std::int32_t call_2, onc::CallContext& call_) = 0;
};

struct call {
  static constexpr onc::ProgramVersion id{0x20000001, 3};
  class Client;
  class Service;
};

class call::Client final : public onc::ClientStub {
 public:
  static onc::Result<Client> connect(std::string_view host_, const onc::ConnectOptions& options_ = {});
  explicit Client(std::shared_ptr<onc::Channel> channel_2) noexcept : onc::ClientStub(std::move(channel_2)) {}

  onc::Result<std::int32_t> get_a(std::int32_t x, const onc::CallOptions& options_ = {}) const;
  onc::Pending<std::int32_t> start_get_a(std::int32_t x, const onc::CallOptions& options_ = {}) const;
};

class call::Service : public onc::Service {
 public:
  [[nodiscard]] onc::ProgramVersion program_version() const noexcept final { return id; }
  onc::Outcome dispatch(onc::IncomingCall& call_) final;

  virtual onc::Result<std::int32_t> get_a(std::int32_t x, onc::CallContext& call_) = 0;
};

}  // namespace P

}  // namespace helpers
