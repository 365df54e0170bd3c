/* log_broadcast ENOUGH LINE: libtirpc's broadcast, which logs LINE on every host until ENOUGH hosts have answered, each as often
 * as it likes. */

#include <arpa/inet.h>
#include <rpc/pmap_clnt.h>
#include <rpc/rpc.h>
#include <stdio.h>
#include <stdlib.h>

#include "log.h"

enum { most = 64 };
static int enough;
static int count;
static in_addr_t seen[most];

static void note(in_addr_t host) {
  for (int i = 0; i < count; ++i) {
    if (seen[i] == host) return;
  }
  if (count < most) seen[count++] = host;
}

static bool_t print(char* status, struct sockaddr_in* from) {
  printf("%s:%d %d\n", inet_ntoa(from->sin_addr), ntohs(from->sin_port), *(int*)status);
  note(from->sin_addr.s_addr);
  return count >= enough;
}

int main(int argc, char** argv) {
  int status = -1;
  if (argc != 3) return 2;
  enough = atoi(argv[1]);
  const enum clnt_stat outcome =
      clnt_broadcast(LOG_PROG, LOG_VER, RLOG, (xdrproc_t)xdr_wrapstring, (caddr_t)&argv[2], (xdrproc_t)xdr_int,
                     (caddr_t)&status, (resultproc_t)print);
  if (outcome != RPC_SUCCESS) clnt_perrno(outcome);
  return outcome == RPC_SUCCESS ? 0 : 1;
}
