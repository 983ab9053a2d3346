#define _GNU_SOURCE
#include "CFileSystem.h"
#include <fcntl.h>
#include <sys/mman.h>

int opos_open_unnamed_file(const char *folder) { return open(folder, O_TMPFILE | O_RDWR | O_EXCL | O_CLOEXEC, 0600); }

int opos_open_memory_file(void) { return memfd_create("opos", MFD_CLOEXEC); }
