/* ntirpc_gather_client PORT MANY: as many calls of GATHER (../witness.x) at once on one TCP connection of libntirpc,
   which the server answers only when all are there. */

#include <rpc/rpc.h>

#include <arpa/inet.h>
#include <pthread.h>
#include <rpc/svc_rqst.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { PROGRAM = 0x20000200, VERSION = 1, GATHER = 5 };

struct question {
  u_int number;
  u_int many;
};

/* libntirpc knows the first member only, and frees what it was given. */
struct gathering {
  struct clnt_req request;
  struct question question;
  u_int answer;
};

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t changed = PTHREAD_COND_INITIALIZER;
static u_int answered, wrong;

static bool xdr_question(XDR* xdr, struct question* question) {
  return xdr_u_int(xdr, &question->number) && xdr_u_int(xdr, &question->many);
}

static void on_reply(struct clnt_req* request) {
  struct gathering* call = (struct gathering*)request;
  const int right = request->cc_error.re_status == RPC_SUCCESS && call->answer == call->question.number;
  if (request->cc_error.re_status != RPC_SUCCESS) rpc_perror(&request->cc_error, "gather");
  pthread_mutex_lock(&lock);
  ++answered;
  if (!right) ++wrong;
  pthread_cond_signal(&changed);
  pthread_mutex_unlock(&lock);
  clnt_req_release(request);
}

static int start(CLIENT* client, u_int number, u_int many) {
  const struct timespec patience = {10, 0};
  struct gathering* call = calloc(1, sizeof *call);
  call->question.number = number;
  call->question.many = many;
  clnt_req_fill(&call->request, client, authnone_ncreate(), GATHER, (xdrproc_t)xdr_question, &call->question,
                (xdrproc_t)xdr_u_int, &call->answer);
  if (clnt_req_setup(&call->request, patience) != RPC_SUCCESS) return 0;
  call->request.cc_refreshes = 1;
  call->request.cc_process_cb = on_reply;
  return CLNT_CALL_BACK(&call->request) == RPC_SUCCESS;
}

static CLIENT* client_at(int port) {
  struct sockaddr_in address;
  struct netbuf server = {sizeof address, sizeof address, &address};
  const int descriptor = socket(AF_INET, SOCK_STREAM, 0);
  memset(&address, 0, sizeof address);
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  address.sin_port = htons((unsigned short)port);
  if (connect(descriptor, (struct sockaddr*)&address, sizeof address) != 0) return NULL;
  return clnt_vc_ncreatef(descriptor, &server, PROGRAM, VERSION, 1 << 20, 1 << 20, CLNT_CREATE_FLAG_CLOSE);
}

/* What libntirpc reads replies into, too. */
static struct svc_req* new_message(SVCXPRT* transport, XDR* xdr) {
  struct svc_req* made = calloc(1, sizeof *made);
  SVC_REF(transport, SVC_REF_FLAG_NONE);
  made->rq_xprt = transport;
  made->rq_xdrs = xdr;
  made->rq_refcnt = 1;
  return made;
}

static void end_message(struct svc_req* message, enum xprt_stat status) {
  SVCXPRT* transport = message->rq_xprt;
  (void)status;
  free(message);
  SVC_RELEASE(transport, SVC_RELEASE_FLAG_NONE);
}

static int set_up(void) {
  svc_init_params parameters;
  memset(&parameters, 0, sizeof parameters);
  parameters.alloc_cb = new_message;
  parameters.free_cb = end_message;
  parameters.flags = SVC_INIT_EPOLL | SVC_INIT_NOREG_XPRTS;
  parameters.max_events = 16;
  parameters.max_connections = 64;
  parameters.ioq_thrd_min = 2;
  parameters.ioq_thrd_max = 4;
  return svc_init(&parameters);
}

static void wait_for(u_int many) {
  pthread_mutex_lock(&lock);
  while (answered < many) pthread_cond_wait(&changed, &lock);
  pthread_mutex_unlock(&lock);
}

int main(int argc, char** argv) {
  const u_int many = argc == 3 ? (u_int)atoi(argv[2]) : 0;
  if (many == 0 || !set_up()) return 2;
  CLIENT* client = client_at(atoi(argv[1]));
  if (client == NULL || CLNT_FAILURE(client)) {
    fprintf(stderr, "libntirpc could not connect to port %s\n", argv[1]);
    return 1;
  }
  for (u_int number = 0; number < many; ++number) {
    if (!start(client, number, many)) {
      fprintf(stderr, "libntirpc could not start call %u\n", number);
      return 1;
    }
  }
  wait_for(many);
  printf("%u answered, %u wrong\n", answered, wrong);
  fflush(stdout);
  _exit(wrong == 0 ? 0 : 1); /* its threads do not end in good order */
}
