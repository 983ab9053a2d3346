import Diagnostics
import Glibc
import Synchronization

/// Tells the pages that are open of each build (Server-Sent Events, WHATWG HTML section 9.2).
final class BuildEvents: Sendable {
  private struct State {
    var last: [UInt8] = []
    var listeners: [Int32] = []
  }

  private let state = Mutex(State())
  /// More pages than anybody has open; the oldest makes room.
  private static let most = 100

  /// Sends an event to all, and later to those who come.
  ///
  /// - Parameter data: JSON on one line.
  func send(_ data: Text) {
    let event = Array("event: build\ndata: ".utf8) + data.utf8 + Array("\n\n".utf8)
    state.withLock { state in
      state.last = event
      state.listeners.removeAll { listener in
        if HTTPListener.write(event, to: listener) { return false }
        close(listener)
        return true
      }
    }
  }

  /// Takes the connection of a page that was opened; it hears of the last build at once.
  func add(_ connection: Int32) {
    // A page that does not read must not hold a build up.
    var limit = timeval(tv_sec: 0, tv_usec: 200_000)
    setsockopt(connection, SOL_SOCKET, SO_SNDTIMEO, &limit, socklen_t(MemoryLayout<timeval>.size))
    state.withLock { state in
      guard HTTPListener.write(Array("retry: 500\n\n".utf8) + state.last, to: connection) else {
        close(connection)
        return
      }
      state.listeners.append(connection)
      if state.listeners.count > BuildEvents.most { close(state.listeners.removeFirst()) }
    }
  }
}
