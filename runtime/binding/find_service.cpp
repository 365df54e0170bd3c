#include "binding/find_service.h"

#include <cstdint>
#include <set>
#include <string>
#include <utility>

#include "base/escape.h"
#include "binding/rpcbind_session.h"

namespace onc {

namespace {

// A peer may list as many as fit its reply; people read the first.
constexpr std::size_t most_listed = 20;

template <class Items, class Text>
std::string joined(const Items& items, const Text& text) {
  std::string list;
  std::size_t count = 0;
  for (const auto& item : items) {
    if (count++ == most_listed) return list + ", ...";
    list += (list.empty() ? "" : ", ") + text(item);
  }
  return list;
}

std::string name_of(ProgramVersion id, const Netid& netid) {
  return onc::name_of(id) + " over " + std::string(netid.text());
}

// What is registered of a program: its versions, and the netids of the version that was asked for.
struct Registered {
  std::set<std::uint32_t> versions{};
  std::set<std::string> netids{};
};

Registered registered(const std::vector<ListedService>& all, ProgramVersion id) {
  Registered found;
  for (const ListedService& entry : all) {
    if (entry.id.program != id.program) continue;
    found.versions.insert(entry.id.version);
    if (entry.id.version == id.version) found.netids.insert(entry.netid);
  }
  return found;
}

Error other_transports(ProgramVersion id, const Netid& netid, const std::set<std::string>& netids) {
  const std::string list = joined(netids, [](const std::string& name) { return escaped(name, 32); });
  if (!netids.contains(std::string(netid.text()))) {
    return Error(Errc::transport_not_registered, name_of(id, netid) + "; registered: " + list);
  }
  return Error(Errc::program_not_registered, name_of(id, netid))
      .with_cause("it is listed, but rpcbind gives no address for it: the server has ended, or has just begun");
}

Error other_versions(ProgramVersion id, const std::set<std::uint32_t>& versions) {
  const std::string list = joined(versions, [](std::uint32_t version) { return std::to_string(version); });
  return Error(Errc::version_not_registered, onc::name_of(id) + "; registered: " + list)
      .with_registered_versions({versions.begin(), versions.end()});
}

Error not_registered(const Registered& there, ProgramVersion id, const Netid& netid) {
  if (!there.netids.empty()) return other_transports(id, netid, there.netids);
  if (!there.versions.empty()) return other_versions(id, there.versions);
  return Error(Errc::program_not_registered, onc::name_of(id));
}

Error explain_absence(RpcbindSession& session, ProgramVersion id, const Netid& netid) {
  const auto all = session.list();
  Error error =
      all ? not_registered(registered(*all, id), id, netid)
          : Error(Errc::program_not_registered, name_of(id, netid))
                .with_cause("whether another version or transport is registered is not known: " + all.error().message())
                .with_causes_of(all.error());
  error = std::move(error).in_context("rpcbind at " + session.where());
  for (std::string& line : session.story()) error = std::move(error).with_cause(std::move(line));
  return error;
}

Result<SocketAddress> find_at(const SocketAddress& rpcbind, Transport over, ProgramVersion id, const Netid& netid,
                              const Patience& patience) {
  auto session = RpcbindSession::open(rpcbind, over, patience);
  if (!session) return std::move(session).error();
  auto found = session->find(id, netid);
  if (!found) return std::move(found).error();
  if (*found) return **found;
  return explain_absence(*session, id, netid);
}

}  // namespace

Result<FoundService> find_service(const std::vector<SocketAddress>& rpcbinds, Transport over, ProgramVersion id,
                                  const Netid& netid, const Patience& patience) {
  Error error(Errc::rpcbind_unreachable);
  std::vector<std::string> before;
  for (std::size_t i = 0; i < rpcbinds.size(); ++i) {
    auto found = find_at(rpcbinds[i], over, id, netid, patience.share(rpcbinds.size() - i));
    if (found) return FoundService{*found, i};
    error = std::move(found).error();
    if (error.code != Errc::rpcbind_unreachable) break;
    if (i + 1 == rpcbinds.size()) break;
    before.push_back("before that, " + error.message());
    before.insert(before.end(), error.causes().begin(), error.causes().end());
  }
  for (std::string& line : before) error = std::move(error).with_cause(std::move(line));
  return error;
}

}  // namespace onc
