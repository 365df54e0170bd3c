// Made by idlc from programs.x. Changes belong there.
#include "programs.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace programs::LOG {

namespace {
constexpr onc::Procedure procedure_null_LOG_V1{LOG_V1::id, 0, "NULL", "LOG.LOG_V1"};
constexpr onc::Procedure procedure_append_LOG_V1{LOG_V1::id, 1, "APPEND", "LOG.LOG_V1"};
auto arguments_of_append_LOG_V1(std::string_view arg1) {
  return [arg1](onc::xdr::Encoder& out) {
    return out.field("arg1", out.string(arg1, 1024));
  };
}
bool decode_results_of_append_LOG_V1(onc::xdr::Decoder& in, std::int32_t& results) {
  return in.i32(results);
}
}  // namespace

onc::Result<LOG_V1::Client> LOG_V1::Client::connect(std::string_view host, const onc::ConnectOptions& options) {
  auto channel = onc::open_channel(host, id, options);
  if (!channel) return std::move(channel).error();
  return Client(*std::move(channel));
}

onc::Result<void> LOG_V1::Client::null(const onc::CallOptions& options) const {
  return call(procedure_null_LOG_V1, options, no_arguments);
}
onc::Pending<void> LOG_V1::Client::start_null(const onc::CallOptions& options) const {
  return start(procedure_null_LOG_V1, options, no_arguments);
}

onc::Result<std::int32_t> LOG_V1::Client::append(std::string_view arg1, const onc::CallOptions& options) const {
  return call<std::int32_t>(procedure_append_LOG_V1, options, arguments_of_append_LOG_V1(arg1),
      decode_results_of_append_LOG_V1);
}
onc::Pending<std::int32_t> LOG_V1::Client::start_append(std::string_view arg1, const onc::CallOptions& options) const {
  return start<std::int32_t>(procedure_append_LOG_V1, options, arguments_of_append_LOG_V1(arg1),
      decode_results_of_append_LOG_V1);
}

namespace {
constexpr onc::Procedure procedure_null_LOG_V2{LOG_V2::id, 0, "NULL", "LOG.LOG_V2"};
constexpr onc::Procedure procedure_append_LOG_V2{LOG_V2::id, 1, "APPEND", "LOG.LOG_V2"};
constexpr onc::Procedure procedure_read_LOG_V2{LOG_V2::id, 2, "READ", "LOG.LOG_V2"};
constexpr onc::Procedure procedure_head_LOG_V2{LOG_V2::id, 3, "HEAD", "LOG.LOG_V2"};
constexpr onc::Procedure procedure_write_LOG_V2{LOG_V2::id, 4, "WRITE", "LOG.LOG_V2"};
constexpr onc::Procedure procedure_name_LOG_V2{LOG_V2::id, 5, "NAME", "LOG.LOG_V2"};
constexpr onc::Procedure procedure_delete_LOG_V2{LOG_V2::id, 6, "DELETE", "LOG.LOG_V2"};
constexpr onc::Procedure procedure_find_LOG_V2{LOG_V2::id, 7, "FIND", "LOG.LOG_V2"};
auto arguments_of_append_LOG_V2(std::string_view text, status level, std::int64_t when) {
  return [text, level, when](onc::xdr::Encoder& out) {
    return out.field("text", out.string(text, 1024)) &&
           out.field("level", encode(out, level)) &&
           out.field("when", out.i64(when));
  };
}
auto arguments_of_read_LOG_V2(std::int32_t arg1, std::uint32_t arg2) {
  return [arg1, arg2](onc::xdr::Encoder& out) {
    return out.field("arg1", out.i32(arg1)) &&
           out.field("arg2", out.u32(arg2));
  };
}
auto arguments_of_write_LOG_V2(const std::vector<entry>& arg1, const entries& arg2) {
  return [&arg1, &arg2](onc::xdr::Encoder& out) {
    return out.field("arg1", out.chain(arg1)) &&
           out.field("arg2", encode_entries(out, arg2));
  };
}
auto arguments_of_name_LOG_V2(std::string_view arg1) {
  return [arg1](onc::xdr::Encoder& out) {
    return out.field("arg1", out.string(arg1));
  };
}
auto arguments_of_delete_LOG_V2(const std::optional<std::int32_t>& arg1) {
  return [&arg1](onc::xdr::Encoder& out) {
    return out.field("arg1", out.optional(arg1));
  };
}
auto arguments_of_find_LOG_V2(std::string_view arg1) {
  return [arg1](onc::xdr::Encoder& out) {
    return out.field("arg1", out.string(arg1, 1024));
  };
}
bool decode_results_of_append_LOG_V2(onc::xdr::Decoder& in, status& results) {
  return decode(in, results);
}
bool decode_results_of_read_LOG_V2(onc::xdr::Decoder& in, entries& results) {
  return decode_entries(in, results);
}
bool decode_results_of_head_LOG_V2(onc::xdr::Decoder& in, std::vector<entry>& results) {
  return in.chain(results);
}
bool decode_results_of_name_LOG_V2(onc::xdr::Decoder& in, std::string& results) {
  return in.string(results);
}
bool decode_results_of_delete_LOG_V2(onc::xdr::Decoder& in, bool& results) {
  return in.boolean(results);
}
bool decode_results_of_find_LOG_V2(onc::xdr::Decoder& in, std::optional<line>& results) {
  return in.optional(results, decode_line);
}
}  // namespace

onc::Result<LOG_V2::Client> LOG_V2::Client::connect(std::string_view host, const onc::ConnectOptions& options) {
  auto channel = onc::open_channel(host, id, options);
  if (!channel) return std::move(channel).error();
  return Client(*std::move(channel));
}

