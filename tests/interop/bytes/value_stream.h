/*
 * The pseudo-random values that both sides of the byte comparison build, read as C and as C++.
 *
 * For each type there is a draw_TYPE on either side, and both draw in the same order: a struct from its first member
 * to its last, a union by the place of its case, then the arm; lengths before elements. The elements and bytes of one
 * value are limited, so that recursive types come to an end.
 */

#ifndef ONCRPC_TESTS_INTEROP_BYTES_VALUE_STREAM_H
#define ONCRPC_TESTS_INTEROP_BYTES_VALUE_STREAM_H

#include <stdbool.h>
#include <stdint.h>
#include <string.h>

enum { VALUE_STREAM_ROUNDS = 100, VALUE_STREAM_ELEMENTS = 100, VALUE_STREAM_BYTES = 10000 };

struct value_stream {
  uint64_t state;
  uint32_t first; /* decides the first choice, so that the rounds take all enumerators and arms in turn */
  bool started;
  uint32_t elements; /* that this value may still have */
  uint32_t bytes;
};

static inline struct value_stream stream_of_round(uint32_t round) {
  struct value_stream stream = {round, round, false, VALUE_STREAM_ELEMENTS, VALUE_STREAM_BYTES};
  return stream;
}

/* splitmix64 */
static inline uint64_t stream_next(struct value_stream* stream) {
  uint64_t mixed = stream->state += UINT64_C(0x9e3779b97f4a7c15);
  mixed = (mixed ^ (mixed >> 30)) * UINT64_C(0xbf58476d1ce4e5b9);
  mixed = (mixed ^ (mixed >> 27)) * UINT64_C(0x94d049bb133111eb);
  return mixed ^ (mixed >> 31);
}

#ifdef __cplusplus
#define LOW_32_BITS(value) static_cast<uint32_t>(value)
#else
#define LOW_32_BITS(value) ((uint32_t)(value))
#endif

static inline uint32_t stream_below(struct value_stream* stream, uint32_t limit) {
  const uint32_t drawn = LOW_32_BITS(stream_next(stream) % limit);
  const bool first = !stream->started;
  stream->started = true;
  return first ? stream->first % limit : drawn;
}

/* The least and greatest numbers of the width are frequent. */
static inline uint64_t stream_bits(struct value_stream* stream, unsigned width) {
  const uint64_t top = UINT64_C(1) << (width - 1);
  switch (stream_below(stream, 8)) {
    case 0: return 0;
    case 1: return top | (top - 1);
    case 2: return top;
    case 3: return top - 1;
    default: return stream_next(stream) & (top | (top - 1));
  }
}

/* Mostly short; one in eight as long as `bound` allows, if that is at most `left`, from which it is taken. */
static inline uint32_t stream_count(struct value_stream* stream, uint32_t bound, uint32_t usual, uint32_t* left) {
  const bool full = stream_below(stream, 8) == 0 && bound <= *left;
  const uint32_t drawn = stream_below(stream, (bound < usual ? bound : usual) + 1);
  uint32_t count = full ? bound : drawn;
  if (count > *left) count = *left;
  *left -= count;
  return count;
}

static inline uint32_t stream_length(struct value_stream* stream, uint32_t bound) {
  return stream_count(stream, bound, 5, &stream->elements);
}

static inline uint32_t stream_byte_length(struct value_stream* stream, uint32_t bound) {
  return stream_count(stream, bound, 17, &stream->bytes);
}

/* Whether an optional value is there. */
static inline bool stream_present(struct value_stream* stream) {
  return stream_below(stream, 2) == 1 && stream_length(stream, 1) == 1;
}

/* draw_NAME: the bits of a number of the type, as one of the same width without a sign. */
#define VALUE_STREAM_NUMBER(name, type, bits_type, greatest)                \
  static inline type draw_##name(struct value_stream* stream) {             \
    const bits_type bits = stream_bits(stream, 8 * sizeof bits) & greatest; \
    type drawn;                                                             \
    memcpy(&drawn, &bits, sizeof drawn);                                    \
    return drawn;                                                           \
  }

VALUE_STREAM_NUMBER(i8, int8_t, uint8_t, UINT8_MAX)
VALUE_STREAM_NUMBER(u8, uint8_t, uint8_t, UINT8_MAX)
VALUE_STREAM_NUMBER(i16, int16_t, uint16_t, UINT16_MAX)
VALUE_STREAM_NUMBER(u16, uint16_t, uint16_t, UINT16_MAX)
VALUE_STREAM_NUMBER(i32, int32_t, uint32_t, UINT32_MAX)
VALUE_STREAM_NUMBER(u32, uint32_t, uint32_t, UINT32_MAX)
VALUE_STREAM_NUMBER(i64, int64_t, uint64_t, UINT64_MAX)
VALUE_STREAM_NUMBER(u64, uint64_t, uint64_t, UINT64_MAX)

static inline bool draw_boolean(struct value_stream* stream) { return stream_below(stream, 2) == 1; }

/* Any numbers and infinities, but no NaN, which no comparison calls equal. */
static inline float draw_f32(struct value_stream* stream) {
  const uint32_t infinity = UINT32_C(0x7f800000);
  uint32_t bits = draw_u32(stream);
  float drawn;
  if ((bits & infinity) == infinity) bits &= infinity | UINT32_C(0x80000000);
  memcpy(&drawn, &bits, sizeof drawn);
  return drawn;
}

static inline double draw_f64(struct value_stream* stream) {
  const uint64_t infinity = UINT64_C(0x7ff0000000000000);
  uint64_t bits = draw_u64(stream);
  double drawn;
  if ((bits & infinity) == infinity) bits &= infinity | UINT64_C(0x8000000000000000);
  memcpy(&drawn, &bits, sizeof drawn);
  return drawn;
}

/* A C string ends at 0. */
static inline char draw_character(struct value_stream* stream) {
  const uint8_t bits = (1 + stream_below(stream, UINT8_MAX)) & UINT8_MAX;
  char drawn;
  memcpy(&drawn, &bits, sizeof drawn);
  return drawn;
}

#endif
