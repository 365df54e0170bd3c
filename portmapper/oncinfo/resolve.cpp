#include "oncinfo/resolve.h"

#include <netdb.h>
#include <sys/socket.h>

#include <algorithm>
#include <array>
#include <future>
#include <memory>
#include <optional>
#include <thread>
#include <utility>

#include <fmt/format.h>

#include "oncinfo/output.h"

namespace onc::oncinfo {

namespace {

using Addresses = std::vector<SocketAddress>;
using List = std::unique_ptr<addrinfo, decltype([](addrinfo* list) { ::freeaddrinfo(list); })>;

// What `ask` returns, or nothing when it takes too long; then it is left behind with all that it uses.
template <class Ask>
std::optional<std::invoke_result_t<Ask>> within(Duration time, Ask ask) {
  std::packaged_task<std::invoke_result_t<Ask>()> task(std::move(ask));
  auto answer = task.get_future();
  std::thread(std::move(task)).detach();
  if (answer.wait_for(time) != std::future_status::ready) return std::nullopt;
  return answer.get();
}

Addresses in_order(const addrinfo* list) {
  Addresses all;
  for (; list != nullptr; list = list->ai_next) {
    const auto address = SocketAddress::from(list->ai_addr, list->ai_addrlen).unmapped();
    if (std::find(all.begin(), all.end(), address) == all.end()) all.push_back(address);
  }
  std::stable_partition(all.begin(), all.end(), [](const auto& address) { return address.family() == AF_INET; });
  return all;
}

Result<Addresses> look_up(const std::string& host, int family) {
  addrinfo hints{};
  hints.ai_family = family;
  hints.ai_socktype = SOCK_STREAM;
  addrinfo* found = nullptr;
  const int status = ::getaddrinfo(host.c_str(), nullptr, &hints, &found);
  if (status != 0) return Error(Errc::host_not_found, printable(host) + ": " + ::gai_strerror(status));
  const List list(found);
  return in_order(list.get());
}

std::string look_up_name(const SocketAddress& address, int flags) {
  std::array<char, NI_MAXHOST> name{};
  const int status = ::getnameinfo(address.data(), address.size(), name.data(), name.size(), nullptr, 0, flags);
  return status == 0 ? name.data() : "unknown";
}

}  // namespace

Result<Addresses> resolve(const std::string& host, int family, Duration time) {
  const auto found = within(time, [host, family] { return look_up(host, family); });
  if (found) return *found;
  return Error(Errc::timed_out, "the resolver has no answer for '" + printable(host) + "'");
}

std::string name_of_host(const SocketAddress& address, Duration time) {
  const auto name = within(time, [address] { return look_up_name(address, 0); });
  return name ? *name : numeric_host(address);
}

std::string numeric_host(const SocketAddress& address) { return look_up_name(address, NI_NUMERICHOST); }

std::string host_and_port(const std::string& host, std::uint16_t port) {
  const bool is_ipv6 = host.find(':') != std::string::npos;
  return is_ipv6 ? fmt::format("[{}]:{}", host, port) : fmt::format("{}:{}", host, port);
}

}  // namespace onc::oncinfo
