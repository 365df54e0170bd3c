#include "oncinfo/list_ports.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace onc::oncinfo {

std::string ports_table(const std::vector<Port>& ports, const RpcNames& names) {
  if (ports.empty()) return "No remote programs registered.\n";
  std::string table = "   program vers proto   port  service\n";
  for (const Port& port : ports) {
    table += fmt::format("{:>10}{:>5}{:>6}{:>7}", port.prog, port.vers, protocol_name(port.prot), port.port);
    const std::string_view name = names.name(port.prog);
    table += name.empty() ? "\n" : fmt::format("  {}\n", name);
  }
  return table;
}

Json ports_json(const std::vector<Port>& ports, const RpcNames& names) {
  Json list = Json::array();
  for (const Port& port : ports) {
    list.push_back({{"program", port.prog},
                    {"version", port.vers},
                    {"protocol", protocol_name(port.prot)},
                    {"port", port.port},
                    {"service", service_name(names, port.prog)}});
  }
  return {{"registrations", std::move(list)}};
}

int list_ports(const Inquiry& inquiry, const RpcNames& names, const Output& output) {
  const auto rpcbind = RpcbindClient::open(inquiry);
  if (!rpcbind) return output.fail(rpcbind.error());
  const auto ports = rpcbind->ports();
  if (!ports) return output.fail(ports.error());
  output.text(ports_table(*ports, names));
  output.json(ports_json(*ports, names));
  return exit_ok;
}

}  // namespace onc::oncinfo
