import Diagnostics
import Notation

/// What a JSON Schema can say of quantities: a regular expression (ECMA 262) of what `Quantity` reads.
enum QuantityPattern {
  /// The pattern of a field's answers.
  ///
  /// - Parameter dimension: What is measured; nil if the form does not say.
  static func pattern(_ dimension: Quantity.Dimension?) -> Text {
    switch dimension {
    case .bytes: "^\\s*\(bytes)\\s*$"
    case .time: "^\\s*(\(time))\\s*$"
    case .count: "^\\s*\(number)\(multiplier)?\(things)?\\s*$"
    case nil: "^\\s*(\(bytes)|\(time)|\(number)\(multiplier)?\(things))\\s*$"
    }
  }

  private static var number: Text {
    "(([1-9]\\d{0,2}(,\\d{3})+|\\d{1,3}([_' ]\\d{3})+|\\d+)(\\.\\d*)?|\\.\\d+)([eE][+-]?\\d{1,4})?\\s*"
  }

  private static var bytes: Text {
    """
    \(number)(B|[kKMGTPE]B|[kmgtpe]b|[kKMGTPE]iB|[KMGTPE]IB|[kmgtpe]ib|([kKmMgGtTpP]|[kK]ilo|[mM]ega|[gG]iga|[tT]era|[pP]eta|[kK]ibi|[mM]ebi|\
    [gG]ibi|[tT]ebi|[pP]ebi)?[bB]ytes?)
    """
  }

  private static var time: Text {
    let unit: Text =
      "([smhdwSHDW]|[muµμn]s|[sS]ecs?|[mM]ins?|[hH]r|[sS]econds?|[mM]inutes?|[hH]ours?|[dD]ays?|[wW]eeks?|[mM]illiseconds?|[mM]icroseconds?)"
    let clock: Text = "(\\d{1,9}[+-])?\\d{1,9}:[0-5]?\\d:[0-5]?\\d"
    let duration: Text = "[pP](?=[\\dtT])([\\d.]+[wW])?([\\d.]+[dD])?([tT](?=\\d)([\\d.]+[hH])?([\\d.]+[mM])?([\\d.]+[sS])?)?"
    return "\(number)\(unit)(,?\\s*\(number)\(unit))*|\(clock)|\(duration)"
  }

  private static var multiplier: Text { "(([kKMG]|[tT]housand|[mM]illions?|[bB]illions?)\\s*)" }

  private static var things: Text {
    "([eE]vents?|[eE]vts?|[fF]iles?|[jJ]obs?|[rR]uns?|[sS]ubruns?|[sS]pills?|[tT]riggers?|[pP]articles?|[cC]ores?|[cC]pus?|[sS]lots?)"
  }
}
