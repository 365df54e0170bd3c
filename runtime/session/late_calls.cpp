#include "session/late_calls.h"

#include <exception>
#include <new>
#include <utility>

#include "message/reply_message.h"
#include "session/conclude.h"

namespace onc {

namespace {

// Empty, that is no reply, if there is no memory even for that.
xdr::Buffer system_error_to(std::uint32_t xid) {
  xdr::Buffer message;
  try {
    append_system_error(message, xid);
  } catch (const std::bad_alloc&) {
    message.clear();
  }
  return message;
}

// Neither the limit nor the memory may allow it.
bool append_if_possible(xdr::Buffer& out, std::span<const std::byte> message) {
  try {
    return out.append(message);
  } catch (const std::bad_alloc&) {
    return false;
  }
}

}  // namespace

// --- a call

LateCall::LateCall(std::shared_ptr<LateMail> mail, std::uint32_t xid, const OpaqueAuth& verifier,
                   const xdr::Limits& limits, std::size_t limit)
    : mail_(std::move(mail)),
      xid_(xid),
      verifier_flavor_(verifier.flavor),
      verifier_(verifier.body.begin(), verifier.body.end()),
      limits_(limits),
      limit_(limit) {}

void LateCall::give(Outcome outcome, const Error& error, FunctionRef<bool(xdr::Encoder&)> encode) {
  produce([&](xdr::Encoder& results, Error& why) {
    if (outcome != Outcome::success) why = error;
    return outcome != Outcome::success || encode(results) ? outcome : Outcome::failed;
  });
}

void LateCall::produce(FunctionRef<Outcome(xdr::Encoder&, Error&)> produce) {
  xdr::Buffer message(limit_);
  if (write(message, produce) != Outcome::later) take(std::move(message));
}

Outcome LateCall::write(xdr::Buffer& message, FunctionRef<Outcome(xdr::Encoder&, Error&)> produce) const {
  xdr::Encoder results(message, limits_);
  Error error;
  Outcome outcome = Outcome::failed;
  if (encode_success(results, xid_, {verifier_flavor_, verifier_})) outcome = produce(results, error);
  return conclude(message, 0, results, outcome, xid_, error);
}

// The loop, or the thread that still dispatches the call, takes it from here.
void LateCall::take(xdr::Buffer message) {
  if (taken_.test_and_set()) return;
  message_ = std::move(message);
  count();
  State before = State::dispatched;
  if (state_.compare_exchange_strong(before, State::given)) return;
  if (before == State::owed && state_.compare_exchange_strong(before, State::given))
    return mail_->post(shared_from_this());
  drop_message();  // the service may keep the call for long
}

LateCall::~LateCall() { uncount(); }

void LateCall::count() noexcept {
  counted_ = message_.capacity();
  mail_->given += counted_;
  if (backlog) backlog->given += counted_;
}

void LateCall::uncount() noexcept {
  mail_->given -= counted_;
  if (backlog) backlog->given -= counted_;
  counted_ = 0;
}

void LateCall::drop_message() noexcept {
  uncount();
  message_ = xdr::Buffer();
}

// To the connection, which counts it from then on.
xdr::Buffer LateCall::hand_out() {
  uncount();
  return std::move(message_);
}

OwedReply::~OwedReply() {
  try {
    call_->give(Outcome::failed, Error(Errc::server_failure, "the service has dropped the call"),
                [](xdr::Encoder&) { return false; });
  } catch (const std::exception&) {
    // No memory, even for that: the call ends when its time is over.
  }
}

void LateReply::give(FunctionRef<bool(xdr::Encoder&)> encode) const {
  if (owed_) owed_->call().give(Outcome::success, {}, encode);
}

void LateReply::fail(const Error& error) const {
  if (owed_) owed_->call().give(Outcome::failed, error, [](xdr::Encoder&) { return false; });
}

void LateReply::none() const {
  if (owed_) owed_->call().give(Outcome::no_reply, {}, [](xdr::Encoder&) { return false; });
}

// --- the calls of a loop

// Whoever made paths and tickets may be gone.
LateCalls::~LateCalls() {
  mail_->close();
  while (LateCall* call = owed_.front()) {
    owed_.remove(*call);
    call->ticket_.abandon();
    call->path_.reset();
    const auto last = std::move(call->self_);
  }
}

bool LateCalls::owe(LateCall& call, FunctionRef<std::unique_ptr<ReplyPath>()> path, AtMostOnce::Ticket& ticket,
                    xdr::Buffer& out) {
  if (call.state_ == LateCall::State::given) return append_given(call, out);
  try {
    call.path_ = path();
  } catch (const std::bad_alloc&) {
    disown(call);
    append_system_error(out, call.xid_);
    return false;
  }
  call.self_ = call.shared_from_this();
  call.expires_ = time_.allowed == Duration::max() ? TimePoint::max() : time_.now() + time_.allowed;
  auto before = LateCall::State::dispatched;
  if (!call.state_.compare_exchange_strong(before, LateCall::State::owed)) {
    call.path_.reset();
    const auto self = std::move(call.self_);
    return append_given(call, out);
  }
  call.ticket_ = std::move(ticket);
  owed_.push_back(call);
  ++size_;
  return true;
}

bool LateCalls::append_given(LateCall& call, xdr::Buffer& out) {
  const xdr::Buffer message = call.hand_out();  // the service may keep the call for long
  if (!append_if_possible(out, message.bytes())) append_system_error(out, call.xid_);
  return false;
}

void LateCalls::disown(LateCall& call) noexcept {
  if (call.state_.exchange(LateCall::State::over) == LateCall::State::given) call.drop_message();
}

// Threads may give replies as fast as the loop takes them; others are to have their turn.
bool LateCalls::deliver() {
  constexpr std::size_t most_calls = 64;
  constexpr std::size_t most_bytes = std::size_t{512} << 10;
  std::size_t bytes = 0;
  for (std::size_t calls = 0; calls < most_calls && bytes < most_bytes; ++calls) {
    const auto call = mail_->take();
    if (!call) return false;
    bytes += call->message_.size();
    if (call->self_) send(call, call->hand_out());
  }
  return true;
}

void LateCalls::expire(TimePoint now) {
  while (LateCall* oldest = owed_.front()) {
    if (oldest->expires_ > now) return;
    if (end_without(*oldest)) ++expired_;
  }
}

void LateCalls::fail_all() {
  while (deliver()) {
  }
  while (LateCall* oldest = owed_.front()) end_without(*oldest);
}

std::optional<TimePoint> LateCalls::next_event() const noexcept {
  const LateCall* oldest = owed_.front();
  return oldest == nullptr || oldest->expires_ == TimePoint::max() ? std::nullopt : std::optional(oldest->expires_);
}

// False: the reply was given just now; it is sent.
bool LateCalls::end_without(LateCall& call) {
  const std::shared_ptr<LateCall> self = call.self_;
  auto before = LateCall::State::owed;
  if (!call.state_.compare_exchange_strong(before, LateCall::State::over)) {
    send(self, call.hand_out());
    return false;
  }
  send(self, system_error_to(call.xid_));
  return true;
}

void LateCalls::send(const std::shared_ptr<LateCall>& call, xdr::Buffer message) {
  owed_.remove(*call);
  --size_;
  call->self_.reset();
  call->ticket_.answered(message.bytes());
  if (const auto tell = std::exchange(call->tell_, nullptr)) tell(message.bytes());
  const auto path = std::move(call->path_);
  path->send(std::move(message));
}

}  // namespace onc
