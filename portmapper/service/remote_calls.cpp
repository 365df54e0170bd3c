#include "service/remote_calls.h"

#include <algorithm>
#include <array>
#include <utility>

namespace onc {

namespace {

constexpr std::uint32_t any = 0xffffffff;

struct Forbidden {
  std::uint32_t program;
  std::uint32_t procedure;
};

constexpr std::array<Forbidden, 10> forbidden{{
    {100000, any},  // the portmapper itself
    {100003, any},  // NFS
    {100005, 1},    // mountd: MNT
    {100005, 3},    // mountd: UMNT
    {100009, any},  // yppasswdd
    {100011, any},  // rquotad
    {100004, 3},    // ypserv: MATCH
    {100004, 8},    // ypserv: ALL
    {100007, 2},    // ypbind: SETDOM
    {100017, any},  // rexd
}};

}  // namespace

// Outlives this object for as long as calls are under way.
struct RemoteCalls::Counts {
  bool enter(const std::string& host, const Limits& limits) {
    const std::lock_guard lock(mutex);
    if (all >= limits.all) return false;
    std::size_t& count = by_host[host];
    if (count >= limits.of_host) return false;
    ++count;
    ++all;
    return true;
  }
  void leave(const std::string& host) {
    const std::lock_guard lock(mutex);
    --all;
    const auto found = by_host.find(host);
    if (--found->second == 0) by_host.erase(found);
  }

  std::mutex mutex;
  std::size_t all = 0;
  std::unordered_map<std::string, std::size_t> by_host;
};

RemoteCalls::RemoteCalls() : RemoteCalls(Limits{}) {}
RemoteCalls::RemoteCalls(Limits limits) : limits_(limits), counts_(std::make_shared<Counts>()) {}
RemoteCalls::~RemoteCalls() = default;

// A NULL call does nothing, and is how clients look for servers.
bool RemoteCalls::is_forbidden(ProgramVersion id, std::uint32_t procedure) noexcept {
  return procedure != 0 && std::any_of(forbidden.begin(), forbidden.end(), [&](const Forbidden& one) {
           return one.program == id.program && (one.procedure == any || one.procedure == procedure);
         });
}

bool RemoteCalls::call(const SocketAddress& target, const Wanted& wanted, const std::string& host, Done done) {
  const DynamicClient* client = client_of(target, wanted.id);
  if (client == nullptr || !counts_->enter(host, limits_)) return false;
  CallOptions options{.deadline = limits_.time};
  if (wanted.claim) options.credential = Credential(*wanted.claim);
  client->start_raw(wanted.procedure, wanted.arguments, options)
      .then([counts = counts_, host, done = std::move(done)](const Result<std::vector<std::byte>>& results) {
        counts->leave(host);
        done(results);
      });
  return true;
}

DynamicClient* RemoteCalls::client_of(const SocketAddress& target, ProgramVersion id) {
  const std::string address = target.to_string();
  auto known = std::find_if(channels_.begin(), channels_.end(), [&](const auto& one) { return one.first == address; });
  if (known == channels_.end()) {
    auto opened = DynamicClient::connect("", id, {.transport = Transport::udp, .address = address, .background = true});
    if (!opened) return nullptr;
    if (channels_.size() >= limits_.targets) channels_.pop_back();
    known = channels_.emplace(channels_.begin(), address, opened->shared_channel());
  } else {
    channels_.splice(channels_.begin(), channels_, known);
  }
  return &current_.emplace(known->second, id);
}

}  // namespace onc
