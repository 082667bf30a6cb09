/// Hatches and outlines of a symbol as SVG's own attributes, which every program reads.
extension MapSymbol {
  /// A pattern that repeats the hatch over the fill.
  ///
  /// - Parameters:
  ///   - name: its identifier in the document.
  ///   - millimetre: how many units of the drawing that is.
  func svgPattern(_ name: String, millimetre: Double) -> String {
    guard let hatch else { return "" }
    let spacing = hatch.spacing * millimetre
    let size = SVGNumber.text(spacing)
    var marks = fill.map { "<rect width=\"\(size)\" height=\"\(size)\" fill=\"\($0.hex)\"/>" } ?? ""
    // The pattern is turned as a whole, so that its lines meet at the tiles' edges.
    let isCrossed = hatch.angles.count > 1
    let stroke = "stroke=\"\(hatch.colour.hex)\" stroke-width=\"\(SVGNumber.text(hatch.width * millimetre))\""
    let middle = SVGNumber.text(spacing / 2)
    marks += "<path d=\"M0 \(middle)H\(size)\(isCrossed ? "M\(middle) 0V\(size)" : "")\" \(stroke) fill=\"none\"/>"
    // Angles are counter-clockwise; SVG turns clockwise.
    let turn = -(hatch.angles.first ?? 0)
    return "<pattern id=\"\(name)\" width=\"\(size)\" height=\"\(size)\" patternUnits=\"userSpaceOnUse\""
      + (turn == 0 ? "" : " patternTransform=\"rotate(\(turn))\"") + ">\(marks)</pattern>"
  }
}

/// Numbers in attributes, with two decimals at most.
enum SVGNumber {
  static func text(_ value: Double) -> String { ScriptData.text(value) }
}
