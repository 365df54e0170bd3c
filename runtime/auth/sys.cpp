#include "auth/sys.h"

#include <grp.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <chrono>

#include <onc/xdr/decoder.h>
#include <onc/xdr/encoder.h>

#include "message/call_message.h"
#include "rpc_message.h"

namespace onc {

namespace {

constexpr std::size_t max_groups = 16;

std::string host_name() {
  std::array<char, 256> name{};
  if (::gethostname(name.data(), name.size() - 1) != 0) return "localhost";
  return name.data();
}

std::vector<std::uint32_t> supplementary_groups() {
  const int count = ::getgroups(0, nullptr);
  std::vector<gid_t> groups(static_cast<std::size_t>(std::max(count, 0)));
  const int got = ::getgroups(static_cast<int>(groups.size()), groups.data());
  const auto keep = std::min(static_cast<std::size_t>(std::max(got, 0)), max_groups);
  return {groups.begin(), groups.begin() + static_cast<std::ptrdiff_t>(keep)};
}

bool decode_claim(xdr::Decoder& in, AuthSys& claim) {
  return in.u32(claim.stamp) && in.string(claim.machine_name, 255) && in.u32(claim.uid) && in.u32(claim.gid) &&
         in.array(claim.gids, max_groups, 4) && in.left() == 0;
}

bool is_none(const OpaqueAuth& auth) { return auth.flavor == AuthFlavor::none; }

}  // namespace

AuthSys AuthSys::current() {
  const auto seconds = std::chrono::system_clock::now().time_since_epoch() / std::chrono::seconds(1);
  return {.stamp = static_cast<std::uint32_t>(seconds),
          .machine_name = host_name(),
          .uid = ::geteuid(),
          .gid = ::getegid(),
          .gids = supplementary_groups()};
}

Credential::Credential(const AuthSys& claim) : auth_(std::make_shared<SysClientAuth>(claim)) {}

SysClientAuth::SysClientAuth(const AuthSys& claim) {
  xdr::Buffer body(max_auth_bytes);
  xdr::Encoder out(body);
  const rpc::authsys_parms parms{
      .stamp = claim.stamp, .machinename = claim.machine_name, .uid = claim.uid, .gid = claim.gid, .gids = claim.gids};
  if (encode(out, parms) && out.finish()) {
    body_.assign(body.bytes().begin(), body.bytes().end());
  } else {
    invalid_ = Error(Errc::bound_exceeded, out.report().message("AUTH_SYS credential"));
  }
}

Result<OpaqueAuth> SysClientAuth::credential() {
  if (invalid_) return *invalid_;
  if (!short_hand_.empty()) return OpaqueAuth{AuthFlavor::short_hand, short_hand_};
  return OpaqueAuth{AuthFlavor::sys, body_};
}

// Whatever verifier comes with AUTH_SYS proves nothing.
bool SysClientAuth::accepts(const OpaqueAuth& reply_verifier) {
  if (learns_ && reply_verifier.flavor == AuthFlavor::short_hand)
    short_hand_.assign(reply_verifier.body.begin(), reply_verifier.body.end());
  return true;
}

// The server has forgotten what it handed out; the full credential says it again.
bool SysClientAuth::refused(AuthFlavor sent, AuthStat stat) {
  const bool about_credential = stat == AuthStat::bad_credential || stat == AuthStat::rejected_credential;
  if (sent != AuthFlavor::short_hand || !about_credential) return false;
  short_hand_.clear();
  return true;
}

std::shared_ptr<ClientAuth> SysClientAuth::for_channel() const {
  std::shared_ptr<SysClientAuth> own(new SysClientAuth);
  own->body_ = body_;
  own->invalid_ = invalid_;
  own->learns_ = true;
  return own;
}

AuthVerdict SysServerAuth::check(const OpaqueAuth& credential, const OpaqueAuth& verifier) {
  if (!is_none(verifier)) return {.stat = AuthStat::bad_verifier};
  xdr::Decoder in(credential.body);
  if (!decode_claim(in, claim_)) return {.stat = AuthStat::bad_credential};
  return {.claim = &claim_};
}

AuthVerdict NoneServerAuth::check(const OpaqueAuth& /*credential*/, const OpaqueAuth& verifier) {
  if (!is_none(verifier)) return {.stat = AuthStat::bad_verifier};
  return {};
}

// A flavour that protects nothing passes everything on.
Result<OpaqueAuth> ClientAuth::verifier(std::span<const std::byte> /*header*/) { return OpaqueAuth{}; }
bool ClientAuth::accepts(const OpaqueAuth& /*reply_verifier*/) { return true; }

bool ClientAuth::wrap(xdr::Encoder& out, FunctionRef<bool(xdr::Encoder&)> arguments) { return arguments(out); }

bool ClientAuth::unwrap(xdr::Decoder& in, FunctionRef<void(xdr::Decoder&)> results) {
  results(in);
  return true;
}

}  // namespace onc
