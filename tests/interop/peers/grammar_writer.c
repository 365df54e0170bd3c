/*
 * Writes the encodings of the values of ../value_stream.h, as rpcgen's filters and libtirpc make them, to standard
 * output: for each value its length in four bytes of host order, then its bytes.
 */

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../value_stream.h"
#include "grammar.h"

typedef struct value_stream stream;

static const uint32_t no_bound = UINT32_MAX;

static void* room(uint32_t count, size_t size) { return calloc(count + 1, size); }

static int32_t draw_int(stream* s) { return (int32_t)(uint32_t)stream_next(s); }
static uint32_t draw_unsigned(stream* s) { return (uint32_t)stream_next(s); }
static int64_t draw_hyper(stream* s) { return (int64_t)stream_next(s); }
static bool_t draw_bool(stream* s) { return (bool_t)stream_below(s, 2); }

static color draw_color(stream* s) {
  static const color members[] = {RED, GREEN, BLUE, DARK};
  return members[stream_below(s, 4)];
}

static char* draw_bytes(stream* s, uint32_t length) {
  char* bytes = room(length, 1);
  for (uint32_t i = 0; i < length; ++i) bytes[i] = (char)stream_next(s);
  return bytes;
}

static void fill(stream* s, char* bytes, uint32_t length) { memcpy(bytes, draw_bytes(s, length), length); }

static char* draw_string(stream* s, uint32_t bound) {
  const uint32_t length = stream_length(s, bound);
  char* text = room(length, 1);
  for (uint32_t i = 0; i < length; ++i) text[i] = (char)('a' + stream_below(s, 26));
  return text;
}

static blob draw_blob(stream* s, uint32_t bound) {
  blob made;
  made.blob_len = stream_length(s, bound);
  made.blob_val = draw_bytes(s, made.blob_len);
  return made;
}

static point draw_point(stream* s) {
  point made;
  made.x = draw_int(s);
  made.y = draw_int(s);
  return made;
}

static names draw_names(stream* s) {
  names made;
  made.names_len = stream_length(s, DECIMAL);
  made.names_val = room(made.names_len, sizeof(name));
  for (uint32_t i = 0; i < made.names_len; ++i) made.names_val[i] = draw_string(s, OCTAL);
  return made;
}

static void draw_matrix(stream* s, matrix made) {
  for (int row = 0; row < 2; ++row) {
    for (int column = 0; column < 3; ++column) made[row][column] = draw_int(s);
  }
}

static primitives draw_primitives(stream* s) {
  primitives made;
  made.i = draw_int(s);
  made.u = draw_unsigned(s);
  made.short_form = draw_unsigned(s);
  made.h = draw_hyper(s);
  made.uh = stream_next(s);
  made.f = stream_number(s);
  made.d = stream_number(s);
  made.b = draw_bool(s);
  made.c = draw_color(s);
  made.n = draw_int(s);
  made.g = stream_next(s);
  return made;
}

static opaques draw_opaques(stream* s) {
  opaques made;
  blob drawn;
  fill(s, made.one, 1);
  fill(s, made.five, 5);
  fill(s, made.exact, DECIMAL);
  drawn = draw_blob(s, no_bound);
  made.unbounded.unbounded_len = drawn.blob_len;
  made.unbounded.unbounded_val = drawn.blob_val;
  drawn = draw_blob(s, HEXADECIMAL);
  made.bounded.bounded_len = drawn.blob_len;
  made.bounded.bounded_val = drawn.blob_val;
  made.text = draw_string(s, no_bound);
  made.bounded_text = draw_string(s, OCTAL);
  fill(s, made.sum, DECIMAL);
  made.data = draw_blob(s, HEXADECIMAL);
  drawn = draw_blob(s, no_bound);
  made.more.any_blob_len = drawn.blob_len;
  made.more.any_blob_val = drawn.blob_val;
  return made;
}

static void draw_integer_arrays(stream* s, arrays* made) {
  for (int i = 0; i < 3; ++i) made->fixed[i] = draw_int(s);
  made->unbounded.unbounded_len = stream_length(s, no_bound);
  made->unbounded.unbounded_val = room(made->unbounded.unbounded_len, sizeof(u_int));
  for (uint32_t i = 0; i < made->unbounded.unbounded_len; ++i) made->unbounded.unbounded_val[i] = draw_unsigned(s);
  made->bounded.bounded_len = stream_length(s, DECIMAL);
  made->bounded.bounded_val = room(made->bounded.bounded_len, sizeof(quad_t));
  for (uint32_t i = 0; i < made->bounded.bounded_len; ++i) made->bounded.bounded_val[i] = draw_hyper(s);
}

