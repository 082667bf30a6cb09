internal import Coverage
internal import Diagnostics
internal import Reporting

/// `map.svg`: the map of coverage with all that it needs in a document or on a slide.
///
/// Only what LibreOffice, Inkscape and PowerPoint draw alike: presentation attributes, no style sheet, no fonts but the
/// generic family, no text that wraps by itself.
struct MapImage {
  private static let margin = 36.0
  private static let columnWidth = 380.0
  /// In pixels of 96 to the inch.
  private static let millimetre = 3.78
  private static let fonts = "font-family=\"Noto Sans, Liberation Sans, Arial, Helvetica, sans-serif\""

  let results: Results
  let map: ReportMap
  let size: MapSize
  let title: String
  /// What the map shows, in a sentence.
  let finding: String

  private var drawing: MapDrawing { map.drawing }
  private var units: [ReportUnit] { map.units }
  private var classes: CoverageClasses { map.coverage }
  private var language: Language { results.analysis.language }

  /// A part of the sheet, in pixels.
  private struct Frame {
    var x, y, width, height: Double
  }

  /// The drawing on the sheet: `scale` pixels to its unit.
  private struct Placing {
    let x, y, scale: Double
    /// How much larger letters are than on the map that the labels were placed for.
    var letters: Double { scale * MapDrawing.pixel }
  }

  var text: String {
    var body = ""
    var y = Self.margin + 18
    let columns = self.columns(size.width - 2 * Self.margin, letter: 13.5)
    for line in TextLines.wrapped(Self.plain(title), columns: columns) {
      body += write(line, x: Self.margin, y: y, size: 27, attributes: "font-weight=\"bold\"")
      y += 34
    }
    for line in TextLines.wrapped(
      Self.plain(finding), columns: self.columns(size.width - 2 * Self.margin, letter: 10.6))
    {
      body += write(line, x: Self.margin, y: y, size: 19)
      y += 26
    }
    y += 4
    let source = TextLines.wrapped(
      Self.plain(MapSource(results.analysis).text), columns: self.columns(size.width - 2 * Self.margin, letter: 6.4))
    let bottom = size.height - Self.margin - 17 * Double(source.count)
    let isPortrait = size == .a4Portrait
    let columnHeight = 430.0
    let frame =
      isPortrait
      ? Frame(x: Self.margin, y: y, width: size.width - 2 * Self.margin, height: bottom - y - columnHeight - 50)
      : Frame(
        x: Self.margin, y: y, width: size.width - 3 * Self.margin - Self.columnWidth, height: bottom - y - 50)
    let (wide, high) = (Double(max(1, drawing.grid.width)), Double(max(1, drawing.grid.height)))
    let scale = min(frame.width / wide, frame.height / high)
    let placing = Placing(x: frame.x + (frame.width - wide * scale) / 2, y: frame.y, scale: scale)
    body += mapParts(placing) + labels(placing, level: LabelLayout.whole) { _, _ in true }
    let mapBottom = frame.y + high * scale
    body += scaleBar(placing, x: frame.x, y: mapBottom + 38) + northArrow(x: frame.x + 270, y: mapBottom + 38)

    let column =
      isPortrait
      ? Frame(x: Self.margin, y: bottom - columnHeight, width: Self.columnWidth, height: columnHeight - 10)
      : Frame(
        x: size.width - Self.margin - Self.columnWidth, y: y, width: Self.columnWidth, height: bottom - y - 10)
    let legendBottom = legend(column, into: &body)
    var clips = ""
    let insetFrame =
      isPortrait
      ? Frame(
        x: column.x + column.width + 30, y: column.y, width: size.width - Self.margin - column.x - column.width - 30,
        height: column.height)
      : Frame(
        x: column.x, y: legendBottom + 8, width: column.width, height: column.y + column.height - legendBottom - 8)
    body += insets(in: insetFrame, &clips)

    for (index, line) in source.enumerated() {
      body += write(
        line, x: Self.margin, y: bottom + 12 + 17 * Double(index), size: 12.5, attributes: "fill=\"#444444\"")
    }
    let box = "0 0 \(SVGNumber.text(size.width)) \(SVGNumber.text(size.height))"
    return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
      + "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"\(size.sides.width)\" "
      + "height=\"\(size.sides.height)\" viewBox=\"\(box)\" xml:lang=\"\(language.rawValue)\">\n"
      + "<title>\(MarkupText.escaped(Self.plain(title)))</title>\n"
      + "<desc>\(MarkupText.escaped(Self.plain(finding + " " + MapSource(results.analysis).text)))</desc>\n<defs>\n"
      + patterns("", millimetre: Self.millimetre) + patterns("map-", millimetre: Self.millimetre / scale) + clips
      + "\n</defs>\n<rect width=\"\(SVGNumber.text(size.width))\" height=\"\(SVGNumber.text(size.height))\" "
      + "fill=\"#ffffff\"/>\n\(body)</svg>\n"
  }

