/* What the C servers share: transports of libtirpc, registration with rpcbind, one ready line. */

#ifndef ONCRPC_TESTS_INTEROP_SERVE_H
#define ONCRPC_TESTS_INTEROP_SERVE_H

#include <netinet/in.h>
#include <rpc/rpc.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/socket.h>

typedef void (*dispatch_function)(struct svc_req*, SVCXPRT*);

static int serve_over(SVCXPRT* transport, rpcprog_t program, rpcvers_t version, dispatch_function dispatch,
                      rpcprot_t protocol) {
  if (transport == NULL || !svc_register(transport, program, version, dispatch, protocol)) {
    fprintf(stderr, "libtirpc could not serve or register program %lu over protocol %lu\n", (unsigned long)program,
            (unsigned long)protocol);
    return 0;
  }
  return 1;
}

/* A socket that is bound to the port in the environment variable UDP_PORT; without it to a free one. */
static int udp_socket(void) {
  const char* port = getenv("UDP_PORT");
  if (port == NULL) return RPC_ANYSOCK;
  struct sockaddr_in address = {.sin_family = AF_INET, .sin_port = htons((unsigned short)atoi(port))};
  const int descriptor = socket(AF_INET, SOCK_DGRAM, 0);
  if (descriptor < 0 || bind(descriptor, (struct sockaddr*)&address, sizeof address) != 0) {
    perror("UDP_PORT");
    exit(1);
  }
  return descriptor;
}

/* UDP and TCP over IPv4, or the transports of the nettype (rpc(3)) in the environment variable NETTYPE. */
static int serve(rpcprog_t program, rpcvers_t version, dispatch_function dispatch) {
  const char* nettype = getenv("NETTYPE");
  if (nettype != NULL) {
    if (svc_create(dispatch, program, version, nettype) == 0) return 1;
  } else if (!serve_over(svcudp_create(udp_socket()), program, version, dispatch, IPPROTO_UDP) ||
             !serve_over(svctcp_create(RPC_ANYSOCK, 0, 0), program, version, dispatch, IPPROTO_TCP)) {
    return 1;
  }
  printf("ready\n");
  fflush(stdout);
  svc_run();
  return 1;
}

#endif
