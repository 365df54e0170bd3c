/*
 * What the generated C side of the byte comparison includes: values are encoded by rpcgen's filters and libtirpc and
 * written to standard output, each as its length in four bytes of host order, then its bytes.
 */

#ifndef ONCRPC_TESTS_INTEROP_BYTES_WRITER_H
#define ONCRPC_TESTS_INTEROP_BYTES_WRITER_H

#include <rpc/rpc.h>
#include <stdio.h>
#include <stdlib.h>

#include "value_stream.h"

/* Never freed: the program ends soon. */
static inline void* stream_room(uint32_t count, size_t size) {
  void* room = calloc((size_t)count + 1, size);
  if (room == NULL) abort();
  return room;
}

static inline void fill_opaque(struct value_stream* stream, char* bytes, uint32_t length) {
  for (uint32_t at = 0; at < length; ++at) bytes[at] = (char)draw_u8(stream);
}

static inline char* draw_opaque(struct value_stream* stream, uint32_t length) {
  char* bytes = stream_room(length, 1);
  fill_opaque(stream, bytes, length);
  return bytes;
}

static inline char* draw_string(struct value_stream* stream, uint32_t bound) {
  const uint32_t length = stream_byte_length(stream, bound);
  char* text = stream_room(length, 1);
  for (uint32_t at = 0; at < length; ++at) text[at] = draw_character(stream);
  return text;
}

/* libtirpc's own types. */
static inline void draw_netobj(struct value_stream* stream, netobj* out) {
  out->n_len = stream_byte_length(stream, MAX_NETOBJ_SZ);
  out->n_bytes = draw_opaque(stream, out->n_len);
}

static inline void draw_des_block(struct value_stream* stream, des_block* out) {
  fill_opaque(stream, out->c, sizeof out->c);
}

struct value_writer {
  const char* type;
  xdrproc_t filter;
  void* (*draw)(struct value_stream*);
};

static inline void write_value(const struct value_writer* writer, uint32_t round) {
  static char buffer[1 << 20];
  struct value_stream stream = stream_of_round(round);
  void* value = writer->draw(&stream);
  XDR xdrs;
  xdrmem_create(&xdrs, buffer, sizeof buffer, XDR_ENCODE);
  if (!writer->filter(&xdrs, value)) {
    fprintf(stderr, "rpcgen's filter refused %s of round %u\n", writer->type, (unsigned)round);
    exit(1);
  }
  const uint32_t length = xdr_getpos(&xdrs);
  fwrite(&length, sizeof length, 1, stdout);
  fwrite(buffer, 1, length, stdout);
}

/* WRITER TYPE: the values of all rounds. */
static inline int write_values(const struct value_writer* writers, size_t count, int argc, char** argv) {
  for (size_t at = 0; argc == 2 && at < count; ++at) {
    if (strcmp(writers[at].type, argv[1]) != 0) continue;
    for (uint32_t round = 0; round < VALUE_STREAM_ROUNDS; ++round) write_value(&writers[at], round);
    return fflush(stdout) == 0 ? 0 : 1;
  }
  fputs("no such type\n", stderr);
  return 2;
}

#endif
