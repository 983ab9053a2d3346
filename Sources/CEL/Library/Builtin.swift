import Diagnostics

/// The functions and operators of the standard library and its extensions, as instructions name them.
enum Builtin: Int32, CaseIterable, Sendable {
  // Operators.
  case add, subtract, multiply, divide, modulo, equal, notEqual, less, lessOrEqual, greater, greaterOrEqual, `in`, not, negate
  case index, optionalIndex
  // Conversions.
  case dyn, type, bool, int, uint, double, string, bytes, timestamp, duration
  // Strings.
  case size, contains, startsWith, endsWith, matches
  case charAt, indexOf, lastIndexOf, join, lowerAscii, upperAscii, quote, replace, reverse, split, substring, trim, format
  // Time.
  case getDate, getDayOfMonth, getDayOfWeek, getDayOfYear, getFullYear, getHours, getMilliseconds, getMinutes, getMonth,
    getSeconds
  // Numbers.
  case greatest, least, ceil, floor, round, trunc, abs, sign, isNaN, isInf, isFinite, sqrt
  case bitAnd, bitOr, bitXor, bitNot, bitShiftLeft, bitShiftRight
  // Encodings.
  case base64Encode, base64Decode
  // Optional values.
  case optionalOf, optionalNone, optionalOfNonZeroValue, hasValue, value, unwrap
  // Lists.
  case slice, flatten, distinct, sort, range, first, last
  // Lists as sets.
  case setContains, setEquivalent, setIntersects
}

extension Builtin {
  /// The name in messages.
  var name: Text {
    let names = Text(stringLiteral: Builtin.names).utf8.split(separator: 0x20)
    return Text(names[Int(rawValue)])
  }

  /// The names in the order of the cases.
  private static var names: StaticString {
    """
    + - * / % == != < <= > >= in ! -_ [] [?] dyn type bool int uint double string bytes timestamp duration size contains \
    startsWith endsWith matches charAt indexOf lastIndexOf join lowerAscii upperAscii strings.quote replace reverse split \
    substring trim format getDate getDayOfMonth getDayOfWeek getDayOfYear getFullYear getHours getMilliseconds getMinutes \
    getMonth getSeconds math.greatest math.least math.ceil math.floor math.round math.trunc math.abs math.sign math.isNaN math.isInf \
    math.isFinite math.sqrt math.bitAnd math.bitOr math.bitXor math.bitNot math.bitShiftLeft math.bitShiftRight \
    base64.encode base64.decode optional.of optional.none optional.ofNonZeroValue hasValue value optional.unwrap slice \
    flatten distinct sort lists.range first last sets.contains sets.equivalent sets.intersects
    """
  }
}

/// The name and signatures of a function of the library.
///
/// Signatures are separated by `;`, as in `(string) int; .(string) int`; one that begins with a dot is called as a member, with the receiver
/// as the first parameter. `(...)` takes any number of numbers.
struct LibraryFunction: Sendable {
  let builtin: Builtin
  let name: StaticString
  /// The ways to call it.
  let overloads: [Function.Overload]

  /// Reads the signatures, which happens once: the tables are constants.
  init(_ builtin: Builtin, _ name: StaticString, _ signatures: StaticString) {
    self.builtin = builtin
    self.name = name
    overloads = LibraryFunction.read(signatures)
  }

  /// The function of a name, or nil.
  static func named(_ name: Text) -> LibraryFunction? {
    for table in [operatorLibrary, standardLibrary, extensionLibrary] {
      if let found = table.first(where: { name.equals($0.name) }) { return found }
    }
    return nil
  }

  /// The names that begin with letters, to suggest spellings.
  static let names: [Text] = (standardLibrary + extensionLibrary).map { Text(stringLiteral: $0.name) }

  private static func read(_ signatures: StaticString) -> [Function.Overload] {
    var reader = TypeName(bytes: signatures.withUTF8Buffer { Array($0) }, offset: 0)
    var overloads: [Function.Overload] = []
    repeat {
      reader.skipBlanks()
      let isMember = reader.accept(".")
      guard let parameters = reader.parameters(), let result = reader.type() else { break }
      overloads.append(Function.Overload(isMember: isMember, parameters, result))
    } while reader.accept(";")
    return overloads
  }
}

extension Sign {
  /// The library's operator.
  var builtin: Builtin {
    switch self {
    case .plus: .add
    case .minus: .subtract
    case .times: .multiply
    case .divide: .divide
    case .modulo: .modulo
    case .equal: .equal
    case .notEqual: .notEqual
    case .less: .less
    case .lessOrEqual: .lessOrEqual
    case .greater: .greater
    case .greaterOrEqual: .greaterOrEqual
    case .in: .in
    default: .not
    }
  }
}
