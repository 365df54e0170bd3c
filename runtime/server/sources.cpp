#include "server/sources.h"

#include "base/fair_share.h"

namespace onc {

std::string source_of(const Peer& peer) {
  if (peer.local) return "uid " + std::to_string(peer.local->uid);
  return peer.address.network_prefix();
}

Sources::Place Sources::enter(const Peer& peer) {
  if (bounds_.connections_of_one == 0) return {};  // and nothing is to be remembered of who came
  std::string source = source_of(peer);
  const std::lock_guard lock(mutex_);
  Source& entered = *shares_.try_emplace(std::move(source)).first;
  ++entered.second.holds;
  return Place(Hold(*this, entered));
}

Sources::Hold Sources::hold(Source& source) noexcept {
  const std::lock_guard lock(mutex_);
  ++source.second.holds;
  return {*this, source};
}

void Sources::release(Source& source) noexcept {
  const std::lock_guard lock(mutex_);
  if (--source.second.holds == 0) shares_.erase(shares_.find(source.first));
}

// --- a connection's place

Sources::Place::Place(Hold hold) noexcept : hold_(std::move(hold)) {
  ++share().connections;
  ++hold_.sources().connections_;
}

void Sources::Place::leave() noexcept {
  if (!hold_) return;
  --share().connections;
  --hold_.sources().connections_;
  hold_.release();
}

bool Sources::Place::is_beyond_limit() const noexcept {
  return share().connections > hold_.sources().bounds_.connections_of_one;
}

bool Sources::Place::is_full_of_calls() const noexcept {
  const Sources& all = hold_.sources();
  return !leaves_room(share().outstanding, all.outstanding_, all.bounds_.outstanding);
}

// --- a call

Sources::Outstanding::Outstanding(const Hold& source) noexcept : sources_(&source.sources()), share_(&source.share()) {
  ++share_->outstanding;
  ++sources_->outstanding_;
}

Sources::Outstanding::~Outstanding() {
  --share_->outstanding;
  --sources_->outstanding_;
}

}  // namespace onc
