internal import Coverage
internal import Diagnostics
internal import Reporting

/// `map.svg`: the map of coverage with all that it needs in a document or on a slide.
///
/// Only what LibreOffice, Inkscape and PowerPoint draw alike: presentation attributes, no style sheet, no fonts but the
/// generic family, no text that wraps by itself.
struct MapImage {
  private static let width = 1_280.0
  private static let margin = 40.0
  private static let mapWidth = 820.0
  private static let mapHeight = 800.0
  private static let columnX = 900.0
  /// In pixels of 96 to the inch.
  private static let millimetre = 3.78
  private static let fonts = "font-family=\"Noto Sans, Liberation Sans, Arial, Helvetica, sans-serif\""

  let results: Results
  let drawing: MapDrawing
  let units: [ReportUnit]
  let classes: CoverageClasses
  let title: String

  private var language: Language { results.analysis.language }
  private func say(_ indonesian: String, _ english: String) -> String { language == .indonesian ? indonesian : english }

  /// Pixels in a unit of the drawing.
  private var scale: Double {
    min(Self.mapWidth / Double(max(1, drawing.grid.width)), Self.mapHeight / Double(max(1, drawing.grid.height)))
  }

  var text: String {
    var body = ""
    var y = Self.margin + 18
    for line in TextLines.wrapped(Self.plain(title), columns: 72) {
      body += write(line, x: Self.margin, y: y, size: 26, attributes: "font-weight=\"bold\"")
      y += 34
    }
    let top = y
    body += map(top: top)
    let legendBottom = legend(top: top + 14, into: &body)
    var bottom = max(top + Double(drawing.grid.height) * scale, legendBottom) + 26
    body += scaleBar(y: bottom) + northArrow(y: bottom)
    bottom += 50
    for line in TextLines.wrapped(Self.plain(MapSource(results).text), columns: 170) {
      body += write(line, x: Self.margin, y: bottom, size: 13, attributes: "fill=\"#444444\"")
      bottom += 18
    }
    let height = bottom + 14
    let (wide, high) = (SVGNumber.text(Self.width), SVGNumber.text(height))
    return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
      + "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"\(wide)\" height=\"\(high)\" viewBox=\"0 0 \(wide) \(high)\" "
      + "xml:lang=\"\(language.rawValue)\">\n<title>\(MarkupText.escaped(Self.plain(title)))</title>\n"
      + "<desc>\(MarkupText.escaped(Self.plain(MapSource(results).text)))</desc>\n<defs>\n"
      + patterns("", millimetre: Self.millimetre) + patterns("map-", millimetre: Self.millimetre / scale)
      + "\n</defs>\n<rect width=\"\(wide)\" height=\"\(high)\" fill=\"#ffffff\"/>\n\(body)</svg>\n"
  }

  /// In pixels for the legend, and in the drawing's own units for the map, because a pattern is scaled with what it fills.
  private func patterns(_ prefix: String, millimetre: Double) -> String {
    MapSymbol.noData.svgPattern(prefix + "no-data", millimetre: millimetre) + "\n"
      + MapSymbol.suppressed.svgPattern(prefix + "suppressed", millimetre: millimetre) + "\n"
  }

  // MARK: Map

  private func fill(_ unit: ReportUnit) -> String {
    if let value = unit.coverage { return classes.colours[classes.classification.index(of: value)].hex }
    return unit.status == .suppressed ? "url(#map-suppressed)" : "url(#map-no-data)"
  }

  private func map(top: Double) -> String {
    func pixels(_ width: Double) -> String { SVGNumber.text(width / scale) }
    var svg = ""
    svg += "<g transform=\"translate(\(SVGNumber.text(Self.margin)) \(SVGNumber.text(top))) scale(\(precise(scale)))\" "
    svg += "stroke-linejoin=\"round\">\n<g stroke=\"#6b6b6b\" stroke-width=\"\(pixels(0.5))\" fill-rule=\"evenodd\">\n"
    for (index, unit) in units.enumerated() {
      guard let path = drawing.paths[index] else { continue }
      svg +=
        "<path fill=\"\(fill(unit))\" d=\"\(path)\"><title>\(MarkupText.escaped(Self.plain(unit.name)))</title></path>\n"
    }
    svg += "</g>\n<g fill=\"none\">\n"
    if !drawing.parentBorders.isEmpty {
      svg += "<path stroke=\"#252525\" stroke-width=\"\(pixels(1.5))\" d=\"\(drawing.parentBorders)\"/>\n"
    }
    for (cluster, outline) in zip(results.spatial.clusters, drawing.clusterOutlines) where cluster.method == .scan {
      svg += "<path stroke=\"#ffffff\" stroke-width=\"\(pixels(5.5))\" d=\"\(outline)\"/>\n"
      svg += "<path stroke=\"#d95f02\" stroke-width=\"\(pixels(3))\" d=\"\(outline)\"/>\n"
    }
    svg += "</g>\n</g>\n"
    return svg + labels(top: top)
  }

  /// The coverage in units with room for it, in whole per cent.
  private func labels(top: Double) -> String {
    var svg = ""
    for (index, unit) in units.enumerated() {
      guard let value = unit.coverage, let place = drawing.labels[index] else { continue }
      let words = language.text(value, decimals: 0)
      guard place.width * scale > 7 * Double(words.count) + 4 else { continue }
      let ink = classes.classification.index(of: value) >= 3 ? "#ffffff" : "#1a1a1a"
      svg += write(
        words, x: Self.margin + place.x * scale, y: top + place.y * scale + 4, size: 11,
        attributes: "text-anchor=\"middle\" fill=\"\(ink)\"")
    }
    return svg
  }

