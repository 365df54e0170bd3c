#include <algorithm>
#include <cstring>
#include <deque>
#include <optional>

#include <onc/loopback.h>
#include <onc/server.h>

#include "session/stream_client_session.h"
#include "session/stream_server_session.h"

namespace onc {

namespace {

Peer loopback_peer() { return {.transport = Transport::local, .address = {}, .local = {}}; }

class LoopbackChannel final : public Channel, private CompletionListener {
 public:
  LoopbackChannel(Service& service, const ConnectOptions& options)
      : client_(ClientSessionOptions::from(options, "loopback")),
        server_(dispatcher_, server_options(options), loopback_peer()) {
    dispatcher_.add(service);
    client_.listen(this);
  }
  ~LoopbackChannel() override { end(Error(Errc::cancelled, "the channel was destroyed")); }

  void start(Call& call, const Procedure& procedure, EncodeArguments arguments, const CallOptions& options) override {
    const Error within(Errc::invalid_argument, "a service called through its own loopback");
    if (broken_ || serving_) return client_.refuse(call, procedure, broken_ ? *broken_ : within, TimePoint{});
    client_.start(call, procedure, arguments, options, TimePoint{});
  }
  void wait(Call& call) override {
    step();
    if (call.flight.in_flight) client_.expire(TimePoint::max());  // dropped: on a network the call would time out
    notify();
  }
  [[nodiscard]] bool completed(const Call& call) const override { return !call.flight.in_flight; }
  bool watch(Call& call) override { return call.flight.watched = call.flight.in_flight; }
  void cancel(Call& call) noexcept override { client_.cancel(call); }
  void drain() override {
    const auto self = weak_from_this().lock();  // callbacks may drop the last client
    while (!client_.idle()) {
      exchange();
      client_.expire(TimePoint::max());
      notify();
    }
  }
  void flush() override { step(); }
  [[nodiscard]] std::vector<Interest> interests() const override { return {}; }
  [[nodiscard]] std::optional<TimePoint> next_event() const override { return std::nullopt; }
  void step() override {
    const auto self = weak_from_this().lock();
    exchange();
    notify();
  }
  [[nodiscard]] ChannelStats stats() const override { return client_.stats(); }
  [[nodiscard]] std::string peer() const override { return client_.peer(); }

 private:
  static ServerOptions server_options(const ConnectOptions& options) {
    ServerOptions server;
    server.limits = options.limits;
    server.mode = options.mode;
    return server;
  }

  void completed(Call& call, const Error* /*error*/, TimePoint /*now*/) override {
    if (call.flight.watched) completed_.push_back(&call);
  }
  void notify() {
    while (!completed_.empty()) {
      Call& call = *completed_.front();
      completed_.pop_front();
      call.notify();
    }
  }
  void end(const Error& error) {
    client_.fail_all(error, TimePoint{});
    notify();
  }

  void exchange() {
    while (!client_.outgoing().empty()) {
      const std::size_t calls = put(client_.outgoing(), server_.prepare());
      client_.sent(calls);
      serving_ = true;  // services do not throw out of the session
      deliver(server_.received(calls, counts_));
      serving_ = false;
      return_replies();
    }
  }
  void return_replies() {
    while (!broken_ && !server_.outgoing().empty()) {
      const std::size_t replies = put(server_.outgoing(), client_.prepare());
      serving_ = true;
      deliver(server_.sent(replies, counts_));
      serving_ = false;
      deliver(client_.received(replies, TimePoint{}));
    }
  }
  // An error means that one side cannot read the other's stream any more: the end of a connection.
  void deliver(const Result<void>& result) {
    if (result || broken_) return;
    broken_ = result.error();
    client_.disconnected(*broken_, TimePoint{});
  }
  static std::size_t put(std::span<const std::byte> from, std::span<std::byte> into) {
    const std::size_t count = std::min(from.size(), into.size());
    std::memcpy(into.data(), from.data(), count);
    return count;
  }

  Dispatcher dispatcher_;
  StreamClientSession client_;
  StreamServerSession server_;
  StreamServerSession::Counts counts_;
  std::deque<Call*> completed_;  // whose `notify` is to run
  std::optional<Error> broken_;
  bool serving_ = false;
};

}  // namespace

std::shared_ptr<Channel> open_loopback(Service& service, const ConnectOptions& options) {
  return std::make_shared<LoopbackChannel>(service, options);
}

}  // namespace onc
