#include "session/host_shares.h"

#include <bit>

#include "base/fair_share.h"

namespace onc {

namespace {

bool is_ipv6_host(const Caller& caller) noexcept { return caller.host_high != 0; }

std::size_t class_of(std::size_t weight) noexcept { return static_cast<std::size_t>(std::bit_width(weight)); }

}  // namespace

HostShares::HostShares(std::size_t calls, std::size_t call_weight, HashKey secret)
    : pool_(calls), table_(calls), call_weight_(call_weight), secret_(secret) {}

// The host is looked up only if it may matter how many it has.
bool HostShares::may_run(const Caller& caller, std::size_t most) const noexcept {
  if (leaves_room(running_, running_, most)) return true;
  const CachingHost* known = find(network_of(caller));
  return leaves_room(known == nullptr ? 0 : known->running, running_, most);
}

void HostShares::enter(RememberedCall& call) noexcept {
  call.host = &host_of(call.key.caller);
  ++call.host->calls;
  ++call.host->running;
  ++running_;
}

void HostShares::finish(RememberedCall& call) noexcept {
  --call.host->running;
  --running_;
  call.host->finished.push_back(call);
  set_weight(*call.host, call.host->weight + weight_of(call));
}

void HostShares::touch(RememberedCall& call) noexcept {
  call.host->finished.remove(call);
  call.host->finished.push_back(call);
}

void HostShares::leave(RememberedCall& call) noexcept {
  CachingHost& host = *call.host;
  if (call.state == RememberedCall::State::running) {
    --host.running;
    --running_;
  } else {
    host.finished.remove(call);
    set_weight(host, host.weight - weight_of(call));
  }
  if (--host.calls > 0) return;
  table_.remove(host);
  pool_.give_back(host);
}

RememberedCall* HostShares::next_victim() noexcept {
  if (occupied_ == 0) return nullptr;
  Class& largest = classes_[class_of(occupied_)];
  CachingHost& host = *largest.front();
  largest.remove(host);
  largest.push_back(host);
  return host.finished.front();
}

HostShares::Network HostShares::network_of(const Caller& caller) const noexcept {
  const std::uint64_t low = is_ipv6_host(caller) ? 0 : caller.host_low;
  SipHash hash(secret_);
  hash.add(caller.host_high);
  hash.add(low);
  return {.high = caller.host_high, .low = low, .hash = hash.finish()};
}

CachingHost* HostShares::find(const Network& network) const noexcept {
  return table_.find(network.hash, [&network](const CachingHost& host) {
    return host.network_high == network.high && host.network_low == network.low;
  });
}

CachingHost& HostShares::host_of(const Caller& caller) noexcept {
  const Network network = network_of(caller);
  if (CachingHost* known = find(network)) return *known;
  CachingHost& fresh = pool_.take();
  fresh.hash = network.hash;
  fresh.network_high = network.high;
  fresh.network_low = network.low;
  table_.add(fresh);
  return fresh;
}

std::size_t HostShares::weight_of(const RememberedCall& call) const noexcept {
  return call_weight_ + ReplyStore::blocks_of(call.reply.size);
}

void HostShares::set_weight(CachingHost& host, std::size_t weight) noexcept {
  const std::size_t old_class = class_of(host.weight);
  const std::size_t new_class = class_of(weight);
  host.weight = weight;
  if (old_class == new_class) return;
  if (old_class != 0) {
    classes_[old_class].remove(host);
    if (classes_[old_class].empty()) occupied_ &= ~(std::uint64_t{1} << (old_class - 1));
  }
  if (new_class != 0) {
    classes_[new_class].push_back(host);
    occupied_ |= std::uint64_t{1} << (new_class - 1);
  }
}

}  // namespace onc
