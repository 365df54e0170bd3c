/* What the C servers share: transports of libtirpc, registration with rpcbind, one ready line. */

#ifndef ONCRPC_TESTS_INTEROP_SERVE_H
#define ONCRPC_TESTS_INTEROP_SERVE_H

#include <rpc/rpc.h>
#include <stdio.h>

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

static int serve(rpcprog_t program, rpcvers_t version, dispatch_function dispatch) {
  if (!serve_over(svcudp_create(RPC_ANYSOCK), program, version, dispatch, IPPROTO_UDP) ||
      !serve_over(svctcp_create(RPC_ANYSOCK, 0, 0), program, version, dispatch, IPPROTO_TCP)) {
    return 1;
  }
  printf("ready\n");
  fflush(stdout);
  svc_run();
  return 1;
}

#endif