static void draw_nested_arrays(stream* s, arrays* made) {
  for (int i = 0; i < 2; ++i) fill(s, made->sums[i], DECIMAL);
  made->blobs.blobs_len = stream_length(s, 3);
  made->blobs.blobs_val = room(made->blobs.blobs_len, sizeof(blob));
  for (uint32_t i = 0; i < made->blobs.blobs_len; ++i) made->blobs.blobs_val[i] = draw_blob(s, HEXADECIMAL);
  made->list_of_names = draw_names(s);
  draw_matrix(s, made->table);
  made->tables.tables_len = stream_length(s, 2);
  made->tables.tables_val = room(made->tables.tables_len, sizeof(matrix));
  for (uint32_t i = 0; i < made->tables.tables_len; ++i) draw_matrix(s, made->tables.tables_val[i]);
  for (int i = 0; i < 2; ++i) made->corners[i] = draw_point(s);
  made->path.path_len = stream_length(s, no_bound);
  made->path.path_val = room(made->path.path_len, sizeof(point));
  for (uint32_t i = 0; i < made->path.path_len; ++i) made->path.path_val[i] = draw_point(s);
}

static void draw_typedef_arrays(stream* s, arrays* made) {
  made->l.longs_len = stream_length(s, 5);
  made->l.longs_val = room(made->l.longs_len, sizeof(quad_t));
  for (uint32_t i = 0; i < made->l.longs_len; ++i) made->l.longs_val[i] = draw_hyper(s);
  made->p.palette_len = stream_length(s, no_bound);
  made->p.palette_val = room(made->p.palette_len, sizeof(color));
  for (uint32_t i = 0; i < made->p.palette_len; ++i) made->p.palette_val[i] = draw_color(s);
  for (int i = 0; i < 4; ++i) made->fl[i] = draw_bool(s);
  made->r.reals_len = stream_length(s, no_bound);
  made->r.reals_val = room(made->r.reals_len, sizeof(float));
  for (uint32_t i = 0; i < made->r.reals_len; ++i) made->r.reals_val[i] = stream_number(s);
  for (int i = 0; i < 2; ++i) made->two[i] = stream_number(s);
  for (int i = 0; i < 2; ++i) made->colors[i] = draw_color(s);
  made->bits.bits_len = stream_length(s, DECIMAL);
  made->bits.bits_val = room(made->bits.bits_len, sizeof(bool_t));
  for (uint32_t i = 0; i < made->bits.bits_len; ++i) made->bits.bits_val[i] = draw_bool(s);
}

static arrays draw_arrays(stream* s) {
  arrays made;
  draw_integer_arrays(s, &made);
  draw_nested_arrays(s, &made);
  draw_typedef_arrays(s, &made);
  return made;
}

static int* draw_maybe_int(stream* s) {
  if (!draw_bool(s)) return NULL;
  int* made = room(1, sizeof(int));
  *made = draw_int(s);
  return made;
}

static point* draw_maybe_point(stream* s) {
  if (!draw_bool(s)) return NULL;
  point* made = room(1, sizeof(point));
  *made = draw_point(s);
  return made;
}

static name* draw_maybe_name(stream* s) {
  if (!draw_bool(s)) return NULL;
  name* made = room(1, sizeof(name));
  *made = draw_string(s, OCTAL);
  return made;
}

static blob* draw_maybe_blob(stream* s) {
  if (!draw_bool(s)) return NULL;
  blob* made = room(1, sizeof(blob));
  *made = draw_blob(s, HEXADECIMAL);
  return made;
}

static optionals draw_optionals(stream* s) {
  optionals made;
  made.number_or_not = draw_maybe_int(s);
  made.point_or_not = draw_maybe_point(s);
  made.name_or_not = draw_maybe_name(s);
  made.blob_or_not = draw_maybe_blob(s);
  made.through_typedef = draw_maybe_point(s);
  return made;
}

static node* draw_nodes(stream* s) {
  node* first = NULL;
  node** end = &first;
  for (uint32_t left = stream_below(s, 4); left > 0; --left) {
    *end = room(1, sizeof(node));
    (*end)->value = draw_int(s);
    end = &(*end)->next;
  }
  return first;
}

static entries draw_entries(stream* s) {
  entries first = NULL;
  entries* end = &first;
  for (uint32_t left = stream_below(s, 4); left > 0; --left) {
    *end = room(1, sizeof(entry));
    (*end)->key = draw_string(s, OCTAL);
    (*end)->value = draw_blob(s, HEXADECIMAL);
    end = &(*end)->next;
  }
  return first;
}

static tree* draw_tree(stream* s, int depth) {
  if (depth == 0 || !draw_bool(s)) return NULL;
  tree* made = room(1, sizeof(tree));
  made->value = draw_int(s);
  made->left = draw_tree(s, depth - 1);
  made->right = draw_tree(s, depth - 1);
  made->height = depth;
  return made;
}

