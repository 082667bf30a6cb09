/// A map symbol as QGIS builds it: layers of simple parts, drawn one over the other.
struct QGISSymbol {
  private var layers: [[String: Any]] = []
  private let level: Int

  /// - Parameter level: what has a higher one is drawn over all features of a lower one.
  init(_ symbol: MapSymbol, level: Int) {
    self.level = level
    if let fill = symbol.fill {
      append("SimpleFill", ["color": fill.qgis, "style": "solid", "outline_style": "no"])
    }
    if let hatch = symbol.hatch {
      for angle in hatch.angles {
        let line = [
          Self.layer("SimpleLine", pass: 0, Self.line(hatch.colour, width: hatch.width, ["capstyle": "flat"]))
        ]
        append(
          "LinePatternFill",
          ["angle": "\(angle)", "distance": "\(hatch.spacing)", "distance_unit": "MM"],
          ["type": "line", "layers": line])
      }
    }
    if let outline = symbol.outline {
      if symbol.hasHalo {
        append("SimpleLine", Self.line(Palette.Accent.white, width: outline.width + 0.3))
      }
      append("SimpleLine", Self.line(outline.colour, width: outline.width, Self.stroke(outline)))
    }
    if let marker = symbol.marker {
      let options = [
        "name": marker.rawValue, "color": Palette.Accent.white.qgis, "outline_color": Palette.Accent.darkest.qgis,
        "outline_width": "0.25", "outline_width_unit": "MM", "size": "3", "size_unit": "MM",
      ]
      append(
        "CentroidFill", ["point_on_surface": "1", "point_on_all_parts": "0"],
        ["type": "marker", "layers": [Self.layer("SimpleMarker", pass: 0, options)]])
    }
  }

  /// For the template `qgis-symbol`.
  func values(name: String) -> [String: Any] { ["name": name, "type": "fill", "layers": layers] }

  private mutating func append(_ kind: String, _ options: [String: String], _ part: [String: Any]? = nil) {
    // Fills of all features first, then all hatches, and so on: no fill covers half of a neighbour's line.
    let order = kind == "SimpleFill" ? 0 : kind == "LinePatternFill" ? 1 : kind == "SimpleLine" ? 2 : 3
    layers.append(Self.layer(kind, pass: 4 * level + order, options, part))
  }

  private static func layer(
    _ kind: String, pass: Int, _ options: [String: String], _ part: [String: Any]? = nil
  ) -> [String: Any] {
    // A template looks for what a part lacks in the part around it: a line would find the symbol that it is in.
    [
      "class": kind, "pass": pass, "part": part ?? false,
      "options": options.sorted { $0.key < $1.key }.map { ["name": $0.key, "value": $0.value] },
    ]
  }

  private static func line(_ colour: Colour, width: Double, _ more: [String: String] = [:]) -> [String: String] {
    let options = [
      "line_color": colour.qgis, "line_width": "\((width * 100).rounded() / 100)", "line_width_unit": "MM",
      "line_style": "solid", "joinstyle": "round",
    ]
    return options.merging(more) { $1 }
  }

  private static func stroke(_ outline: MapSymbol.Outline) -> [String: String] {
    let inside = outline.isInside ? ["draw_inside_polygon": "1"] : [:]
    let pattern: String
    switch outline.stroke {
    case .solid: return inside
    case .dashed: pattern = "2.4;1.2"
    case .dotted: pattern = "0.6;0.8"
    }
    return inside.merging([
      "use_custom_dash": "1", "customdash": pattern, "customdash_unit": "MM", "capstyle": "flat",
    ]) { $1 }
  }
}
