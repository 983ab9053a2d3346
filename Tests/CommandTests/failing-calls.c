// Lets one call of a C library's function fail, for a program that this is preloaded into.
//
// OPOS_FAILING_CALL is `NAME:NUMBER:ERRNO`: the call of NAME with this number, counted from 1 from the program's start, does nothing and fails
// with ERRNO; with the number 0 every call does. OPOS_CALLS_LOG is a file to which the numbers of calls are written when the program ends, a line `NAME COUNT` each.

#define _GNU_SOURCE
#include <dirent.h>
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { OPEN, OPENAT, READ, WRITE, CLOSE, FSYNC, SYNCFS, RENAME, RENAMEAT2, LINK, UNLINK, MKDIR, RMDIR, OPENDIR, READDIR, FSTAT, LSTAT, STAT, FSTATAT, REALPATH, FLOCK, ACCESS, FDOPENDIR, PTHREAD_CREATE, COUNT };

static const char *const names[COUNT] = {
  "open", "openat", "read", "write", "close", "fsync", "syncfs", "rename", "renameat2", "link", "unlink", "mkdir", "rmdir", "opendir",
  "readdir", "fstat", "lstat", "stat", "fstatat", "realpath", "flock", "access", "fdopendir", "pthread_create"};

static atomic_int calls[COUNT];
static int failing = -1, number, code;

__attribute__((constructor)) static void begin(void) {
  const char *wish = getenv("OPOS_FAILING_CALL");
  char name[32];
  if (!wish || sscanf(wish, "%31[^:]:%d:%d", name, &number, &code) != 3) return;
  for (int index = 0; index < COUNT; index++)
    if (!strcmp(name, names[index])) failing = index;
}

__attribute__((destructor)) static void end(void) {
  const char *path = getenv("OPOS_CALLS_LOG");
  FILE *file = path ? fopen(path, "w") : NULL;
  if (!file) return;
  for (int index = 0; index < COUNT; index++) fprintf(file, "%s %d\n", names[index], atomic_load(&calls[index]));
  fclose(file);
}

/// Counts a call; whether it is the one that fails.
static int fails(int call) {
  int count = atomic_fetch_add(&calls[call], 1) + 1;
  if (call != failing || (number && count != number)) return 0;
  errno = code;
  return 1;
}

#define REAL(type, name, ...) ((type(*)(__VA_ARGS__))dlsym(RTLD_NEXT, #name))
#define WRAP(call, failure, type, name, parameters, arguments, ...) \
  type name parameters { return fails(call) ? failure : REAL(type, name, __VA_ARGS__) arguments; }

int open(const char *path, int flags, ...) {
  va_list list;
  va_start(list, flags);
  mode_t mode = va_arg(list, mode_t);
  va_end(list);
  return fails(OPEN) ? -1 : REAL(int, open, const char *, int, ...)(path, flags, mode);
}

int openat(int folder, const char *path, int flags, ...) {
  va_list list;
  va_start(list, flags);
  mode_t mode = va_arg(list, mode_t);
  va_end(list);
  return fails(OPENAT) ? -1 : REAL(int, openat, int, const char *, int, ...)(folder, path, flags, mode);
}

// The descriptor is closed in any case, as the kernel does it.
int close(int descriptor) {
  int isFailing = fails(CLOSE);
  int result = REAL(int, close, int)(descriptor);
  if (!isFailing) return result;
  errno = code;
  return -1;
}

int pthread_create(pthread_t *thread, const pthread_attr_t *attributes, void *(*body)(void *), void *argument) {
  if (fails(PTHREAD_CREATE)) return code;
  return REAL(int, pthread_create, pthread_t *, const pthread_attr_t *, void *(*)(void *), void *)(thread, attributes, body, argument);
}

// Messages are not the subject.
ssize_t write(int descriptor, const void *bytes, size_t count) {
  if (descriptor > 2 && fails(WRITE)) return -1;
  return REAL(ssize_t, write, int, const void *, size_t)(descriptor, bytes, count);
}

WRAP(READ, -1, ssize_t, read, (int descriptor, void *bytes, size_t count), (descriptor, bytes, count), int, void *, size_t)
WRAP(FSYNC, -1, int, fsync, (int descriptor), (descriptor), int)
WRAP(SYNCFS, -1, int, syncfs, (int descriptor), (descriptor), int)
WRAP(RENAME, -1, int, rename, (const char *from, const char *to), (from, to), const char *, const char *)
WRAP(RENAMEAT2, -1, int, renameat2, (int a, const char *from, int b, const char *to, unsigned flags), (a, from, b, to, flags), int, const char *, int, const char *, unsigned)
WRAP(LINK, -1, int, link, (const char *from, const char *to), (from, to), const char *, const char *)
WRAP(UNLINK, -1, int, unlink, (const char *path), (path), const char *)
WRAP(MKDIR, -1, int, mkdir, (const char *path, mode_t mode), (path, mode), const char *, mode_t)
WRAP(RMDIR, -1, int, rmdir, (const char *path), (path), const char *)
WRAP(OPENDIR, NULL, DIR *, opendir, (const char *path), (path), const char *)
WRAP(FDOPENDIR, NULL, DIR *, fdopendir, (int descriptor), (descriptor), int)
WRAP(READDIR, NULL, struct dirent *, readdir, (DIR *folder), (folder), DIR *)
WRAP(FSTAT, -1, int, fstat, (int descriptor, struct stat *status), (descriptor, status), int, struct stat *)
WRAP(LSTAT, -1, int, lstat, (const char *path, struct stat *status), (path, status), const char *, struct stat *)
WRAP(STAT, -1, int, stat, (const char *path, struct stat *status), (path, status), const char *, struct stat *)
WRAP(FSTATAT, -1, int, fstatat, (int folder, const char *path, struct stat *status, int flags), (folder, path, status, flags), int, const char *, struct stat *, int)
WRAP(REALPATH, NULL, char *, realpath, (const char *path, char *resolved), (path, resolved), const char *, char *)
WRAP(FLOCK, -1, int, flock, (int descriptor, int operation), (descriptor, operation), int, int)
WRAP(ACCESS, -1, int, access, (const char *path, int mode), (path, mode), const char *, int)
