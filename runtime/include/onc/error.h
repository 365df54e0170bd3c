// What can go wrong with a remote call, named after what the caller can do about it.
//
//   onc::Result<std::int32_t> status = log->rlog("started");
//   if (!status) std::cerr << status.error().explain() << '\n';
//
// `message()` is one line; `explain()` adds what was tried, where, what came back, and advice.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace onc {

/// The kinds of failure. Each says whether the call may have run on the server.
enum class Errc : std::uint8_t {
  unknown,                   ///< never made by this library
  host_not_found,            ///< the name does not resolve; not sent
  unreachable,               ///< no address of the host could be reached; not sent
  connection_refused,        ///< nothing listens at the address; not run
  rpcbind_unreachable,       ///< the host's rpcbind (portmapper) does not answer; not sent
  rpcbind_refused,           ///< rpcbind answered and refused (registration, credentials); not sent
  program_not_registered,    ///< rpcbind knows no such program; not sent
  version_not_registered,    ///< rpcbind knows the program, but not this version; see Error::versions; not sent
  transport_not_registered,  ///< rpcbind knows program and version, but not over this transport; not sent
  timed_out,                 ///< no reply in time; the call may or may not have run
  deadline_exceeded,         ///< the caller's deadline passed; the call may or may not have run
  closed,                    ///< connection lost, or server gone, after sending; the call may or may not have run
  not_sent,                  ///< connection lost before any of the call was sent; not run
  cancelled,                 ///< given up by the caller; the call may or may not have run
  message_too_large,         ///< the call does not fit the transport; not sent
  bound_exceeded,            ///< our value is longer than the schema allows; not sent
  auth_rejected,             ///< the server refused the credential, see Error::auth_stat; not run
  rpc_version_mismatch,      ///< the server speaks another version of RPC itself; not run
  program_unavailable,       ///< the server is alive, but does not export the program; not run
  version_mismatch,          ///< the server exports other versions, see Error::versions; not run
  procedure_unavailable,     ///< the version has no such procedure; not run
  garbage_arguments,         ///< the server could not decode our arguments; not run
  server_failure,            ///< the server failed while it ran the call (SYSTEM_ERR)
  malformed_reply,           ///< the reply does not match the schema or RFC 5531; the call has probably run
  limit_exceeded,            ///< a limit of our own was met, named in the detail
  system,                    ///< the operating system refused something local, see Error::system_errno
  invalid_argument,          ///< an option or address that makes no sense; nothing was done
};

inline constexpr std::size_t errc_count = static_cast<std::size_t>(Errc::invalid_argument) + 1;

/// `timed_out`, `program_not_registered`, …: the enumerator's own name.
std::string_view to_string(Errc code) noexcept;

/// Why a credential was refused (RFC 5531 section 9, auth_stat).
enum class AuthStat : std::int32_t {
  ok = 0,
  bad_credential = 1,
  rejected_credential = 2,
  bad_verifier = 3,
  rejected_verifier = 4,
  too_weak = 5,
  invalid_response = 6,
  failed = 7,
};

std::string_view to_string(AuthStat stat) noexcept;

/// The versions of a program that do exist.
struct VersionRange {
  std::uint32_t low = 0;
  std::uint32_t high = 0;
  friend bool operator==(const VersionRange&, const VersionRange&) = default;
};

/// A failure with its story. A value: copyable, comparable by code. Cheap to move, two words large.
class Error {
 public:
  Errc code = Errc::unknown;

  Error() noexcept = default;
  explicit Error(Errc code, std::string detail = {});

  /// One line: the kind, then what exactly happened.
  [[nodiscard]] std::string message() const;
  /// Several lines: the message, one line for each cause, then one line of advice where there is one.
  [[nodiscard]] std::string explain() const;
  /// What exactly happened, without the kind.
  [[nodiscard]] const std::string& detail() const noexcept;
  /// What was tried and what came back, in order.
  [[nodiscard]] const std::vector<std::string>& causes() const noexcept;
  /// With version_mismatch and rpc_version_mismatch: the server's range; {0, 0} when it is not known.
  [[nodiscard]] VersionRange versions() const noexcept;
  /// With version_not_registered: the versions that are registered.
  [[nodiscard]] const std::vector<std::uint32_t>& registered_versions() const noexcept;
  /// With auth_rejected: the reason; a service may return it to choose the reason that its client is told.
  [[nodiscard]] AuthStat auth_stat() const noexcept;
  /// With system, and where the operating system gave the reason: errno, else 0.
  [[nodiscard]] int system_errno() const noexcept;

  /// The same error with one thing more known about it.
  Error&& with_cause(std::string cause) &&;
  Error&& with_causes_of(const Error& other) &&;
  Error&& with_versions(VersionRange range) &&;
  Error&& with_registered_versions(std::vector<std::uint32_t> versions) &&;
  Error&& with_auth_stat(AuthStat stat) &&;
  Error&& with_errno(int error_number) &&;
  /// Puts `context` in front of the detail: "RLOG at 127.0.0.1:4711: …".
  Error&& in_context(std::string_view context) &&;

  friend bool operator==(const Error& left, const Error& right) noexcept { return left.code == right.code; }

 private:
  struct Story;
  [[nodiscard]] const Story& story() const noexcept;
  Story& own_story();

  std::shared_ptr<const Story> story_;  // null when there is only the code
};

/// An Error for a failed system call: `what` and the text of `error_number`.
Error system_error(Errc code, std::string_view what, int error_number);

/// Thrown by Result::value().
class RpcFailure : public std::runtime_error {
 public:
  explicit RpcFailure(const Error& error);
  [[nodiscard]] const Error& error() const noexcept { return *error_; }

 private:
  std::shared_ptr<const Error> error_;  // shared: copying an exception must not throw
};

}  // namespace onc