  /// In pixels for the legend, and in the drawing's own units for the map, because a pattern is scaled with what it fills.
  private func patterns(_ prefix: String, millimetre: Double) -> String {
    MapSymbol.noData.svgPattern(prefix + "no-data", millimetre: millimetre) + "\n"
      + MapSymbol.suppressed.svgPattern(prefix + "suppressed", millimetre: millimetre) + "\n"
  }

  // MARK: Map

  private func fill(_ unit: ReportUnit) -> String {
    if let value = unit.coverage { return classes.colour(of: value).hex }
    return unit.status == .suppressed ? "url(#map-suppressed)" : "url(#map-no-data)"
  }

  /// The units, the borders, the outlines of clusters and the frames of insets.
  private func mapParts(_ placing: Placing, isInset: Bool = false, where isShown: (Int) -> Bool = { _ in true })
    -> String
  {
    func pixels(_ width: Double) -> String { SVGNumber.text(width / placing.scale) }
    var svg = "<g transform=\"translate(\(SVGNumber.text(placing.x)) \(SVGNumber.text(placing.y))) "
    svg += "scale(\(precise(placing.scale)))\" stroke-linejoin=\"round\">\n"
    svg += "<g stroke=\"#6b6257\" stroke-width=\"\(pixels(0.5))\" fill-rule=\"evenodd\">\n"
    for (index, unit) in units.enumerated() where isShown(index) {
      guard let path = drawing.paths[index] else { continue }
      svg +=
        "<path fill=\"\(fill(unit))\" d=\"\(path)\"><title>\(MarkupText.escaped(Self.plain(unit.title)))</title></path>\n"
    }
    svg += "</g>\n<g fill=\"none\">\n"
    func line(_ path: String, _ colour: String, _ width: Double) {
      if !path.isEmpty { svg += "<path stroke=\"\(colour)\" stroke-width=\"\(pixels(width))\" d=\"\(path)\"/>\n" }
    }
    if !isInset { line(drawing.parentBorders, "#3b3b3b", 0.9) }
    line(drawing.regionBorders, "#1a1a1a", 1.6)
    if !isInset {
      for (cluster, outline) in zip(results.spatial.clusters, drawing.clusterOutlines) where cluster.method == .scan {
        line(outline, "#ffffff", 5.5)
        line(outline, "#08306b", 2.6)
      }
      for inset in drawing.insets {
        let side = SVGNumber.text(inset.side)
        svg +=
          "<rect x=\"\(SVGNumber.text(inset.x))\" y=\"\(SVGNumber.text(inset.y))\" width=\"\(side)\" height=\"\(side)\" "
        svg += "stroke=\"#1a1a1a\" stroke-width=\"\(pixels(1))\" stroke-dasharray=\"\(pixels(4)) \(pixels(3))\"/>\n"
      }
    }
    return svg + "</g>\n</g>\n"
  }

