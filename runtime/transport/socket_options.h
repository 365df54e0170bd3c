// Small helpers around socket system calls.
#pragma once

#include <onc/address.h>
#include <onc/options.h>

#include "transport/file_descriptor.h"
#include "transport/transport.h"

namespace onc {

/// poll(2) of one descriptor. 0 when `events` or an error are there, EAGAIN after `patience`, or another errno. Never
/// returns early because of a signal.
int poll_one(int descriptor, short events, Duration patience);

/// What an errno of connecting, sending or receiving means to a caller.
Errc errc_of(int error) noexcept;

bool set_option(int descriptor, int level, int name, int value) noexcept;

/// SO_RCVTIMEO or SO_SNDTIMEO.
void set_time_limit(int descriptor, int name, Duration time) noexcept;

/// Lets a socket keep many datagrams until they are received, as far as the system allows it.
void widen_inbox(int descriptor) noexcept;

/// The local address a socket is bound to.
SocketAddress local_address(int descriptor);

/// Binds a client's socket as `ports` says, to all addresses of `family`; does nothing for local sockets. Errors:
/// system.
Result<void> bind_local(int descriptor, int family, const LocalPorts& ports);

/// The time limit that the kernel keeps for blocking receives (SO_RCVTIMEO), changed only when it must be: so waiting
/// for a reply costs one system call.
class ReceiveTimeout {
 public:
  /// Makes receives on `descriptor` wait at most about `patience`.
  void set(int descriptor, Duration patience);

 private:
  Duration current_ = Duration::zero();  // zero: no limit set yet
};

}  // namespace onc
