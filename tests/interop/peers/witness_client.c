/* witness_client HOST NETID COMMAND...: calls the witness of ../witness.x through rpcbind. HOST may be the path of a
   local socket instead, which is connected to without rpcbind; NETID is nothing then. Commands:
     caller              who the server says calls
     groups              the same with AUTH_SYS of 16 groups
     batch PROCEDURE N   N calls that wait for nothing, one that does: how many were run, and whether in order
     twice FIRST N       calls with FIRST, FIRST + 1, ..., and looks at each answer
     twice_calls         how many of these the server has run */

#include <netconfig.h>
#include <rpc/rpc.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/un.h>

#include "witness.h"

/* The stubs answer NULL when the call failed. */
static void* must(void* result, CLIENT* client) {
  if (result == NULL) {
    clnt_perror(client, "call");
    exit(1);
  }
  return result;
}

static CLIENT* client_of_socket(const char* path) {
  struct sockaddr_un address = {.sun_family = AF_UNIX};
  struct netbuf server = {.maxlen = sizeof address, .len = sizeof address, .buf = &address};
  strncpy(address.sun_path, path, sizeof address.sun_path - 1);
  const int descriptor = socket(AF_UNIX, SOCK_STREAM, 0);
  if (descriptor < 0 || connect(descriptor, (struct sockaddr*)&address, sizeof address) != 0) {
    perror(path);
    exit(1);
  }
  return clnt_vc_create(descriptor, &server, WITNESS_PROG, WITNESS_VERS, 0, 0);
}

static CLIENT* client_of_netid(const char* host, const char* netid) {
  const struct netconfig* found = getnetconfigent(netid);
  return found == NULL ? NULL : clnt_tp_create(host, WITNESS_PROG, WITNESS_VERS, found);
}

static int print_caller(CLIENT* client) {
  const identity* seen = must(caller_1(client), client);
  printf("%s flavor %d", seen->transport, seen->flavor);
  if (seen->flavor == AUTH_SYS) printf(" %s %u:%u", seen->machine, seen->uid, seen->gid);
  for (u_int i = 0; i < seen->gids.gids_len; ++i) printf(" %u", seen->gids.gids_val[i]);
  printf("\n");
  return 0;
}

static int print_groups(CLIENT* client) {
  gid_t groups[16];
  for (gid_t i = 0; i < 16; ++i) groups[i] = 4294967295U - i;
  client->cl_auth = authunix_create("a machine", 1001, 100, 16, groups);
  return print_caller(client);
}

static int batch(CLIENT* client, rpcproc_t procedure, u_int many) {
  const struct timeval no_time = {0, 0};
  for (u_int i = 0; i < many; ++i) {
    const enum clnt_stat sent =
        clnt_call(client, procedure, (xdrproc_t)xdr_u_int, (caddr_t)&i, (xdrproc_t)NULL, NULL, no_time);
    if (sent != RPC_SUCCESS) {
      clnt_perror(client, "batched call");
      return 1;
    }
  }
  const notes* seen = must(noted_1(client), client);
  printf("%u %s\n", seen->count, seen->in_order ? "in order" : "out of order");
  return 0;
}

static int twice(CLIENT* client, u_int first, u_int many) {
  for (u_int number = first; number < first + many; ++number) {
    const u_int answer = *(u_int*)must(twice_1(number, client), client);
    if (answer != 2 * number) {
      fprintf(stderr, "twice %u is not %u\n", number, answer);
      return 1;
    }
  }
  printf("%u right\n", many);
  return 0;
}

static u_int number_of(const char* text) { return (u_int)strtoul(text, NULL, 0); }

static int run(CLIENT* client, int argc, char** argv) {
  if (strcmp(argv[0], "caller") == 0) return print_caller(client);
  if (strcmp(argv[0], "groups") == 0) return print_groups(client);
  if (strcmp(argv[0], "twice_calls") == 0) return printf("%u\n", *(u_int*)must(twice_calls_1(client), client)) < 0;
  if (argc == 3 && strcmp(argv[0], "batch") == 0) return batch(client, number_of(argv[1]), number_of(argv[2]));
  if (argc == 3 && strcmp(argv[0], "twice") == 0) return twice(client, number_of(argv[1]), number_of(argv[2]));
  return 2;
}

int main(int argc, char** argv) {
  if (argc < 4) return 2;
  CLIENT* client = argv[1][0] == '/' ? client_of_socket(argv[1]) : client_of_netid(argv[1], argv[2]);
  if (client == NULL) {
    clnt_pcreateerror(argv[1]);
    return 1;
  }
  return run(client, argc - 3, argv + 3);
}
