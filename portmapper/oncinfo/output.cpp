#include "oncinfo/output.h"

#include <unistd.h>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "oncinfo/inquiry.h"

namespace onc::oncinfo {

std::string printable(std::string_view text) {
  constexpr std::size_t longest = 256;
  std::string out;
  for (const char character : text.substr(0, longest)) {
    const auto byte = static_cast<unsigned char>(character);
    const bool plain = byte > 0x20 && byte < 0x7f && character != '\\';
    out += plain ? std::string(1, character) : fmt::format("\\x{:02x}", byte);
  }
  if (text.size() > longest) out += "...";
  return out;
}

Json to_json(const Error& error) {
  Json json{{"kind", to_string(error.code)}, {"message", error.message()}};
  if (!error.causes().empty()) json["causes"] = error.causes();
  return json;
}

Json service_name(const RpcNames& names, std::uint32_t program) {
  const std::string_view name = names.name(program);
  return name.empty() ? Json() : Json(name);
}

std::string_view name_or_dash(const RpcNames& names, std::uint32_t program) {
  const std::string_view name = names.name(program);
  return name.empty() ? "-" : name;
}

void Output::text(std::string_view text) const {
  if (json_) return;
  fmt::print(out_, "{}", text);
  std::fflush(out_);
}

void Output::json(const Json& answer) const {
  if (!json_) return;
  fmt::print(out_, "{}\n", answer.dump(2, ' ', true, Json::error_handler_t::replace));
}

void Output::note(std::string_view line) const {
  std::fflush(out_);
  fmt::print(err_, "oncinfo: {}\n", line);
}

void Output::complain(const Error& error) const { note(error.explain()); }

int Output::fail(const Error& error) const {
  complain(error);
  json({{"error", to_json(error)}});
  return error.code == Errc::invalid_argument ? exit_usage : exit_failed;
}

bool Output::is_watched() const { return !json_ && ::isatty(::fileno(err_)) != 0; }

void Output::progress(std::string_view line) const {
  if (!is_watched()) return;
  fmt::print(err_, "\r\x1b[K{}", line);
  std::fflush(err_);
}

}  // namespace onc::oncinfo
