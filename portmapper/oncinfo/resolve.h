// Names and addresses of hosts, within a time: a resolver may be silent for minutes.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include <onc/address.h>
#include <onc/options.h>

namespace onc::oncinfo {

/// All addresses of a host, with port 0, IPv4 first; `family` AF_UNSPEC for both. Errors: host_not_found, timed_out.
Result<std::vector<SocketAddress>> resolve(const std::string& host, int family, Duration time);

/// The host's name; its address in numbers when it has none, or nobody says so in time.
std::string name_of_host(const SocketAddress& address, Duration time);

/// The address without its port: "1.2.3.4", "::1".
std::string numeric_host(const SocketAddress& address);

/// As onc::SocketAddress::parse and ConnectOptions::address read it.
std::string host_and_port(const std::string& host, std::uint16_t port);

}  // namespace onc::oncinfo
