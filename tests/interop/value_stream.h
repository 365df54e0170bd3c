/*
 * The values that both sides of the byte comparison build, read as C and as C++.
 *
 * Round r starts a stream with state r. In it the types primitives, opaques, arrays, optionals, lists, unions and
 * everything are built in this order, every struct from its first member to its last, and each part draws:
 *
 *   integers, unsigned   stream_next, cut to its width
 *   bool                 stream_below 2
 *   enum color           the member at stream_below 4, in the order RED GREEN BLUE DARK
 *   float, double        stream_number
 *   variable length      stream_length of the bound (0xffffffff when there is none), then the elements
 *   opaque byte          stream_next, cut to 8 bits; string byte: 'a' + stream_below 26
 *   optional             stream_below 2, then the value when it was 1
 *   list                 stream_below 4 elements
 *   tree                 value, then left and right like optionals, to a depth of 3 nodes; height is what is left of it
 *   union                the discriminant at stream_below of the number of cases in the order of the file (a default
 *                        counts as one case, with the discriminant 99), then the arm
 */

#ifndef ONCRPC_TESTS_INTEROP_VALUE_STREAM_H
#define ONCRPC_TESTS_INTEROP_VALUE_STREAM_H

#include <math.h>
#include <stdint.h>

enum { ROUNDS = 300, OTHER_DISCRIMINANT = 99, TREE_DEPTH = 3 };

struct value_stream {
  uint64_t state;
};

/* splitmix64 */
static inline uint64_t stream_next(struct value_stream* stream) {
  uint64_t mixed = stream->state += UINT64_C(0x9e3779b97f4a7c15);
  mixed = (mixed ^ (mixed >> 30)) * UINT64_C(0xbf58476d1ce4e5b9);
  mixed = (mixed ^ (mixed >> 27)) * UINT64_C(0x94d049bb133111eb);
  return mixed ^ (mixed >> 31);
}

static inline uint32_t stream_below(struct value_stream* stream, uint32_t limit) {
  const uint64_t drawn = stream_next(stream) % limit;
  return drawn & UINT32_MAX;
}

/* Mostly short; one in eight as long as allowed, to reach the bounds. */
static inline uint32_t stream_length(struct value_stream* stream, uint32_t bound) {
  if (bound <= 16 && stream_below(stream, 8) == 0) return bound;
  return stream_below(stream, (bound < 9 ? bound : 9) + 1);
}

/* Exact in float and double, with zeros of both signs and infinities among them. */
static inline float stream_number(struct value_stream* stream) {
  const uint16_t drawn = stream_next(stream) & UINT16_MAX;
  const float magnitude = drawn / 256.0F;
  switch (stream_below(stream, 8)) {
    case 0: return 0.0F;
    case 1: return -0.0F;
    case 2: return HUGE_VALF;
    case 3: return -HUGE_VALF;
    case 4: return -magnitude;
    default: return magnitude;
  }
}

#endif
