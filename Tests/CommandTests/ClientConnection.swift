import Foundation
import Glibc

/// A connection to a port of this machine on which a request was sent.
final class ClientConnection {
  private let descriptor: Int32
  private var unread: [UInt8] = []

  init(port: UInt16, _ request: String) throws {
    descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = port.bigEndian
    address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    let isConnected = withUnsafePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size)) == 0
      }
    }
    guard isConnected else { throw CocoaError(.fileReadUnknown) }
    // Only a server that never answers is waited for as long as this; on a busy machine an answer has its time.
    var limit = timeval(tv_sec: 600, tv_usec: 0)
    setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &limit, socklen_t(MemoryLayout<timeval>.size))
    _ = request.withCString { send(descriptor, $0, strlen($0), Int32(MSG_NOSIGNAL)) }
  }

  deinit { close(descriptor) }

  /// What comes up to and with a text; everything if there is none.
  func read(until end: String?) throws -> String {
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      if let end, let place = unread.firstRange(of: Array(end.utf8)) {
        defer { unread.removeSubrange(..<place.upperBound) }
        return String(decoding: unread[..<place.upperBound], as: UTF8.self)
      }
      let count = recv(descriptor, &buffer, buffer.count, 0)
      if count <= 0, end == nil { return String(decoding: unread, as: UTF8.self) }
      guard count > 0 else { throw CocoaError(.fileReadUnknown) }
      unread += buffer[..<count]
    }
  }
}
