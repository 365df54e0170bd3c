#include <algorithm>
#include <bit>
#include <chrono>

#include <onc/observe.h>

#include "base/exposition.h"

namespace onc {

namespace {

void expose_errors(Exposition& out, const ChannelStats& stats) {
  out.head("errors_total", "Failed calls by kind.", "counter");
  for (std::size_t kind = 0; kind < stats.errors.size(); ++kind) {
    if (stats.errors[kind] == 0) continue;
    out.sample("errors_total", label("kind", to_string(static_cast<Errc>(kind))), stats.errors[kind]);
  }
}

}  // namespace

std::size_t LatencyHistogram::bucket_of(Duration duration) noexcept {
  const auto micros = std::chrono::duration_cast<std::chrono::microseconds>(std::max(duration, Duration::zero()));
  const auto bucket = static_cast<std::size_t>(std::bit_width(static_cast<std::uint64_t>(micros.count())));
  return std::min(bucket, size - 1);
}

void LatencyHistogram::add(Duration duration) noexcept {
  ++buckets[bucket_of(duration)];
  sum += std::max(duration, Duration::zero());
}

ChannelStats& ChannelStats::operator+=(const ChannelStats& other) noexcept {
  calls += other.calls;
  replies += other.replies;
  one_way += other.one_way;
  retransmissions += other.retransmissions;
  timed_out += other.timed_out;
  unknown_xid += other.unknown_xid;
  strange_address += other.strange_address;
  malformed += other.malformed;
  trailing_bytes += other.trailing_bytes;
  bytes_sent += other.bytes_sent;
  bytes_received += other.bytes_received;
  connections += other.connections;
  served += other.served;
  for (std::size_t kind = 0; kind < errors.size(); ++kind) errors[kind] += other.errors[kind];
  for (std::size_t at = 0; at < LatencyHistogram::size; ++at) latency.buckets[at] += other.latency.buckets[at];
  latency.sum += other.latency.sum;
  return *this;
}

std::string to_prometheus(const ChannelStats& stats, std::string_view labels) {
  Exposition out("onc_client_", labels);
  out.counter("calls_total", "Calls started.", stats.calls);
  out.counter("replies_total", "Replies to calls in flight.", stats.replies);
  out.counter("one_way_calls_total", "Calls that expect no reply.", stats.one_way);
  out.counter("retransmissions_total", "Calls sent again over udp.", stats.retransmissions);
  out.counter("timeouts_total", "Calls given up for their time.", stats.timed_out);
  out.counter("unknown_replies_total", "Replies to no call in flight: late, duplicate or forged.", stats.unknown_xid);
  out.counter("strange_datagrams_total", "Datagrams from an address that was not asked.", stats.strange_address);
  out.counter("malformed_messages_total", "Messages that are no RPC reply.", stats.malformed);
  out.counter("trailing_bytes_total", "Bytes behind results, ignored.", stats.trailing_bytes);
  out.counter("sent_bytes_total", "Bytes of messages sent.", stats.bytes_sent);
  out.counter("received_bytes_total", "Bytes of messages received.", stats.bytes_received);
  out.counter("reconnections_total", "Connections made after the first one.", stats.connections);
  out.counter("served_calls_total", "Calls of the server to services of ours.", stats.served);
  expose_errors(out, stats);
  out.head("latency_seconds", "Time from the start of a call to its reply.", "histogram");
  out.histogram("latency_seconds", "", stats.latency);
  return std::move(out).take();
}

}  // namespace onc
