import Diagnostics
import Knowledge

/// What the repository said about the files of the content, as one build leaves it to the next.
struct HistoryMemory: Sendable {
  /// Where the repository stood.
  let point: Text
  /// What it said; nil if it could not be read.
  private let packed: KeptBytes?

  /// What a build leaves.
  init(_ histories: Histories) { (point, packed) = (histories.point, histories.packed.map { KeptBytes($0) }) }

  /// What the repository said; nil if that is not as it was written.
  var histories: Histories? {
    guard case .stored(let bytes, let range, _) = packed else { return Histories(unknownAt: point) }
    return packed?.isSound == true ? Histories(at: point, bytes, range) : nil
  }

  /// What the repository says now, which is asked only if it stands elsewhere.
  ///
  /// - Parameters:
  ///   - now: Where it stands.
  ///   - folder: The content.
  /// - Returns: nil if it could not be read, then or now: whether that is so still says a whole build.
  func histories(at now: Text, of folder: String) -> Histories? {
    if now == point { return packed == nil && !point.isEmpty ? nil : histories }
    let read = packed == nil ? Histories() : GitHistory.read(folder)
    return read.isKnown ? read : nil
  }

  func write(to writer: inout ArchiveWriter, parts store: inout PartStore) {
    writer.write(point)
    writer.write(packed != nil)
    packed?.write(to: &writer, parts: &store)
  }

  /// Reads what `write` wrote.
  init(_ reader: inout ArchiveReader, _ bytes: MappedBytes) {
    point = reader.text()
    packed = reader.bool() ? KeptBytes(&reader, bytes) : nil
  }
}
