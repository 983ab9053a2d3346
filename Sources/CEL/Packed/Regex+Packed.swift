import Diagnostics
import Notation

extension Regex {
  /// Writes the automaton.
  func pack(to writer: inout CompactWriter) {
    writer.count(Int(start))
    writer.count(states.count)
    for (index, state) in states.enumerated() {
      switch state.kind {
      case .match: writer.byte(0)
      case .bytes:
        writer.byte(state.low == state.high ? 1 : 2)
        writer.byte(state.low)
        if state.low != state.high { writer.byte(state.high) }
      case .split: writer.byte(3)
      case .assertion(let assertion): writer.byte(4 + assertion.rawValue)
      }
      // What comes next mostly stands nearby.
      if state.isFollowed { writer.int(Int64(index) - Int64(state.first)) }
      if case .split = state.kind { writer.int(Int64(index) - Int64(state.second)) }
    }
  }

  /// An automaton that `pack` wrote.
  convenience init(packed reader: inout CompactReader) {
    let start = Int32(truncatingIfNeeded: reader.count())
    var states: [State] = []
    for index in 0..<reader.length() {
      var state = State(kind: .match)
      let tag = reader.byte()
      switch tag {
      case 0: break
      case 1, 2:
        state.kind = .bytes
        state.low = reader.byte()
        state.high = tag == 1 ? state.low : reader.byte()
      case 3: state.kind = .split
      default: state.kind = .assertion(Assertion(rawValue: tag - 4) ?? .textStart)
      }
      if tag > 0 { state.first = Int32(truncatingIfNeeded: index - reader.signed()) }
      if tag == 3 { state.second = Int32(truncatingIfNeeded: index - reader.signed()) }
      states.append(state)
    }
    self.init(states, start: start)
  }
}

extension Regex.State {
  /// Whether another state comes after it.
  fileprivate var isFollowed: Bool {
    if case .match = kind { false } else { true }
  }
}
