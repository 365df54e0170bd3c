// Whatever a server sends, each call is completed at most once, and exactly once when the time is over.

#include <cstdlib>

#include "input.h"
#include "session/datagram_client_session.h"
#include "session/stream_client_session.h"

namespace {

class OneCall final : public onc::Call {
 public:
  std::optional<onc::Error> succeed(onc::xdr::Decoder& results) override {
    std::string text;
    if (!results.string(text)) return onc::malformed_results(results.report());
    complete();
    return std::nullopt;
  }
  void fail(onc::Error error) override {
    complete();
    if (error.explain().empty()) std::abort();
  }
  [[nodiscard]] bool done() const { return done_; }

 private:
  void complete() {
    if (done_) std::abort();
    done_ = true;
  }
  bool done_ = false;
};

// Known xids, so that the fuzzer can hit them.
onc::ClientSessionOptions options() {
  onc::ClientSessionOptions options;
  options.max_reply = 4096;
  options.random = [](std::span<std::byte> out) {
    for (std::size_t i = 0; i < out.size(); ++i) out[i] = static_cast<std::byte>(i / 4);
  };
  return options;
}

template <class Session>
void start(Session& session, std::span<OneCall> calls) {
  const auto nothing = [](onc::xdr::Encoder& /*out*/) { return true; };
  for (OneCall& call : calls) session.start(call, {}, nothing, {}, onc::TimePoint{});
}

template <class Session>
void finish(Session& session, std::span<const OneCall> calls) {
  session.expire(onc::TimePoint::max());
  for (const OneCall& call : calls) {
    if (!call.done()) std::abort();
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  onc::fuzz::Input input(data, size);
  {
    std::array<OneCall, 4> calls;
    onc::DatagramClientSession session(options());
    start(session, calls);
    session.received(input.rest(), onc::TimePoint{});
    session.received(input.rest(), onc::TimePoint{});
    finish(session, calls);
  }
  std::array<OneCall, 4> calls;
  onc::StreamClientSession session(options());
  start(session, calls);
  bool readable = true;
  while (readable && !input.empty())
    readable = session.received(input.move_into(session.prepare()), onc::TimePoint{}).has_value();
  finish(session, calls);
  return 0;
}
