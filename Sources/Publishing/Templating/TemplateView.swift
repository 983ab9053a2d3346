import Diagnostics

/// Plain values that a template shows.
///
/// A view names its values once, in `bind`. From that one list come the schema that templates are checked against (by binding a
/// blank view) and the record that they are rendered from, so the two cannot disagree.
protocol TemplateView: Sendable {
  /// A view without content; it gives the schema.
  init()

  /// Names every value, always the same ones in the same order.
  func bind(to binder: inout TemplateBinder)
}

/// Receives the values of a view under their names.
struct TemplateBinder {
  private(set) var values: [TemplateValue] = []
  private(set) var fields: [TemplateSchema.Field] = []
  private let wantsSchema: Bool
  /// Whether the values are those of a part that is absent: all are empty.
  private var isAbsent = false

  fileprivate init(wantsSchema: Bool, room: Int = 0) {
    self.wantsSchema = wantsSchema
    values.reserveCapacity(room)
  }

  /// Makes room for as many values in the whole.
  fileprivate mutating func reserve(_ room: Int) { values.reserveCapacity(room) }

  /// Text, escaped where it is shown: `{{name}}`.
  mutating func text(_ name: StaticString, _ value: Text) {
    if wantsSchema { field(name, .text) } else { values.append(.text(isAbsent ? [] : value.utf8)) }
  }

  /// Markup, shown as it is: `{{{name}}}`.
  mutating func html(_ name: StaticString, _ value: HTML) {
    if wantsSchema { field(name, .html) } else { values.append(.html(isAbsent ? [] : value.bytes)) }
  }

  /// A condition: `{{#name}}…{{/name}}`, `{{^name}}…{{/name}}`.
  mutating func flag(_ name: StaticString, _ value: Bool) {
    if wantsSchema { field(name, .flag) } else { values.append(.flag(value && !isAbsent)) }
  }

  /// A part with names of its own: `{{name.part}}` or `{{#name}}{{part}}{{/name}}`.
  mutating func part<View: TemplateView>(_ name: StaticString, _ value: View) {
    if wantsSchema { return field(name, .record(TemplateSchema(of: View.self))) }
    values.append(.flag(!isAbsent))
    value.bind(to: &self)
  }

  /// A part that may be absent; absent, its texts are empty and its sections are skipped.
  mutating func part<View: TemplateView>(_ name: StaticString, _ value: View?) {
    if let value, !wantsSchema { return part(name, value) }
    let wasAbsent = isAbsent
    isAbsent = true
    part(name, View())
    isAbsent = wasAbsent
  }

  /// Parts shown one after the other: `{{#name}}{{part}}{{/name}}`. The condition `has_name` says whether there are any.
  mutating func list<View: TemplateView>(_ name: StaticString, _ value: [View]) {
    presence(name, !value.isEmpty)
    if wantsSchema {
      field(name, .list(TemplateSchema(of: View.self)))
    } else {
      values.append(.list(isAbsent ? [] : TemplateRecord.list(value)))
    }
  }

  /// Texts shown one after the other: `{{#name}}{{.}}{{/name}}`. The condition `has_name` says whether there are any.
  mutating func texts(_ name: StaticString, _ value: [Text]) {
    presence(name, !value.isEmpty)
    if wantsSchema {
      field(name, .list(.item))
    } else {
      values.append(.list(isAbsent ? [] : value.map { .text($0.utf8) }))
    }
  }

  private mutating func presence(_ name: StaticString, _ isPresent: Bool) {
    if wantsSchema {
      fields.append(.init(name: "has_" + Text(stringLiteral: name), kind: .flag))
    } else {
      values.append(.flag(isPresent && !isAbsent))
    }
  }

  private mutating func field(_ name: StaticString, _ kind: TemplateSchema.Kind) {
    fields.append(.init(name: Text(stringLiteral: name), kind: kind))
  }
}

/// The names that a view offers to templates.
struct TemplateSchema: Sendable {
  /// What stands under a name.
  indirect enum Kind: Sendable {
    case text
    case html
    case flag
    case record(TemplateSchema)
    case list(TemplateSchema)
  }

  /// A name with what stands under it.
  struct Field: Sendable {
    let name: Text
    let kind: Kind
  }

  /// In the order of the record's values.
  let fields: [Field]
  /// Where the value of each field is in a record. Behind that of a part, which says whether it is there, are the part's own.
  let places: [Int]
  /// How many values a record has.
  let size: Int

  /// The schema of a list of texts, whose items are called `.`.
  static let item = TemplateSchema(fields: [Field(name: ".", kind: .text)])

  /// The names of a kind of view.
  init<View: TemplateView>(of view: View.Type) {
    var binder = TemplateBinder(wantsSchema: true)
    View().bind(to: &binder)
    self.init(fields: binder.fields)
  }

  private init(fields: [Field]) {
    var (places, size): ([Int], Int) = ([], 0)
    for field in fields {
      places.append(size)
      size += 1
      if case .record(let part) = field.kind { size += part.size }
    }
    (self.fields, self.places, self.size) = (fields, places, size)
  }

  /// The index of a name.
  func index(of name: Text) -> Int? { fields.firstIndex { $0.name == name } }
}

/// The values of one view and of its parts, found by number.
struct TemplateRecord: Sendable {
  let values: [TemplateValue]

  /// The values of a view.
  ///
  /// - Parameter room: How many there are, as far as is known.
  init<View: TemplateView>(_ view: View, room: Int = 0) {
    var binder = TemplateBinder(wantsSchema: false, room: room)
    view.bind(to: &binder)
    values = binder.values
  }

  /// As many values as most views in lists have.
  private static let usualSize = 8

  /// The values of several views, those of each behind those of the one before: one list is made and given back more cheaply than one for each.
  fileprivate static func list<View: TemplateView>(_ views: [View]) -> [TemplateValue] {
    var binder = TemplateBinder(wantsSchema: false, room: usualSize * views.count)
    views.withUnsafeBufferPointer { views in
      for index in views.indices {
        views[index].bind(to: &binder)
        if index == 0 { binder.reserve(binder.values.count * views.count) }
      }
    }
    return binder.values
  }
}

/// One value of a record.
enum TemplateValue: Sendable {
  case text([UInt8])
  case html([UInt8])
  case flag(Bool)
  /// The values of several views or texts of a kind, one behind the other; the template knows how many each has.
  case list([TemplateValue])
}
