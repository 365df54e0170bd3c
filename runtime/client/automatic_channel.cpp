#include "client/automatic_channel.h"

#include <algorithm>

namespace onc {

void AutomaticChannel::start(Call& call, const Procedure& procedure, EncodeArguments arguments,
                             const CallOptions& options) {
  CallOptions changed = options;
  std::optional<Error> refused = stream_->intercept(procedure, changed);
  const bool small = datagrams_ != nullptr && changed.expected_reply <= largest_;
  if (small && !refused) {
    call.flight.channel = datagrams_.get();
    if (datagrams_->start_if_fits(call, procedure, arguments, changed)) return;
  }
  call.flight.channel = stream_.get();
  stream_->start_intercepted(call, procedure, arguments, changed, std::move(refused));
}

// Callbacks of calls over one may start calls over the other.
void AutomaticChannel::drain() {
  const auto self = weak_from_this().lock();  // callbacks may drop the last client
  do {
    if (datagrams_) datagrams_->drain();
    stream_->drain();
  } while (datagrams_ && !datagrams_->idle());
}

void AutomaticChannel::flush() {
  if (datagrams_) datagrams_->flush();
  stream_->flush();
}

std::vector<Interest> AutomaticChannel::interests() const {
  std::vector<Interest> all = stream_->interests();
  if (!datagrams_) return all;
  for (const Interest& one : datagrams_->interests()) all.push_back(one);
  return all;
}

std::optional<TimePoint> AutomaticChannel::next_event() const {
  const auto first = stream_->next_event();
  const auto second = datagrams_ ? datagrams_->next_event() : std::nullopt;
  if (!first || !second) return first ? first : second;
  return std::min(*first, *second);
}

void AutomaticChannel::step() {
  const auto self = weak_from_this().lock();  // callbacks may drop the last client
  if (datagrams_) datagrams_->step();
  stream_->step();
}

ChannelStats AutomaticChannel::stats() const {
  ChannelStats sum = stream_->stats();
  if (datagrams_) sum += datagrams_->stats();
  return sum;
}

std::string AutomaticChannel::peer() const { return datagrams_ ? datagrams_->peer() : stream_->peer(); }

}  // namespace onc
