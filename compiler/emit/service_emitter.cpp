#include <fmt/format.h>

#include "emit/codec.h"
#include "emit/program_parts.h"
#include "emit/programs.h"

namespace onc::compiler::emit {
namespace {

using model::Argument;
using model::Procedure;
using model::Version;

}  // namespace

void ServiceEmitter::emit(Emitter& out) const {
  for (const Version& version : program_.versions) {
    service(out, version, false);
    if (model_.async_services) service(out, version, true);
  }
}

void ServiceEmitter::service(Emitter& out, const Version& version, bool later) const {
  out.gap();
  out.line("namespace {");
  for (const Procedure& one : version.procedures) serve(out, version, one, later);
  out.line("}  // namespace");
  out.gap();
  dispatch(out, version, later ? "AsyncService" : "Service");
}

void ServiceEmitter::serve(Emitter& out, const Version& version, const Procedure& procedure, bool later) const {
  out.emit({{"helper", procedure.helper},
            {"version", version.name.cpp},
            {"kind", later ? "AsyncService" : "Service"},
            {"service", model_.local.service},
            {"call", model_.local.call},
            {"read", [&] { read_arguments(out, procedure); }},
            {"reply", [&] { later ? reply_later(out, procedure) : reply(out, procedure); }}},
           R"(
    onc::Outcome serve_$helper$($version$::$kind$& $service$, onc::IncomingCall& $call$) {
      $read$
      $reply$
    }
  )");
}

void ServiceEmitter::read_arguments(Emitter& out, const Procedure& procedure) const {
  const std::string& call = model_.local.call;
  if (procedure.arguments.empty())
    return out.emit({{"call", call}}, "if (!$call$.read_nothing()) return $call$.garbage_arguments();");
  for (const Argument& argument : procedure.arguments)
    out.emit(
        {{"type", argument.type.cpp}, {"name", argument.name.cpp}, {"initial", initializer(model_, argument.type)}},
        "$type$ $name$$initial$;");
  out.emit(
      {{"call", call}, {"in", model_.local.in}, {"ok", model_.local.ok}, {"fields", [&] { fields(out, procedure); }}},
      R"(
    const bool $ok$ = $call$.read([&](onc::xdr::Decoder& $in$) {
      $fields$
    });
    if (!$ok$) return $call$.garbage_arguments();
  )");
}

void ServiceEmitter::fields(Emitter& out, const Procedure& procedure) const {
  std::string_view before = "return ";
  for (const Argument& argument : procedure.arguments) {
    out.emit({{"before", std::string(before)},
              {"in", model_.local.in},
              {"name", argument.name.schema},
              {"value", decode_expression(model_, argument.type, model_.local.in, argument.name.cpp)},
              {"after", &argument == &procedure.arguments.back() ? ";" : " &&"}},
             R"($before$$in$.field("$name$", $value$)$after$)");
    before = "       ";
  }
}

std::string ServiceEmitter::moved_arguments(const Procedure& procedure) const {
  std::string text;
  for (const Argument& argument : procedure.arguments)
    text += is_scalar(model_, argument.type) ? argument.name.cpp + ", " : "std::move(" + argument.name.cpp + "), ";
  return text;
}

void ServiceEmitter::reply(Emitter& out, const Procedure& procedure) const {
  const std::string& call = model_.local.call;
  const std::string answer =
      fmt::format("{}.{}({}{}.context())", model_.local.service, procedure.name.cpp, moved_arguments(procedure), call);
  if (procedure.result.shape == model::Shape::nothing)
    return out.emit({{"call", call}, {"answer", answer}}, "return $call$.reply($answer$);");
  const bool scalar = is_scalar(model_, procedure.result);
  out.emit({{"call", call},
            {"answer", answer},
            {"out", model_.local.out},
            {"type", scalar ? procedure.result.cpp : "const " + procedure.result.cpp + "&"},
            {"results", model_.local.results},
            {"encode", encode_expression(model_, procedure.result, model_.local.out, model_.local.results)}},
           R"(
    return $call$.reply($answer$, [](onc::xdr::Encoder& $out$, $type$ $results$) {
      return $encode$;
    });
  )");
}

void ServiceEmitter::reply_later(Emitter& out, const Procedure& procedure) const {
  const std::string& call = model_.local.call;
  const std::string begin =
      fmt::format("{}.{}({}{}.context(), ", model_.local.service, procedure.name.cpp, moved_arguments(procedure), call);
  if (procedure.result.shape == model::Shape::nothing) {
    out.emit({{"begin", begin}, {"call", call}}, "$begin$onc::Reply<void>($call$.later()));");
  } else {
    out.emit({{"begin", begin},
              {"call", call},
              {"out", model_.local.out},
              {"type", procedure.result.cpp},
              {"results", model_.local.results},
              {"encode", encode_expression(model_, procedure.result, model_.local.out, model_.local.results)}},
             R"(
      $begin$$call$.later<$type$>([](onc::xdr::Encoder& $out$, const $type$& $results$) {
        return $encode$;
      }));
    )");
  }
  out.line("return onc::Outcome::later;");
}

void ServiceEmitter::dispatch(Emitter& out, const Version& version, std::string_view kind) const {
  const auto cases = [&] {
    for (const Procedure& one : version.procedures)
      out.emit({{"number", std::to_string(one.number)}, {"helper", one.helper}, {"call", model_.local.call}}, R"(
        case $number$:
          return serve_$helper$(*this, $call$);
      )");
  };
  out.emit({{"version", version.name.cpp}, {"kind", std::string(kind)}, {"call", model_.local.call}, {"cases", cases}},
           R"(
    onc::Outcome $version$::$kind$::dispatch(onc::IncomingCall& $call$) {
      switch ($call$.procedure()) {
        $cases$
        default:
          return $call$.procedure_unavailable();
      }
    }
  )");
}

}  // namespace onc::compiler::emit
