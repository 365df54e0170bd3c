/* log_server FILE: appends each line to FILE. */

#include <errno.h>

#include "log.h"
#include "serve.h"

void log_prog_1(struct svc_req*, SVCXPRT*);

static const char* log_file;

int* rlog_1_svc(char* line, struct svc_req* request) {
  static int status;
  (void)request;
  FILE* file = fopen(log_file, "a");
  status = file == NULL ? errno : 0;
  if (file != NULL) {
    fprintf(file, "%s\n", line);
    fclose(file);
  }
  return &status;
}

int main(int argc, char** argv) {
  log_file = argc == 2 ? argv[1] : "/dev/null";
  return serve(LOG_PROG, LOG_VER, log_prog_1);
}
