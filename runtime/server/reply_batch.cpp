#include "server/reply_batch.h"

#include <sys/socket.h>

#include <algorithm>
#include <cerrno>

namespace onc {

namespace {

// More is sent at once, so that replies do not take the memory of all calls.
constexpr std::size_t much = std::size_t{256} << 10;

// An address that nothing can be sent from, a broadcast one: sockets of IPv4 call it invalid, those of both families
// say that they find no network.
bool is_no_source(int error) noexcept { return error == EINVAL || error == ENETUNREACH; }

msghdr message_of(iovec& vector) noexcept {
  msghdr message{};
  message.msg_iov = &vector;
  message.msg_iovlen = 1;
  return message;
}

iovec vector_of(std::span<const std::byte> bytes) noexcept {
  return {const_cast<std::byte*>(bytes.data()), bytes.size()};
}

}  // namespace

void ReplyBatch::add(std::span<const std::byte> reply, const ReturnPath& way) {
  if (bytes_.size() + reply.size() > much) flush();
  const bool belonging = belongs(reply, way);
  if (!belonging && run_count_ == runs_.size()) flush();
  const std::size_t begin = bytes_.size();
  bytes_.append(reply);
  if (!belonging) runs_[run_count_++] = {.way = &way, .begin = begin, .segment = reply.size()};
  Run& run = runs_[run_count_ - 1];
  run.size += reply.size();
  run.ended = reply.size() < run.segment;
  ++run.count;
}

bool ReplyBatch::belongs(std::span<const std::byte> reply, const ReturnPath& way) const noexcept {
  if (run_count_ == 0) return false;
  const Run& run = runs_[run_count_ - 1];
  return run.way == &way && !run.ended && reply.size() <= run.segment && run.count < most_segments &&
         run.size + reply.size() <= most_segment_bytes && segmenting_.takes(run.segment);
}

void ReplyBatch::flush() noexcept {
  for (const Run& run : std::span(runs_).first(run_count_)) send_run(run);
  run_count_ = 0;
  bytes_.clear();
}

void ReplyBatch::send_run(const Run& run) noexcept {
  const auto bytes = bytes_of(run);
  if (run.count == 1) return send(bytes, *run.way);
  const int error = try_to_send(bytes, *run.way, run.segment);
  if (error == 0 || (!Segmenting::may_concern(error) && !is_no_source(error))) return;
  // The address may be to blame, which strangers choose: of sizes only what goes alone says something.
  const bool goes_alone = try_to_send(bytes.first(run.segment), *run.way, 0) == 0;
  if (goes_alone && Segmenting::may_concern(error)) segmenting_.learn(error, run.segment);
  send_one_by_one(goes_alone ? bytes.subspan(run.segment) : bytes, run);
}

void ReplyBatch::send_one_by_one(std::span<const std::byte> bytes, const Run& run) noexcept {
  for (; !bytes.empty(); bytes = bytes.subspan(std::min(run.segment, bytes.size()))) {
    send(bytes.first(std::min(run.segment, bytes.size())), *run.way);
  }
}

// Where nothing can be sent from the address that was asked, the route chooses.
void ReplyBatch::send(std::span<const std::byte> reply, const ReturnPath& way) noexcept {
  if (!is_no_source(try_to_send(reply, way, 0))) return;
  iovec vector = vector_of(reply);
  msghdr message = message_of(vector);
  message.msg_name = const_cast<sockaddr*>(way.address().data());
  message.msg_namelen = way.address().size();
  ::sendmsg(descriptor_, &message, MSG_DONTWAIT | MSG_NOSIGNAL);
}

int ReplyBatch::try_to_send(std::span<const std::byte> bytes, const ReturnPath& way,
                            std::size_t segment) const noexcept {
  alignas(cmsghdr) std::array<std::byte, ReturnPath::control_capacity> control;
  iovec vector = vector_of(bytes);
  msghdr message = message_of(vector);
  way.lead(message, control, segment);
  return ::sendmsg(descriptor_, &message, MSG_DONTWAIT | MSG_NOSIGNAL) >= 0 ? 0 : errno;
}

}  // namespace onc
