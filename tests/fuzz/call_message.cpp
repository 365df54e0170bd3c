// Any bytes as a call: what is accepted is what its fields say when they are written again, and is refused or dropped
// otherwise. Every flavour's credential is judged; an AUTH_SYS claim that is taken can be made by a client, byte by
// byte.

#include "message/call_message.h"

#include <algorithm>

#include <onc/credential.h>

#include "auth/sys.h"
#include "require.h"

namespace {

using onc::fuzz::require;

bool same(std::span<const std::byte> a, std::span<const std::byte> b) { return std::ranges::equal(a, b); }

bool same(const onc::OpaqueAuth& a, const onc::OpaqueAuth& b) { return a.flavor == b.flavor && same(a.body, b.body); }

void expect_the_same_again(const onc::CallMessage& call) {
  onc::xdr::Buffer buffer;
  onc::xdr::Encoder out(buffer);
  const onc::Procedure procedure{call.id, call.procedure};
  require(encode_call_header(out, call.xid, procedure, call.credential) && encode_auth(out, call.verifier));
  require(out.finish());
  onc::CallMessage again;
  require(onc::parse_call(buffer.bytes(), again) == onc::CallVerdict::accept);
  require(again.xid == call.xid && again.id == call.id && again.procedure == call.procedure);
  require(same(again.credential, call.credential) && same(again.verifier, call.verifier) && again.arguments.empty());
}

void expect_a_client_may_claim(const onc::AuthSys& claim, std::span<const std::byte> body) {
  onc::SysClientAuth client(claim);
  const auto credential = client.credential();
  require(credential.has_value() && credential->flavor == onc::AuthFlavor::sys);
  // Equal but for what fills the machine's name up.
  require(credential->body.size() == body.size());
  onc::SysServerAuth server;
  const auto verdict = server.check(*credential, {});
  require(verdict.claim != nullptr && verdict.claim->uid == claim.uid && verdict.claim->gids == claim.gids);
}

void judge(const onc::OpaqueAuth& credential, const onc::OpaqueAuth& verifier) {
  require(credential.body.size() <= onc::max_auth_bytes && verifier.body.size() <= onc::max_auth_bytes);
  onc::NoneServerAuth none;
  const bool has_verifier = verifier.flavor != onc::AuthFlavor::none;
  require((none.check(credential, verifier).stat == onc::AuthStat::bad_verifier) == has_verifier);
  onc::SysServerAuth sys;
  const auto verdict = sys.check(credential, verifier);
  require((verdict.claim != nullptr) == (verdict.stat == onc::AuthStat::ok));
  if (verdict.claim == nullptr) return;
  require(verdict.claim->gids.size() <= 16 && verdict.claim->machine_name.size() <= 255);
  expect_a_client_may_claim(*verdict.claim, credential.body);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto message = std::as_bytes(std::span(data, size));
  // A body by itself, as no message is short enough for the fuzzer to make many.
  judge({onc::AuthFlavor::sys, message.first(std::min(size, onc::max_auth_bytes))}, {});
  onc::CallMessage call;
  const onc::CallVerdict verdict = onc::parse_call(message, call);
  if (verdict != onc::CallVerdict::drop) require(onc::is_call(message));
  if (verdict != onc::CallVerdict::accept) return 0;
  require(call.arguments.size() + 40 <= size);
  expect_the_same_again(call);
  judge(call.credential, call.verifier);
  return 0;
}
