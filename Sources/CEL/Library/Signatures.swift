private let ordered: StaticString = """
  (int, int) bool; (uint, uint) bool; (double, double) bool; (string, string) bool; (bytes, bytes) bool; (bool, bool) bool;
  (timestamp, timestamp) bool; (duration, duration) bool; (int, uint) bool; (int, double) bool; (uint, int) bool;
  (uint, double) bool; (double, int) bool; (double, uint) bool
  """

private let timePart: StaticString = ".(timestamp) int; .(timestamp, string) int"
private let timeOrSpanPart: StaticString = ".(timestamp) int; .(timestamp, string) int; .(duration) int"
private let bitwise: StaticString = "(int, int) int; (uint, uint) uint"
private let doubleToBool: StaticString = "(double) bool"
private let doubleToDouble: StaticString = "(double) double"

/// The operators (cel-spec, langdef, List of Standard Definitions).
let operatorLibrary: [LibraryFunction] = [
  LibraryFunction(
    .add, "+",
    """
    (int, int) int; (uint, uint) uint; (double, double) double; (string, string) string; (bytes, bytes) bytes;
    (list(A), list(A)) list(A); (timestamp, duration) timestamp; (duration, timestamp) timestamp; (duration, duration) duration
    """),
  LibraryFunction(
    .subtract, "-",
    """
    (int, int) int; (uint, uint) uint; (double, double) double; (timestamp, timestamp) duration;
    (timestamp, duration) timestamp; (duration, duration) duration
    """),
  LibraryFunction(.multiply, "*", "(int, int) int; (uint, uint) uint; (double, double) double"),
  LibraryFunction(.divide, "/", "(int, int) int; (uint, uint) uint; (double, double) double"),
  LibraryFunction(.modulo, "%", "(int, int) int; (uint, uint) uint"),
  LibraryFunction(.equal, "==", "(A, A) bool"),
  LibraryFunction(.notEqual, "!=", "(A, A) bool"),
  LibraryFunction(.less, "<", ordered),
  LibraryFunction(.lessOrEqual, "<=", ordered),
  LibraryFunction(.greater, ">", ordered),
  LibraryFunction(.greaterOrEqual, ">=", ordered),
  LibraryFunction(.in, "in", "(A, list(A)) bool; (A, map(A, B)) bool"),
  LibraryFunction(.not, "!", "(bool) bool"),
  LibraryFunction(.negate, "-_", "(int) int; (double) double"),
  LibraryFunction(
    .index, "[]",
    "(list(A), int) A; (map(A, B), A) B; (optional(list(A)), int) optional(A); (optional(map(A, B)), A) optional(B)"),
  LibraryFunction(
    .optionalIndex, "[?]",
    """
    (list(A), int) optional(A); (map(A, B), A) optional(B); (optional(list(A)), int) optional(A);
    (optional(map(A, B)), A) optional(B)
    """),
]

/// The functions of the standard library.
let standardLibrary: [LibraryFunction] = [
  LibraryFunction(.dyn, "dyn", "(A) dyn"),
  LibraryFunction(.type, "type", "(A) type(A)"),
  LibraryFunction(.bool, "bool", "(bool) bool; (string) bool"),
  LibraryFunction(
    .int, "int", "(int) int; (uint) int; (double) int; (string) int; (timestamp) int; (duration) int"),
  LibraryFunction(.uint, "uint", "(uint) uint; (int) uint; (double) uint; (string) uint"),
  LibraryFunction(.double, "double", "(double) double; (int) double; (uint) double; (string) double"),
  LibraryFunction(
    .string, "string",
    """
    (string) string; (bool) string; (int) string; (uint) string; (double) string; (bytes) string; (timestamp) string;
    (duration) string
    """),
  LibraryFunction(.bytes, "bytes", "(bytes) bytes; (string) bytes"),
  LibraryFunction(.timestamp, "timestamp", "(string) timestamp; (timestamp) timestamp; (int) timestamp"),
  LibraryFunction(.duration, "duration", "(string) duration; (duration) duration; (int) duration"),
  LibraryFunction(
    .size, "size",
    """
    (string) int; (bytes) int; (list(A)) int; (map(A, B)) int; .(string) int; .(bytes) int; .(list(A)) int; .(map(A, B)) int
    """),
  LibraryFunction(.contains, "contains", ".(string, string) bool"),
  LibraryFunction(.startsWith, "startsWith", ".(string, string) bool"),
  LibraryFunction(.endsWith, "endsWith", ".(string, string) bool"),
  LibraryFunction(.matches, "matches", "(string, string) bool; .(string, string) bool"),
  LibraryFunction(.getDate, "getDate", timePart),
  LibraryFunction(.getDayOfMonth, "getDayOfMonth", timePart),
  LibraryFunction(.getDayOfWeek, "getDayOfWeek", timePart),
  LibraryFunction(.getDayOfYear, "getDayOfYear", timePart),
  LibraryFunction(.getFullYear, "getFullYear", timePart),
  LibraryFunction(.getMonth, "getMonth", timePart),
  LibraryFunction(.getHours, "getHours", timeOrSpanPart),
  LibraryFunction(.getMinutes, "getMinutes", timeOrSpanPart),
  LibraryFunction(.getSeconds, "getSeconds", timeOrSpanPart),
  LibraryFunction(.getMilliseconds, "getMilliseconds", timeOrSpanPart),
]

