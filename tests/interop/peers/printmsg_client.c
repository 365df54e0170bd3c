#include "call.h"
#include "printmsg.h"

int main(int argc, char** argv) {
  usage(argc, 5, "MESSAGE TIMES");
  CLIENT* client = client_for(argv, MESSAGEPROG, PRINTMESSAGEVERS);
  for (int times = atoi(argv[4]); times > 0; --times) {
    printf("%d\n", *(int*)must(printmessage_1(argv[3], client), client));
  }
  return 0;
}
