// The simplest way to offer a procedure, which was registerrpc(3): a function and three numbers.
//
//   onc::Server server;
//   onc::register_procedure(server, 0x31234567, 1, 1, [](std::string line) -> std::int32_t { return write(line); });
//   if (auto up = server.listen(); !up) return report(up.error());
//   return server.run() ? 0 : 1;
#pragma once

#include <cstdint>
#include <utility>

#include <onc/function_service.h>
#include <onc/server.h>

namespace onc {

/// `function` answers the procedure; what it may take and return is said in onc/function_service.h. Before listen().
template <class Function>
void register_procedure(Server& server, std::uint32_t program, std::uint32_t version, std::uint32_t procedure,
                        Function function) {
  server.functions({program, version}).add(procedure, std::move(function));
}
/// The same with the signature said: register_procedure<std::int32_t(std::string)>(…).
template <class Signature, class Function>
requires(std::is_function_v<Signature>) void register_procedure(Server& server, std::uint32_t program,
                                                                std::uint32_t version, std::uint32_t procedure,
                                                                Function function) {
  server.functions({program, version}).add<Signature>(procedure, std::move(function));
}

}  // namespace onc
