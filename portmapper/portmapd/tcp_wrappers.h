// hosts_access(5), which Debian's rpcbind obeys and portmapd does not: whoever relies on it has to be told.
#pragma once

#include <istream>
#include <string>

namespace portmapd {

/// The first line of /etc/hosts.deny, or of hosts.allow, that rpcbind would obey; empty if there is none.
std::string line_for_rpcbind(std::istream& rules);

}  // namespace portmapd
