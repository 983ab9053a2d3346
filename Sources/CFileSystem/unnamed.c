#define _GNU_SOURCE
#include "CFileSystem.h"
#include <fcntl.h>

int opos_open_unnamed_file(const char *folder) { return open(folder, O_TMPFILE | O_RDWR | O_EXCL | O_CLOEXEC, 0600); }
