/* printmsg.x served by libntirpc, the RPC library of NFS-Ganesha: PORT, over udp and tcp, without rpcbind. */

#include <rpc/rpc.h>

#include <arpa/inet.h>
#include <rpc/svc_auth.h>
#include <rpc/svc_rqst.h>
#include <rpc/xdr_inline.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { PROGRAM = 0x20000099, VERSION = 1, PRINTMESSAGE = 1, LONGEST = 100000 };

/* A request with room for its argument and its result. */
struct printing {
  struct svc_req request;
  char* message;
  int printed;
};

static struct svc_req* new_request(SVCXPRT* transport, XDR* xdr) {
  struct printing* made = calloc(1, sizeof *made);
  SVC_REF(transport, SVC_REF_FLAG_NONE);
  made->request.rq_xprt = transport;
  made->request.rq_xdrs = xdr;
  made->request.rq_refcnt = 1;
  return &made->request;
}

static void end_request(struct svc_req* request, enum xprt_stat status) {
  SVCXPRT* transport = request->rq_xprt;
  (void)status;
  free(((struct printing*)request)->message);
  free(request);
  SVC_RELEASE(transport, SVC_RELEASE_FLAG_NONE);
}

static bool xdr_message(XDR* xdr, char** message) { return xdr_string(xdr, message, LONGEST); }

static enum xprt_stat print_message(struct printing* call) {
  call->request.rq_msg.rm_xdr.proc = (xdrproc_t)xdr_message;
  call->request.rq_msg.rm_xdr.where = &call->message;
  if (!SVCAUTH_UNWRAP(&call->request)) return svcerr_decode(&call->request);
  call->printed = printf("%s\n", call->message) >= 0 && fflush(stdout) == 0;
  call->request.rq_msg.RPCM_ack.ar_results.proc = (xdrproc_t)xdr_int;
  call->request.rq_msg.RPCM_ack.ar_results.where = (caddr_t)&call->printed;
  return svc_sendreply(&call->request);
}

static enum xprt_stat answer(struct svc_req* request) {
  bool handled = false;
  if (svc_auth_authenticate(request, &handled) != AUTH_OK || handled) return SVC_STAT(request->rq_xprt);
  if (request->rq_msg.cb_prog != PROGRAM) return svcerr_noprog(request);
  if (request->rq_msg.cb_vers != VERSION) return svcerr_progvers(request, VERSION, VERSION);
  if (request->rq_msg.cb_proc == PRINTMESSAGE) return print_message((struct printing*)request);
  if (request->rq_msg.cb_proc != 0) return svcerr_noproc(request);
  request->rq_msg.RPCM_ack.ar_results.proc = (xdrproc_t)xdr_void;
  request->rq_msg.RPCM_ack.ar_results.where = NULL;
  return svc_sendreply(request);
}

static enum xprt_stat on_connection(SVCXPRT* transport) {
  transport->xp_dispatch.process_cb = answer;
  return XPRT_IDLE;
}

static enum xprt_stat on_datagram(SVCXPRT* transport) {
  transport->xp_dispatch.process_cb = answer;
  return SVC_RECV(transport);
}

static int socket_at(int type, int port) {
  struct sockaddr_in address;
  const int descriptor = socket(AF_INET, type, 0);
  memset(&address, 0, sizeof address);
  address.sin_family = AF_INET;
  address.sin_port = htons((unsigned short)port);
  if (bind(descriptor, (struct sockaddr*)&address, sizeof address) != 0) return -1;
  return type == SOCK_STREAM && listen(descriptor, 10) != 0 ? -1 : descriptor;
}

static int start(uint32_t channel, SVCXPRT* transport, svc_xprt_fun_t rendezvous) {
  if (transport == NULL) return 0;
  transport->xp_dispatch.rendezvous_cb = rendezvous;
  return svc_rqst_evchan_reg(channel, transport, SVC_RQST_FLAG_CHAN_AFFINITY) == 0;
}

int main(int argc, char** argv) {
  svc_init_params parameters;
  uint32_t channel;
  const int port = argc == 2 ? atoi(argv[1]) : 0;
  memset(&parameters, 0, sizeof parameters);
  parameters.alloc_cb = new_request;
  parameters.free_cb = end_request;
  parameters.flags = SVC_INIT_EPOLL | SVC_INIT_NOREG_XPRTS;
  parameters.max_events = 16;
  parameters.max_connections = 64;
  parameters.ioq_thrd_min = 2;
  parameters.ioq_thrd_max = 4;
  if (port <= 0 || !svc_init(&parameters) || svc_rqst_new_evchan(&channel, NULL, SVC_RQST_FLAG_NONE) != 0) return 1;
  if (!start(channel, svc_dg_ncreatef(socket_at(SOCK_DGRAM, port), 9000, 9000, SVC_CREATE_FLAG_CLOSE), on_datagram) ||
      !start(channel,
             svc_vc_ncreatef(socket_at(SOCK_STREAM, port), 1 << 20, 1 << 20,
                             SVC_CREATE_FLAG_CLOSE | SVC_CREATE_FLAG_LISTEN),
             on_connection)) {
    fprintf(stderr, "libntirpc could not serve port %d\n", port);
    return 1;
  }
  printf("ready\n");
  fflush(stdout);
  for (;;) pause();
}
