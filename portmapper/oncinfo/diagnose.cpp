#include "oncinfo/diagnose.h"

#include <sys/socket.h>

#include <algorithm>
#include <iterator>
#include <optional>
#include <set>
#include <utility>

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <nlohmann/json.hpp>

#include <onc/binding.h>

#include "oncinfo/diagnosis.h"
#include "oncinfo/ping.h"
#include "oncinfo/reach.h"
#include "oncinfo/resolve.h"
#include "oncinfo/rpcbind_client.h"

namespace onc::oncinfo {

namespace {

constexpr ProgramVersion any_rpcbind{100000, 0};  // a version that nobody has: the refusal names those that there are
constexpr std::uint16_t rpcbind_port = 111;
constexpr std::size_t most_calls_made = 16;  // a server may be registered a million times

// A server to call: where rpcbind, or the user, says that it is.
struct Place {
  Netid netid{};
  SocketAddress address{};
  std::uint32_t version = 0;
};

std::string versions_text(VersionRange range) {
  return range.low == range.high ? fmt::format("version {}", range.low)
                                 : fmt::format("versions {} to {}", range.low, range.high);
}

std::string versions_text(const std::set<std::uint32_t>& versions) {
  return fmt::format("{} {}", versions.size() == 1 ? "version" : "versions", fmt::join(versions, ", "));
}

// The walk. Each step is told as soon as it is made, and returns whether there is a way on.
class Walk {
 public:
  Walk(const Inquiry& inquiry, const Wanted& wanted, const RpcNames& names, const Output& output)
      : inquiry_(inquiry), wanted_(wanted), names_(names), output_(output), host_(host_of(inquiry)) {
    diagnosis_.host = host_;
    diagnosis_.program = wanted.program;
    diagnosis_.one_call_does = wanted.port.has_value();
  }

  Diagnosis go() {
    if (!find_name()) return std::move(diagnosis_);
    const bool found = wanted_.port ? take_port() : ask_rpcbind() && find_registration() && find_version();
    if (found) call_servers();
    return std::move(diagnosis_);
  }

 private:
  bool good(std::string step, std::string seen) {
    note({std::move(step), true, std::move(seen), ""});
    return true;
  }
  bool bad(std::string step, std::string seen, std::string advice) {
    note({std::move(step), false, std::move(seen), std::move(advice)});
    return false;
  }
  void note(Finding finding) {
    output_.text(finding_text(finding));
    diagnosis_.findings.push_back(std::move(finding));
  }

  bool find_name();
  bool take_port();
  bool ask_rpcbind();
  bool ask_rpcbind_at(const std::string& address, Transport transport);
  [[nodiscard]] std::vector<std::pair<std::string, Transport>> rpcbinds() const;
  bool find_registration();
  void collect(const std::vector<Service>& services);
  void collect(const Service& service);
  bool find_version();
  void call_servers();
  void call(const Place& place);
  void tell_refusal(const std::string& step, const Error& error, const Place& place);
  [[nodiscard]] ConnectOptions options(Transport transport, std::string address) const;
  [[nodiscard]] std::optional<SocketAddress> own_address(int family) const;
  [[nodiscard]] std::string program_text() const;

