import Diagnostics
import Notation
import Tickets

/// What a JSON Schema can say of quantities: a regular expression (ECMA 262) of what `Quantity` reads.
enum QuantityPattern {
  /// The pattern of a field's answers.
  ///
  /// - Parameter dimension: What is measured; nil if the form does not say.
  static func pattern(_ dimension: Quantity.Dimension?) -> Text {
    switch dimension {
    case .bytes: "^[\\t-\\r ]*\(bytes)[\\t-\\r ]*$"
    case .time: "^[\\t-\\r ]*(\(time))[\\t-\\r ]*$"
    case .count: "^[\\t-\\r ]*\(number)\(multiplier)?\(things)?[\\t-\\r ]*$"
    case nil: "^[\\t-\\r ]*(\(bytes)|\(time)|\(number)\(multiplier)?\(things))[\\t-\\r ]*$"
    }
  }

  private static var number: Text {
    "(([1-9][0-9]{0,2}(,[0-9]{3})+|[0-9]{1,3}([_' ][0-9]{3})+|[0-9]+)(\\.[0-9]*)?|\\.[0-9]+)([eE][+-]?[0-9]{1,4})?[\\t-\\r ]*"
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
    let clock: Text = "([0-9]{1,9}[+-])?[0-9]{1,9}:[0-5]?[0-9]:[0-5]?[0-9]"
    let duration: Text = "[pP](?=[0-9tT])([0-9.]+[wW])?([0-9.]+[dD])?([tT](?=[0-9])([0-9.]+[hH])?([0-9.]+[mM])?([0-9.]+[sS])?)?"
    return "\(number)\(unit)(,?[\\t-\\r ]*\(number)\(unit))*|\(clock)|\(duration)"
  }

  private static var multiplier: Text { "(([kKMG]|[tT]housand|[mM]illions?|[bB]illions?)[\\t-\\r ]*)" }

  private static var things: Text {
    "([eE]vents?|[eE]vts?|[fF]iles?|[jJ]obs?|[rR]uns?|[sS]ubruns?|[sS]pills?|[tT]riggers?|[pP]articles?|[cC]ores?|[cC]pus?|[sS]lots?)"
  }
}
