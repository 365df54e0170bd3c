/* netids_server FILE SOCKET NETID...: the log server over these netids alone, registered with rpcb_set, as the
   transport-independent servers of libtirpc are. SOCKET: where netid local listens. */

#include <netconfig.h>
#include <stdio.h>
#include <string.h>
#include <sys/un.h>

#include "log.h"

void log_prog_1(struct svc_req*, SVCXPRT*);

static const char* log_file;

int* rlog_1_svc(char* line, struct svc_req* request) {
  static int status;
  FILE* file = fopen(log_file, "a");
  status = file == NULL;
  if (file != NULL) {
    fprintf(file, "%s: %s\n", request->rq_xprt->xp_netid, line);
    fclose(file);
  }
  return &status;
}

static SVCXPRT* listen_on(const struct netconfig* netid, const char* path) {
  struct sockaddr_un name;
  struct t_bind bind = {.addr = {.maxlen = sizeof name, .len = sizeof name, .buf = &name}, .qlen = 8};
  if (strcmp(netid->nc_protofmly, NC_LOOPBACK) != 0) return svc_tli_create(RPC_ANYFD, netid, NULL, 0, 0);
  memset(&name, 0, sizeof name);
  name.sun_family = AF_UNIX;
  strncpy(name.sun_path, path, sizeof name.sun_path - 1);
  return svc_tli_create(RPC_ANYFD, netid, &bind, 0, 0);
}

static int serve_over(const char* netid, const char* path) {
  struct netconfig* found = getnetconfigent(netid);
  SVCXPRT* transport = found == NULL ? NULL : listen_on(found, path);
  if (transport != NULL && svc_reg(transport, LOG_PROG, LOG_VER, log_prog_1, found)) return 1;
  fprintf(stderr, "libtirpc could not serve or register over netid %s\n", netid);
  return 0;
}

int main(int argc, char** argv) {
  if (argc < 4) return 2;
  log_file = argv[1];
  for (int i = 3; i < argc; ++i) {
    if (!serve_over(argv[i], argv[2])) return 1;
  }
  printf("ready\n");
  fflush(stdout);
  svc_run();
  return 1;
}
