#include <fmt/format.h>

#include "emit/codec.h"
#include "emit/program_parts.h"
#include "emit/programs.h"

namespace onc::compiler::emit {
namespace {

using model::Argument;
using model::Procedure;
using model::Version;

std::string client_type(const model::Model& model, const model::Type& type) {
  if (string_behind(model, type) != nullptr) return "std::string_view";
  return is_scalar(model, type) ? type.cpp : "const " + type.cpp + "&";
}

bool is_ping(const Procedure& procedure) {
  return procedure.number == 0 && procedure.arguments.empty() && procedure.result.shape == model::Shape::nothing;
}

}  // namespace

std::string client_parameters(const model::Model& model, const Procedure& procedure) {
  std::string text;
  for (const Argument& argument : procedure.arguments)
    text += fmt::format("{} {}, ", client_type(model, argument.type), argument.name.cpp);
  return text;
}

std::string service_parameters(const Procedure& procedure) {
  std::string text;
  for (const Argument& argument : procedure.arguments)
    text += fmt::format("{} {}, ", argument.type.cpp, argument.name.cpp);
  return text;
}

void ProgramDeclaration::emit(Emitter& out) const {
  out.gap();
  out.comment("///", program_.documentation.lines);
  out.emit({{"name", program_.name.cpp}}, "namespace $name$ {");
  for (const Version& one : program_.versions) version(out, one);
  out.gap();
  out.emit({{"name", program_.name.cpp}}, "}  // namespace $name$");
}

void ProgramDeclaration::version(Emitter& out, const Version& version) const {
  out.gap();
  out.comment("///", version.documentation.lines);
  out.emit({{"name", version.name.cpp},
            {"program", program_.cpp_number},
            {"number", std::to_string(version.number)},
            {"client", [&] { client(out, version); }},
            {"names",
             [&] {
               if (model_.async_services) out.line("class AsyncService;");
             }},
            {"services", [&] { services(out, version); }}},
           R"(
    struct $name$ {
      static constexpr onc::ProgramVersion id{$program$, $number$};
      class Client;
      class Service;
      $names$
    };

    $client$

    $services$
  )");
}

void ProgramDeclaration::client(Emitter& out, const Version& version) const {
  const auto procedures = [&] {
    for (const Procedure& one : version.procedures) client_procedure(out, one);
  };
  out.emit({{"name", version.name.cpp},
            {"host", model_.local.host},
            {"options", model_.local.options},
            {"channel", model_.local.channel},
            {"procedures", procedures}},
           R"(
    class $name$::Client final : public onc::ClientStub {
     public:
      static onc::Result<Client> connect(std::string_view $host$, const onc::ConnectOptions& $options$ = {});
      explicit Client(std::shared_ptr<onc::Channel> $channel$) noexcept : onc::ClientStub(std::move($channel$)) {}

      $procedures$
    };
  )");
}

void ProgramDeclaration::client_procedure(Emitter& out, const Procedure& procedure) const {
  out.comment("///", procedure.documentation.lines);
  out.emit({{"result", procedure.result.cpp},
            {"name", procedure.name.cpp},
            {"parameters", client_parameters(model_, procedure)},
            {"options", model_.local.options}},
           R"(
    onc::Result<$result$> $name$($parameters$const onc::CallOptions& $options$ = {}) const;
    onc::Pending<$result$> start_$name$($parameters$const onc::CallOptions& $options$ = {}) const;
  )");
}

void ProgramDeclaration::services(Emitter& out, const Version& version) const {
  service(out, version, "Service");
  if (!model_.async_services) return;
  out.gap();
  service(out, version, "AsyncService");
}

void ProgramDeclaration::service(Emitter& out, const Version& version, std::string_view kind) const {
  const bool later = kind != "Service";
  const auto procedures = [&] {
    for (const Procedure& one : version.procedures) later ? async_procedure(out, one) : service_procedure(out, one);
  };
  out.emit({{"name", version.name.cpp},
            {"kind", std::string(kind)},
            {"call", model_.local.call},
            {"later",
             [&] {
               if (later) out.line("[[nodiscard]] bool answers_later() const noexcept final { return true; }");
             }},
            {"procedures", procedures}},
           R"(
    class $name$::$kind$ : public onc::Service {
     public:
      [[nodiscard]] onc::ProgramVersion program_version() const noexcept final { return id; }
      $later$
      onc::Outcome dispatch(onc::IncomingCall& $call$) final;

      $procedures$
    };
  )");
}

void ProgramDeclaration::service_procedure(Emitter& out, const Procedure& procedure) const {
  out.comment("///", procedure.documentation.lines);
  const bool ping = is_ping(procedure);
  out.emit({{"result", procedure.result.cpp},
            {"name", procedure.name.cpp},
            {"parameters", service_parameters(procedure)},
            {"call", ping ? "/*" + model_.local.call + "*/" : model_.local.call},
            {"end", ping ? " { return {}; }" : " = 0;"}},
           "virtual onc::Result<$result$> $name$($parameters$onc::CallContext& $call$)$end$");
}

void ProgramDeclaration::async_procedure(Emitter& out, const Procedure& procedure) const {
  out.comment("///", procedure.documentation.lines);
  const bool ping = is_ping(procedure);
  out.emit({{"result", procedure.result.cpp},
            {"name", procedure.name.cpp},
            {"parameters", service_parameters(procedure)},
            {"call", ping ? "/*" + model_.local.call + "*/" : model_.local.call},
            {"reply", model_.local.reply},
            {"end", ping ? fmt::format(" {{ {}({{}}); }}", model_.local.reply) : " = 0;"}},
           "virtual void $name$($parameters$onc::CallContext& $call$, onc::Reply<$result$> $reply$)$end$");
}

}  // namespace onc::compiler::emit
