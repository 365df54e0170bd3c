// Replies over udp that leave together.

#include "server/reply_batch.h"

#include <netinet/in.h>
#include <sys/socket.h>

#include <array>
#include <cstring>

#include <gtest/gtest.h>

#include "transport/segments.h"
#include "transport/socket_options.h"

namespace onc {
namespace {

FileDescriptor bound_socket() {
  FileDescriptor socket(::socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0));
  const SocketAddress any = SocketAddress::parse("127.0.0.1:0").value();
  EXPECT_EQ(::bind(socket.get(), any.data(), any.size()), 0);
  return socket;
}

ReturnPath way_to(const SocketAddress& peer) {
  ReturnPath way;
  msghdr message{};
  way.take(message, peer);
  return way;
}

// What one receive gives, and the size of the datagrams if they are several.
std::pair<ssize_t, std::size_t> receive(int socket) {
  std::array<std::byte, 65536> room;
  alignas(cmsghdr) std::array<std::byte, segment_control_size> control;
  iovec vector{room.data(), room.size()};
  msghdr message{};
  message.msg_iov = &vector;
  message.msg_iovlen = 1;
  message.msg_control = control.data();
  message.msg_controllen = control.size();
  const ssize_t got = ::recvmsg(socket, &message, MSG_DONTWAIT);
  const cmsghdr* header = got < 0 ? nullptr : CMSG_FIRSTHDR(&message);
  return {got, header == nullptr ? 0 : segment_size(*header)};
}

void add_two(ReplyBatch& replies, const ReturnPath& way) {
  const std::array<std::byte, 100> reply{};
  replies.add(reply, way);
  replies.add(reply, way);
  replies.flush();
}

// A stranger chooses the address that it writes into its datagrams: port 0, which nothing can be sent to.
TEST(ReplyBatch, LearnsNothingOfSizesFromAnAddressThatTakesNoReply) {
  const FileDescriptor server = bound_socket();
  const FileDescriptor client = bound_socket();
  if (!join_segments(client.get())) GTEST_SKIP() << "the kernel does not join datagrams";
  const ReturnPath good = way_to(local_address(client.get()));
  ReplyBatch replies(server.get());
  add_two(replies, good);
  if (receive(client.get()) != std::pair<ssize_t, std::size_t>(200, 100))
    GTEST_SKIP() << "the kernel does not send datagrams together";
  add_two(replies, way_to(local_address(client.get()).with_port(0)));
  add_two(replies, good);
  EXPECT_EQ(receive(client.get()), (std::pair<ssize_t, std::size_t>(200, 100)));
}

}  // namespace
}  // namespace onc
