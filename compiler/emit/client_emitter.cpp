#include <fmt/format.h>

#include "emit/codec.h"
#include "emit/program_parts.h"
#include "emit/programs.h"

namespace onc::compiler::emit {
namespace {

using model::Argument;
using model::Procedure;
using model::Version;

bool has_result(const Procedure& procedure) { return procedure.result.shape != model::Shape::nothing; }

// A string is passed as a view, so its typedef's codec, which takes a std::string, cannot be used.
std::string encode_argument(const model::Model& model, const Argument& argument) {
  const model::Type* text = string_behind(model, argument.type);
  return encode_expression(model, text != nullptr ? *text : argument.type, model.local.out, argument.name.cpp);
}

}  // namespace

void ClientEmitter::emit(Emitter& out) const {
  for (const Version& version : program_.versions) {
    helpers(out, version);
    connect(out, version);
    for (const Procedure& one : version.procedures) procedure(out, version, one);
  }
}

void ClientEmitter::helpers(Emitter& out, const Version& version) const {
  const auto constants = [&] {
    for (const Procedure& one : version.procedures)
      out.emit({{"helper", one.helper},
                {"version", version.name.cpp},
                {"number", std::to_string(one.number)},
                {"schema", one.name.schema},
                {"place", program_.name.schema + "." + version.name.schema}},
               R"(constexpr onc::Procedure procedure_$helper${$version$::id, $number$, "$schema$", "$place$"};)");
  };
  const auto encoders = [&] {
    for (const Procedure& one : version.procedures)
      if (!one.arguments.empty()) arguments(out, one);
  };
  const auto decoders = [&] {
    for (const Procedure& one : version.procedures)
      if (has_result(one))
        out.emit({{"helper", one.helper},
                  {"in", model_.local.in},
                  {"type", one.result.cpp},
                  {"results", model_.local.results},
                  {"decode", decode_expression(model_, one.result, model_.local.in, model_.local.results)}},
                 R"(
          bool decode_results_of_$helper$(onc::xdr::Decoder& $in$, $type$& $results$) {
            return $decode$;
          }
        )");
  };
  out.gap();
  out.emit({{"constants", constants}, {"encoders", encoders}, {"decoders", decoders}}, R"(
    namespace {
    $constants$
    $encoders$
    $decoders$
    }  // namespace
  )");
}

void ClientEmitter::connect(Emitter& out, const Version& version) const {
  out.gap();
  out.emit({{"name", version.name.cpp},
            {"host", model_.local.host},
            {"options", model_.local.options},
            {"channel", model_.local.channel}},
           R"(
    onc::Result<$name$::Client> $name$::Client::connect(std::string_view $host$, const onc::ConnectOptions& $options$) {
      auto $channel$ = onc::open_channel($host$, id, $options$);
      if (!$channel$) return std::move($channel$).error();
      return Client(*std::move($channel$));
    }
  )");
}

void ClientEmitter::procedure(Emitter& out, const Version& version, const Procedure& procedure) const {
  out.gap();
  call(out, version, procedure, false);
  call(out, version, procedure, true);
}

// The lambda takes scalars by value and refers to the rest, which the caller keeps until the call is encoded.
void ClientEmitter::arguments(Emitter& out, const Procedure& procedure) const {
  std::string captures;
  for (const Argument& argument : procedure.arguments) {
    const bool by_value = is_scalar(model_, argument.type) || string_behind(model_, argument.type) != nullptr;
    captures += fmt::format("{}{}{}", captures.empty() ? "" : ", ", by_value ? "" : "&", argument.name.cpp);
  }
  std::string parameters = client_parameters(model_, procedure);
  parameters.resize(parameters.size() - 2);
  out.emit({{"helper", procedure.helper},
            {"parameters", parameters},
            {"captures", captures},
            {"out", model_.local.out},
            {"fields", [&] { fields(out, procedure); }}},
           R"(
    auto arguments_of_$helper$($parameters$) {
      return [$captures$](onc::xdr::Encoder& $out$) {
        $fields$
      };
    }
  )");
}

void ClientEmitter::fields(Emitter& out, const Procedure& procedure) const {
  std::string_view before = "return ";
  for (const Argument& argument : procedure.arguments) {
    out.emit({{"before", std::string(before)},
              {"out", model_.local.out},
              {"name", argument.name.schema},
              {"value", encode_argument(model_, argument)},
              {"after", &argument == &procedure.arguments.back() ? ";" : " &&"}},
             R"($before$$out$.field("$name$", $value$)$after$)");
    before = "       ";
  }
}

std::string ClientEmitter::encoder(const Procedure& procedure) const {
  if (procedure.arguments.empty()) return "no_arguments";
  std::string names;
  for (const Argument& argument : procedure.arguments) names += (names.empty() ? "" : ", ") + argument.name.cpp;
  return fmt::format("arguments_of_{}({})", procedure.helper, names);
}

void ClientEmitter::call(Emitter& out, const Version& version, const Procedure& procedure, bool started) const {
  const bool result = has_result(procedure);
  out.emit({{"return", started ? "onc::Pending" : "onc::Result"},
            {"result", procedure.result.cpp},
            {"version", version.name.cpp},
            {"start", started ? "start_" : ""},
            {"name", procedure.name.cpp},
            {"parameters", client_parameters(model_, procedure)},
            {"options", model_.local.options},
            {"function", started ? "start" : "call"},
            {"explicit", result ? "<" + procedure.result.cpp + ">" : ""},
            {"helper", procedure.helper},
            {"encoder", encoder(procedure)},
            {"decoder", result ? ", decode_results_of_" + procedure.helper : ""}},
           R"(
    $return$<$result$> $version$::Client::$start$$name$($parameters$const onc::CallOptions& $options$) const {
      return $function$$explicit$(procedure_$helper$, $options$, $encoder$$decoder$);
    }
  )");
}

}  // namespace onc::compiler::emit
