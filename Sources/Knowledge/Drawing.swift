import Diagnostics
import Markup

/// A drawing that was made of a fence.
public struct Drawing: Sendable {
  /// The SVG, fit to stand in a page.
  public var svg: [UInt8]
  /// Whether it has colours of its own, which need paper behind them.
  public var hasColours: Bool

  /// A drawing.
  public init(svg: [UInt8], hasColours: Bool) {
    self.svg = svg
    self.hasColours = hasColours
  }

  /// The first words of the fences that are drawn.
  public static let languages: [Text] = ["dot", "graphviz"]
}

extension Page {
  /// Whether it has source of drawings.
  public var hasDrawings: Bool { body.fences.contains(where: \.isDrawing) }
}

extension Fence {
  /// Whether it is source of a drawing.
  public var isDrawing: Bool { Drawing.languages.contains(language) }
}
