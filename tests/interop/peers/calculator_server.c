#include "calculator.h"
#include "serve.h"

void calculator_prog_1(struct svc_req*, SVCXPRT*);

static calc_result* reply(int overflow, quad_t value) {
  static calc_result result;
  result.status = overflow ? CALC_OVERFLOW : CALC_OK;
  result.calc_result_u.value = value;
  return &result;
}

calc_result* add_1_svc(quad_t left, quad_t right, struct svc_req* request) {
  quad_t value;
  (void)request;
  const int overflow = __builtin_add_overflow(left, right, &value);
  return reply(overflow, value);
}

calc_result* sub_1_svc(quad_t left, quad_t right, struct svc_req* request) {
  quad_t value;
  (void)request;
  const int overflow = __builtin_sub_overflow(left, right, &value);
  return reply(overflow, value);
}

calc_result* mul_1_svc(quad_t left, quad_t right, struct svc_req* request) {
  quad_t value;
  (void)request;
  const int overflow = __builtin_mul_overflow(left, right, &value);
  return reply(overflow, value);
}

calc_result* div_1_svc(quad_t left, quad_t right, struct svc_req* request) {
  static calc_result by_zero = {.status = CALC_DIVISION_BY_ZERO};
  (void)request;
  if (right == 0) return &by_zero;
  if (right == -1) return sub_1_svc(0, left, request);
  return reply(0, left / right);
}

int main(void) { return serve(CALCULATOR_PROG, CALCULATOR_VERS, calculator_prog_1); }
