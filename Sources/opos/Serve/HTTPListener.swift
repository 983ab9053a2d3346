import Diagnostics
import Glibc
import Publishing
import Synchronization

/// Answers HTTP requests on 127.0.0.1, one a connection, each on a thread of its own.
///
/// It is for the one who writes the site, on their own machine. A request has to be there within ten seconds, a reader who takes nothing for ten seconds
/// is left, a head has at most 16 KiB, and there are at most 64 connections at once: others are told to come back.
final class HTTPListener: Sendable {
  /// The port that it listens on.
  let port: UInt16

  /// A head of so many bytes is too long.
  private static let mostHead = 16 << 10

  private let socket: Int32
  private let patience: Duration
  private let open = Atomic<Int>(0)

  /// Listens on a port; 0 takes any that is free.
  ///
  /// - Parameters:
  ///   - wanted: the port.
  ///   - patience: how long a request may take to be there, and how long a reader may take nothing.
  /// - Throws: `FileError` if the port is taken or may not be used.
  init(port wanted: UInt16, patience: Duration = .seconds(10)) throws(FileError) {
    let name = "port \(wanted)"
    let socket = Glibc.socket(AF_INET, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
    guard socket >= 0 else { throw FileError("listen on", name) }
    var yes: Int32 = 1
    setsockopt(socket, SOL_SOCKET, SO_REUSEADDR, &yes, socklen_t(MemoryLayout<Int32>.size))
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = wanted.bigEndian
    address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    var length = socklen_t(MemoryLayout<sockaddr_in>.size)
    let isBound = HTTPListener.withAddress(&address) { bind(socket, $0, length) } == 0
    guard isBound, listen(socket, 64) == 0 else {
      let code = errno
      close(socket)
      throw code == EADDRINUSE
        ? FileError("listen on", name, reason: "it is taken; choose another with --port")
        : FileError("listen on", name, code: code)
    }
    _ = HTTPListener.withAddress(&address) { getsockname(socket, $0, &length) }
    self.socket = socket
    self.patience = patience
    port = UInt16(bigEndian: address.sin_port)
  }

  /// Answers on threads of their own, for as long as the program runs.
  ///
  /// - Parameters:
  ///   - events: takes the connections of pages that listen.
  ///   - answer: makes the answer to a request; called from several threads.
  /// - Throws: `FileError` if the system gives no thread to accept requests on.
  func start(events: BuildEvents, _ answer: @escaping @Sendable (HTTPRequest) -> HTTPAnswer) throws(FileError) {
    let code = Worker.start { [self] in
      while true {
        let connection = accept(socket, nil, nil)
        if connection < 0 {
          if errno == EMFILE || errno == ENFILE { usleep(50_000) }
          continue
        }
        _ = fcntl(connection, F_SETFD, FD_CLOEXEC)
        guard open.add(1, ordering: .relaxed).newValue <= 64 else {
          open.subtract(1, ordering: .relaxed)
          let full = HTTPAnswer(status: 503, headers: [("Retry-After", "1")])
          _ = Glibc.send(connection, full.head, full.head.count, Int32(MSG_NOSIGNAL | MSG_DONTWAIT))
          close(connection)
          continue
        }
        let work: @Sendable () -> Void = { [self] in
          if !serve(connection, events, answer) { close(connection) }
          open.subtract(1, ordering: .relaxed)
        }
        if Worker.start(work) != 0 { work() }
      }
    }
    if code != 0 { throw FileError("start", "a thread", code: code) }
  }

  /// Reads a request and writes its answer. Returns whether the connection was handed on.
  private func serve(_ connection: Int32, _ events: BuildEvents, _ answer: (HTTPRequest) -> HTTPAnswer) -> Bool {
    HTTPListener.limit(SO_SNDTIMEO, of: connection, to: patience)
    guard let head = readHead(connection) else { return false }
    guard let request = head.count < HTTPListener.mostHead ? HTTPRequest(head) : nil else {
      _ = HTTPListener.write(HTTPAnswer(status: head.count < HTTPListener.mostHead ? 400 : 431).head, to: connection)
      finish(connection)
      return false
    }
    let made = answer(request)
    guard HTTPListener.write(made.head, to: connection) else { return false }
    switch request.method == "HEAD" ? .bytes([]) : made.body {
    case .bytes(let bytes): _ = HTTPListener.write(bytes, to: connection)
    case .file(let path, let range): send(path, range, to: connection)
    case .events:
      events.add(connection)
      return true
    }
    finish(connection)
    return false
  }

  /// Ends an answer. What the other side still sends is taken for a moment, or the system would throw the end of the answer away.
  private func finish(_ connection: Int32) {
    shutdown(connection, Int32(SHUT_WR))
    var buffer = [UInt8](repeating: 0, count: 4096)
    let end = ContinuousClock.now + .seconds(1)
    while let left = HTTPListener.time(to: end) {
      HTTPListener.limit(SO_RCVTIMEO, of: connection, to: left)
      if case let count = recv(connection, &buffer, buffer.count, 0), count == 0 || count < 0 && errno != EINTR { return }
    }
  }

  /// The bytes of a head; at least `mostHead` if it is too long, nil if the connection ended.
  private func readHead(_ connection: Int32) -> [UInt8]? {
    var head: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 4096)
    let end = ContinuousClock.now + patience
    while head.count < HTTPListener.mostHead {
      guard let left = HTTPListener.time(to: end) else { return nil }
      HTTPListener.limit(SO_RCVTIMEO, of: connection, to: left)
      let count = recv(connection, &buffer, buffer.count, 0)
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { return nil }
      head += buffer[..<count]
      // Some send an end of line too many behind the request before.
      while head.starts(with: [0x0D, 0x0A]) { head.removeFirst(2) }
      if let end = head.firstRange(of: [0x0D, 0x0A, 0x0D, 0x0A]) { return Array(head[..<end.lowerBound]) }
    }
    return head
  }

