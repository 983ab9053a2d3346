#ifndef OPOS_CFILESYSTEM_H
#define OPOS_CFILESYSTEM_H

/// Exchanges two paths of one file system in one step (`renameat2` with `RENAME_EXCHANGE`): at every instant each name exists.
/// Returns 0, or -1 with `errno` set; `EINVAL` or `ENOSYS` where the file system or kernel cannot.
int opos_exchange_paths(const char *left, const char *right);

/// Writes everything that waits for the disk of an open file's file system (`syncfs`). Returns 0, or -1 with `errno` set.
int opos_sync_file_system(int descriptor);

/// Begins to write a file's content to the disk without waiting for it (`sync_file_range`). What fails here fails again when the file is synced.
void opos_begin_writing(const char *path);

/// Opens a descriptor that tells of changes in folders (`inotify_init1`). Returns it, or -1 with `errno` set.
int opos_watch_open(void);

/// Adds a folder to those that a descriptor tells of: files that are written, made, removed or renamed in it. Returns 0 or more, or -1 with `errno` set.
int opos_watch_add(int descriptor, const char *folder);

/// Opens a new file of a folder's file system that has no name and goes with its descriptor (`O_TMPFILE`). Returns it, or -1 with `errno` set.
int opos_open_unnamed_file(const char *folder);

/// Opens a new file that is in memory alone and goes with its last descriptor (`memfd_create`). Returns it, or -1 with `errno` set.
int opos_open_memory_file(void);

/// Makes large pieces of memory go back to the system as soon as they are freed, for a process that needs many of them one after the other.
void opos_return_large_memory(void);

#endif
