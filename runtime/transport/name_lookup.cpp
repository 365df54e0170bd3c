#include "transport/name_lookup.h"

#include <netdb.h>
#include <sys/socket.h>

#include <cerrno>
#include <chrono>
#include <future>
#include <memory>
#include <optional>
#include <system_error>
#include <thread>
#include <utility>

#include "base/duration_text.h"
#include "base/escape.h"
#include "base/signals_blocked.h"

namespace onc {

namespace {

struct FreeAddresses {
  void operator()(addrinfo* list) const noexcept { ::freeaddrinfo(list); }
};

HostAddresses look_up(const std::string& host, int flags) {
  addrinfo hints{};
  hints.ai_family = AF_UNSPEC;
  hints.ai_socktype = SOCK_STREAM;  // one entry for each address
  hints.ai_flags = flags;
  addrinfo* list = nullptr;
  const int code = ::getaddrinfo(host.empty() ? nullptr : host.c_str(), "0", &hints, &list);
  if (code != 0) return {.code = code, .system_errno = code == EAI_SYSTEM ? errno : 0};
  const std::unique_ptr<addrinfo, FreeAddresses> owner(list);
  HostAddresses found;
  for (const addrinfo* entry = list; entry != nullptr; entry = entry->ai_next) {
    found.addresses.push_back(SocketAddress::from(entry->ai_addr, entry->ai_addrlen));
  }
  return found;
}

std::optional<Error> run_alone(std::packaged_task<HostAddresses()> task) {
  const SignalsBlocked inherited;
  try {
    std::thread(std::move(task)).detach();
  } catch (const std::system_error& error) {
    return system_error(Errc::system, "a thread for the name lookup", error.code().value());
  }
  return std::nullopt;
}

Error no_answer(const std::string& host, Duration waited) {
  const std::string name = escaped(host);
  return Error(Errc::timed_out, "host name '" + name + "': the resolver did not answer within " +
                                    duration_text(std::chrono::ceil<std::chrono::milliseconds>(waited)))
      .with_cause(
          "nothing was sent to the host. Check that the name servers in /etc/resolv.conf can be reached "
          "('getent hosts " +
          name + "'), give a numeric address, or allow more time");
}

}  // namespace

HostAddresses ask_resolver(const std::string& host) { return look_up(host, 0); }

HostAddresses read_numeric_host(const std::string& host) { return look_up(host, AI_NUMERICHOST); }

Result<HostAddresses> ask_within(const std::string& host, const Patience& patience, Resolver resolver) {
  const Duration allowed = patience.left();
  std::packaged_task<HostAddresses()> task([host, ask = std::move(resolver)] { return ask(host); });
  auto answer = task.get_future();
  if (auto error = run_alone(std::move(task))) return std::move(*error);
  if (answer.wait_until(patience.end()) != std::future_status::ready) return no_answer(host, allowed);
  return answer.get();
}

}  // namespace onc
