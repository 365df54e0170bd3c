#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <chrono>
#include <utility>

#include <onc/metrics_page.h>
#include <onc/options.h>

#include "server/listen_socket.h"

namespace onc {

namespace {

constexpr std::size_t longest_request = 4096;
constexpr std::chrono::seconds patience{2};  // for a whole request, and again for a whole answer
constexpr std::chrono::milliseconds retry_pause{100};

// False when the time is over.
bool wait_for(int socket, short events, TimePoint until) {
  const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(until - Clock::now());
  pollfd waiting{.fd = socket, .events = events, .revents = 0};
  return left.count() > 0 && ::poll(&waiting, 1, static_cast<int>(left.count())) > 0;
}

// Up to the empty line behind the header; empty when the peer is too slow or says too much.
std::string read_request(int socket) {
  const auto until = Clock::now() + patience;
  std::string request;
  std::array<char, 512> room;
  while (request.size() < longest_request && wait_for(socket, POLLIN, until)) {
    const ssize_t got = ::recv(socket, room.data(), room.size(), MSG_DONTWAIT);
    if (got <= 0) break;
    request.append(room.data(), static_cast<std::size_t>(got));
    if (request.find("\r\n\r\n") != std::string::npos) return request;
  }
  return {};
}

void send_all(int socket, std::string_view text) {
  const auto until = Clock::now() + patience;
  while (!text.empty() && wait_for(socket, POLLOUT, until)) {
    const ssize_t put = ::send(socket, text.data(), text.size(), MSG_DONTWAIT | MSG_NOSIGNAL);
    if (put < 0) return;
    text.remove_prefix(static_cast<std::size_t>(put));
  }
}

std::string response(std::string_view status, const std::string& body) {
  return "HTTP/1.1 " + std::string(status) +
         "\r\nContent-Type: text/plain; version=0.0.4\r\nContent-Length: " + std::to_string(body.size()) +
         "\r\nConnection: close\r\n\r\n" + body;
}

Error failure(const char* what) { return system_error(Errc::system, what, errno); }

}  // namespace

Result<std::unique_ptr<MetricsPage>> MetricsPage::open(std::string_view address, std::function<std::string()> text) {
  const auto place = SocketAddress::parse(address);
  if (!place) return place.error();
  const int listener = ::socket(place->family(), SOCK_STREAM | SOCK_CLOEXEC, 0);
  if (listener < 0) return failure("socket");
  const int on = 1;
  ::setsockopt(listener, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
  if (place->family() == AF_UNIX && is_dead_socket(*place)) ::unlink(place->to_string().c_str());
  if (::bind(listener, place->data(), place->size()) == 0 && ::listen(listener, 8) == 0)
    return std::make_unique<MetricsPage>(listener, std::move(text));
  const Error error = failure(("listening at " + place->to_string()).c_str());
  ::close(listener);
  return error;
}

MetricsPage::MetricsPage(int listener, std::function<std::string()> text)
    : listener_(listener), text_(std::move(text)), thread_([this] { serve(); }) {}

MetricsPage::~MetricsPage() {
  ::shutdown(listener_, SHUT_RDWR);  // accept() fails from now on
  thread_.join();
  ::close(listener_);
}

std::string MetricsPage::address() const {
  SocketAddress own;
  socklen_t size = SocketAddress::capacity;
  if (::getsockname(listener_, own.data(), &size) == 0) own.resize(size);
  return own.to_string();
}

void MetricsPage::serve() {
  for (;;) {
    const int connection = ::accept4(listener_, nullptr, nullptr, SOCK_CLOEXEC);
    if (connection >= 0) {
      answer(connection);
      ::close(connection);
    } else if (errno == EINVAL) {
      return;  // shut down
    } else {
      ::poll(nullptr, 0, static_cast<int>(retry_pause.count()));  // no descriptors: try again, but not at once
    }
  }
}

void MetricsPage::answer(int connection) const {
  const std::string request = read_request(connection);
  if (request.empty()) return;
  const bool known = request.starts_with("GET /metrics ");
  send_all(connection, known ? response("200 OK", text_()) : response("404 Not Found", "ask for /metrics\n"));
}

}  // namespace onc
