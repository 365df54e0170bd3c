// AUTH_SHORT (RFC 5531 appendix A), handed out by servers.

#include "session/short_credentials.h"

#include <gtest/gtest.h>

#include "echo_service.h"
#include "message/call_message.h"
#include "running_server.h"
#include "session/server_session.h"
#include "support/hex.h"

namespace onc {
namespace {

using test::Bytes;
using test::Echo;
using test::join;
using test::to_hex;
using test::words;

Peer peer_at(const char* address, Transport transport = Transport::tcp) {
  return {.transport = transport, .address = SocketAddress::parse(address).value()};
}

class ShortCredentialsTest : public testing::Test {
 protected:
  std::vector<std::byte> find(const ShortCredentials::Handle& handle, const Peer& from) {
    std::vector<std::byte> body;
    return known.find(from, handle, body) ? body : Bytes();
  }
  ShortCredentials known{2, kernel_random};
  Peer peer = peer_at("10.0.0.1:700");
  Bytes ann = words({1});
  Bytes bob = words({2});
};

TEST_F(ShortCredentialsTest, StandForTheCredentialOfTheirHost) {
  const auto handle = known.hand_out(peer, ann);
  EXPECT_EQ(find(handle, peer), ann);
  EXPECT_EQ(find(handle, peer_at("10.0.0.1:800", Transport::udp)), ann);
  EXPECT_EQ(find(handle, peer_at("10.0.0.2:700")), Bytes());
  std::vector<std::byte> body;
  EXPECT_FALSE(known.find(peer, {}, body));
  EXPECT_FALSE(known.find(peer, Bytes(16), body));
  EXPECT_FALSE(known.find(peer, Bytes(400), body));
}

TEST_F(ShortCredentialsTest, AreTheSameForTheSameCredentialAndOtherwiseNot) {
  const auto handle = known.hand_out(peer, ann);
  EXPECT_EQ(known.hand_out(peer_at("10.0.0.1:800"), ann), handle);
  EXPECT_NE(known.hand_out(peer_at("10.0.0.2:700"), ann), handle);
  EXPECT_EQ(known.size(), 2U);
  EXPECT_NE(known.hand_out(peer, bob), handle);
}

TEST_F(ShortCredentialsTest, AreForgottenWhenOthersAreUsedMore) {
  const auto first = known.hand_out(peer, ann);
  const auto second = known.hand_out(peer, bob);
  EXPECT_EQ(find(first, peer), ann);
  const auto third = known.hand_out(peer, words({3}));
  EXPECT_EQ(known.size(), 2U);
  EXPECT_EQ(find(second, peer), Bytes());
  EXPECT_EQ(find(first, peer), ann);
  EXPECT_EQ(find(third, peer), words({3}));
  for (std::uint32_t i = 0; i < 1000; ++i) known.hand_out(peer, words({i}));
  EXPECT_EQ(known.size(), 2U);
}

// --- in a session

Bytes who(const Bytes& credential) {
  return join({words({7, 0, 2, Echo::id.program, Echo::id.version, 5}), credential, words({0, 0})});
}

Bytes opaque(std::uint32_t flavor, std::span<const std::byte> body) {
  return join({words({flavor, static_cast<std::uint32_t>(body.size())}), Bytes(body.begin(), body.end())});
}

class ShortCredentialSession : public ShortCredentialsTest {
 protected:
  ShortCredentialSession() { dispatcher.add(service); }
  std::string answer(const Bytes& credential, const Peer& from, ShortCredentials* short_hand) {
    ServerSession session(dispatcher, {}, xdr::Mode::compatible, {.short_hand = short_hand});
    xdr::Buffer out;
    EXPECT_TRUE(session.answer(who(credential), from, out));
    return to_hex(out.bytes().subspan(8));
  }
  const Bytes claim = words({0, 1, 0x68000000, 501, 100, 0});
  const std::string rejected = "00000001 00000001 00000002";
  test::EchoService service;
  Dispatcher dispatcher;
};

TEST_F(ShortCredentialSession, ServesWhoHasOneAsWithTheWhole) {
  const std::string first = answer(opaque(1, claim), peer, &known);
  const auto handle = known.hand_out(peer, claim);
  EXPECT_EQ(first, "00000000 " + to_hex(opaque(2, handle)) + " 00000000 000001f5");
  EXPECT_EQ(answer(opaque(2, handle), peer, &known), "00000000 00000000 00000000 00000000 000001f5");
}

TEST_F(ShortCredentialSession, RejectsWhatItDoesNotKnow) {
  const auto handle = known.hand_out(peer, claim);
  EXPECT_EQ(answer(opaque(2, handle), peer_at("10.0.0.2:700"), &known), rejected);
  EXPECT_EQ(answer(opaque(2, words({1, 2, 3, 4})), peer, &known), rejected);
  EXPECT_EQ(answer(opaque(2, {}), peer, &known), rejected);
  EXPECT_EQ(answer(opaque(2, handle), peer, nullptr), rejected);
}

TEST_F(ShortCredentialSession, HandsOutNothingUnlessAsked) {
  EXPECT_EQ(answer(opaque(1, claim), peer, nullptr), "00000000 00000000 00000000 00000000 000001f5");
  answer(opaque(1, words({1})), peer, &known);  // no sound credential
  EXPECT_EQ(known.size(), 0U);
}

class ShortCredentialServer : public testing::TestWithParam<Transport> {};

// The flavour that each call came with is what an interceptor cannot see; so the bytes that were sent tell.
TEST_P(ShortCredentialServer, GivesClientsLessToSend) {
  test::EchoService service;
  ServerOptions options = test::local_options();
  options.short_credentials = 10;
  const test::RunningServer server(std::move(options), service);
  const auto client =
      Echo::Client::connect("", {.transport = GetParam(),
                                 .address = server.address(GetParam()),
                                 .credential = AuthSys{.machine_name = std::string(200, 'x'), .uid = 501}})
          .value();
  EXPECT_EQ(client.who().value(), 501U);
  const auto sent = client.channel().stats().bytes_sent;
  EXPECT_EQ(client.who().value(), 501U);
  EXPECT_EQ(client.channel().stats().bytes_sent, sent + 40 + 16);
}

TEST(ShortCredentialServer, ThatWasRestartedIsSentTheWholeAgain) {
  test::EchoService service;
  ServerOptions options = test::local_options();
  options.short_credentials = 10;
  auto server = std::make_unique<test::RunningServer>(options, service);
  const std::string address = server->address(Transport::udp);
  const auto client =
      Echo::Client::connect("", {.transport = Transport::udp, .address = address, .credential = AuthSys{.uid = 501}})
          .value();
  EXPECT_EQ(client.who().value(), 501U);
  server.reset();
  options.listen = {{Transport::udp, address}};
  server = std::make_unique<test::RunningServer>(options, service);
  EXPECT_EQ(client.who().value(), 501U);
}

INSTANTIATE_TEST_SUITE_P(Transports, ShortCredentialServer, testing::Values(Transport::udp, Transport::tcp));

}  // namespace
}  // namespace onc