onc::Result<void> LOG_V2::Client::null(const onc::CallOptions& options) const {
  return call(procedure_null_LOG_V2, options, no_arguments);
}
onc::Pending<void> LOG_V2::Client::start_null(const onc::CallOptions& options) const {
  return start(procedure_null_LOG_V2, options, no_arguments);
}

onc::Result<status> LOG_V2::Client::append(std::string_view text, status level, std::int64_t when,
    const onc::CallOptions& options) const {
  return call<status>(procedure_append_LOG_V2, options, arguments_of_append_LOG_V2(text, level, when),
      decode_results_of_append_LOG_V2);
}
onc::Pending<status> LOG_V2::Client::start_append(std::string_view text, status level, std::int64_t when,
    const onc::CallOptions& options) const {
  return start<status>(procedure_append_LOG_V2, options, arguments_of_append_LOG_V2(text, level, when),
      decode_results_of_append_LOG_V2);
}

onc::Result<entries> LOG_V2::Client::read(std::int32_t arg1, std::uint32_t arg2,
    const onc::CallOptions& options) const {
  return call<entries>(procedure_read_LOG_V2, options, arguments_of_read_LOG_V2(arg1, arg2),
      decode_results_of_read_LOG_V2);
}
onc::Pending<entries> LOG_V2::Client::start_read(std::int32_t arg1, std::uint32_t arg2,
    const onc::CallOptions& options) const {
  return start<entries>(procedure_read_LOG_V2, options, arguments_of_read_LOG_V2(arg1, arg2),
      decode_results_of_read_LOG_V2);
}

onc::Result<std::vector<entry>> LOG_V2::Client::head(const onc::CallOptions& options) const {
  return call<std::vector<entry>>(procedure_head_LOG_V2, options, no_arguments, decode_results_of_head_LOG_V2);
}
onc::Pending<std::vector<entry>> LOG_V2::Client::start_head(const onc::CallOptions& options) const {
  return start<std::vector<entry>>(procedure_head_LOG_V2, options, no_arguments, decode_results_of_head_LOG_V2);
}

onc::Result<void> LOG_V2::Client::write(const std::vector<entry>& arg1, const entries& arg2,
    const onc::CallOptions& options) const {
  return call(procedure_write_LOG_V2, options, arguments_of_write_LOG_V2(arg1, arg2));
}
onc::Pending<void> LOG_V2::Client::start_write(const std::vector<entry>& arg1, const entries& arg2,
    const onc::CallOptions& options) const {
  return start(procedure_write_LOG_V2, options, arguments_of_write_LOG_V2(arg1, arg2));
}

onc::Result<std::string> LOG_V2::Client::name(std::string_view arg1, const onc::CallOptions& options) const {
  return call<std::string>(procedure_name_LOG_V2, options, arguments_of_name_LOG_V2(arg1),
      decode_results_of_name_LOG_V2);
}
onc::Pending<std::string> LOG_V2::Client::start_name(std::string_view arg1, const onc::CallOptions& options) const {
  return start<std::string>(procedure_name_LOG_V2, options, arguments_of_name_LOG_V2(arg1),
      decode_results_of_name_LOG_V2);
}

onc::Result<bool> LOG_V2::Client::delete_(const std::optional<std::int32_t>& arg1,
    const onc::CallOptions& options) const {
  return call<bool>(procedure_delete_LOG_V2, options, arguments_of_delete_LOG_V2(arg1),
      decode_results_of_delete_LOG_V2);
}
onc::Pending<bool> LOG_V2::Client::start_delete_(const std::optional<std::int32_t>& arg1,
    const onc::CallOptions& options) const {
  return start<bool>(procedure_delete_LOG_V2, options, arguments_of_delete_LOG_V2(arg1),
      decode_results_of_delete_LOG_V2);
}

onc::Result<std::optional<line>> LOG_V2::Client::find(std::string_view arg1, const onc::CallOptions& options) const {
  return call<std::optional<line>>(procedure_find_LOG_V2, options, arguments_of_find_LOG_V2(arg1),
      decode_results_of_find_LOG_V2);
}
onc::Pending<std::optional<line>> LOG_V2::Client::start_find(std::string_view arg1,
    const onc::CallOptions& options) const {
  return start<std::optional<line>>(procedure_find_LOG_V2, options, arguments_of_find_LOG_V2(arg1),
      decode_results_of_find_LOG_V2);
}

}  // namespace programs::LOG

namespace programs::OTHER {

namespace {
constexpr onc::Procedure procedure_start_a{ONLY::id, 1, "START_A", "OTHER.ONLY"};
constexpr onc::Procedure procedure_a_{ONLY::id, 2, "A", "OTHER.ONLY"};
}  // namespace

onc::Result<ONLY::Client> ONLY::Client::connect(std::string_view host, const onc::ConnectOptions& options) {
  auto channel = onc::open_channel(host, id, options);
  if (!channel) return std::move(channel).error();
  return Client(*std::move(channel));
}

onc::Result<void> ONLY::Client::start_a(const onc::CallOptions& options) const {
  return call(procedure_start_a, options, no_arguments);
}
onc::Pending<void> ONLY::Client::start_start_a(const onc::CallOptions& options) const {
  return start(procedure_start_a, options, no_arguments);
}

onc::Result<void> ONLY::Client::a_(const onc::CallOptions& options) const {
  return call(procedure_a_, options, no_arguments);
}
onc::Pending<void> ONLY::Client::start_a_(const onc::CallOptions& options) const {
  return start(procedure_a_, options, no_arguments);
}

}  // namespace programs::OTHER