/// The functions of the extensions: strings, math, encoders, optional values, lists, sets.
let extensionLibrary: [LibraryFunction] = [
  LibraryFunction(.charAt, "charAt", ".(string, int) string"),
  LibraryFunction(.indexOf, "indexOf", ".(string, string) int; .(string, string, int) int"),
  LibraryFunction(.lastIndexOf, "lastIndexOf", ".(string, string) int; .(string, string, int) int"),
  LibraryFunction(.join, "join", ".(list(string)) string; .(list(string), string) string"),
  LibraryFunction(.lowerAscii, "lowerAscii", ".(string) string"),
  LibraryFunction(.upperAscii, "upperAscii", ".(string) string"),
  LibraryFunction(.quote, "strings.quote", "(string) string"),
  LibraryFunction(
    .replace, "replace", ".(string, string, string) string; .(string, string, string, int) string"),
  LibraryFunction(.reverse, "reverse", ".(string) string; .(list(A)) list(A)"),
  LibraryFunction(.split, "split", ".(string, string) list(string); .(string, string, int) list(string)"),
  LibraryFunction(.substring, "substring", ".(string, int) string; .(string, int, int) string"),
  LibraryFunction(.trim, "trim", ".(string) string"),
  LibraryFunction(.format, "format", ".(string, list(dyn)) string"),
  LibraryFunction(.greatest, "math.greatest", "(...) dyn"),
  LibraryFunction(.least, "math.least", "(...) dyn"),
  LibraryFunction(.ceil, "math.ceil", doubleToDouble),
  LibraryFunction(.floor, "math.floor", doubleToDouble),
  LibraryFunction(.round, "math.round", doubleToDouble),
  LibraryFunction(.trunc, "math.trunc", doubleToDouble),
  LibraryFunction(.abs, "math.abs", "(int) int; (uint) uint; (double) double"),
  LibraryFunction(.sign, "math.sign", "(int) int; (uint) uint; (double) double"),
  LibraryFunction(.sqrt, "math.sqrt", "(double) double; (int) double; (uint) double"),
  LibraryFunction(.isNaN, "math.isNaN", doubleToBool),
  LibraryFunction(.isInf, "math.isInf", doubleToBool),
  LibraryFunction(.isFinite, "math.isFinite", doubleToBool),
  LibraryFunction(.bitAnd, "math.bitAnd", bitwise),
  LibraryFunction(.bitOr, "math.bitOr", bitwise),
  LibraryFunction(.bitXor, "math.bitXor", bitwise),
  LibraryFunction(.bitNot, "math.bitNot", "(int) int; (uint) uint"),
  LibraryFunction(.bitShiftLeft, "math.bitShiftLeft", "(int, int) int; (uint, int) uint"),
  LibraryFunction(.bitShiftRight, "math.bitShiftRight", "(int, int) int; (uint, int) uint"),
  LibraryFunction(.base64Encode, "base64.encode", "(bytes) string"),
  LibraryFunction(.base64Decode, "base64.decode", "(string) bytes"),
  LibraryFunction(.optionalOf, "optional.of", "(A) optional(A)"),
  LibraryFunction(.optionalNone, "optional.none", "() optional(A)"),
  LibraryFunction(.optionalOfNonZeroValue, "optional.ofNonZeroValue", "(A) optional(A)"),
  LibraryFunction(.unwrap, "optional.unwrap", "(list(optional(A))) list(A)"),
  LibraryFunction(.unwrap, "unwrapOpt", ".(list(optional(A))) list(A)"),
  LibraryFunction(.hasValue, "hasValue", ".(optional(A)) bool"),
  LibraryFunction(.value, "value", ".(optional(A)) A"),
  LibraryFunction(.slice, "slice", ".(list(A), int, int) list(A)"),
  LibraryFunction(.flatten, "flatten", ".(list(A)) list(dyn); .(list(A), int) list(dyn)"),
  LibraryFunction(.distinct, "distinct", ".(list(A)) list(A)"),
  LibraryFunction(.sort, "sort", ".(list(A)) list(A)"),
  LibraryFunction(.range, "lists.range", "(int) list(int)"),
  LibraryFunction(.first, "first", ".(list(A)) optional(A)"),
  LibraryFunction(.last, "last", ".(list(A)) optional(A)"),
  LibraryFunction(.setContains, "sets.contains", "(list(A), list(A)) bool"),
  LibraryFunction(.setEquivalent, "sets.equivalent", "(list(A), list(A)) bool"),
  LibraryFunction(.setIntersects, "sets.intersects", "(list(A), list(A)) bool"),
]
