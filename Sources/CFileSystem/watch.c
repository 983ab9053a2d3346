#include "CFileSystem.h"

#include <sys/inotify.h>

int opos_watch_open(void) { return inotify_init1(IN_NONBLOCK | IN_CLOEXEC); }

int opos_watch_add(int descriptor, const char *folder) {
  return inotify_add_watch(descriptor, folder,
                           IN_CLOSE_WRITE | IN_CREATE | IN_DELETE | IN_MODIFY | IN_MOVED_FROM | IN_MOVED_TO | IN_ATTRIB |
                               IN_DELETE_SELF | IN_MOVE_SELF | IN_ONLYDIR);
}
