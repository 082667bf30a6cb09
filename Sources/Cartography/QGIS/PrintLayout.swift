internal import Coverage
internal import Diagnostics
internal import FoundationEssentials
internal import Geometry
internal import Reporting

/// A page in the project, ready to be printed: title, finding, map, legend, inset, scale bar, north arrow and source. It shows
/// the layers that are seen when the project opens, whatever is switched on or off later.
struct PrintLayout {
  private let name: String
  private let page: LayoutPage
  private let texts: MapTexts
  private let language: Language
  private let bounds: Box
  private let tree: ProjectTree
  /// Where among the layouts it stands, from 0: its parts have identifiers of their own.
  private let number: Int
  /// The atlas turns over the parents.
  private let atlas: ProjectLayer?
  private let inset: InsetArea?

  private static let kilometresPerDegree = 111.32

  /// All layouts of a project: the whole map on A4 and A3, and an atlas where units have parents.
  static func all(of results: Results, _ tree: ProjectTree, bounds: Box) -> [PrintLayout] {
    let analysis = results.analysis
    let bounds = bounds.isEmpty ? Box(minX: -180, minY: -90, maxX: 180, maxY: 90) : bounds
    let texts = MapTexts(analysis)
    let name = Message(id: "Peta cakupan", en: "Coverage map")[analysis.language]
    var layouts = LayoutPage.Format.allCases.enumerated().map { number, format in
      PrintLayout(
        "\(name) \(format.rawValue)", LayoutPage(format, showing: bounds), analysis, texts, bounds, tree, number,
        atlas: nil)
    }
    if let parents = tree.parents {
      layouts.append(
        PrintLayout(
          "Atlas \(texts.levelName(analysis.layer.level.parent)) A4", LayoutPage(.a4), analysis, texts, bounds,
          tree, layouts.count, atlas: parents))
    }
    return layouts
  }

  private init(
    _ name: String, _ page: LayoutPage, _ analysis: Analysis, _ texts: MapTexts, _ bounds: Box, _ tree: ProjectTree,
    _ number: Int,
    atlas: ProjectLayer?
  ) {
    self.name = name
    self.page = page
    self.bounds = bounds
    self.tree = tree
    self.number = number
    self.atlas = atlas
    self.texts = texts
    language = analysis.language
    inset =
      atlas == nil
      ? InsetArea(analysis, scale: page.map.millimetresPerDegree(of: bounds) / 1.06, in: page.inset) : nil
  }

  private func identifier(_ part: Int) -> String {
    func digits(_ value: Int) -> String { value < 10 ? "0\(value)" : String(value) }
    return "{6a616e67-6b61-7500-8000-00000000\(digits(number))\(digits(part))}"
  }

  /// For the template `qgis-layout`.
  var values: [String: Any] {
    let extent = page.map.extent(of: bounds)
    let mapID = identifier(1)
    var labels = [
      label(title, page.title, size: 16, isBold: true), label(finding, page.finding, size: 9.5),
      label(
        texts.source, page.source, size: 7),
    ]
    if let insetTitle { labels.append(label(insetTitle, page.insetTitle, size: 8, isBold: true)) }
    return [
      "name": name, "page": values(page.page), "pageID": identifier(0), "mapID": mapID,
      "labels": labels.enumerated().map { index, label in
        label.merging(["id": identifier(10 + index), "index": index]) { $1 }
      },
      "map": values(page.map), "extent": values(extent), "atlas": atlasValues ?? false, "isAtlas": atlas != nil,
      "layers": mapLayers.map(\.reference), "legendLayers": tree.visible.map(legendValues),
      // What shows where the other map is: on the map for an inset, and on the small one in an atlas.
      "inset": insetValues ?? false, "framesInset": inset != nil, "framesMap": atlas != nil,
      "legend": values(page.legend), "legendID": identifier(3), "columns": page.legendColumns,
      "arrow": values(page.arrow), "arrowID": identifier(4), "northArrow": northArrow,
      "scaleBar": values(page.scaleBar), "scaleBarID": identifier(5),
      "kilometres": segmentKilometres(extent), "fitsWidth": atlas != nil,
      "groupSize": letters(9), "titleSize": letters(8.5), "symbolSize": letters(7.5),
      "symbolWidth": 6 * page.letters, "symbolHeight": 3.5 * page.letters,
    ]
  }

  // MARK: Texts

  private var title: String {
    guard atlas != nil else { return texts.title }
    return "\(MapTexts.coverageTitle(language)), [% \(ParentSumFigures.name.field) %]"
  }

