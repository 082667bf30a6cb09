internal import Diagnostics

/// A map symbol as QGIS builds it: layers of simple parts, drawn one over the other.
struct QGISSymbol {
  /// What a symbol may be for.
  private enum Kind: String { case fill, marker }

  /// What QGIS reads from the feature or the map when it draws.
  private typealias Properties = [String: String]

  private var layers: [[String: Any]] = []
  private var kind = Kind.fill
  private let level: Int

  /// - Parameters:
  ///   - symbol: what is drawn in an area.
  ///   - level: what has a higher one is drawn over all features of a lower one.
  ///   - thinBeyond: the denominator of the scale from which on the outline is a thin one, so that small areas are not
  ///     all outline.
  init(_ symbol: MapSymbol, level: Int = 0, thinBeyond farthest: Int? = nil) {
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
          part: ["type": "line", "layers": line])
      }
    }
    if let outline = symbol.outline {
      if symbol.hasHalo {
        append("SimpleLine", Self.line(Palette.Accent.white, width: outline.width + 0.3))
      }
      let thin = farthest.map { ["outlineWidth": "if(@map_scale > \($0), 0.05, \(outline.width))"] } ?? [:]
      append("SimpleLine", Self.line(outline.colour, width: outline.width, Self.stroke(outline)), thin)
    }
    if let marker = symbol.marker {
      let options = Self.marker(
        marker.rawValue, Palette.Accent.white.qgis, outline: Palette.Accent.darkest, width: 0.25, size: 3)
      append(
        "CentroidFill", ["point_on_surface": "1", "point_on_all_parts": "0"],
        part: ["type": "marker", "layers": [Self.layer("SimpleMarker", pass: 0, options)]])
    }
  }

  private init(_ kind: Kind = .fill, level: Int = 0) {
    self.kind = kind
    self.level = level
  }

  // MARK: What no other map has

  /// The border of a parent over those of its units.
  ///
  /// - Parameter thinBeyond: as in `init`.
  static func parentBorder(thinBeyond farthest: Int) -> QGISSymbol {
    func width(_ width: Double) -> Properties {
      ["outlineWidth": "if(@map_scale > \(farthest), \(width / 2), \(width))"]
    }
    var symbol = QGISSymbol()
    symbol.append("SimpleLine", line(Palette.Accent.white, width: 0.9, opacity: 160), width(0.9))
    symbol.append("SimpleLine", line(Palette.Accent.darkest, width: 0.4), width(0.4))
    return symbol
  }

  static var servicePoint: QGISSymbol {
    var symbol = QGISSymbol(.marker)
    symbol.append(
      "SimpleMarker",
      marker("square", Palette.Accent.blue.qgis, outline: Palette.Accent.white, width: 0.5, size: 3.2))
    return symbol
  }

  /// What an atlas shows of other parents than the page's.
  static var veil: QGISSymbol {
    var symbol = QGISSymbol()
    let white = Palette.Accent.white.qgis(opacity: 170)
    symbol.append("SimpleFill", ["color": white, "style": "solid", "outline_style": "no"])
    return symbol
  }

  /// A grey area, and inside it a circle whose area is proportional to a number.
  ///
  /// - Parameters:
  ///   - expression: the number, above 0.
  ///   - largest: the number of the largest circle.
  ///   - thinBeyond: as in `init`.
  static func circle(of expression: String, largest: Int, thinBeyond farthest: Int) -> QGISSymbol {
    var symbol = QGISSymbol(.greyUnit, thinBeyond: farthest)
    let options = marker(
      "circle", circleColour.qgis(opacity: 190), outline: Palette.Accent.white, width: 0.2, size: 2)
    let size = "\(largestCircle) * sqrt(\(expression) / \(max(1, largest)).0)"
    symbol.append(
      "GeometryGenerator",
      [
        "SymbolType": "Marker", "geometryModifier": "point_on_surface($geometry)", "units": "MapUnit",
      ],
      part: ["type": "marker", "layers": [layer("SimpleMarker", pass: 0, options, ["size": size])]])
    return symbol
  }

  /// The symbol drawn round a simpler shape where the map is small: arms of the sea, rivers and slivers that take less than a
  /// millimetre or so would have their two banks drawn as one thick line.
  ///
  /// - Parameter farthest: the denominator of the scale from which on the shape is simpler.
  func generalised(beyond farthest: Int) -> QGISSymbol {
    // A thousandth of a metre on the map in degrees, for maps in longitude and latitude.
    func degrees(_ millimetres: Double) -> String { "@map_scale * \(millimetres) * 0.000000009" }
    let closed =
      "buffer(buffer(simplify($geometry, \(degrees(0.2))), \(degrees(1))), 0 - \(degrees(1)))"
    var symbol = QGISSymbol(.fill, level: level)
    symbol.append(
      "GeometryGenerator",
      [
        "SymbolType": "Fill", "units": "MapUnit",
        "geometryModifier": "if(@map_scale > \(farthest), \(closed), $geometry)",
      ],
      part: ["type": "fill", "layers": layers])
    return symbol
  }

  /// In millimetres.
  private static let largestCircle = 12
  private static let circleColour = Colour(0x2166ac)

  // MARK: Parts

  /// For the template `qgis-symbol`.
  func values(name: String) -> [String: Any] { ["name": name, "type": kind.rawValue, "layers": layers] }

  private mutating func append(
    _ kind: String, _ options: [String: String], _ properties: Properties = [:], part: [String: Any]? = nil
  ) {
    // Fills of all features first, then all hatches, and so on: no fill covers half of a neighbour's line.
    let order = kind == "SimpleFill" ? 0 : kind == "LinePatternFill" ? 1 : kind == "SimpleLine" ? 2 : 3
    layers.append(Self.layer(kind, pass: 4 * level + order, options, properties, part: part))
  }

  private static func layer(
    _ kind: String, pass: Int, _ options: [String: String], _ properties: Properties = [:],
    part: [String: Any]? = nil
  ) -> [String: Any] {
    // A template looks for what a part lacks in the part around it: a line would find the symbol that it is in.
    [
      "class": kind, "pass": pass, "part": part ?? false,
      "options": options.sorted { $0.key < $1.key }.map { ["name": $0.key, "value": $0.value] },
      "hasProperties": !properties.isEmpty,
      "properties": properties.sorted { $0.key < $1.key }.map { ["name": $0.key, "expression": $0.value] },
    ]
  }

  private static func line(
    _ colour: Colour, width: Double, opacity: UInt8 = 255, _ more: [String: String] = [:]
  ) -> [String: String] {
    let options = [
      "line_color": colour.qgis(opacity: opacity), "line_width": "\((width * 100).rounded() / 100)",
      "line_width_unit": "MM", "line_style": "solid", "joinstyle": "round",
    ]
    return options.merging(more) { $1 }
  }

  private static func marker(
    _ shape: String, _ fill: String, outline: Colour, width: Double, size: Double
  ) -> [String: String] {
    [
      "name": shape, "color": fill, "outline_color": outline.qgis, "outline_width": "\(width)",
      "outline_width_unit": "MM", "size": "\(size)", "size_unit": "MM",
    ]
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

extension MapSymbol {
  /// A unit beneath symbols that say all there is to say of it.
  static let greyUnit = MapSymbol(
    fill: Colour(0xe8e8e8), outline: boundary, label: Message(id: "", en: ""))
}

extension Colour {
  fileprivate func qgis(opacity: UInt8) -> String { "\(red),\(green),\(blue),\(opacity)" }
}