static lists draw_lists(stream* s) {
  lists made;
  made.first = draw_nodes(s);
  made.dictionary = draw_entries(s);
  made.root = draw_tree(s, TREE_DEPTH);
  made.end = draw_int(s);
  return made;
}

static by_int draw_by_int(stream* s) {
  static const int kinds[] = {-1, 0, 1, 2, HEXADECIMAL, OTHER_DISCRIMINANT};
  by_int made;
  made.kind = kinds[stream_below(s, 6)];
  switch (made.kind) {
    case -1: made.by_int_u.negative = draw_int(s); break;
    case 0: break;
    case 1:
    case 2: made.by_int_u.text = draw_string(s, no_bound); break;
    case HEXADECIMAL: fill(s, made.by_int_u.fixed, 6); break;
    default: made.by_int_u.other = draw_hyper(s);
  }
  return made;
}

static by_unsigned draw_by_unsigned(stream* s) {
  by_unsigned made;
  made.kind = stream_below(s, 2) == 0 ? 0 : 4000000000;
  if (made.kind == 0) {
    made.by_unsigned_u.where = draw_point(s);
    return made;
  }
  made.by_unsigned_u.numbers.numbers_len = stream_length(s, DECIMAL);
  made.by_unsigned_u.numbers.numbers_val = room(DECIMAL, sizeof(int));
  for (uint32_t i = 0; i < made.by_unsigned_u.numbers.numbers_len; ++i) {
    made.by_unsigned_u.numbers.numbers_val[i] = draw_int(s);
  }
  return made;
}

static by_bool draw_by_bool(stream* s) {
  by_bool made;
  made.present = stream_below(s, 2) == 0;
  if (made.present) made.by_bool_u.found = draw_names(s);
  return made;
}

static by_enum draw_by_enum(stream* s) {
  by_enum made;
  made.shade = draw_color(s);
  switch (made.shade) {
    case RED: made.by_enum_u.red = stream_number(s); break;
    case GREEN:
    case BLUE: made.by_enum_u.cold = stream_number(s); break;
    case DARK: made.by_enum_u.inner = draw_by_bool(s); break;
  }
  return made;
}

static with_default_void draw_with_default_void(stream* s) {
  with_default_void made;
  made.status = stream_below(s, 2) == 0 ? 0 : OTHER_DISCRIMINANT;
  if (made.status == 0) made.with_default_void_u.at = draw_maybe_point(s);
  return made;
}

static unions draw_unions(stream* s) {
  unions made;
  made.a = draw_by_int(s);
  made.b = draw_by_unsigned(s);
  made.c = draw_by_bool(s);
  made.d = draw_by_enum(s);
  made.e = draw_with_default_void(s);
  made.many.many_len = stream_length(s, 3);
  made.many.many_val = room(made.many.many_len, sizeof(by_int));
  for (uint32_t i = 0; i < made.many.many_len; ++i) made.many.many_val[i] = draw_by_int(s);
  for (int i = 0; i < 2; ++i) made.two[i] = draw_by_enum(s);
  return made;
}

static everything draw_everything(stream* s) {
  everything made;
  made.p = draw_primitives(s);
  made.o = draw_opaques(s);
  made.a = draw_arrays(s);
  made.m = draw_optionals(s);
  made.l = draw_lists(s);
  made.u = draw_unions(s);
  return made;
}

static void write_encoding(xdrproc_t filter, void* value) {
  static char buffer[1 << 16];
  XDR xdrs;
  xdrmem_create(&xdrs, buffer, sizeof(buffer), XDR_ENCODE);
  if (!filter(&xdrs, value)) {
    fputs("rpcgen's filter refused a value\n", stderr);
    exit(1);
  }
  const uint32_t length = xdr_getpos(&xdrs);
  fwrite(&length, sizeof(length), 1, stdout);
  fwrite(buffer, 1, length, stdout);
}

static void write_round(uint64_t round) {
  stream s = {round};
  primitives p = draw_primitives(&s);
  write_encoding((xdrproc_t)xdr_primitives, &p);
  opaques o = draw_opaques(&s);
  write_encoding((xdrproc_t)xdr_opaques, &o);
  arrays a = draw_arrays(&s);
  write_encoding((xdrproc_t)xdr_arrays, &a);
  optionals m = draw_optionals(&s);
  write_encoding((xdrproc_t)xdr_optionals, &m);
  lists l = draw_lists(&s);
  write_encoding((xdrproc_t)xdr_lists, &l);
  unions u = draw_unions(&s);
  write_encoding((xdrproc_t)xdr_unions, &u);
  everything all = draw_everything(&s);
  write_encoding((xdrproc_t)xdr_everything, &all);
}

int main(void) {
  for (uint64_t round = 0; round < ROUNDS; ++round) write_round(round);
  return fflush(stdout) == 0 ? 0 : 1;
}
