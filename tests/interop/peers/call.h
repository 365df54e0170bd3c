/* What the C clients share: arguments HOST TRANSPORT, a client made by libtirpc through rpcbind, errors as text. */

#ifndef ONCRPC_TESTS_INTEROP_CALL_H
#define ONCRPC_TESTS_INTEROP_CALL_H

#include <rpc/rpc.h>
#include <stdio.h>
#include <stdlib.h>

static CLIENT* client_for(char** argv, rpcprog_t program, rpcvers_t version) {
  CLIENT* client = clnt_create(argv[1], program, version, argv[2]);
  if (client == NULL) {
    clnt_pcreateerror(argv[1]);
    exit(1);
  }
  return client;
}

/* The stubs answer NULL when the call failed. */
static void* must(void* result, CLIENT* client) {
  if (result == NULL) {
    clnt_perror(client, "call");
    exit(1);
  }
  return result;
}

static void usage(int argc, int needed, const char* text) {
  if (argc != needed) {
    fprintf(stderr, "usage: HOST udp|tcp %s\n", text);
    exit(2);
  }
}

#endif