  private var finding: String {
    guard atlas != nil else { return texts.finding }
    let hasCounts = "\(ParentSumFigures.uncovered.field) IS NOT NULL"
    // An expression for what is known, so that nothing is said of a parent without figures.
    func text(_ parts: String...) -> String {
      "[% CASE WHEN \(hasCounts) THEN \(parts.joined(separator: " || ")) END %]"
    }
    func plain(_ figure: Figure<ParentResults, Int>) -> String { FieldExpression.number(figure, language) }
    let percent = FieldExpression.number(
      ParentSumFigures.coverage, decimals: 1, unit: language.percent, language)
    let known = text(
      plain(ParentSumFigures.uncovered),
      FieldExpression.quoted(language.text(id: " pekerja belum terlindungi dari ", en: " uncovered of ")),
      plain(ParentSumFigures.eligible),
      FieldExpression.quoted(language.text(id: " potensi (cakupan ", en: " eligible workers (coverage ")),
      "coalesce(\(percent), '–')", "'). '")
    let units = language.text(
      id:
        "[% \(ParentSumFigures.unitsWithData.field) %] dari [% \(ParentSumFigures.unitCount.field) %] wilayah punya data.",
      en: "[% \(ParentSumFigures.unitsWithData.field) %] of [% \(ParentSumFigures.unitCount.field) %] units have data.")
    return known + units
  }

  private var insetTitle: String? {
    if atlas != nil { return Message(id: "Letaknya", en: "Where it is")[language] }
    return inset.map { language.text(id: "Diperbesar: \($0.name)", en: "Enlarged: \($0.name)") }
  }

  // MARK: Parts

  private func label(
    _ text: String, _ frame: LayoutPage.Frame, size: Double, isBold: Bool = false
  ) -> [String: Any] {
    let fitting = page.size(of: text, in: frame, atMost: letters(size))
    return values(frame).merging(["text": text, "size": fitting, "weight": isBold ? 75 : 50]) { $1 }
  }

  private func letters(_ size: Double) -> Double { (10 * page.letters * size).rounded() / 10 }

  private var mapLayers: [ProjectLayer] {
    guard atlas != nil, let veil = tree.veil else { return tree.visible }
    return tree.overlays + [veil, tree.coverage]
  }

  private var atlasValues: [String: Any]? {
    atlas.map { parents in
      parents.reference.merging([
        "pageName": ParentSumFigures.name.field, "order": ParentSumFigures.rankByUncovered.field,
      ]) { $1 }
    }
  }

  private var insetValues: [String: Any]? {
    let layers: [ProjectLayer]
    let area: Box
    if atlas != nil {
      (layers, area) = ([tree.veil, tree.coverage].compactMap(\.self), bounds)
    } else if let inset {
      (layers, area) = (tree.visible, inset.bounds)
    } else {
      return nil
    }
    return values(page.inset).merging([
      "id": identifier(2), "extent": values(page.inset.extent(of: area)), "layers": layers.map(\.reference),
    ]) { $1 }
  }

  /// A layer of one symbol has its title beside that symbol alone.
  private func legendValues(_ layer: ProjectLayer) -> [String: Any] {
    layer.reference.merging(["isSingle": layer.table.rules.count == 1]) { $1 }
  }

  private func values(_ frame: LayoutPage.Frame) -> [String: Any] {
    func rounded(_ value: Double) -> Double { (value * 100).rounded() / 100 }
    return [
      "x": rounded(frame.x), "y": rounded(frame.y), "width": rounded(frame.width), "height": rounded(frame.height),
    ]
  }

  private func values(_ box: Box) -> [String: Any] {
    ["xmin": box.minX, "ymin": box.minY, "xmax": box.maxX, "ymax": box.maxY]
  }

  /// A round number of kilometres that takes about 20 mm, for each of two segments.
  private func segmentKilometres(_ extent: Box) -> Double {
    // A degree of longitude is as long as one of latitude at the equator, where these maps are.
    let wanted = (extent.maxX - extent.minX) * Self.kilometresPerDegree / page.map.width * 20
    var step = 1e-3
    while 10 * step <= wanted { step *= 10 }
    return step * (wanted >= 5 * step ? 5 : wanted >= 2 * step ? 2 : 1)
  }

  /// An arrow with the letter of north, U for utara or N, as SVG in base 64.
  private var northArrow: String {
    let letter = language.text(id: "M4.5 0.4 V2.6 A1.5 1.5 0 0 0 7.5 2.6 V0.4", en: "M4.5 4 V0.5 L7.5 4 V0.5")
    return Data(
      """
      <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 12 16"><path d="M6 5 L10 16 L6 13.5 L2 16 Z" fill="#252525"/>\
      <path d="\(letter)" fill="none" stroke="#252525" stroke-width="0.8"/></svg>
      """.utf8
    ).base64EncodedString()
  }
}
