#include "server/registration_keeper.h"

#include <poll.h>
#include <sys/socket.h>

#include <algorithm>
#include <utility>

#include "binding/rpcbind_place.h"
#include "rpcbind.h"
#include "transport/resolve.h"
#include "transport/socket_options.h"

namespace onc {

namespace {

bool contains(const std::vector<ProgramVersion>& all, ProgramVersion id) {
  return std::find(all.begin(), all.end(), id) != all.end();
}

bool is_lost(const Result<void>& result) { return !result && result.error().code == Errc::rpcbind_unreachable; }

// Nothing is expected between calls, so whatever comes then is the end.
bool has_ended(int descriptor) { return descriptor < 0 || poll_one(descriptor, POLLIN, Duration::zero()) == 0; }

std::string described(ProgramVersion id, const std::vector<NetidAddress>& entries) {
  std::string netids;
  for (const NetidAddress& entry : entries) {
    netids += netids.empty() ? " over " : ", ";
    netids += entry.netid.text();
  }
  return name_of(id) + netids;
}

}  // namespace

RegistrationKeeper::RegistrationKeeper(std::string_view rpcbind, std::vector<Endpoint> endpoints, LogHook log,
                                       Sockets sockets)
    : place_(configured_rpcbind(rpcbind)), endpoints_(std::move(endpoints)), log_(std::move(log)), sockets_(sockets) {}

Result<void> RegistrationKeeper::bring_in_line(const std::vector<ProgramVersion>& wanted, bool reclaim,
                                               const Patience& patience) {
  take_up(wanted);
  const bool stands = is_connection_standing();
  auto done = reach(patience);
  if (done) done = adjust(wanted, reclaim && stands);
  descriptor_ = session_ ? session_->descriptor() : -1;
  if (is_lost(done) || descriptor_ < 0) disconnect();
  return done;
}

void RegistrationKeeper::withdraw(const Patience& patience) noexcept {
  try {
    withdraw_all(patience);
  } catch (...) {  // out of memory while ending: the registration is left to be found stale
  }
  known_.clear();
}

// --- the connection

bool RegistrationKeeper::is_connection_standing() {
  if (session_ && has_ended(session_->descriptor())) disconnect();
  return connected();
}

Result<std::vector<SocketAddress>> RegistrationKeeper::places(const Patience& patience) const {
  if (place_.empty()) {
    return std::vector<SocketAddress>{SocketAddress::local(rpcbind_socket).value(),
                                      SocketAddress::parse("127.0.0.1:0").value().with_port(rpcbind::RPCB_PORT)};
  }
  auto named = resolve_address(place_, patience);
  if (!named) return rpcbind_error(named.error(), place_);
  for (SocketAddress& address : *named) address = address.unmapped();
  return named;
}

Result<void> RegistrationKeeper::reach(const Patience& patience) {
  if (session_) return session_->allow(patience), Result<void>();
  const auto addresses = places(patience);
  if (!addresses) return in_trouble(addresses.error());
  std::optional<Error> failed;
  for (std::size_t i = 0; i < addresses->size(); ++i) {
    auto session = open(*addresses, i, patience);
    if (session) {
      session_ = *std::move(session);
      session_->allow(patience);
      return {};
    }
    Error error = std::move(session).error();
    failed = failed ? std::move(error).with_cause("before that, " + failed->message()).with_causes_of(*failed)
                    : std::move(error);
  }
  return in_trouble(*std::move(failed));
}

// Over loopback rpcbind does not know whose the registration is, and while it starts it may listen there before it does
// at its socket. When it answers, it has started.
Result<RpcbindSession> RegistrationKeeper::open(const std::vector<SocketAddress>& addresses, std::size_t which,
                                                const Patience& patience) const {
  auto session = RpcbindSession::open(addresses[which], Transport::tcp, patience.share(addresses.size() - which));
  const bool may_be_early = session && which > 0 && place_.empty();
  if (!may_be_early || !session->list()) return session;
  auto socket = RpcbindSession::open(addresses.front(), Transport::tcp, patience);
  return socket ? std::move(socket) : std::move(session);
}

// --- all versions

Result<void> RegistrationKeeper::adjust(const std::vector<ProgramVersion>& wanted, bool reclaim) {
  const auto listed = list_if_needed();
  if (!listed) return in_trouble(listed.error());
  if (auto dropped = drop_unwanted(wanted, *listed); is_lost(dropped)) return in_trouble(dropped.error());
  Result<void> first;
  for (Kept& kept : known_) {
    auto done = keep(kept, *listed, reclaim);
    if (is_lost(done)) return in_trouble(done.error());
    if (!done && first) first = std::move(done);
  }
  in_trouble_ = false;
  return first;
}

// At first nothing of our own is compared, so a rpcbind that gives no list will do.
Result<RegistrationKeeper::Listed> RegistrationKeeper::list_if_needed() {
  const auto is_new = [](const Kept& kept) { return kept.state == State::pending; };
  const bool all_new = std::all_of(known_.begin(), known_.end(), is_new);
  return all_new && sockets_ == Sockets::own ? Listed{} : session_->list();
}

void RegistrationKeeper::take_up(const std::vector<ProgramVersion>& wanted) {
  for (const ProgramVersion id : wanted) {
    if (!is_known(id)) known_.push_back({id});
  }
}

bool RegistrationKeeper::is_known(ProgramVersion id) const {
  return std::any_of(known_.begin(), known_.end(), [&](const Kept& kept) { return kept.id == id; });
}

// One that refuses to forget a version will not be asked again.
Result<void> RegistrationKeeper::drop_unwanted(const std::vector<ProgramVersion>& wanted, const Listed& listed) {
  for (std::size_t i = 0; i < known_.size();) {
    if (contains(wanted, known_[i].id)) {
      ++i;
      continue;
    }
    if (auto gone = withdraw_one(known_[i].id, listed); is_lost(gone)) return gone;
    known_.erase(known_.begin() + static_cast<std::ptrdiff_t>(i));
  }
  return {};
}

// --- one version

Result<void> RegistrationKeeper::keep(Kept& kept, const Listed& listed, bool reclaim) {
  switch (kept.state) {
    case State::pending: return register_first(kept, listed);
    case State::held: return repair(kept, listed);
    case State::given_up: break;
  }
  return reclaim ? repair(kept, listed) : Result<void>();
}

Result<void> RegistrationKeeper::register_first(Kept& kept, const Listed& listed) {
  auto done = stands_already(kept.id, listed) ? Result<void>() : replace(kept.id);
  if (is_lost(done)) return done;
  if (!done) return give_up(kept, "registration refused", done.error().message()), done;
  kept.state = State::held;
  log(LogEvent::Level::info, "registered", described(kept.id, plan()));
  return done;
}

bool RegistrationKeeper::stands_already(ProgramVersion id, const Listed& listed) const {
  if (sockets_ == Sockets::own) return false;
  const Standing standing = standing_of(id, plan(), listed);
  return standing.missing.empty() && !standing.taken;
}

Result<void> RegistrationKeeper::repair(Kept& kept, const Listed& listed) {
  const Standing standing = standing_of(kept.id, plan(), listed);
  if (standing.taken) {
    if (kept.state == State::held) give_up(kept, "registration taken over", name_of(kept.id) + " by another server");
    return {};
  }
  const std::string detail = described(kept.id, standing.missing);
  if (kept.state == State::held && !standing.missing.empty())
    log(LogEvent::Level::warning, "registration lost", detail);
  auto done = set(kept.id, standing.missing);
  if (is_lost(done)) return done;
  if (!done) return give_up(kept, "registration refused", done.error().message()), done;
  kept.state = State::held;
  if (!standing.missing.empty()) log(LogEvent::Level::info, "registered again", detail);
  return done;
}

// A server that gives way at this moment may have put back its registration between the two steps; so they are done
// twice before rpcbind's word counts.
Result<void> RegistrationKeeper::replace(ProgramVersion id) {
  Result<void> done;
  for (int attempt = 0; attempt < 2; ++attempt) {
    const auto cleared = session_->unset(id);
    if (!cleared) return cleared.error();
    done = set(id, plan());
    if (done || is_lost(done)) break;
  }
  return done;
}

Result<void> RegistrationKeeper::set(ProgramVersion id, const std::vector<NetidAddress>& entries) {
  for (const NetidAddress& entry : entries) {
    const auto done = session_->set(id, entry.netid.transport, entry.address);
    if (!done) return done.error();
    if (*done) continue;
    return Error(Errc::rpcbind_refused, "at " + session_->where() + ": " + name_of(id) + " over " +
                                            std::string(entry.netid.text()) + " was not registered");
  }
  return {};
}

// Only what is ours goes; version 2 can but remove all at once.
Result<void> RegistrationKeeper::withdraw_one(ProgramVersion id, const Listed& listed) {
  const Standing standing = standing_of(id, plan(), listed);
  if (standing.ours.empty()) return {};
  if (!standing.taken) {
    const auto gone = session_->unset(id);
    return gone ? Result<void>() : Result<void>(gone.error());
  }
  for (const NetidAddress& entry : standing.ours) {
    if (const auto gone = session_->unset(id, entry.netid); !gone) return gone.error();
  }
  return {};
}

void RegistrationKeeper::withdraw_all(const Patience& patience) {
  if (known_.empty()) return;
  static_cast<void>(is_connection_standing());
  if (!reach(patience)) return;
  const auto listed = session_->list();
  if (!listed) return;
  for (const Kept& kept : known_) {
    if (is_lost(withdraw_one(kept.id, *listed))) return;
  }
}

// --- the log

void RegistrationKeeper::give_up(Kept& kept, std::string_view event, const std::string& detail) {
  if (std::exchange(kept.state, State::given_up) != State::given_up) log(LogEvent::Level::warning, event, detail);
}

// Said once, until it is over.
Error RegistrationKeeper::in_trouble(Error error) {
  if (std::exchange(in_trouble_, true)) return error;
  const bool unreachable = error.code == Errc::rpcbind_unreachable;
  log(LogEvent::Level::warning, unreachable ? "rpcbind unreachable" : "rpcbind failed", error.message());
  return error;
}

void RegistrationKeeper::log(LogEvent::Level level, std::string_view event, const std::string& detail) const noexcept {
  if (!log_) return;
  try {
    const std::string_view usual = place_.empty() ? rpcbind_socket : std::string_view(place_);
    log_({level, event, session_ ? std::string_view(session_->where()) : usual, detail});
  } catch (...) {  // the user's own
  }
}

}  // namespace onc
