#include "call.h"
#include "log.h"

int main(int argc, char** argv) {
  usage(argc, 4, "LINE");
  CLIENT* client = client_for(argv, LOG_PROG, LOG_VER);
  printf("%d\n", *(int*)must(rlog_1(argv[3], client), client));
  return 0;
}
