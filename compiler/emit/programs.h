#pragma once

#include <string>
#include <string_view>

#include "emit/emitter.h"
#include "model/model.h"

namespace onc::compiler::emit {

// The numbers of a program's versions, and the classes of their clients and services.
class ProgramDeclaration {
 public:
  ProgramDeclaration(const model::Model& model, const model::Program& program) : model_(model), program_(program) {}
  void emit(Emitter& out) const;

 private:
  void version(Emitter& out, const model::Version& version) const;
  void client(Emitter& out, const model::Version& version) const;
  void services(Emitter& out, const model::Version& version) const;
  void service(Emitter& out, const model::Version& version, std::string_view kind) const;
  void client_procedure(Emitter& out, const model::Procedure& procedure) const;
  void service_procedure(Emitter& out, const model::Procedure& procedure) const;
  void async_procedure(Emitter& out, const model::Procedure& procedure) const;

  const model::Model& model_;
  const model::Program& program_;
};

// The client stubs, _clnt.cpp.
class ClientEmitter {
 public:
  ClientEmitter(const model::Model& model, const model::Program& program) : model_(model), program_(program) {}
  void emit(Emitter& out) const;

 private:
  void helpers(Emitter& out, const model::Version& version) const;
  void connect(Emitter& out, const model::Version& version) const;
  void procedure(Emitter& out, const model::Version& version, const model::Procedure& procedure) const;
  void call(Emitter& out, const model::Version& version, const model::Procedure& procedure, bool started) const;
  void arguments(Emitter& out, const model::Procedure& procedure) const;
  void fields(Emitter& out, const model::Procedure& procedure) const;
  std::string encoder(const model::Procedure& procedure) const;

  const model::Model& model_;
  const model::Program& program_;
};

// The server skeletons, _svc.cpp.
class ServiceEmitter {
 public:
  ServiceEmitter(const model::Model& model, const model::Program& program) : model_(model), program_(program) {}
  void emit(Emitter& out) const;

 private:
  void service(Emitter& out, const model::Version& version, bool later) const;
  void serve(Emitter& out, const model::Version& version, const model::Procedure& procedure, bool later) const;
  void read_arguments(Emitter& out, const model::Procedure& procedure) const;
  void fields(Emitter& out, const model::Procedure& procedure) const;
  void reply(Emitter& out, const model::Procedure& procedure) const;
  void reply_later(Emitter& out, const model::Procedure& procedure) const;
  std::string moved_arguments(const model::Procedure& procedure) const;
  void dispatch(Emitter& out, const model::Version& version, std::string_view kind) const;

  const model::Model& model_;
  const model::Program& program_;
};

}  // namespace onc::compiler::emit