  const Inquiry& inquiry_;
  const Wanted& wanted_;
  const RpcNames& names_;
  const Output& output_;
  std::string host_;
  Diagnosis diagnosis_{};
  std::vector<SocketAddress> addresses_{};
  std::optional<Inquiry> rpcbind_{};  // the one to ask, once one has answered
  std::vector<Place> places_{};
  std::set<std::uint32_t> registered_{};
};

std::string Walk::program_text() const {
  const std::string_view name = names_.name(wanted_.program);
  return name.empty() ? fmt::format("program {}", wanted_.program)
                      : fmt::format("program {} ({})", wanted_.program, name);
}

ConnectOptions Walk::options(Transport transport, std::string address) const {
  constexpr Duration retransmit_after = std::chrono::seconds(1);
  return {.transport = transport,
          .timeout = std::min(retransmit_after, inquiry_.time),
          .total_time = inquiry_.time,
          .address = std::move(address)};
}

bool Walk::find_name() {
  const auto found = resolve(host_, AF_UNSPEC, inquiry_.time);
  if (!found) {
    return bad("name", found.error().message(),
               "check the spelling; 'getent hosts NAME' asks the same resolver; or give the host's address");
  }
  addresses_ = *found;
  std::vector<std::string> texts;
  std::transform(found->begin(), found->end(), std::back_inserter(texts), numeric_host);
  return good("name", fmt::format("{} is {}", printable(host_), fmt::join(texts, ", ")));
}

bool Walk::take_port() {
  for (const Transport transport : {Transport::tcp, Transport::udp}) {
    const SocketAddress address = addresses_.front().with_port(*wanted_.port);
    places_.push_back({netid_of(transport, address.family()), address, wanted_.version.value_or(0)});
  }
  return good("rpcbind", fmt::format("not asked, as -n gives port {}", *wanted_.port));
}

std::optional<SocketAddress> Walk::own_address(int family) const {
  const auto found = std::find_if(addresses_.begin(), addresses_.end(),
                                  [family](const SocketAddress& address) { return address.family() == family; });
  return found == addresses_.end() ? std::nullopt : std::optional<SocketAddress>(*found);
}

// One of each family over each transport; where the user says where it is, just there.
std::vector<std::pair<std::string, Transport>> Walk::rpcbinds() const {
  const std::string configured = rpcbind_address(inquiry_.rpcbind, "");
  const bool is_path = configured.find('/') != std::string::npos || configured.starts_with('@');
  if (is_path) return {{configured, Transport::local}};
  if (!configured.starts_with(':')) return {{configured, Transport::tcp}, {configured, Transport::udp}};
  std::vector<std::pair<std::string, Transport>> all;
  for (const int family : {AF_INET, AF_INET6}) {
    const auto address = own_address(family);
    if (!address) continue;
    const std::string place = address->with_port(rpcbind_port).to_string();
    all.insert(all.end(), {{place, Transport::tcp}, {place, Transport::udp}});
  }
  return all;
}

bool Walk::ask_rpcbind() {
  bool answered = false;
  for (const auto& [address, transport] : rpcbinds()) answered = ask_rpcbind_at(address, transport) || answered;
  return answered;
}

bool Walk::ask_rpcbind_at(const std::string& address, Transport transport) {
  const std::string step = fmt::format("rpcbind {}", to_string(transport));
  const auto client = DynamicClient::connect("", any_rpcbind, options(transport, address));
  const Result<void> answer = client ? call_null(*client) : Result<void>(client.error());
  const bool answers = answer || answer.error().code == Errc::version_mismatch;
  if (!answers) return bad(step, answer.error().message(), advice_on_rpcbind(answer.error()));
  if (!rpcbind_) {
    rpcbind_ = Inquiry{.host = "", .rpcbind = address, .time = inquiry_.time};
    // The list of all registrations may not fit a datagram, so udp is for those that have nothing else.
    if (transport == Transport::udp) rpcbind_->netid = Netid{Transport::udp, addresses_.front().family()};
  }
  const std::string versions = answer ? "all versions" : versions_text(answer.error().versions());
  return good(step, fmt::format("{} answers, {}", printable(address), versions));
}

bool Walk::find_registration() {
  const auto rpcbind = RpcbindClient::open(*rpcbind_);
  const auto services = rpcbind ? rpcbind->services() : Result<std::vector<Service>>(rpcbind.error());
  if (!services) return bad("registration", services.error().message(), advice_on_rpcbind(services.error()));
  collect(*services);
  if (registered_.empty()) {
    return bad("registration", fmt::format("{} is not among the {} registrations", program_text(), services->size()),
               "start the server; one that ran before rpcbind was restarted must be restarted, too; if it does not "
               "register at all, -n PORT asks it directly");
  }
  return good("registration", fmt::format("{}, {}", program_text(), versions_text(registered_)));
}

void Walk::collect(const std::vector<Service>& services) {
  for (const Service& service : services) {
    if (service.r_prog == wanted_.program) collect(service);
  }
}

void Walk::collect(const Service& service) {
  registered_.insert(service.r_vers);
  const auto netid = parse_netid(service.r_netid);
  if (!netid) return;
  const auto address = parse_universal_address(*netid, service.r_addr);
  if (address) places_.push_back({*netid, *address, service.r_vers});
}

bool Walk::find_version() {
  const std::uint32_t version = wanted_.version.value_or(*registered_.rbegin());
  std::erase_if(places_, [version](const Place& place) { return place.version != version; });
  if (registered_.contains(version)) return good("version", fmt::format("{} is registered", version));
  return bad("version", fmt::format("{} is not registered, but {}", version, versions_text(registered_)),
             "use a version that the server has, or configure the server for the one that you need");
}

// Local sockets are of use on this host only.
void Walk::call_servers() {
  std::size_t made = 0;
  for (const Place& place : places_) {
    const bool local = place.netid.transport == Transport::local;
    if (!local && !own_address(place.netid.family)) continue;
    if (local && !addresses_.front().is_loopback()) continue;
    if (++made > most_calls_made) break;
    call(place);
  }
  if (made == 0) {
    bad("call", "no address of the host is of a family that the server is registered for",
        "start the server for that family, too, or use a name of the host that has one");
  }
}

void Walk::call(const Place& place) {
  const std::string step = fmt::format("call {}", place.netid.text());
  const auto own = own_address(place.netid.family);
  const std::string where = own ? own->with_port(place.address.port()).to_string() : place.address.to_string();
  const auto client =
      DynamicClient::connect("", {wanted_.program, place.version}, options(place.netid.transport, where));
  if (!client) return tell_refusal(step, client.error(), place);
  const TimePoint start = Clock::now();
  const auto answer = call_null(*client);
  const bool any_version_does = wanted_.port && !wanted_.version;
  const bool answers = answer || (any_version_does && answer.error().code == Errc::version_mismatch);
  if (!answers) return tell_refusal(step, answer.error(), place);
  diagnosis_.reached_calls = true;
  const std::string version =
      answer ? fmt::format("version {}", place.version) : versions_text(answer.error().versions());
  good(step, fmt::format("{} answers after {}, {}", printable(where), duration_text(Clock::now() - start), version));
}

void Walk::tell_refusal(const std::string& step, const Error& error, const Place& place) {
  const bool only_here = place.address.is_loopback() && !addresses_.front().is_loopback();
  if (!only_here) {
    bad(step, error.message(), advice_on_call(error));
    return;
  }
  bad(step, error.message(),
      fmt::format("the server listens at {} only, where its own host reaches it; have it listen at "
                  "the network's addresses",
                  numeric_host(place.address)));
}

}  // namespace

int diagnose(const Inquiry& inquiry, const Wanted& wanted, const RpcNames& names, const Output& output) {
  const Diagnosis diagnosis = Walk(inquiry, wanted, names, output).go();
  output.text(conclusion(diagnosis));
  output.json(diagnosis_json(diagnosis, names));
  return all_is_well(diagnosis) ? exit_ok : exit_failed;
}

}  // namespace onc::oncinfo
