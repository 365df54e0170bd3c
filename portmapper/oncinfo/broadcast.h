// `-b`: who on the networks of this host has the program?
#pragma once

#include "oncinfo/inquiry.h"
#include "oncinfo/output.h"

namespace onc::oncinfo {

/// Until the inquiry's time is over. The inquiry's netid chooses one address family, its rpcbind one place to ask in
/// numbers; `wanted.port` asks the program itself.
int broadcast_null(const Inquiry& inquiry, const Wanted& wanted, const RpcNames& names, const Output& output);

}  // namespace onc::oncinfo
