// Any order of calls, answers and times: what is given again was answered to just that call, nothing runs twice at
// once, and the bounds hold.

#include "session/reply_cache.h"

#include <algorithm>
#include <cstdlib>
#include <map>
#include <vector>

#include "input.h"

namespace {

using Bytes = std::vector<std::byte>;
using Verdict = onc::ReplyCache::Verdict;

constexpr onc::ReplyCache::Bounds bounds{
    .entries = 12, .bytes = 32 * onc::ReplyStore::block_size, .lifetime = std::chrono::seconds(100)};

void require(bool condition) {
  if (!condition) std::abort();
}

onc::CallKey key_of(std::uint32_t xid) {
  return {.caller = {.host_low = xid % 3}, .xid = xid, .id = {1, 1}, .procedure = 1, .checksum = xid % 5};
}

// Two bytes are one step: which call, and what becomes of it.
class Model {
 public:
  void step(std::uint32_t call, std::uint32_t what) {
    now_ += std::chrono::seconds(what % 8);
    const auto running = running_.find(call);
    if (running != running_.end() && what % 3 != 0) {
      end(running, what);
    } else {
      begin(call);
    }
    require(cache_.counters().entries.get() <= bounds.entries && cache_.counters().bytes.get() <= bounds.bytes);
  }

 private:
  using Running = std::map<std::uint32_t, onc::RememberedCall*>;

  void begin(std::uint32_t call) {
    onc::xdr::Buffer out;
    const auto begun = cache_.begin(key_of(call), now_, out, true);
    const bool answered = begun.verdict == Verdict::answered;
    if (begun.verdict == Verdict::refuse) require(!running_.empty());
    if (begun.verdict == Verdict::run) require(running_.emplace(call, begun.call).second);
    require(running_.size() <= bounds.entries / 2);
    if (answered) require(std::ranges::equal(out.bytes(), answers_.at(call)));
    require(answered != out.empty());
  }
  void end(Running::iterator running, std::uint32_t what) {
    if (what % 3 == 1) {
      cache_.forget(*running->second);
    } else {
      Bytes& answer = answers_[running->first];
      answer.assign(std::size_t{what} * 2, static_cast<std::byte>(++answers_given_));
      cache_.finish(*running->second, answer, now_);
    }
    running_.erase(running);
  }

  onc::ReplyCache cache_{bounds, {1, 2}};
  onc::TimePoint now_{};
  Running running_{};
  std::map<std::uint32_t, Bytes> answers_{};
  unsigned answers_given_ = 0;
};

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  Model model;
  for (std::size_t i = 0; i + 1 < size; i += 2) model.step(data[i] % 16, data[i + 1]);
  return 0;
}
