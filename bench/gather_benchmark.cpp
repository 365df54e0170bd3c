// From which size on a large opaque is better gathered than copied: one message of a header and so many bytes, sent
// with one system call into a socket whose other end is read, both ways.

#include <sys/socket.h>
#include <sys/uio.h>
#include <unistd.h>

#include <thread>
#include <vector>

#include <benchmark/benchmark.h>

#include <onc/xdr/buffer.h>
#include <onc/xdr/encoder.h>

namespace {

using onc::xdr::Encoder;

// The two ends of a connection; a thread reads the other one until this one closes.
class Connection {
 public:
  Connection() {
    if (::socketpair(AF_UNIX, SOCK_STREAM, 0, ends_) != 0) std::abort();
    reader_ = std::thread([end = ends_[1]] {
      std::vector<char> bytes(std::size_t{1} << 20);
      while (::read(end, bytes.data(), bytes.size()) > 0) {
      }
    });
  }
  Connection(const Connection&) = delete;
  Connection& operator=(const Connection&) = delete;
  ~Connection() {
    ::shutdown(ends_[0], SHUT_WR);
    reader_.join();
    ::close(ends_[0]);
    ::close(ends_[1]);
  }

  void send(std::vector<iovec>& pieces) {
    msghdr message{};
    message.msg_iov = pieces.data();
    message.msg_iovlen = pieces.size();
    if (::sendmsg(ends_[0], &message, 0) < 0) std::abort();
  }

 private:
  int ends_[2] = {-1, -1};
  std::thread reader_;
};

iovec piece(std::span<const std::byte> bytes) { return {const_cast<std::byte*>(bytes.data()), bytes.size()}; }

template <class Sink>
void encode_into(Sink& sink, std::span<const std::byte> bytes) {
  sink.clear();
  Encoder out(sink);
  if (!out.u64(7) || !out.opaque(bytes) || !out.finish()) std::abort();
}

void copied(benchmark::State& state) {
  const std::vector<std::byte> bytes(static_cast<std::size_t>(state.range(0)));
  Connection connection;
  onc::xdr::Buffer buffer;
  for (auto _ : state) {
    encode_into(buffer, bytes);
    std::vector<iovec> pieces{piece(buffer.bytes())};
    connection.send(pieces);
  }
}

void gathered(benchmark::State& state) {
  const std::vector<std::byte> bytes(static_cast<std::size_t>(state.range(0)));
  Connection connection;
  onc::xdr::Gather gather;
  for (auto _ : state) {
    encode_into(gather, bytes);
    std::vector<iovec> pieces;
    for (const std::span<const std::byte> one : gather.pieces()) pieces.push_back(piece(one));
    connection.send(pieces);
  }
}

BENCHMARK(copied)->RangeMultiplier(2)->Range(16 << 10, 256 << 10);
BENCHMARK(gathered)->RangeMultiplier(2)->Range(16 << 10, 256 << 10);

}  // namespace

BENCHMARK_MAIN();
