// Where rpcbind is asked.
#pragma once

#include <string>
#include <string_view>

namespace onc {

/// Where this host's rpcbind listens for local users.
inline constexpr std::string_view rpcbind_socket = "/run/rpcbind.sock";

/// What the user says: `option`, else ONC_RPCBIND, else nothing.
std::string configured_rpcbind(std::string_view option);

/// Whether `host` can mean no other host: "", "localhost", 127.0.0.0/8, ::1.
bool is_this_host(std::string_view host);

}  // namespace onc
