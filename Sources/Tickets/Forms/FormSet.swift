import Diagnostics

/// The forms of a site, with what finds a form and its fields quickly.
public final class FormSet: Sendable {
  /// The forms, in the order given.
  public let forms: [Form]
  /// The names of all fields of all forms, each once; `title` and `description` come first.
  public let fieldNames: [Text]
  /// For each form, the index in `fieldNames` of each of its fields.
  public let slots: [[Int]]

  /// The index in `places` of each field name, and of each label.
  private let byName: [Text: Int]
  private let byLabel: [Text: Int]
  /// The index, in each form, of a field; -1 for a form without it.
  private let places: [[Int]]
  private let formIDs: [Text: Int]

  /// The set of some forms.
  public init(_ forms: [Form]) {
    var names: [Text] = ["title", "description"]
    var known: [Text: Int] = [:]
    for (index, name) in names.enumerated() { known[name] = index }
    var byName: [Text: Int] = [:]
    var byLabel: [Text: Int] = [:]
    var places: [[Int]] = []
    func note(_ name: Text, in table: inout [Text: Int], _ form: Int, _ field: Int) {
      let place = table[name] ?? places.count
      if place == places.count {
        places.append([Int](repeating: -1, count: forms.count))
        table[name] = place
      }
      places[place][form] = field
    }
    var formIDs: [Text: Int] = [:]
    var slots: [[Int]] = []
    for (formIndex, form) in forms.enumerated() {
      formIDs[form.id] = formIndex
      formIDs[form.name.normalizedLabel] = formIndex
      var formSlots: [Int] = []
      for (index, field) in form.fields.enumerated() {
        let slot = known[field.name] ?? names.count
        if slot == names.count { names.append(field.name) }
        known[field.name] = slot
        formSlots.append(slot)
        note(field.name, in: &byName, formIndex, index)
        note(field.label.normalizedLabel, in: &byLabel, formIndex, index)
      }
      slots.append(formSlots)
    }
    self.forms = forms
    self.slots = slots
    fieldNames = names
    self.byName = byName
    self.byLabel = byLabel
    self.places = places
    self.formIDs = formIDs
  }

  /// The index of a form, by its id or name.
  public func index(ofForm name: Text) -> Int? { formIDs[name] ?? formIDs[name.normalizedLabel] }

  /// The index, in each form, of the field of a name or label; -1 for a form without it; nil if no form has it.
  func fieldIndices(_ key: Text, isLabel: Bool) -> [Int]? {
    let place = isLabel ? byLabel[key.normalizedLabel] ?? byName[key] : byName[key]
    return place.map { places[$0] }
  }

  /// The index, in each form, of the field of a label.
  func fieldIndices(label: Text) -> [Int]? { byLabel[label.normalizedLabel].map { places[$0] } }
}

extension Text {
  /// A label as it is compared: in lower case, single spaces, without a closing `:` or `*`.
  var normalizedLabel: Text {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(utf8.count)
    for byte in utf8 {
      if byte.isASCIISpace {
        if let last = bytes.last, last != 0x20 { bytes.append(0x20) }
      } else {
        bytes.append(byte.asciiLowercased)
      }
    }
    while let last = bytes.last, last == 0x20 || last == UInt8(ascii: ":") || last == UInt8(ascii: "*") { bytes.removeLast() }
    return Text(bytes)
  }

  /// Whether the normalized labels are equal. Mostly they differ soon, which is found without making either.
  func isSameLabel(as other: Text) -> Bool {
    var index = 0
    while index < utf8.count, index < other.utf8.count {
      let (left, right) = (utf8[index], other.utf8[index])
      // Where spaces or closing marks begin, nothing can be told byte by byte.
      if left.isASCIISpace || right.isASCIISpace || isClosing(left) || isClosing(right) { break }
      if left.asciiLowercased != right.asciiLowercased { return false }
      index += 1
    }
    return normalizedLabel == other.normalizedLabel
  }

  private func isClosing(_ byte: UInt8) -> Bool { byte == UInt8(ascii: ":") || byte == UInt8(ascii: "*") }
}
