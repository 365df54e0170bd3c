#include <array>
#include <cstring>
#include <system_error>
#include <utility>

#include <onc/error.h>

namespace onc {

namespace {

struct Kind {
  std::string_view name;
  std::string_view words;   // what people read first
  std::string_view advice;  // what an expert would try next; may be empty
};

// In the order of Errc.
constexpr std::array kinds = std::to_array<Kind>({
    {"unknown", "unknown error", ""},
    {"host_not_found", "host not found", "check the spelling of the name and the resolver (getent hosts NAME)"},
    {"unreachable", "host unreachable", "check the address, the route to it and the firewall"},
    {"connection_refused", "connection refused",
     "nothing listens there: the server has ended or uses another port; if rpcbind gave the port, the registration is "
     "stale and restarting the server renews it"},
    {"rpcbind_unreachable", "rpcbind does not answer",
     "start rpcbind or portmapd on that host and let port 111 pass the firewall; or give the server's address and port "
     "directly, or the right rpcbind address by ONC_RPCBIND"},
    {"rpcbind_refused", "rpcbind refused",
     "another server may hold the registration (oncinfo -p shows it), or registration is only allowed to root or over "
     "the local socket"},
    {"program_not_registered", "program not registered",
     "start the server; 'oncinfo -p HOST' shows what is registered. A server started before rpcbind was restarted "
     "must be restarted, too"},
    {"version_not_registered", "version not registered", "use one of the versions that the server offers"},
    {"transport_not_registered", "program not registered for this transport", "use another transport"},
    {"timed_out", "timed out",
     "unless it says that it was not sent, the call may or may not have run; check that the server is alive "
     "('oncinfo -u HOST PROGRAM') and that the "
     "firewall lets replies back"},
    {"deadline_exceeded", "deadline exceeded",
     "unless it says that it was not sent, the call may or may not have run; allow more time or ask again"},
    {"closed", "connection lost", "the call may or may not have run; connect again"},
    {"not_sent", "connection lost before sending", "the call has not run; connect again and repeat it"},
    {"cancelled", "cancelled", ""},
    {"message_too_large", "message too large", "use tcp, or send less at once"},
    {"bound_exceeded", "value beyond the schema's bounds", "nothing was sent; shorten the value"},
    {"auth_rejected", "authentication refused", "the server wants another credential, often AUTH_SYS"},
    {"rpc_version_mismatch", "RPC version mismatch", "the peer does not speak ONC RPC version 2"},
    {"program_unavailable", "program unavailable",
     "another program answers at this address; the registration or the given port is stale"},
    {"version_mismatch", "version mismatch", "use one of the versions that the server offers"},
    {"procedure_unavailable", "procedure unavailable", "the server is older or newer than this client's interface"},
    {"garbage_arguments", "server could not decode the arguments", "client and server use different .x files"},
    {"server_failure", "server failed", "the call may have run partly; see the server's log"},
    {"malformed_reply", "malformed reply", "client and server use different .x files, or the peer is no RPC server"},
    {"limit_exceeded", "limit exceeded", "raise the limit named here if the peer is to be trusted with it"},
    {"system", "system error", ""},
    {"invalid_argument", "invalid argument", ""},
});

const Kind& kind_of(Errc code) noexcept {
  const auto index = static_cast<std::size_t>(code);
  return index < kinds.size() ? kinds[index] : kinds[0];
}

}  // namespace

struct Error::Story {
  std::string detail{};
  std::vector<std::string> causes{};
  std::vector<std::uint32_t> registered_versions{};
  VersionRange versions{};
  AuthStat auth_stat = AuthStat::ok;
  int system_errno = 0;
};

static_assert(kinds.size() == errc_count);

std::string_view to_string(Errc code) noexcept { return kind_of(code).name; }

std::string_view to_string(AuthStat stat) noexcept {
  switch (stat) {
    case AuthStat::ok: return "AUTH_OK";
    case AuthStat::bad_credential: return "AUTH_BADCRED";
    case AuthStat::rejected_credential: return "AUTH_REJECTEDCRED";
    case AuthStat::bad_verifier: return "AUTH_BADVERF";
    case AuthStat::rejected_verifier: return "AUTH_REJECTEDVERF";
    case AuthStat::too_weak: return "AUTH_TOOWEAK";
    case AuthStat::invalid_response: return "AUTH_INVALIDRESP";
    case AuthStat::failed: return "AUTH_FAILED";
  }
  return "unknown auth_stat";
}

Error::Error(Errc error_code, std::string detail) : code(error_code) {
  if (!detail.empty()) own_story().detail = std::move(detail);
}

std::string Error::message() const {
  std::string text{kind_of(code).words};
  if (!detail().empty()) text += ": " + detail();
  return text;
}

std::string Error::explain() const {
  std::string text = message();
  for (const std::string& cause : causes()) text += "\n  " + cause;
  if (const std::string_view advice = kind_of(code).advice; !advice.empty()) {
    text += "\n  advice: " + std::string(advice);
  }
  return text;
}

const std::string& Error::detail() const noexcept { return story().detail; }
const std::vector<std::string>& Error::causes() const noexcept { return story().causes; }
VersionRange Error::versions() const noexcept { return story().versions; }
const std::vector<std::uint32_t>& Error::registered_versions() const noexcept { return story().registered_versions; }
AuthStat Error::auth_stat() const noexcept { return story().auth_stat; }
int Error::system_errno() const noexcept { return story().system_errno; }

Error&& Error::with_cause(std::string cause) && {
  own_story().causes.push_back(std::move(cause));
  return std::move(*this);
}

Error&& Error::with_causes_of(const Error& other) && {
  Story& mine = own_story();
  mine.causes.insert(mine.causes.end(), other.causes().begin(), other.causes().end());
  return std::move(*this);
}

Error&& Error::with_versions(VersionRange range) && {
  own_story().versions = range;
  return std::move(*this);
}

Error&& Error::with_registered_versions(std::vector<std::uint32_t> versions) && {
  own_story().registered_versions = std::move(versions);
  return std::move(*this);
}

Error&& Error::with_auth_stat(AuthStat stat) && {
  own_story().auth_stat = stat;
  return std::move(*this);
}

Error&& Error::with_errno(int error_number) && {
  own_story().system_errno = error_number;
  return std::move(*this);
}

Error&& Error::in_context(std::string_view context) && {
  std::string& text = own_story().detail;
  text = text.empty() ? std::string(context) : std::string(context) + ": " + text;
  return std::move(*this);
}

const Error::Story& Error::story() const noexcept {
  static const Story empty{};
  return story_ ? *story_ : empty;
}

// Copies before the first change, so that copies of an Error never see each other's changes.
Error::Story& Error::own_story() {
  auto own = story_ ? std::make_shared<Story>(*story_) : std::make_shared<Story>();
  Story& reference = *own;
  story_ = std::move(own);
  return reference;
}

Error system_error(Errc code, std::string_view what, int error_number) {
  std::string detail{what};
  detail += ": " + std::generic_category().message(error_number);
  return Error(code, std::move(detail)).with_errno(error_number);
}

RpcFailure::RpcFailure(const Error& error)
    : std::runtime_error(error.message()), error_(std::make_shared<const Error>(error)) {}

}  // namespace onc
