// How a client's socket waits: it looks for a while, then it sleeps in the receive itself.
#pragma once

#include <sys/socket.h>

#include "base/lookout.h"
#include "transport/socket_options.h"
#include "transport/transport.h"

namespace onc {

/// Of one socket, which blocks unless it is told not to.
class PatientReceive {
 public:
  /// `busy_wait` as ConnectOptions has it.
  explicit PatientReceive(Duration busy_wait) noexcept : lookout_(busy_wait) {}

  /// What `receive`, `IoResult(int flags)` on `descriptor`, gives within about `patience`.
  template <class Receive>
  IoResult within(Duration patience, int descriptor, const Receive& receive) {
    if (patience <= Duration::zero()) return receive(MSG_DONTWAIT);
    IoResult result;
    const auto look = [&] {
      result = receive(MSG_DONTWAIT);
      return !result.again();
    };
    if (lookout_.find(look)) return result;
    timeout_.set(descriptor, patience);
    return receive(0);
  }

 private:
  Lookout lookout_;
  ReceiveTimeout timeout_;
};

}  // namespace onc
