#ifndef OPOS_CFILESYSTEM_H
#define OPOS_CFILESYSTEM_H

/// Exchanges two paths of one file system in one step (`renameat2` with `RENAME_EXCHANGE`): at every instant each name exists.
/// Returns 0, or -1 with `errno` set; `EINVAL` or `ENOSYS` where the file system or kernel cannot.
int opos_exchange_paths(const char *left, const char *right);

#endif