  /// The labels that are seen at a magnification, within a part of the drawing.
  private func labels(_ placing: Placing, level: Int, where isShown: (_ x: Double, _ y: Double) -> Bool) -> String {
    let letters = min(placing.letters, 1.6) * (placing.letters > 1.6 ? 0.8 : 1)
    var svg = ""
    func haloed(
      _ label: MapLabels.Text, size: Double, ink: String = "#1a1a1a", halo: String = "#ffffff", width: Double,
      attributes: String, dx: Double = 0, dy: Double = 0
    ) {
      let points = size * letters
      // What would be cut off at the edge of an inset is left out.
      let extent = (label.lines.map { TextWidth.of($0, size: points) }.max() ?? 0) / placing.scale
      let left = label.x + dx * letters / placing.scale - (dx == 0 ? extent / 2 : 0)
      guard label.level <= level, isShown(label.x, label.y), isShown(left, label.y), isShown(left + extent, label.y)
      else {
        return
      }
      for (index, line) in label.lines.enumerated() {
        let x = placing.x + label.x * placing.scale + dx * letters
        let row = Double(index) - Double(label.lines.count - 1) / 2
        let y = placing.y + label.y * placing.scale + dy * letters + points * (0.35 + 1.1 * row)
        let stroke = "stroke=\"\(halo)\" stroke-width=\"\(SVGNumber.text(width * letters))\" stroke-linejoin=\"round\""
        // The halo is drawn before the letters: not all programs know the order of painting.
        svg += write(line, x: x, y: y, size: points, attributes: "fill=\"\(halo)\" \(stroke) \(attributes)")
        svg += write(line, x: x, y: y, size: points, attributes: "fill=\"\(ink)\" \(attributes)")
      }
    }
    for (place, _) in drawing.services where isShown(place.x, place.y) {
      svg += "<circle cx=\"\(SVGNumber.text(placing.x + place.x * placing.scale))\" "
      svg +=
        "cy=\"\(SVGNumber.text(placing.y + place.y * placing.scale))\" r=\"\(SVGNumber.text(MapLabels.serviceRadius * letters))\" "
      svg += "fill=\"#ffffff\" stroke=\"#000000\" stroke-width=\"\(SVGNumber.text(2 * letters))\"/>\n"
    }
    let middle = "text-anchor=\"middle\""
    for unit in units.indices {
      if let label = map.labels.coverage[unit], let value = units[unit].coverage {
        let isDark = classes.colour(of: value).isDark
        haloed(
          label, size: MapLabels.figureSize, ink: isDark ? "#ffffff" : "#1a1a1a", halo: isDark ? "#5a0012" : "#ffffff",
          width: 1.6, attributes: "font-weight=\"bold\" \(middle)")
      }
      if let label = map.labels.names[unit] {
        haloed(label, size: MapLabels.nameSize, width: 2.4, attributes: middle, dy: 11.5)
      }
    }
    for label in map.labels.regions {
      haloed(label, size: MapLabels.regionSize, width: 3.6, attributes: "font-weight=\"bold\" \(middle)")
    }
    for label in map.labels.services.compactMap({ $0 }) {
      haloed(
        label, size: MapLabels.serviceSize, width: 3.2, attributes: "font-style=\"italic\" font-weight=\"bold\"", dx: 7)
    }
    for (_, label) in map.labels.clusters where label.level <= level && isShown(label.x, label.y) {
      svg += "<circle cx=\"\(SVGNumber.text(placing.x + label.x * placing.scale))\" "
      svg +=
        "cy=\"\(SVGNumber.text(placing.y + label.y * placing.scale))\" r=\"\(SVGNumber.text(MapLabels.badgeRadius * letters))\" "
      svg += "fill=\"#08306b\" stroke=\"#ffffff\" stroke-width=\"\(SVGNumber.text(1.5 * letters))\"/>\n"
      svg += write(
        label.lines.joined(), x: placing.x + label.x * placing.scale,
        y: placing.y + label.y * placing.scale + 4.2 * letters, size: 12 * letters,
        attributes: "fill=\"#ffffff\" font-weight=\"bold\" \(middle)")
    }
    if level == LabelLayout.whole {
      for (index, inset) in drawing.insets.enumerated() {
        svg += write(
          ReportMap.letter(index), x: placing.x + inset.x * placing.scale - 4,
          y: placing.y + inset.y * placing.scale + 4,
          size: 14, attributes: "font-weight=\"bold\" text-anchor=\"end\"")
      }
    }
    return svg
  }

  // MARK: Insets

  private func insets(in frame: Frame, _ clips: inout String) -> String {
    let count = drawing.insets.count
    guard count > 0 else { return "" }
    let gap = 12.0
    // The arrangement, beside or below each other, in which they are largest.
    let best = (1...count).map { columns in
      let rows = (count + columns - 1) / columns
      let side = min(
        (frame.width - gap * Double(columns - 1)) / Double(columns),
        (frame.height - gap * Double(rows - 1)) / Double(rows))
      return (columns: columns, side: side)
    }.max { $0.side < $1.side }
    guard let best, best.side > 60 else { return "" }
    let side = min(best.side, 300)
    var svg = ""
    for (index, inset) in drawing.insets.enumerated() {
      let x = frame.x + Double(index % best.columns) * (side + gap)
      let y = frame.y + Double(index / best.columns) * (side + gap)
      let scale = side / inset.side
      let placing = Placing(x: x - inset.x * scale, y: y - inset.y * scale, scale: scale)
      let box =
        "x=\"\(SVGNumber.text(x))\" y=\"\(SVGNumber.text(y))\" width=\"\(SVGNumber.text(side))\" height=\"\(SVGNumber.text(side))\""
      clips += "<clipPath id=\"inset-\(index)\"><rect \(box)/></clipPath>\n"
      let level = LabelLayout.magnifications.lastIndex { $0 <= placing.letters / 0.9 } ?? LabelLayout.whole
      svg += "<rect \(box) fill=\"#ffffff\"/>\n<g clip-path=\"url(#inset-\(index))\">\n"
      let inside = Set(drawing.units(in: inset))
      svg += mapParts(placing, isInset: true, where: inside.contains)
      svg += labels(placing, level: max(level, LabelLayout.whole + 1)) { px, py in
        (inset.x...inset.x + inset.side).contains(px) && (inset.y...inset.y + inset.side).contains(py)
      }
      svg += "</g>\n<rect \(box) fill=\"none\" stroke=\"#1a1a1a\"/>\n"
      svg += write(
        ReportMap.letter(index), x: x + 6, y: y + 18, size: 15,
        attributes: "font-weight=\"bold\" fill=\"#ffffff\" stroke=\"#ffffff\" stroke-width=\"4\"")
      svg += write(ReportMap.letter(index), x: x + 6, y: y + 18, size: 15, attributes: "font-weight=\"bold\"")
    }
    return svg
  }

