/// Where the reading of lines stands: CommonMark's block phase without inlines, to find the blocks that libcmark does not know.
struct BlockScan {
  /// A block that contains blocks.
  struct Container {
    enum Kind {
      case quote
      case item
      case note(allowsLazyLines: Bool, isDefinition: Bool)
    }
    var kind: Kind
    /// The columns that a line must be indented by to belong to it.
    var indent = 0
    /// Whether it is an item that begins with an empty line.
    var isEmpty = false
    /// Of a note between `:::` or `///` lines these signs; nil for one that is indented.
    var fence: NoteFence?
    /// Whether no line of text came yet, so that options of `///` or of a directive may.
    var mayHaveOptions = false

    var isNote: Bool { if case .note = kind { true } else { false } }
    var isDefinition: Bool { if case .note(_, true) = kind { true } else { false } }
    var allowsLazyLines: Bool { if case .note(false, _) = kind { false } else { true } }
  }

  /// The block without blocks in it that a next line may continue.
  enum Leaf: Equatable {
    case none
    case paragraph
    case fence(UInt8, Int)
    case html(Int)
    case code
    case table
    /// Between lines of `$$`.
    case formula
  }

  /// A paragraph's lines, in the file and as they were written for libcmark.
  struct Paragraph {
    var firstOutput = 0
    var firstPrefix = 0
    var firstLine = 0
    var lastOutput = 0
    var lastPrefix = 0
    var lastLine = 0
    var isLazy = false
    var refusedTable = false
    var lines: [Range<Int>] = []
  }

  var containers: [Container] = []
  var leaf = Leaf.none
  /// How many of the containers are notes: in them lines are rewritten.
  var notes = 0
  var paragraph = Paragraph()
  /// Whether `paragraph` has ended, with only empty lines since, so that it may be the term of a definition.
  var mayBeTerm = false

  /// The line: from its first byte to its line end, and where the next begins.
  var start = 0
  var end = 0
  var next = 0
  /// How far containers have taken the line; the column can be inside a tab.
  var position = 0
  var column = 0
  /// How many containers go on in this line.
  var matched = 0
  /// Whether the line ends a note between lines of signs.
  var closesNote = false
  /// Whether the line opened a container.
  var hasOpened = false
  /// What stands before the rest of the line in libcmark's text, if a note is open.
  var prefix: [UInt8] = []
  /// What stands before the cells of the open table.
  var tablePrefix: [UInt8] = []

  var isAllMatched: Bool { matched == containers.count }

  /// The first byte that is no space from `position`, and the columns up to it.
  func indentation(in bytes: Bytes) -> (Int, Int) {
    var index = position
    var reached = column
    while index < end, bytes[index] == 0x20 || bytes[index] == 0x09 {
      reached += bytes[index] == 0x20 ? 1 : 4 - reached % 4
      index += 1
    }
    return (index, reached - column)
  }

  /// Takes some columns of white space.
  mutating func take(columns: Int, in bytes: Bytes) {
    var rest = columns
    while rest > 0, position < end, bytes[position] == 0x20 || bytes[position] == 0x09 {
      let width = bytes[position] == 0x20 ? 1 : 4 - column % 4
      column += min(width, rest)
      if width <= rest { position += 1 }
      rest -= width
    }
  }

  /// What a further line in the open containers begins with.
  func continuationPrefix(_ count: Int) -> [UInt8] {
    var prefix: [UInt8] = []
    for container in containers[..<count] {
      if case .item = container.kind {
        prefix += [UInt8](repeating: 0x20, count: container.indent)
      } else {
        prefix += [UInt8(ascii: ">"), 0x20]
      }
    }
    return prefix
  }
}
