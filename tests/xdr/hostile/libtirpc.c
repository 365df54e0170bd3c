/*
 * Decodes with rpcgen's filters. libtirpc allocates whatever a length asks for before it looks at the message, and its
 * clean-up walks through all of it. So the linker hands its calls of calloc to __wrap_calloc, which refuses what no
 * message of that size can hold, and remembers the rest; all of it is freed in the end.
 */
#include "libtirpc.h"

#include <err.h>
#include <rpc/rpc.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>

#include "shapes.h"

struct filter {
  xdrproc_t decode;
  size_t size;
};

static const struct filter filters[] = {
#define RPCGEN_SHAPE(type) {(xdrproc_t)xdr_##type, sizeof(type)},
#include "shapes.inc"
#undef RPCGEN_SHAPE
};

struct chunk {
  struct chunk* next;
  max_align_t bytes[];
};

static bool decoding;
static size_t most; /* bytes of one allocation */
static struct chunk* chunks;

void* __real_calloc(size_t count, size_t size);
void* __wrap_calloc(size_t count, size_t size) {
  struct chunk* made;
  if (!decoding) return __real_calloc(count, size);
  if (size != 0 && count > most / size) return NULL;
  made = __real_calloc(1, sizeof *made + count * size);
  if (made == NULL) return NULL;
  made->next = chunks;
  chunks = made;
  return made->bytes;
}

void __real_free(void* memory);
void __wrap_free(void* memory) {
  if (!decoding) __real_free(memory);
}

/* It says so on standard error when there is no memory. */
void __wrap_warnx(const char* format, ...) {
  va_list arguments;
  if (decoding) return;
  va_start(arguments, format);
  vwarnx(format, arguments);
  va_end(arguments);
}

static void free_chunks(void) {
  while (chunks != NULL) {
    struct chunk* next = chunks->next;
    free(chunks);
    chunks = next;
  }
}

struct libtirpc_verdict libtirpc_decode(size_t shape, const void* bytes, size_t size) {
  struct libtirpc_verdict verdict = {false, 0};
  void* value = __real_calloc(1, filters[shape].size);
  XDR xdrs;
  xdrmem_create(&xdrs, (char*)bytes, (u_int)size, XDR_DECODE);
  most = ((size_t)1 << 16) + 64 * size;
  decoding = true;
  verdict.taken = filters[shape].decode(&xdrs, value);
  decoding = false;
  verdict.read = xdr_getpos(&xdrs);
  free_chunks();
  free(value);
  return verdict;
}