  private func send(_ path: String, _ range: Range<Int>, to connection: Int32) {
    let file = Glibc.open(path, O_RDONLY | O_CLOEXEC)
    guard file >= 0 else { return }
    defer { close(file) }
    var offset = off_t(range.lowerBound)
    while offset < range.upperBound {
      let count = sendfile(connection, file, &offset, range.upperBound - Int(offset))
      // A program that was stopped and goes on is told so in the middle of its calls.
      guard count > 0 || count < 0 && errno == EINTR else { return }
    }
  }

  /// Writes all bytes; false if the other side is gone.
  static func write(_ bytes: [UInt8], to connection: Int32) -> Bool {
    var rest = bytes[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { Glibc.send(connection, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL)) }
      if count < 0, errno == EINTR { continue }
      if count <= 0 { return false }
      rest = rest.dropFirst(count)
    }
    return true
  }

  /// How long it is to an instant; nil when it is over.
  private static func time(to end: ContinuousClock.Instant) -> Duration? {
    let left = ContinuousClock.now.duration(to: end)
    return left >= .milliseconds(1) ? left : nil
  }

  /// Limits how long one call on a connection may wait.
  private static func limit(_ option: Int32, of connection: Int32, to time: Duration) {
    let (seconds, attoseconds) = time.components
    var limit = timeval(tv_sec: Int(seconds), tv_usec: Int(attoseconds / 1_000_000_000_000))
    setsockopt(connection, SOL_SOCKET, option, &limit, socklen_t(MemoryLayout<timeval>.size))
  }

  private static func withAddress<Result>(_ address: inout sockaddr_in, _ body: (UnsafeMutablePointer<sockaddr>) -> Result)
    -> Result
  {
    withUnsafeMutablePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1, body)
    }
  }
}

/// A thread that runs a body and ends. A reader who leaves in the middle of a file is an error of its call, not the end of the program.
private enum Worker {
  private final class Box {
    let body: @Sendable () -> Void
    init(_ body: @escaping @Sendable () -> Void) { self.body = body }
  }

  /// Starts it. Returns the number of the error that kept it from starting; 0 if it runs.
  static func start(_ body: @escaping @Sendable () -> Void) -> Int32 {
    var thread = pthread_t()
    let box = Unmanaged.passRetained(Box(body))
    let failed = pthread_create(
      &thread, nil,
      { argument in
        var broken = sigset_t()
        sigemptyset(&broken)
        sigaddset(&broken, SIGPIPE)
        pthread_sigmask(SIG_BLOCK, &broken, nil)
        if let argument { Unmanaged<Box>.fromOpaque(argument).takeRetainedValue().body() }
        return nil
      }, box.toOpaque())
    if failed == 0 { pthread_detach(thread) } else { box.release() }
    return failed
  }
}
