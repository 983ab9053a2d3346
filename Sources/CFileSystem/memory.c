#include "CFileSystem.h"

#include <malloc.h>

/* Without this the allocator keeps pieces of up to 32 MB for the next of their size, once one was freed. */
void opos_return_large_memory(void) { mallopt(M_MMAP_THRESHOLD, 256 * 1024); }
