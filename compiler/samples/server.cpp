#include <string>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "emit/program_parts.h"
#include "model/cpp_names.h"
#include "samples/defaults.h"
#include "samples/names.h"
#include "samples/parts.h"
#include "samples/samples.h"

namespace onc::compiler::samples {
namespace {

using emit::Emitter;
using model::Procedure;
using model::Program;
using model::Version;

// A service class, and the object of it that main() has.
struct ServiceName {
  std::string of_class;
  std::string of_object;
};

class ServerSample {
 public:
  explicit ServerSample(const model::Model& model) : model_(model), names_(model) { choose_services(); }

  std::string text();

 private:
  void choose_services();
  void head();
  void helpers();
  void services();
  void service(const Program& program, const Version& version, const std::string& name);
  void procedure(const Program& program, const Version& version, const Procedure& procedure);
  void answer(const Procedure& procedure);
  void main();
  void objects();

  const model::Model& model_;
  Names names_;
  std::string program_ = target_stem(model_) + "_server";
  std::string log_call_ = names_.take("log_call");
  std::string report_ = names_.take("report");
  std::string result_ = names_.take("result");
  std::string server_ = names_.take("server");
  std::string up_ = names_.take("up");
  std::string end_ = names_.take("end");
  std::string endpoint_ = names_.take("endpoint");
  Defaults defaults_{model_, names_};
  std::vector<ServiceName> services_;  // by program and version
  Emitter out_;
};

void ServerSample::choose_services() {
  for (const Program& program : model_.programs) {
    const bool alone = model_.programs.size() == 1;
    for (const Version& version : program.versions) {
      const std::string prefix = alone ? "" : program.name.cpp + "_";
      services_.push_back({names_.take(camel_case(prefix + version.name.cpp) + "Service"),
                           names_.take(model::lower_case(prefix + version.name.cpp))});
    }
  }
}

std::string ServerSample::text() {
  head();
  helpers();
  services();
  main();
  return out_.text();
}

void ServerSample::head() {
  out_.verbatim(fmt::format("// {}: serves the programs of {}.", program_, model_.file_name));
  out_.line("//");
  say_that_it_is_a_sample(model_, "//", out_);
  out_.emit({{"stem", model_.stem}}, R"(
    //
    // Exit status: 0 stopped by SIGTERM or SIGINT, 1 wrong command line, 2 could not listen or register.
    #include <iostream>
    #include <string_view>
    #include <utility>

    #include <onc/server.h>
    #include <onc/xdr/print.h>

    #include "$stem$.h"
  )");
}

void ServerSample::helpers() {
  std::vector<const model::Type*> results;
  for (const Program& program : model_.programs)
    for (const Version& version : program.versions)
      for (const Procedure& one : version.procedures) results.push_back(&one.result);
  const auto completion = [&] {
    defaults_.functions(results, out_);
    out_.gap();
  };
  out_.gap();
  out_.emit({{"log_call", log_call_}, {"completion", completion}, {"report", report_}, {"program", program_}}, R"(
    namespace {

    // One line for each call: who calls what, with which arguments.
    template <class... Arguments>
    void $log_call$(const onc::CallContext& call, std::string_view procedure, const Arguments&... arguments) {
      [[maybe_unused]] std::string_view before;
      std::cout << call.peer().to_string() << ": " << procedure << '(';
      ((std::cout << std::exchange(before, ", ") << onc::xdr::to_string(arguments)), ...);
      std::cout << ')' << std::endl;
    }

    $completion$
    int $report$(const onc::Error& error) {
      std::cerr << "$program$: " << error.explain() << '\n';
      return 2;
    }

    }  // namespace
  )");
}

void ServerSample::services() {
  InNamespace space(out_);
  auto name = services_.begin();
  for (const Program& program : model_.programs) {
    space.open(program.cpp_namespace);
    for (const Version& version : program.versions) service(program, version, (name++)->of_class);
  }
  space.close();
}

void ServerSample::service(const Program& program, const Version& version, const std::string& name) {
  const auto procedures = [&] {
    for (const Procedure& one : version.procedures) procedure(program, version, one);
  };
  out_.gap();
  out_.emit({{"name", name}, {"program", program.name.cpp}, {"version", version.name.cpp}, {"procedures", procedures}},
            R"(
    class $name$ final : public $program$::$version$::Service {
      $procedures$
    };
  )");
}

void ServerSample::procedure(const Program& program, const Version& version, const Procedure& procedure) {
  std::string arguments;
  for (const model::Argument& one : procedure.arguments) arguments += ", " + one.name.cpp;
  out_.gap();
  out_.comment("//", procedure.documentation.lines);
  out_.emit({{"result", procedure.result.cpp},
             {"name", procedure.name.cpp},
             {"parameters", emit::service_parameters(procedure)},
             {"call", model_.local.call},
             {"log_call", log_call_},
             {"place", place(program, version, procedure)},
             {"arguments", arguments},
             {"answer", [&] { answer(procedure); }}},
            R"(
    onc::Result<$result$> $name$($parameters$onc::CallContext& $call$) override {
      $log_call$($call$, "$place$"$arguments$);
      // Your code here.
      $answer$
    }
  )");
}

void ServerSample::answer(const Procedure& procedure) {
  if (procedure.result.shape == model::Shape::nothing) return out_.line("return {};");
  if (!defaults_.needs_completion(procedure.result))
    return out_.line(fmt::format("return {};", defaults_.value(procedure.result)));
  out_.line(defaults_.variable(procedure.result, result_));
  defaults_.complete(procedure.result, result_, out_);
  out_.line(fmt::format("return {};", result_));
}

void ServerSample::objects() {
  auto name = services_.begin();
  for (const Program& program : model_.programs)
    for (std::size_t left = program.versions.size(); left > 0; --left, ++name)
      out_.line(fmt::format("{}::{} {};", program.cpp_namespace, name->of_class, name->of_object));
  out_.line(fmt::format("onc::Server {};", server_));
  for (const ServiceName& one : services_) out_.line(fmt::format("{}.add({});", server_, one.of_object));
}

void ServerSample::main() {
  out_.gap();
  out_.emit({{"report", report_},
             {"program", program_},
             {"objects", [&] { objects(); }},
             {"server", server_},
             {"up", up_},
             {"endpoint", endpoint_},
             {"end", end_}},
            R"(
    int main(int argc, char** /*argv*/) {
      if (argc > 1) {
        std::cerr << "usage: $program$\nThe environment variable ONC_RPCBIND says where rpcbind is.\n";
        return 1;
      }
      $objects$
      if (auto $up$ = $server$.listen(); !$up$) return $report$($up$.error());
      std::cout << "$program$ ready:";
      for (const onc::Endpoint& $endpoint$ : $server$.endpoints()) {
        std::cout << ' ' << onc::to_string($endpoint$.transport) << ' ' << $endpoint$.address;
      }
      std::cout << std::endl;
      if (auto $end$ = $server$.run(); !$end$) return $report$($end$.error());
      return 0;
    }
  )");
}

}  // namespace

emit::OutputFile server(const model::Model& model) { return {model.stem + "_server.cpp", ServerSample(model).text()}; }

}  // namespace onc::compiler::samples
