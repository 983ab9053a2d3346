import Glibc

/// The signals that end a command which goes on until it is stopped.
enum EndingSignals {
  /// Lets Ctrl-C and `kill` end the program, whatever the one who started it had blocked or passed over. What a build has not published is cleaned up
  /// by the next one.
  static func obey() {
    var all = sigset_t()
    sigemptyset(&all)
    for number in [SIGINT, SIGTERM, SIGHUP] {
      signal(number, SIG_DFL)
      sigaddset(&all, number)
    }
    pthread_sigmask(SIG_UNBLOCK, &all, nil)
  }
}
