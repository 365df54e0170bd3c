/* All that libtirpc asks of a portmapper, one line for each answer, so that two of them can be compared. The argument is a
 * word that stands for who asks. Ports and paths are fixed. */
#include <netconfig.h>
#include <netinet/in.h>
#include <rpc/pmap_clnt.h>
#include <rpc/pmap_prot.h>
#include <rpc/pmap_rmt.h>
#include <rpc/rpc.h>
#include <rpc/rpcb_clnt.h>
#include <arpa/inet.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { PROGRAM = 0x20001234, OTHERS = 0x20005678 };

static const char *const netids[] = {"udp", "tcp", "udp6", "tcp6", "local"};

static struct netbuf *address_of(struct netconfig *config, const char *text) {
  return uaddr2taddr(config, text);
}

static void set(const char *netid, const char *text, unsigned version) {
  struct netconfig *config = getnetconfigent(netid);
  struct netbuf *address = address_of(config, text);
  printf("rpcb_set %s %s %u: %d\n", netid, text, version,
         address == NULL ? -1 : rpcb_set(PROGRAM, version, config, address));
  freenetconfigent(config);
}

static void getaddr(const char *netid, unsigned version) {
  struct netconfig *config = getnetconfigent(netid);
  char room[256];
  struct netbuf found = {sizeof room, 0, room};
  int done = rpcb_getaddr(PROGRAM, version, config, &found, strchr(netid, '6') ? "::1" : "127.0.0.1");
  char *text = done ? taddr2uaddr(config, &found) : NULL;
  printf("rpcb_getaddr %s %u: %d %s\n", netid, version, done, text == NULL ? "-" : text);
  if (!done) printf("  %s\n", clnt_spcreateerror("why"));
  free(text);
  freenetconfigent(config);
}

static void maps(const char *netid) {
  struct netconfig *config = getnetconfigent(netid);
  rpcblist *list = rpcb_getmaps(config, strchr(netid, '6') ? "::1" : "127.0.0.1");
  for (; list != NULL; list = list->rpcb_next) {
    RPCB *one = &list->rpcb_map;
    if (one->r_prog == PROGRAM || one->r_prog == OTHERS)
      printf("rpcb_getmaps %s: %lu %lu %s %s %s\n", netid, (unsigned long)one->r_prog, (unsigned long)one->r_vers,
             one->r_netid, one->r_addr, one->r_owner);
  }
  freenetconfigent(config);
}

static void old_interface(void) {
  struct sockaddr_in address = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
  printf("pmap_set: %d\n", pmap_set(OTHERS, 1, IPPROTO_TCP, 7101));
  printf("pmap_set again: %d\n", pmap_set(OTHERS, 1, IPPROTO_TCP, 7101));
  printf("pmap_set elsewhere: %d\n", pmap_set(OTHERS, 1, IPPROTO_TCP, 7102));
  printf("pmap_set udp: %d\n", pmap_set(OTHERS, 1, IPPROTO_UDP, 7103));
  printf("pmap_getport: %u %u %u %u\n", pmap_getport(&address, OTHERS, 1, IPPROTO_TCP),
         pmap_getport(&address, OTHERS, 1, IPPROTO_UDP), pmap_getport(&address, OTHERS, 9, IPPROTO_UDP),
         pmap_getport(&address, OTHERS + 1, 1, IPPROTO_UDP));
  for (struct pmaplist *list = pmap_getmaps(&address); list != NULL; list = list->pml_next) {
    if (list->pml_map.pm_prog == OTHERS || list->pml_map.pm_prog == PROGRAM)
      printf("pmap_getmaps: %lu %lu %lu %lu\n", list->pml_map.pm_prog, list->pml_map.pm_vers, list->pml_map.pm_prot,
             list->pml_map.pm_port);
  }
}

static void unset(const char *netid, unsigned version) {
  struct netconfig *config = netid == NULL ? NULL : getnetconfigent(netid);
  printf("rpcb_unset %s %u: %d\n", netid == NULL ? "all" : netid, version, rpcb_unset(PROGRAM, version, config));
  if (config != NULL) freenetconfigent(config);
}

int main(int argc, char **argv) {
  int keep = argc > 2 && strcmp(argv[2], "keep") == 0;
  setvbuf(stdout, NULL, _IOLBF, 0);
  printf("== %s\n", argc > 1 ? argv[1] : "");
  set("udp", "0.0.0.0.27.189", 1);
  set("udp", "0.0.0.0.27.189", 1);
  set("udp", "0.0.0.0.27.190", 1);
  set("tcp", "0.0.0.0.27.189", 2);
  set("udp6", "::.27.191", 1);
  set("tcp6", "::.27.191", 3);
  set("local", "/tmp/binder_client.sock", 1);
  for (unsigned i = 0; i < sizeof netids / sizeof netids[0]; ++i) {
    getaddr(netids[i], 1);
    getaddr(netids[i], 9);
    maps(netids[i]);
  }
  old_interface();
  if (!keep) {
    unset("tcp", 2);
    unset("tcp", 2);
    unset(NULL, 1);
    unset(NULL, 3);
    printf("pmap_unset: %d\n", pmap_unset(OTHERS, 1));
    printf("pmap_unset again: %d\n", pmap_unset(OTHERS, 1));
  }
  for (unsigned i = 0; i < sizeof netids / sizeof netids[0]; ++i) maps(netids[i]);
  return 0;
}
