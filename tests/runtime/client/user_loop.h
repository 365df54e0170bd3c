// An event loop that is not ours.
#pragma once

#include <poll.h>

#include <algorithm>
#include <chrono>
#include <vector>

#include <gtest/gtest.h>

#include <onc/client.h>

namespace onc::test {

// What it does, once.
inline void turn(Channel& channel) {
  std::vector<pollfd> watched;
  for (const Interest& one : channel.interests()) {
    const int events = (one.read ? POLLIN : 0) | (one.write ? POLLOUT : 0);
    watched.push_back({one.descriptor, static_cast<short>(events), 0});
  }
  int patience = -1;
  if (const auto event = channel.next_event()) {
    const auto left = std::chrono::ceil<std::chrono::milliseconds>(*event - Clock::now());
    patience = std::max(0, static_cast<int>(left.count()));
  }
  ASSERT_FALSE(watched.empty() && patience < 0) << "the loop would wait for ever";
  ::poll(watched.data(), watched.size(), patience);
  channel.step();
}

}  // namespace onc::test
