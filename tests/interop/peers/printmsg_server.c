#include "printmsg.h"
#include "serve.h"

void messageprog_1(struct svc_req*, SVCXPRT*);

int* printmessage_1_svc(char* message, struct svc_req* request) {
  static int printed;
  (void)request;
  printed = printf("%s\n", message) >= 0 && fflush(stdout) == 0;
  return &printed;
}

int main(void) { return serve(MESSAGEPROG, PRINTMESSAGEVERS, messageprog_1); }
