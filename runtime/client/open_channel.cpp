#include <utility>

#include <onc/channel.h>

#include "client/automatic_channel.h"
#include "client/datagram_channel.h"
#include "client/dialers.h"
#include "client/stream_channel.h"

namespace onc {

namespace {

template <class Opened>
Result<std::shared_ptr<Channel>> begin(std::shared_ptr<Opened> channel, const ConnectOptions& options) {
  if (options.background) {
    if (auto running = channel->run_in_background(); !running) return std::move(running).error();
  }
  return std::shared_ptr<Channel>(std::move(channel));
}

Result<std::shared_ptr<DatagramChannel>> open_datagram(Target target, const ConnectOptions& options,
                                                       const Patience& patience) {
  auto dialer = std::make_unique<DatagramSocketDialer>(std::move(target));
  auto dialed = dialer->dial(patience.left());
  if (!dialed) return std::move(dialed).error();
  if (options.reconnect == Reconnect::never) dialer.reset();
  auto session = ClientSessionOptions::from(options, std::move(dialed->peer));
  return std::make_shared<DatagramChannel>(std::move(dialed->link), std::move(dialer), options, std::move(session));
}

Result<std::shared_ptr<StreamChannel>> open_stream(Target target, const ConnectOptions& options,
                                                   const Patience& patience) {
  auto dialer = std::make_unique<StreamSocketDialer>(std::move(target));
  auto dialed = dialer->dial(patience.left());
  if (!dialed) return std::move(dialed).error();
  if (options.reconnect == Reconnect::never) dialer.reset();
  auto session = ClientSessionOptions::from(options, std::move(dialed->peer));
  return std::make_shared<StreamChannel>(std::move(dialed->link), std::move(dialer), options, std::move(session));
}

// The connection is made by the first call that needs it; where it leads is found out now.
Result<std::shared_ptr<StreamChannel>> prepare_stream(Target target, const ConnectOptions& options,
                                                      const Patience& patience) {
  if (auto located = target.locate(patience); !located) return std::move(located).error();
  auto session = ClientSessionOptions::from(options, target.name_of(target.addresses().front()));
  auto dialer = std::make_unique<StreamSocketDialer>(std::move(target));
  return std::make_shared<StreamChannel>(nullptr, std::move(dialer), options, std::move(session));
}

// One of the two is enough.
Result<std::shared_ptr<Channel>> open_automatic(std::string_view host, ProgramVersion id, ConnectOptions options,
                                                const Patience& patience) {
  if (options.max_datagram == 0) options.max_datagram = automatic_datagram;
  auto datagrams = open_datagram({std::string(host), id, Transport::udp, options}, options, patience);
  auto stream = prepare_stream({std::string(host), id, Transport::tcp, options}, options, patience);
  if (!stream && !datagrams) return std::move(stream).error().with_causes_of(datagrams.error());
  if (!stream) return begin(*std::move(datagrams), options);
  if (datagrams && options.background) {
    if (auto running = (*datagrams)->run_in_background(); !running) return std::move(running).error();
  }
  if (options.background) {
    if (auto running = (*stream)->run_in_background(); !running) return std::move(running).error();
  }
  return std::shared_ptr<Channel>(
      std::make_shared<AutomaticChannel>(datagrams ? *std::move(datagrams) : std::shared_ptr<DatagramChannel>(),
                                         *std::move(stream), options.max_datagram));
}

Result<std::shared_ptr<Channel>> open(std::string_view host, ProgramVersion id, const ConnectOptions& options,
                                      const Patience& patience) {
  if (options.transport == Transport::automatic) return open_automatic(host, id, options, patience);
  Target target(std::string(host), id, options.transport, options);
  if (options.transport == Transport::udp) {
    auto opened = open_datagram(std::move(target), options, patience);
    if (!opened) return std::move(opened).error();
    return begin(*std::move(opened), options);
  }
  auto opened = open_stream(std::move(target), options, patience);
  if (!opened) return std::move(opened).error();
  return begin(*std::move(opened), options);
}

}  // namespace

Result<std::shared_ptr<Channel>> open_channel(std::string_view host, ProgramVersion id, const ConnectOptions& options) {
  const Patience patience(options.deadline.value_or(options.total_time));
  auto opened = open(host, id, options, patience);
  if (opened || opened.error().code != Errc::timed_out || !options.deadline) return opened;
  Error error = std::move(opened).error();
  error.code = Errc::deadline_exceeded;
  return error;
}

Error malformed_results(const xdr::FaultReport& report) {
  return Error(Errc::malformed_reply, report.message("reply"));
}

}  // namespace onc
