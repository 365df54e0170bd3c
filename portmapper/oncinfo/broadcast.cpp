#include "oncinfo/broadcast.h"

#include <sys/socket.h>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <onc/broadcast.h>

#include "oncinfo/resolve.h"

namespace onc::oncinfo {

namespace {

// For the names of all that answer: a resolver that is down must not hold up the answers.
class NamePatience {
 public:
  std::string name(const SocketAddress& address) {
    const TimePoint start = Clock::now();
    std::string name = left_ > Duration::zero() ? name_of_host(address, left_) : numeric_host(address);
    left_ -= Clock::now() - start;
    return name;
  }

 private:
  Duration left_ = std::chrono::seconds(2);
};

Result<BroadcastOptions> options_of(const Inquiry& inquiry, const Wanted& wanted) {
  BroadcastOptions options{.port = wanted.port.value_or(0), .total_time = inquiry.time};
  options.ipv4 = !inquiry.netid || inquiry.netid->family == AF_INET;
  options.ipv6 = !inquiry.netid || inquiry.netid->family == AF_INET6;
  if (inquiry.rpcbind.empty()) return options;
  const auto target = SocketAddress::parse(inquiry.rpcbind);
  if (!target) return target.error();
  options.targets = {*target};
  return options;
}

struct Responder {
  std::string address{};  // universal
  std::string host{};
};

Json responders_json(const Wanted& wanted, const std::vector<Responder>& responders, const RpcNames& names) {
  Json list = Json::array();
  for (const Responder& responder : responders)
    list.push_back({{"address", responder.address}, {"host", responder.host}});
  return {{"program", wanted.program},
          {"version", wanted.version.value_or(0)},
          {"service", service_name(names, wanted.program)},
          {"answers", std::move(list)}};
}

}  // namespace

int broadcast_null(const Inquiry& inquiry, const Wanted& wanted, const RpcNames& names, const Output& output) {
  const auto options = options_of(inquiry, wanted);
  if (!options) return output.fail(options.error());
  std::vector<Responder> responders;
  NamePatience patience;
  const auto seen = [&](const Result<std::span<const std::byte>>& results, const SocketAddress& from) {
    if (!results) return false;
    responders.push_back({universal_address(from).value_or("unknown"), patience.name(from)});
    output.text(fmt::format("{}\t{}\n", printable(responders.back().address), printable(responders.back().host)));
    return false;
  };
  const auto done = broadcast_raw({.id = {wanted.program, wanted.version.value_or(0)}}, {}, *options, seen);
  if (!done) return output.fail(done.error());
  output.json(responders_json(wanted, responders, names));
  if (!responders.empty()) return exit_ok;
  output.note("nobody answered; hosts without the program are silent, and those whose rpcbind hands no calls on");
  return exit_failed;
}

}  // namespace onc::oncinfo
