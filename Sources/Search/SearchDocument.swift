import Diagnostics

/// What a search can find: a page up to its first heading, a section of one, a clause, a rule, a request, a form.
public struct SearchDocument: Sendable, Hashable {
  /// The page's title.
  public var title: Text
  /// The heading of the section; empty for the page itself.
  public var heading: Text
  /// Where it is, relative to the site's root, with its anchor.
  public var url: Text
  /// `page`, `clause`, `rule`, `request` or `form`.
  public var kind: Text
  /// The title of the site's section; may be empty.
  public var section: Text
  /// The experiment that it is about; may be empty.
  public var experiment: Text
  /// The page's tags.
  public var tags: [Text]
  /// Its words, without markup.
  public var text: Text

  /// A document.
  public init(
    title: Text, heading: Text = "", url: Text, kind: Text, section: Text = "", experiment: Text = "", tags: [Text] = [],
    text: Text
  ) {
    (self.title, self.heading, self.url, self.kind) = (title, heading, url, kind)
    (self.section, self.experiment, self.tags, self.text) = (section, experiment, tags, text)
  }

  /// What it is called: its heading, or the page's title.
  public var name: Text { heading.isEmpty ? title : heading }

  /// Whether it can be filtered by the same as another one.
  func isFiltered(as other: SearchDocument) -> Bool {
    kind == other.kind && section == other.section && experiment == other.experiment && tags == other.tags
  }
}

/// A file of an index.
public struct SearchFile: Sendable, Hashable {
  /// `manifest`, or a letter for what it is and twelve hexadecimal digits made of its bytes; `files.js` holds the others as a script.
  public var name: Text
  /// What it holds.
  public var bytes: [UInt8]

  /// A file whose name is made of its bytes.
  init(kind: UInt8, bytes: [UInt8]) {
    self.bytes = bytes
    name = SearchFile.name(kind: kind, hash: Fingerprint.of(bytes) & 0xFFFF_FFFF_FFFF)
  }

  /// Whether queries may load it; a file of the register is for patches alone, which have to find it by its name.
  public var isPublished: Bool { name.utf8.first != FileKind.register }

  init(manifest: [UInt8]) { (name, bytes) = ("manifest", manifest) }

  /// A file with a name of its own, which stands beside those of the index.
  public init(name: Text, bytes: [UInt8]) {
    self.name = name
    self.bytes = bytes
  }

  /// The name of a file of which six bytes of a fingerprint are known.
  /// Whether a file of this name can be nothing but a file of an index, whoever made it.
  public static func isName(_ name: Text) -> Bool {
    if name == "manifest" { return true }
    return name.count == 13 && FileKind.all.contains(name.utf8[0])
      && name.utf8.dropFirst().allSatisfy { (0x30...0x39).contains($0) || (0x61...0x66).contains($0) }
  }

  /// The number that a name is made of; 0 for what is no name.
  static func hash(of name: Text) -> UInt64 {
    guard name.utf8.count == 13 else { return 0 }
    return name.utf8.dropFirst().reduce(0) { $0 << 4 | UInt64($1 < 0x3A ? $1 &- 0x30 : $1 &- 0x57) }
  }

  static func name(kind: UInt8, hash: UInt64) -> Text {
    var name = [kind]
    for shift in stride(from: 44, through: 0, by: -4) {
      let digit = UInt8(truncatingIfNeeded: hash >> UInt64(shift)) & 0xF
      name.append(digit < 10 ? 0x30 + digit : 0x57 + digit)
    }
    return Text(name)
  }
}
