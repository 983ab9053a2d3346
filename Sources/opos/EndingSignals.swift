import Glibc

/// The signals that end a command which goes on until it is stopped.
enum EndingSignals {
  /// Lets Ctrl-C and `kill` end the program, whatever the one who started it had blocked or passed over: shells let what they start in the background pass over
  /// Ctrl-C. The end of a terminal is passed over by who was told so, as `nohup` does. What a build has not published is cleaned up by the next one.
  static func obey() {
    var all = sigset_t()
    sigemptyset(&all)
    for number in [SIGINT, SIGTERM] { signal(number, SIG_DFL) }
    for number in [SIGINT, SIGTERM, SIGHUP] { sigaddset(&all, number) }
    pthread_sigmask(SIG_UNBLOCK, &all, nil)
  }
}
