#include "client/dialers.h"

#include <thread>
#include <utility>

#include "binding/locate.h"
#include "transport/socket_datagram.h"
#include "transport/socket_stream.h"

namespace onc {

Result<void> Target::locate(const Patience& patience) {
  if (!addresses_.empty()) return {};
  auto found = onc::locate(host_, id_, transport_, options_, patience);
  if (!found) return std::move(found).error();
  addresses_ = *std::move(found);
  return {};
}

std::string Target::name_of(const SocketAddress& address) const {
  return std::string(to_string(transport_)) + " " + address.to_string();
}

template <class Link>
void SocketDialer<Link>::pause(Duration time) {
  std::this_thread::sleep_for(time);
}

template class SocketDialer<Stream>;
template class SocketDialer<Datagram>;

Result<Dialed<Stream>> StreamSocketDialer::dial(Duration time) {
  const Patience patience(time);
  const bool known = !target().addresses().empty();
  if (auto located = target().locate(patience); !located) return std::move(located).error();
  auto first = connect(patience);
  if (first || !known) return first;
  const auto before = target().addresses();
  target().forget();
  if (auto located = target().locate(patience); !located) return std::move(first).error();
  return target().addresses() == before ? std::move(first) : connect(patience);
}

Result<Dialed<Stream>> StreamSocketDialer::connect(const Patience& patience) {
  Error error(Errc::unreachable, "the host has no address");
  std::vector<std::string> tried;
  for (const SocketAddress& address : target().addresses()) {
    auto stream =
        SocketStream::connect(address, patience.left(), target().options().local_ports, target().options().busy_wait);
    if (stream) return Dialed<Stream>{*std::move(stream), target().name_of(address)};
    error = std::move(stream).error();
    tried.push_back(error.message());
  }
  if (!tried.empty()) tried.pop_back();  // the last one is the error itself
  for (std::string& cause : tried) error = std::move(error).with_cause("before that: " + std::move(cause));
  return error;
}

Result<Dialed<Datagram>> DatagramSocketDialer::dial(Duration time) {
  const Patience patience(time);
  if (auto located = target().locate(patience); !located) return std::move(located).error();
  const SocketAddress address = target().addresses().front();
  target().forget();
  auto socket = SocketDatagram::open(address, target().options().local_ports, target().options().busy_wait);
  if (!socket) return std::move(socket).error();
  return Dialed<Datagram>{*std::move(socket), target().name_of(address)};
}

}  // namespace onc
