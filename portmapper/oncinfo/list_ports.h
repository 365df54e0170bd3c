// `-p`: the ports that version 2 of rpcbind lists.
#pragma once

#include <vector>

#include "oncinfo/inquiry.h"
#include "oncinfo/output.h"
#include "oncinfo/rpcbind_client.h"

namespace onc::oncinfo {

std::string ports_table(const std::vector<Port>& ports, const RpcNames& names);
Json ports_json(const std::vector<Port>& ports, const RpcNames& names);

int list_ports(const Inquiry& inquiry, const RpcNames& names, const Output& output);

}  // namespace onc::oncinfo
