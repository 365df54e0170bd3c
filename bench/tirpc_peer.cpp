// bench_peer's calls made and answered by libtirpc: one at a time, as its clients do. The command line is bench_peer's.

#include <arpa/inet.h>
#include <netinet/in.h>
#include <rpc/rpc.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <vector>

#include "load.h"

namespace {

using bench::LoadOptions;

constexpr rpcprog_t program = 0x2BE4C401;
constexpr rpcvers_t version = 1;
constexpr rpcproc_t echo = 1;

struct Payload {
  u_int size = 0;
  char* bytes = nullptr;
};

bool_t xdr_payload(XDR* xdr, Payload* payload) { return xdr_bytes(xdr, &payload->bytes, &payload->size, ~0U); }

xdrproc_t filter() { return reinterpret_cast<xdrproc_t>(xdr_payload); }

[[noreturn]] void give_up(const char* what) {
  std::fprintf(stderr, "tirpc_peer: %s\n", what);
  std::exit(1);
}

void answer_echo(SVCXPRT* transport) {
  Payload payload;
  auto* const place = reinterpret_cast<char*>(&payload);
  if (!svc_getargs(transport, filter(), place)) return svcerr_decode(transport);
  svc_sendreply(transport, filter(), place);
  svc_freeargs(transport, filter(), place);
}

void answer(svc_req* request, SVCXPRT* transport) {
  switch (request->rq_proc) {
    case NULLPROC: svc_sendreply(transport, reinterpret_cast<xdrproc_t>(xdr_void), nullptr); return;
    case echo: return answer_echo(transport);
    default: return svcerr_noproc(transport);
  }
}

int bound_socket(const LoadOptions& options, std::string& where) {
  const bool datagram = options.transport == "udp";
  const int socket = ::socket(AF_INET, datagram ? SOCK_DGRAM : SOCK_STREAM, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  socklen_t size = sizeof address;
  if (::bind(socket, reinterpret_cast<sockaddr*>(&address), size) != 0) give_up("bind");
  if (!datagram && ::listen(socket, SOMAXCONN) != 0) give_up("listen");
  ::getsockname(socket, reinterpret_cast<sockaddr*>(&address), &size);
  where = std::to_string(ntohs(address.sin_port));
  return socket;
}

SVCXPRT* transport_of(const LoadOptions& options, std::string& where) {
  if (options.transport == "unix") {
    where = options.address;
    ::unlink(where.c_str());
    return svcunix_create(RPC_ANYSOCK, 0, 0, where.data());
  }
  const int socket = bound_socket(options, where);
  return options.transport == "udp" ? svc_dg_create(socket, UDPMSGSIZE, UDPMSGSIZE) : svc_vc_create(socket, 0, 0);
}

int serve(const LoadOptions& options) {
  std::string where;
  SVCXPRT* const transport = transport_of(options, where);
  if (transport == nullptr || !svc_reg(transport, program, version, answer, nullptr)) give_up("no server");
  std::printf("READY %s\n", where.c_str());
  std::fflush(stdout);
  svc_run();
  return 1;
}

CLIENT* connect(const LoadOptions& options) {
  int socket = RPC_ANYSOCK;
  CLIENT* client = nullptr;
  if (options.transport == "unix") {
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    std::snprintf(address.sun_path, sizeof address.sun_path, "%s", options.address.c_str());
    client = clntunix_create(&address, program, version, &socket, 0, 0);
  } else {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    address.sin_port = htons(static_cast<std::uint16_t>(std::atoi(options.address.c_str())));
    client = options.transport == "udp" ? clntudp_create(&address, program, version, timeval{1, 0}, &socket)
                                        : clnttcp_create(&address, program, version, &socket, 0, 0);
  }
  if (client == nullptr) give_up(clnt_spcreateerror("connect"));
  return client;
}

void call_once(CLIENT* client, bool echoes, Payload& payload) {
  constexpr timeval patience{25, 0};
  Payload answer;
  const auto nothing = reinterpret_cast<xdrproc_t>(xdr_void);
  const clnt_stat stat = echoes ? clnt_call(client, echo, filter(), reinterpret_cast<char*>(&payload), filter(),
                                            reinterpret_cast<char*>(&answer), patience)
                                : clnt_call(client, NULLPROC, nothing, nullptr, nothing, nullptr, patience);
  if (stat != RPC_SUCCESS) give_up(clnt_sperror(client, "call"));
  if (echoes) clnt_freeres(client, filter(), reinterpret_cast<char*>(&answer));
}

int call(const LoadOptions& options) {
  std::vector<char> bytes(options.size);
  Payload payload{static_cast<u_int>(bytes.size()), bytes.data()};
  CLIENT* const client = connect(options);
  bench::Meter meter(options);
  do {
    call_once(client, options.operation == "echo", payload);
  } while (meter.tick());
  meter.report();
  return 0;
}

}  // namespace

int main(int argc, char** argv) {
  ::prctl(PR_SET_PDEATHSIG, SIGTERM);  // never outlives the harness
  const LoadOptions options = bench::load_options({argv, static_cast<std::size_t>(argc)});
  if (options.role == "server") return serve(options);
  if (options.role == "client" && options.depth == 1 && options.connections == 1) return call(options);
  std::fprintf(stderr, "usage: tirpc_peer server|client tcp|udp|unix [ADDRESS] [--NAME VALUE]...\n");
  return 2;
}
