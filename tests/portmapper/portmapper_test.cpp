// The portmapper as a library: embedded in a server, used through our own client of rpcbind.

#include <onc/portmapper.h>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <onc/binding.h>

#include "runtime/running_server.h"

namespace onc {
namespace {

using testing::ElementsAre;

TEST(Portmapper, ServesFromAnyServerAndListsItself) {
  Portmapper portmapper;
  Server server({.listen = {{Transport::tcp, "127.0.0.1:0"}, {Transport::local, test::socket_path("portmapper")}},
                 .registration = false,
                 .stop_signals = {}});
  portmapper.serve_on(server);
  ASSERT_TRUE(server.listen());
  portmapper.announce(server.endpoints());
  std::thread loop([&] { EXPECT_TRUE(server.run()); });

  const std::uint16_t port = server.endpoints()[0].port;
  const Registration itself{{100000, 2}, Transport::tcp, port};
  const Registration other{{0x20000042, 1}, Transport::udp, 4000};
  for (const Endpoint& endpoint : server.endpoints()) {
    const Rpcbind rpcbind(endpoint.address);
    EXPECT_TRUE(rpcbind.set(other));
    EXPECT_THAT(rpcbind.dump().value(), ElementsAre(itself, other));
    EXPECT_EQ(rpcbind.port(other.id, Transport::udp).value(), 4000);
    EXPECT_EQ(rpcbind.port(other.id, Transport::tcp).error().code, Errc::transport_not_registered);
    EXPECT_EQ(rpcbind.set({other.id, Transport::udp, 4001}).error().code, Errc::rpcbind_refused);
    EXPECT_TRUE(rpcbind.unset(other.id));
    EXPECT_EQ(rpcbind.port(other.id, Transport::udp).error().code, Errc::program_not_registered);
  }
  server.stop();
  loop.join();
}

}  // namespace
}  // namespace onc
