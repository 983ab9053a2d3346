import Glibc

/// What the one who starts the program may have left in another state than it needs.
enum StartingState {
  /// Puts it in order, before anything is opened.
  static func mend() {
    openStandardDescriptors()
    // A file that passes the limit of its size is an error of writing then, with its path.
    signal(SIGXFSZ, SIG_IGN)
    // Or nobody could be told how another program ended.
    signal(SIGCHLD, SIG_DFL)
  }

  /// Takes the numbers of standard descriptors that are closed: the next files opened would get them, and messages would go into a file.
  ///
  /// Reading and writing there fail as they do at a closed descriptor.
  private static func openStandardDescriptors() {
    for (descriptor, useless) in [(STDIN_FILENO, O_WRONLY), (STDOUT_FILENO, O_RDONLY), (STDERR_FILENO, O_RDONLY)] {
      guard fcntl(descriptor, F_GETFD) < 0, errno == EBADF else { continue }
      // The lowest free number is the one that is missing, since those below it are taken by now.
      _ = open("/dev/null", useless)
    }
  }
}