  // MARK: Legend

  /// - Returns: where it ends.
  private func legend(top: Double, into body: inout String) -> Double {
    var y = top
    func heading(_ text: String) {
      for line in TextLines.wrapped(text, columns: 40) {
        body += write(line, x: Self.columnX, y: y, size: 16, attributes: "font-weight=\"bold\"")
        y += 22
      }
      y += 4
    }
    func entry(_ shape: String, _ label: String) {
      body += shape
      for line in TextLines.wrapped(label, columns: 38) {
        body += write(line, x: Self.columnX + 46, y: y + 14, size: 14)
        y += 19
      }
      y += 7
    }
    func box(_ fill: String, stroke: String = "#525252", width: Double = 0.8) -> String {
      "<rect x=\"\(SVGNumber.text(Self.columnX))\" y=\"\(SVGNumber.text(y))\" width=\"32\" height=\"18\" fill=\"\(fill)\" "
        + "stroke=\"\(stroke)\" stroke-width=\"\(SVGNumber.text(width))\"/>\n"
    }
    heading(say("Cakupan, persen dari potensi pekerja", "Coverage, per cent of eligible workers"))
    for (index, colour) in classes.colours.enumerated() { entry(box(colour.hex), classes.label(index, language)) }
    if units.contains(where: { $0.coverage == nil && $0.status != .suppressed }) {
      entry(box("url(#no-data)"), MapSymbol.noData.label[language])
    }
    if units.contains(where: { $0.status == .suppressed }) {
      entry(box("url(#suppressed)"), MapSymbol.suppressed.label[language])
    }
    if results.spatial.clusters.contains(where: { $0.method == .scan }) {
      entry(box("#ffffff", stroke: "#d95f02", width: 3), MapSymbol.scanCluster.label[language])
    }
    y += 26
    let total = results.analysis.figures.total
    if let coverage = total.coverage {
      heading(say("Seluruh peta", "The whole map"))
      for line in [
        say("Cakupan ", "Coverage ") + language.text(100 * coverage, decimals: 1) + say(" %", "%"),
        language.text(total.uncovered) + say(" pekerja belum terlindungi", " workers uncovered"),
        say("dari ", "of ") + language.text(total.eligible),
      ] {
        body += write(line, x: Self.columnX, y: y, size: 14)
        y += 20
      }
    }
    return y
  }

  private func scaleBar(y: Double) -> String {
    guard let bar = drawing.scaleBar(within: 200 / scale) else { return "" }
    let end = Self.margin + bar.units * scale
    let (left, right) = (SVGNumber.text(Self.margin), SVGNumber.text(end))
    let (low, high) = (SVGNumber.text(y), SVGNumber.text(y - 7))
    return
      "<path d=\"M\(left) \(high)V\(low)H\(right)V\(high)\" fill=\"none\" stroke=\"#1a1a1a\" stroke-width=\"1.5\"/>\n"
      + write("0", x: Self.margin, y: y - 11, size: 12, attributes: "text-anchor=\"middle\"")
      + write("\(language.text(bar.kilometres)) km", x: end, y: y - 11, size: 12, attributes: "text-anchor=\"middle\"")
  }

  private func northArrow(y: Double) -> String {
    let x = SVGNumber.text(Self.margin + 300)
    return write(say("U", "N"), x: Self.margin + 300, y: y - 26, size: 13, attributes: "text-anchor=\"middle\"")
      + "<path d=\"M\(x) \(SVGNumber.text(y - 22))l6 22-6-6-6 6z\" fill=\"#1a1a1a\"/>\n"
  }

  // MARK: Text

  private func write(_ text: String, x: Double, y: Double, size: Int, attributes: String = "") -> String {
    "<text x=\"\(SVGNumber.text(x))\" y=\"\(SVGNumber.text(y))\" font-size=\"\(size)\" \(Self.fonts)"
      + (attributes.isEmpty ? "" : " ") + "\(attributes)>\(MarkupText.escaped(text))</text>\n"
  }

  /// The scale times the largest coordinate must be right to a tenth of a pixel.
  private func precise(_ value: Double) -> String {
    let digits = String(Int((value * 1e7).rounded()))
    return "0." + String(repeating: "0", count: max(0, 7 - digits.count)) + digits
  }

  /// Without marks that turn the direction of the text around them, which drawing programs follow in different ways.
  private static func plain(_ text: String) -> String {
    var plain = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\u{200e}", "\u{200f}", "\u{202a}"..."\u{202e}", "\u{2066}"..."\u{2069}": continue
      default: plain.append(scalar)
      }
    }
    return String(plain)
  }
}

/// Lines of at most so many characters; a word that is longer is cut.
enum TextLines {
  static func wrapped(_ text: String, columns: Int) -> [String] {
    var lines: [String] = []
    var line = ""
    for word in text.split(separator: " ") {
      var rest = word
      while !rest.isEmpty {
        let room = columns - (line.isEmpty ? 0 : line.count + 1)
        if rest.count <= room {
          line += (line.isEmpty ? "" : " ") + rest
          rest = ""
        } else if line.isEmpty {
          lines.append(String(rest.prefix(columns)))
          rest = rest.dropFirst(columns)
        } else {
          lines.append(line)
          line = ""
        }
      }
    }
    return line.isEmpty ? lines : lines + [line]
  }
}
