extension Text {
  /// The parts between the places where a byte stands, empty parts too.
  public func split(at separator: UInt8) -> [Text] {
    utf8.split(separator: separator, omittingEmptySubsequences: false).map { Text($0) }
  }
}
