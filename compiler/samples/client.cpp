#include <string>
#include <vector>

#include <fmt/format.h>

#include "model/cpp_names.h"
#include "samples/defaults.h"
#include "samples/names.h"
#include "samples/parts.h"
#include "samples/samples.h"

namespace onc::compiler::samples {
namespace {

using emit::Emitter;
using model::Argument;
using model::Procedure;
using model::Program;
using model::Version;

class ClientSample {
 public:
  explicit ClientSample(const model::Model& model) : model_(model), names_(model) {}

  std::string text();

 private:
  void head();
  void helpers();
  void completion();
  void caller();
  void version(const Program& program, const Version& version);
  std::string function(const Program& program, const Version& version, const Procedure& procedure);
  void arguments(const Procedure& procedure);
  void main();

  const model::Model& model_;
  Names names_;
  std::string program_ = target_stem(model_) + "_client";
  std::string report_ = names_.take("report");
  std::string print_ = names_.take("print");
  std::string call_ = names_.take("Call");
  std::string caller_ = names_.take("Caller");
  std::string client_ = names_.take("client");
  Defaults defaults_{model_, names_};
  std::vector<std::string> tables_;
  Emitter out_;
};

std::string ClientSample::text() {
  head();
  helpers();
  caller();
  InNamespace space(out_);
  for (const Program& program : model_.programs) {
    space.open(program.cpp_namespace);
    for (const Version& one : program.versions) version(program, one);
  }
  space.close();
  main();
  return out_.text();
}

void ClientSample::head() {
  out_.verbatim(fmt::format("// {} HOST [PROCEDURE]: calls the procedures of {}, or those of that name, once each.",
                            program_, model_.file_name));
  out_.line("//");
  say_that_it_is_a_sample(model_, "//", out_);
  out_.emit({{"stem", model_.stem}}, R"(
    //
    // Exit status: 0 all calls succeeded, 1 wrong command line, 2 no server found or reached, 3 a call failed.
    #include <algorithm>
    #include <cstddef>
    #include <iostream>
    #include <iterator>
    #include <string_view>
    #include <type_traits>
    #include <vector>

    #include <onc/client.h>
    #include <onc/xdr/print.h>

    #include "$stem$.h"
  )");
}

void ClientSample::helpers() {
  out_.gap();
  out_.emit({{"report", report_},
             {"print", print_},
             {"program", program_},
             {"call", call_},
             {"completion", [&] { completion(); }}},
            R"(
    namespace {

    int $report$(std::string_view procedure, const onc::Error& error, int exit_status) {
      std::cerr << "$program$: " << procedure << ": " << error.explain() << '\n';
      return exit_status;
    }

    template <class R>
    int $print$(std::string_view procedure, const onc::Result<R>& result) {
      if (!result) return $report$(procedure, result.error(), 3);
      std::cout << procedure << ": ";
      if constexpr (std::is_void_v<R>) {
        std::cout << "done" << std::endl;
      } else {
        std::cout << onc::xdr::to_string(*result) << std::endl;
      }
      return 0;
    }

    $completion$
    // A procedure, and the function here that calls it and returns an exit status.
    template <class Client>
    struct $call$ {
      std::string_view name;
      int (*make)(const Client& client);
    };
  )");
}

void ClientSample::completion() {
  std::vector<const model::Type*> types;
  for (const Program& program : model_.programs)
    for (const Version& version : program.versions)
      for (const Procedure& procedure : version.procedures)
        for (const Argument& one : procedure.arguments) types.push_back(&one.type);
  defaults_.functions(types, out_);
  out_.gap();
}

void ClientSample::caller() {
  out_.gap();
  out_.emit({{"caller", caller_}, {"call", call_}, {"report", report_}}, R"(
    class $caller$ {
     public:
      // Wanted is PROCEDURE, VERSION.PROCEDURE or PROGRAM.VERSION.PROCEDURE, or, if that is empty, everything.
      $caller$(std::string_view host, std::string_view wanted) : host_(host), wanted_(wanted) {}

      // Makes the calls to one version, as far as they are wanted, over one connection.
      template <class Client, std::size_t count>
      void make(const $call$<Client> (&calls)[count]) {
        std::vector<$call$<Client>> wanted;
        std::copy_if(std::begin(calls), std::end(calls), std::back_inserter(wanted),
                     [this](const $call$<Client>& call) { return wants(call.name); });
        if (wanted.empty()) return;
        found_ = true;
        const auto client = Client::connect(host_);
        if (!client) return note($report$(wanted.front().name, client.error(), 2));
        for (const $call$<Client>& call : wanted) note(call.make(*client));
      }

      bool found() const { return found_; }
      int exit_status() const { return exit_status_; }

     private:
      bool wants(std::string_view name) const {
        if (wanted_.empty() || name == wanted_) return true;
        return name.ends_with(wanted_) && name[name.size() - wanted_.size() - 1] == '.';
      }
      void note(int exit_status) { exit_status_ = std::max(exit_status_, exit_status); }

      std::string_view host_;
      std::string_view wanted_;
      bool found_ = false;
      int exit_status_ = 0;
    };

    }  // namespace
  )");
}

void ClientSample::version(const Program& program, const Version& version) {
  std::vector<std::string> functions;
  for (const Procedure& one : version.procedures) functions.push_back(function(program, version, one));
  const std::string prefix = model_.programs.size() == 1 ? "" : program.name.cpp + "_";
  const std::string table = names_.take("calls_of_" + model::lower_case(prefix + version.name.cpp));
  tables_.push_back(program.cpp_namespace + "::" + table);
  const auto lines = [&] {
    for (std::size_t at = 0; at < functions.size(); ++at)
      out_.line(fmt::format(R"({{"{}", {}}},)", place(program, version, version.procedures[at]), functions[at]));
  };
  out_.gap();
  out_.emit({{"call", call_},
             {"program", program.name.cpp},
             {"version", version.name.cpp},
             {"table", table},
             {"lines", lines}},
            R"(
    constexpr $call$<$program$::$version$::Client> $table$[] = {
        $lines$
    };
  )");
}

std::string ClientSample::function(const Program& program, const Version& version, const Procedure& procedure) {
  std::string name = names_.take("call_" + procedure.helper);
  std::string values;
  for (const Argument& one : procedure.arguments) values += (values.empty() ? "" : ", ") + one.name.cpp;
  out_.gap();
  out_.emit({{"name", name},
             {"program", program.name.cpp},
             {"version", version.name.cpp},
             {"client", client_},
             {"arguments", [&] { arguments(procedure); }},
             {"print", print_},
             {"place", place(program, version, procedure)},
             {"procedure", procedure.name.cpp},
             {"values", values}},
            R"(
    int $name$(const $program$::$version$::Client& $client$) {
      $arguments$
      return $print$("$place$", $client$.$procedure$($values$));
    }
  )");
  return name;
}

void ClientSample::arguments(const Procedure& procedure) {
  if (!procedure.arguments.empty()) out_.line("// Your arguments here.");
  for (const Argument& one : procedure.arguments) {
    out_.line(defaults_.variable(one.type, one.name.cpp));
    defaults_.complete(one.type, one.name.cpp, out_);
  }
}

void ClientSample::main() {
  const auto makes = [&] {
    for (const std::string& one : tables_) out_.line(fmt::format("caller.make({});", one));
  };
  out_.gap();
  out_.emit({{"program", program_}, {"file", model_.file_name}, {"caller", caller_}, {"makes", makes}}, R"(
    int main(int argc, char** argv) {
      if (argc != 2 && argc != 3) {
        std::cerr << "usage: $program$ HOST [PROCEDURE]\n"
                     "The environment variable ONC_RPCBIND says where rpcbind is, if not at port 111 of HOST.\n";
        return 1;
      }
      $caller$ caller(argv[1], argc == 3 ? argv[2] : "");
      $makes$
      if (!caller.found()) {
        std::cerr << "$program$: $file$ has no procedure '" << argv[2] << "'; without one all are called\n";
        return 1;
      }
      return caller.exit_status();
    }
  )");
}

}  // namespace

emit::OutputFile client(const model::Model& model) { return {model.stem + "_client.cpp", ClientSample(model).text()}; }

}  // namespace onc::compiler::samples
