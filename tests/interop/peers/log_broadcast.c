/* log_broadcast ENOUGH LINE: libtirpc's broadcast, which logs LINE on every host until ENOUGH have answered. */

#include <arpa/inet.h>
#include <rpc/pmap_clnt.h>
#include <rpc/rpc.h>
#include <stdio.h>
#include <stdlib.h>

#include "log.h"

static int left;

static bool_t print(char* status, struct sockaddr_in* from) {
  printf("%s:%d %d\n", inet_ntoa(from->sin_addr), ntohs(from->sin_port), *(int*)status);
  return --left <= 0;
}

int main(int argc, char** argv) {
  int status = -1;
  if (argc != 3) return 2;
  left = atoi(argv[1]);
  const enum clnt_stat outcome =
      clnt_broadcast(LOG_PROG, LOG_VER, RLOG, (xdrproc_t)xdr_wrapstring, (caddr_t)&argv[2], (xdrproc_t)xdr_int,
                     (caddr_t)&status, (resultproc_t)print);
  if (outcome != RPC_SUCCESS) clnt_perrno(outcome);
  return outcome == RPC_SUCCESS ? 0 : 1;
}
