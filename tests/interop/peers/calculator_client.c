#include <string.h>

#include "calculator.h"
#include "call.h"

typedef calc_result* (*operation)(quad_t, quad_t, CLIENT*);

static operation operation_named(const char* name) {
  if (strcmp(name, "add") == 0) return add_1;
  if (strcmp(name, "sub") == 0) return sub_1;
  if (strcmp(name, "mul") == 0) return mul_1;
  return div_1;
}

int main(int argc, char** argv) {
  usage(argc, 6, "add|sub|mul|div A B");
  CLIENT* client = client_for(argv, CALCULATOR_PROG, CALCULATOR_VERS);
  const quad_t left = strtoll(argv[4], NULL, 0), right = strtoll(argv[5], NULL, 0);
  const calc_result* result = must(operation_named(argv[3])(left, right, client), client);
  switch (result->status) {
    case CALC_OK: printf("%lld\n", (long long)result->calc_result_u.value); break;
    case CALC_DIVISION_BY_ZERO: puts("division by zero"); break;
    case CALC_OVERFLOW: puts("overflow"); break;
  }
  return 0;
}
