/* What libtirpc says of a message of shapes.x, read as C and as C++. */
#ifndef ONCRPC_TESTS_HOSTILE_LIBTIRPC_H
#define ONCRPC_TESTS_HOSTILE_LIBTIRPC_H

#include <stdbool.h>
#include <stddef.h>

#ifdef __cplusplus
extern "C" {
#endif

struct libtirpc_verdict {
  bool taken;
  size_t read; /* bytes */
};

/* The filter of the type at this place of shapes.inc. */
__attribute__((visibility("default"))) struct libtirpc_verdict libtirpc_decode(size_t shape, const void* bytes,
                                                                               size_t size);

#ifdef __cplusplus
}
#endif

#endif
