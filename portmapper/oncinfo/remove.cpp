#include "oncinfo/remove.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "oncinfo/rpcbind_client.h"

namespace onc::oncinfo {

namespace {

// What is removed is named by -T; rpcbind itself is asked where it believes us who we are: at the local socket.
Result<bool> ask(const Inquiry& inquiry, ProgramVersion id) {
  Inquiry here = inquiry;
  here.netid.reset();
  const auto rpcbind = RpcbindClient::open(here);
  if (!rpcbind) return rpcbind.error();
  return rpcbind->remove(id, inquiry.netid ? inquiry.netid->text() : "");
}

}  // namespace

int remove_registration(const Inquiry& inquiry, ProgramVersion id, const Output& output) {
  const auto done = ask(inquiry, id);
  if (!done) return output.fail(done.error());
  if (!*done) {
    return output.fail(Error(Errc::rpcbind_refused, fmt::format("Could not delete registration for prog {} version {}",
                                                                id.program, id.version)));
  }
  output.json({{"program", id.program}, {"version", id.version}, {"removed", true}});
  return exit_ok;
}

}  // namespace onc::oncinfo
