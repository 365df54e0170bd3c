// `-l`: the addresses of one version of a program, as rpcbind version 4 names them to who asks.
#pragma once

#include <vector>

#include "oncinfo/inquiry.h"
#include "oncinfo/output.h"
#include "oncinfo/rpcbind_client.h"

namespace onc::oncinfo {

std::string addresses_table(ProgramVersion id, const std::vector<ServiceAddress>& addresses, const RpcNames& names);
Json addresses_json(ProgramVersion id, const std::vector<ServiceAddress>& addresses, const RpcNames& names);

int list_addresses(const Inquiry& inquiry, ProgramVersion id, const RpcNames& names, const Output& output);

}  // namespace onc::oncinfo
