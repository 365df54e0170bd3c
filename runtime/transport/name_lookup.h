// The system's resolver, with a limit to the wait.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include <onc/address.h>
#include <onc/result.h>

#include "base/patience.h"

namespace onc {

/// What a resolver says about a name.
struct HostAddresses {
  int code = 0;                            ///< getaddrinfo's: 0 or EAI_...
  int system_errno = 0;                    ///< with EAI_SYSTEM
  std::vector<SocketAddress> addresses{};  ///< without ports, in the resolver's order
};

/// Asks the system on the calling thread, as long as that takes. `host` empty: the loopback addresses.
HostAddresses ask_resolver(const std::string& host);

/// Reads "1.2.3.4", "::1", "fe80::1%eth0" and the shorter forms of inet_aton(3). Asks nobody; EAI_NONAME for names.
HostAddresses read_numeric_host(const std::string& host);

using Resolver = std::function<HostAddresses(const std::string&)>;

/// As `resolver` says, on a thread of its own, because getaddrinfo can neither be given a time nor be stopped. When
/// patience ends first, the thread goes on until the resolver gives up (with glibc's defaults within half a minute)
/// and then ends by itself: it owns all that it touches, and takes no signals. Errors: timed_out when there is no
/// answer yet; system when there is no thread to be had.
Result<HostAddresses> ask_within(const std::string& host, const Patience& patience, Resolver resolver = ask_resolver);

}  // namespace onc
