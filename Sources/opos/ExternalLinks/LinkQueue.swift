import Diagnostics
import Glibc
import Publishing

/// Asks many addresses politely: one question at a time to a host, with a pause between two, and several hosts at once.
struct LinkQueue {
  /// How long to wait after a question before the same host is asked again.
  var pause: Duration = .seconds(1)
  /// How many seconds an answer may take.
  var seconds = 20
  /// How many hosts are asked at once.
  var breadth = 8

  private struct Host {
    var waiting: [(address: Text, isHead: Bool)]
    var isBusy = false
    var next = ContinuousClock.now
  }

  /// The answers of all addresses.
  ///
  /// - Throws: `FileError` when there is no `curl`.
  func ask(_ addresses: [Text]) throws(FileError) -> [Text: LinkAnswer] {
    var hosts: [Text: Host] = [:]
    for address in addresses.reversed() {
      hosts[Self.host(of: address), default: Host(waiting: [])].waiting.append((address, true))
    }
    var answers: [Text: LinkAnswer] = [:]
    var running: [CurlProcess] = []
    while answers.count < addresses.count {
      try start(&running, &hosts)
      for ended in wait(for: running, until: hosts.values.filter { !$0.isBusy && !$0.waiting.isEmpty }.map(\.next).min()) {
        let process = running.remove(at: ended.index)
        let host = Self.host(of: process.address)
        hosts[host]?.isBusy = false
        hosts[host]?.next = .now + pause
        // Some servers do not like to be asked for headers alone.
        if process.isHead, ended.answer != .good, ended.answer.fault?.reason.hasPrefix("answers") == true {
          hosts[host]?.waiting.append((process.address, false))
        } else {
          answers[process.address] = ended.answer
        }
      }
    }
    return answers
  }

  private func start(_ running: inout [CurlProcess], _ hosts: inout [Text: Host]) throws(FileError) {
    let now = ContinuousClock.now
    for name in hosts.keys.sorted() where running.count < breadth {
      guard let host = hosts[name], !host.isBusy, host.next <= now, let question = host.waiting.last else { continue }
      running.append(try CurlProcess(question.address, isHead: question.isHead, seconds: seconds))
      hosts[name]?.waiting.removeLast()
      hosts[name]?.isBusy = true
    }
  }

  /// Waits until a process says something or the next one may start. Returns the places of those at their end, the last first.
  private func wait(for running: [CurlProcess], until next: ContinuousClock.Instant?) -> [(index: Int, answer: LinkAnswer)] {
    let pause = next.map { max(1, min(1000, Int32(ContinuousClock.now.duration(to: $0) / .milliseconds(1)))) } ?? 1000
    var polled = running.map { pollfd(fd: $0.descriptor, events: Int16(POLLIN), revents: 0) }
    guard poll(&polled, nfds_t(polled.count), running.count < breadth ? pause : 1000) > 0 else { return [] }
    return running.indices.reversed().compactMap { index in
      polled[index].revents == 0 ? nil : running[index].read().map { (index, $0) }
    }
  }

  /// The host of an address, with its port.
  static func host(of address: Text) -> Text {
    let behindScheme = address.utf8.drop { $0 != UInt8(ascii: "/") }.dropFirst(2)
    return Text(behindScheme.prefix { $0 != UInt8(ascii: "/") && $0 != UInt8(ascii: "?") }).asciiLowercased()
  }
}
