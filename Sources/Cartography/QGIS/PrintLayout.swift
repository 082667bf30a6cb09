internal import Coverage
internal import Diagnostics
internal import FoundationEssentials
internal import Geometry

/// A page of A4 in the project, ready to be printed: title, map, legend, scale bar, north arrow and source.
struct PrintLayout {
  private let title: String
  private let bounds: Box
  private let analysis: Analysis

  /// Of the map on the page, in millimetres, as the template has it.
  private static let mapSize = (width: 190.0, height: 200.0)
  private static let kilometresPerDegree = 111.32

  init(title: String, bounds: Box, of analysis: Analysis) {
    self.title = title
    self.bounds = bounds.isEmpty ? Box(minX: -180, minY: -90, maxX: 180, maxY: 90) : bounds
    self.analysis = analysis
  }

  /// For the template `qgis-layout`.
  var values: [String: Any] {
    let language = analysis.language
    let extent = extent
    let caveats = analysis.caveats.map(\.text).joined(separator: "; ")
    let texts = [
      (title, y: 8, height: 8, size: 15, isBold: true), (caveats, y: 17, height: 8, size: 7, isBold: false),
      (source, y: 284, height: 8, size: 7, isBold: false),
    ]
    return [
      "name": Message(id: "Peta cakupan A4", en: "Coverage map A4")[language],
      "mapID": "{6a616e67-6b61-7500-8000-000000000001}", "northArrow": Self.northArrow,
      "xmin": extent.minX, "ymin": extent.minY, "xmax": extent.maxX, "ymax": extent.maxY,
      "kilometres": Self.segmentKilometres(extent),
      "labels": texts.enumerated().map { index, text in
        [
          "index": index, "text": text.0, "y": text.y, "height": text.height, "size": text.size,
          "weight": text.isBold ? 75 : 50,
        ] as [String: Any]
      },
    ]
  }

  private var source: String {
    let tables = analysis.join.ledgers.map(\.table).joined(separator: ", ")
    return Message(
      id: "Sumber: batas wilayah \(analysis.layer.name); tabel \(tables)"
        + (analysis.join.period.map { "; periode \($0)" } ?? "")
        + ". Cakupan = pekerja terlindungi / potensi tenaga kerja. "
        + "Diolah dengan Jangkau.",
      en: "Source: boundaries \(analysis.layer.name); table \(tables)"
        + (analysis.join.period.map { "; period \($0)" } ?? "") + ". Coverage = covered / eligible workers. "
        + "Made with Jangkau.")[analysis.language]
  }

  /// The bounds with a margin, in the proportions of the map on the page.
  private var extent: Box {
    let (width, height) = (1.06 * (bounds.maxX - bounds.minX), 1.06 * (bounds.maxY - bounds.minY))
    let scale = max(width / Self.mapSize.width, height / Self.mapSize.height, 1e-9)
    let (x, y) = ((bounds.minX + bounds.maxX) / 2, (bounds.minY + bounds.maxY) / 2)
    let half = (x: Self.mapSize.width * scale / 2, y: Self.mapSize.height * scale / 2)
    return Box(minX: x - half.x, minY: y - half.y, maxX: x + half.x, maxY: y + half.y)
  }

  /// A round number of kilometres that takes about 20 mm, for each of two segments.
  private static func segmentKilometres(_ extent: Box) -> Double {
    // A degree of longitude is as long as one of latitude at the equator, where these maps are.
    let wanted = (extent.maxX - extent.minX) * kilometresPerDegree / mapSize.width * 20
    var step = 1e-3
    while 10 * step <= wanted { step *= 10 }
    return step * (wanted >= 5 * step ? 5 : wanted >= 2 * step ? 2 : 1)
  }

  /// An arrow and an N, as SVG in base 64.
  private static let northArrow = Data(
    """
    <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 12 16"><path d="M6 5 L10 16 L6 13.5 L2 16 Z" fill="#252525"/>\
    <path d="M4.5 4 V0.5 L7.5 4 V0.5" fill="none" stroke="#252525" stroke-width="0.8"/></svg>
    """.utf8
  ).base64EncodedString()
}
