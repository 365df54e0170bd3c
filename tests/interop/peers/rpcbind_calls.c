/* What programs of libtirpc ask of a portmapper besides binder_client: calls through it, its clock, its addresses, and how
 * servers come and go, by the old interface and by the new one. One line for each answer, so that two portmappers can be
 * compared. log_server is to be registered. */

#include <arpa/inet.h>
#include <netconfig.h>
#include <netinet/in.h>
#include <rpc/pmap_clnt.h>
#include <rpc/pmap_prot.h>
#include <rpc/pmap_rmt.h>
#include <rpc/rpc.h>
#include <rpc/rpcb_clnt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "log.h"

enum { PROGRAM = 0x20003456 };

static const struct timeval patience = {5, 0};
static const struct timeval impatience = {0, 500000};

static struct sockaddr_in here(void) {
  const struct sockaddr_in address = {
      .sin_family = AF_INET, .sin_port = htons(PMAPPORT), .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
  return address;
}

static bool_t none(XDR *stream, ...) {
  (void)stream;
  return TRUE;
}

/* A call of RLOG, or of another procedure with the same arguments. */
static void by_portmap(const char *what, rpcprog_t program, rpcvers_t version, rpcproc_t procedure, struct timeval time) {
  struct sockaddr_in address = here();
  char *line = "by pmap_rmtcall";
  int status = -1;
  u_long port = 0;
  const int is_null = procedure == NULLPROC;
  const enum clnt_stat outcome = pmap_rmtcall(&address, program, version, procedure, is_null ? none : (xdrproc_t)xdr_wrapstring,
                                              (caddr_t)&line, is_null ? none : (xdrproc_t)xdr_int, (caddr_t)&status, time, &port);
  address = here();
  const int right = outcome == RPC_SUCCESS && port == pmap_getport(&address, program, version, IPPROTO_UDP);
  printf("pmap_rmtcall %s: %s, status %d, %s\n", what, clnt_sperrno(outcome), status, right ? "its port" : "no port");
}

static void by_rpcbind(const char *netid, const char *host, const char *what, rpcprog_t program, struct timeval time) {
  struct netconfig *config = getnetconfigent(netid);
  char *line = "by rpcb_rmtcall";
  int status = -1;
  char room[256];
  struct netbuf server = {sizeof room, 0, room};
  const enum clnt_stat outcome = rpcb_rmtcall(config, host, program, LOG_VER, RLOG, (xdrproc_t)xdr_wrapstring, (caddr_t)&line,
                                              (xdrproc_t)xdr_int, (caddr_t)&status, time, &server);
  printf("rpcb_rmtcall %s %s: %s, status %d\n", netid, what, clnt_sperrno(outcome), status);
  freenetconfigent(config);
}

static void clock_and_addresses(void) {
  time_t seen = 0;
  const bool_t done = rpcb_gettime("127.0.0.1", &seen);
  const long difference = (long)(seen - time(NULL));
  printf("rpcb_gettime: %d, %s\n", done, labs(difference) <= 60 ? "now" : "another time");
  struct netconfig *config = getnetconfigent("local"); /* over which it asks, whatever it is told */
  struct netbuf *address = rpcb_uaddr2taddr(config, "/run/some.sock");
  char *text = address == NULL ? NULL : rpcb_taddr2uaddr(config, address);
  printf("rpcb_uaddr2taddr: %u bytes, and back %s\n", address == NULL ? 0 : address->len, text == NULL ? "-" : text);
  freenetconfigent(config);
}

static void nothing(struct svc_req *request, SVCXPRT *transport) {
  (void)request;
  (void)transport;
}

static void show_places(const char *when) {
  struct sockaddr_in address = here();
  printf("%s: %s udp, %s tcp\n", when, pmap_getport(&address, PROGRAM, 1, IPPROTO_UDP) ? "has" : "no",
         pmap_getport(&address, PROGRAM, 1, IPPROTO_TCP) ? "has" : "no");
}

static void come_and_go(void) {
  SVCXPRT *udp = svcudp_create(RPC_ANYSOCK);
  SVCXPRT *tcp = svctcp_create(RPC_ANYSOCK, 0, 0);
  printf("svc_register: %d %d\n", svc_register(udp, PROGRAM, 1, nothing, IPPROTO_UDP),
         svc_register(tcp, PROGRAM, 1, nothing, IPPROTO_TCP));
  show_places("after svc_register");
  svc_unregister(PROGRAM, 1);
  show_places("after svc_unregister");
  static const char *const nettypes[] = {"visible", "circuit_v", "datagram_v", "netpath"};
  for (unsigned i = 0; i < sizeof nettypes / sizeof nettypes[0]; ++i) {
    printf("svc_create %s: %d\n", nettypes[i], svc_create(nothing, PROGRAM, 1, nettypes[i]));
    show_places("after svc_create");
    svc_unreg(PROGRAM, 1);
    show_places("after svc_unreg");
  }
}

int main(void) {
  setvbuf(stdout, NULL, _IOLBF, 0);
  by_portmap("log", LOG_PROG, LOG_VER, RLOG, patience);
  by_portmap("NULL", LOG_PROG, LOG_VER, NULLPROC, patience);
  by_portmap("nobody", PROGRAM, 1, RLOG, impatience);
  by_portmap("no such procedure", LOG_PROG, LOG_VER, 77, impatience);
  by_portmap("the portmapper", PMAPPROG, PMAPVERS, PMAPPROC_SET, impatience);
  by_portmap("nfs", 100003, 3, 1, impatience);
  by_portmap("mount", 100005, 3, 1, impatience);
  by_rpcbind("udp", "127.0.0.1", "log", LOG_PROG, patience);
  by_rpcbind("udp", "127.0.0.1", "nobody", PROGRAM, impatience);
  by_rpcbind("udp6", "::1", "log", LOG_PROG, patience);
  clock_and_addresses();
  come_and_go();
  return 0;
}
