import Diagnostics
import Glibc
import Knowledge
import Notation

/// What a site was made from, so that a build of the same need not be made again.
///
/// Nothing is taken on trust: the same program, options and files (by `TreeFingerprint`), and an output in which nobody changed anything.
public struct BuildBasis: Sendable {
  /// What the site is made from.
  private let inputs: [String]
  /// What else decides: options and the clock.
  private let key: Text
  private let begin = TreeFingerprint.now
  private let fingerprint: TreeFingerprint?

  /// What a finished build made.
  public struct Result: Sendable {
    /// How many pages of the content it has.
    public var pages: Int
    /// How many files.
    public var files: Int

    /// A result.
    public init(pages: Int, files: Int) { (self.pages, self.files) = (pages, files) }
  }

  /// Takes the fingerprint of what will be read.
  ///
  /// - Parameters:
  ///   - inputs: folders and files that are read.
  ///   - key: the options that decide what is made, and the instant if it is given; a running clock counts by intervals, as the caller chooses.
  public init(inputs: [String], key: Text) {
    self.inputs = inputs + ["/proc/self/exe"]
    self.key = key
    fingerprint = TreeFingerprint(of: self.inputs)
  }

  /// What the last build made, if it was made from the same and stands untouched; nil if a build is needed.
  public func standing(at lock: OutputLock) -> Result? {
    guard let fingerprint, fingerprint.isSure(at: begin), let bytes = try? FileReader.bytes(of: lock.place.state, limit: .max),
      let record = BuildState(bytes)?.record, record.inputs == code(of: fingerprint),
      let output = TreeFingerprint(of: [lock.place.output]), output.digits == record.output
    else { return nil }
    return record.result
  }

  /// Remembers that a site was made from this, if nothing of it was changed meanwhile.
  ///
  /// - Throws: `FileError` when the state cannot be written; the site stands all the same.
  public func record(_ result: Result, at lock: OutputLock) throws(FileError) {
    guard let fingerprint, fingerprint.isSure(at: begin), TreeFingerprint(of: inputs) == fingerprint,
      var state = BuildState(try FileReader.bytes(of: lock.place.state, limit: .max)),
      let output = TreeFingerprint(of: [lock.place.output])
    else { return }
    state.record = BuildState.Record(inputs: code(of: fingerprint), output: output.digits, result: result)
    try FileWriter.replace(lock.place.state, state.encoded)
  }

  private func code(of fingerprint: TreeFingerprint) -> Text { "\(fingerprint.digits)\(Digest.hexadecimal(of: key.utf8))" }
}
