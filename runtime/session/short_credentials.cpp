#include "session/short_credentials.h"

#include <algorithm>
#include <cstring>

namespace onc {

namespace {

// All transports and ports of a host alike: its channels may share what it was given.
Caller host_of(const Peer& peer) noexcept {
  Caller host = Caller::of(peer);
  host.port = 0;
  host.transport = Transport::tcp;
  return host;
}

}  // namespace

ShortCredentials::ShortCredentials(std::size_t entries, RandomBytes random)
    : entries_(std::max<std::size_t>(entries, 1)), random_(random) {
  random_(std::as_writable_bytes(std::span(&secret_, 1)));
}

ShortCredentials::Handle ShortCredentials::hand_out(const Peer& peer, std::span<const std::byte> body) {
  const Caller host = host_of(peer);
  const std::uint64_t hash = hash_of(host, body);
  const std::lock_guard lock(mutex_);
  for (auto [at, end] = by_claim_.equal_range(hash); at != end; ++at) {
    const Place place = at->second;
    if (place->host != host || !std::ranges::equal(place->body, body)) continue;
    touch(place);
    return place->handle;
  }
  return add(host, body, hash);
}

bool ShortCredentials::find(const Peer& peer, std::span<const std::byte> handle, std::vector<std::byte>& body) {
  Handle wanted;
  if (handle.size() != wanted.size()) return false;
  std::ranges::copy(handle, wanted.begin());
  const Caller host = host_of(peer);
  const std::lock_guard lock(mutex_);
  for (auto [at, end] = by_handle_.equal_range(hash_of(wanted)); at != end; ++at) {
    const Place place = at->second;
    if (place->handle != wanted || place->host != host) continue;
    touch(place);
    body = place->body;
    return true;
  }
  return false;
}

std::size_t ShortCredentials::size() const {
  const std::lock_guard lock(mutex_);
  return recent_.size();
}

const ShortCredentials::Handle& ShortCredentials::add(const Caller& host, std::span<const std::byte> body,
                                                      std::uint64_t hash) {
  if (recent_.size() >= entries_) forget_oldest();
  Entry entry{host, {}, {body.begin(), body.end()}};
  random_(entry.handle);
  recent_.push_front(std::move(entry));
  const Place place = recent_.begin();
  by_handle_.emplace(hash_of(place->handle), place);
  by_claim_.emplace(hash, place);
  return place->handle;
}

void ShortCredentials::forget_oldest() {
  const Place oldest = std::prev(recent_.end());
  erase_from(by_handle_, hash_of(oldest->handle), oldest);
  erase_from(by_claim_, hash_of(oldest->host, oldest->body), oldest);
  recent_.erase(oldest);
}

void ShortCredentials::erase_from(Index& index, std::uint64_t hash, Place place) {
  const auto [first, last] = index.equal_range(hash);
  const auto found = std::find_if(first, last, [&](const auto& entry) { return entry.second == place; });
  if (found != last) index.erase(found);
}

// They are random already.
std::uint64_t ShortCredentials::hash_of(const Handle& handle) noexcept {
  std::uint64_t hash = 0;
  std::memcpy(&hash, handle.data(), sizeof hash);
  return hash;
}

std::uint64_t ShortCredentials::hash_of(const Caller& host, std::span<const std::byte> body) const noexcept {
  SipHash hash(secret_);
  hash.add(host.host_high);
  hash.add(host.host_low);
  hash.add(host.scope);
  return hash.finish(body);
}

}  // namespace onc