  // MARK: Legend

  /// - Returns: where it ends.
  private func legend(_ frame: Frame, into body: inout String) -> Double {
    var y = frame.y + 12
    func heading(_ text: String) {
      for line in TextLines.wrapped(text, columns: 42) {
        body += write(line, x: frame.x, y: y, size: 16, attributes: "font-weight=\"bold\"")
        y += 22
      }
      y += 2
    }
    func entry(_ shape: String, _ label: String) {
      body += shape
      for line in TextLines.wrapped(label, columns: 42) {
        body += write(line, x: frame.x + 46, y: y + 14, size: 14)
        y += 19
      }
      y += 5
    }
    func box(_ fill: String, stroke: String = "#525252", width: Double = 0.8) -> String {
      "<rect x=\"\(SVGNumber.text(frame.x))\" y=\"\(SVGNumber.text(y))\" width=\"32\" height=\"18\" fill=\"\(fill)\" "
        + "stroke=\"\(stroke)\" stroke-width=\"\(SVGNumber.text(width))\"/>\n"
    }
    heading(
      language.text(id: "Cakupan, persen dari potensi tenaga kerja", en: "Coverage, per cent of eligible workers"))
    for (index, colour) in classes.colours.enumerated() { entry(box(colour.hex), classes.label(index, language)) }
    if units.contains(where: { $0.coverage == nil && $0.status != .suppressed }) {
      entry(box("url(#no-data)"), MapSymbol.noData.label[language])
    }
    if units.contains(where: { $0.status == .suppressed }) {
      entry(box("url(#suppressed)"), MapSymbol.suppressed.label[language])
    }
    if results.spatial.clusters.contains(where: { $0.method == .scan }) {
      entry(box("#ffffff", stroke: "#08306b", width: 3), MapSymbol.scanCluster.label[language])
    }
    if !drawing.services.isEmpty {
      entry(
        "<circle cx=\"\(SVGNumber.text(frame.x + 16))\" cy=\"\(SVGNumber.text(y + 9))\" r=\"5\" fill=\"#ffffff\" "
          + "stroke=\"#000000\" stroke-width=\"2\"/>\n", language.text(id: "Titik layanan", en: "Service point"))
    }
    return y + 4
  }

  private func scaleBar(_ placing: Placing, x: Double, y: Double) -> String {
    guard let bar = drawing.scaleBar(within: 200 / placing.scale) else { return "" }
    let end = x + bar.units * placing.scale
    let (left, right) = (SVGNumber.text(x), SVGNumber.text(end))
    let (low, high) = (SVGNumber.text(y), SVGNumber.text(y - 7))
    return
      "<path d=\"M\(left) \(high)V\(low)H\(right)V\(high)\" fill=\"none\" stroke=\"#1a1a1a\" stroke-width=\"1.5\"/>\n"
      + write("0", x: x, y: y - 11, size: 12, attributes: "text-anchor=\"middle\"")
      + write("\(language.text(bar.kilometres)) km", x: end, y: y - 11, size: 12, attributes: "text-anchor=\"middle\"")
  }

  private func northArrow(x: Double, y: Double) -> String {
    write(language.text(id: "U", en: "N"), x: x, y: y - 26, size: 13, attributes: "text-anchor=\"middle\"")
      + "<path d=\"M\(SVGNumber.text(x)) \(SVGNumber.text(y - 22))l6 22-6-6-6 6z\" fill=\"#1a1a1a\"/>\n"
  }

  // MARK: Text

  /// How many letters a line holds.
  private func columns(_ width: Double, letter: Double) -> Int { Int(exactly: (width / letter).rounded(.down)) ?? 80 }

  private func write(_ text: String, x: Double, y: Double, size: Double, attributes: String = "") -> String {
    "<text x=\"\(SVGNumber.text(x))\" y=\"\(SVGNumber.text(y))\" font-size=\"\(SVGNumber.text(size))\" \(Self.fonts)"
      + (attributes.isEmpty ? "" : " ") + "\(attributes)>\(MarkupText.escaped(Self.plain(text)))</text>\n"
  }

  /// The scale times the largest coordinate must be right to a tenth of a pixel.
  private func precise(_ value: Double) -> String {
    let steps = Int(exactly: (value * 1e7).rounded()) ?? 0
    let digits = String(steps % 10_000_000)
    return "\(steps / 10_000_000)." + String(repeating: "0", count: max(0, 7 - digits.count)) + digits
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
