#include <zlib.h>

/// `deflateInit2` is a macro, which Swift does not see. Makes a gzip header without name and time, so that the same bytes give the same file.
static inline int opos_deflate_init(z_streamp stream) {
  return deflateInit2(stream, 9, Z_DEFLATED, 15 + 16, 9, Z_DEFAULT_STRATEGY);
}
