// The way to a service: through rpcbind, or straight to the place that the user names.
#pragma once

#include <onc/call.h>

#include "oncinfo/inquiry.h"

namespace onc::oncinfo {

/// "localhost" where the user names none.
std::string host_of(const Inquiry& inquiry);

/// Finds the server of one version and connects to it. `reconnect`: what becomes of calls when it is lost. Errors: as
/// DynamicClient::connect.
Result<DynamicClient> reach(const Inquiry& inquiry, const Wanted& wanted, std::uint32_t version,
                            Reconnect reconnect = Reconnect::never);

/// Calls procedure 0, which takes nothing and returns nothing.
Result<void> call_null(const DynamicClient& client);

}  // namespace onc::oncinfo
