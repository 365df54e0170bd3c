#include "oncinfo/list_addresses.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace onc::oncinfo {

namespace {

std::string_view semantics_name(std::uint32_t semantics) {
  if (semantics == protocol::NC_TPI_CLTS) return "clts";
  return semantics == protocol::NC_TPI_COTS ? "cots" : "cots_ord";
}

std::string transport_column(const ServiceAddress& address) {
  return fmt::format("{}/{}/{} ", printable(address.r_nc_protofmly), printable(address.r_nc_proto),
                     semantics_name(address.r_nc_semantics));
}

}  // namespace

std::string addresses_table(ProgramVersion id, const std::vector<ServiceAddress>& addresses, const RpcNames& names) {
  if (addresses.empty()) return "No remote programs registered.\n";
  std::string table = "   program vers  tp_family/name/class    address\t\t  service\n";
  for (const ServiceAddress& address : addresses) {
    table += fmt::format("{:>10}{:>3}    {:<24}{:<24} {:<13}\n", id.program, id.version, transport_column(address),
                         printable(address.r_maddr), name_or_dash(names, id.program));
  }
  return table;
}

Json addresses_json(ProgramVersion id, const std::vector<ServiceAddress>& addresses, const RpcNames& names) {
  Json list = Json::array();
  for (const ServiceAddress& address : addresses) {
    list.push_back({{"netid", address.r_nc_netid},
                    {"family", address.r_nc_protofmly},
                    {"protocol", address.r_nc_proto},
                    {"semantics", semantics_name(address.r_nc_semantics)},
                    {"address", address.r_maddr}});
  }
  return {{"program", id.program},
          {"version", id.version},
          {"service", service_name(names, id.program)},
          {"addresses", std::move(list)}};
}

int list_addresses(const Inquiry& inquiry, ProgramVersion id, const RpcNames& names, const Output& output) {
  const auto rpcbind = RpcbindClient::open(inquiry);
  if (!rpcbind) return output.fail(rpcbind.error());
  const auto addresses = rpcbind->addresses(id);
  if (!addresses) return output.fail(addresses.error());
  output.text(addresses_table(id, *addresses, names));
  output.json(addresses_json(id, *addresses, names));
  return exit_ok;
}

}  // namespace onc::oncinfo
