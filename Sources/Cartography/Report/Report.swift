internal import Coverage
internal import Diagnostics
internal import FoundationEssentials
internal import Reporting
internal import RunFiles

/// `report.html`: everything that a run says, in one file that needs no network and no other file.
///
/// The frame is a template (`Assets/report.mustache`) with its style sheet and script beside it; what repeats by the unit
/// is written here. Every number comes from the layers and the ledger that the other files are made of.
struct Report {
  let results: Results
  let drawing: MapDrawing
  let map: ReportMap
  let units: [ReportUnit]
  let texts: ReportTexts
  let script: ReportScript
  /// What the units are added up to, coarsest first; the last level are the parents.
  let levels: [ReportGroup.Level]
  let language: Language

  init(_ results: Results, _ drawing: MapDrawing, method: Classification.Method) {
    self.results = results
    self.drawing = drawing
    language = results.analysis.language
    texts = ReportTexts(language: language)
    let units = ReportUnit.all(results)
    self.units = units
    let shapes = results.showsParents ? ReportUnit.parents(results) : units
    map = ReportMap(
      drawing: drawing, units: shapes, clusters: results.spatial.clusters,
      coverage: CoverageClasses(
        shapes.map(\.coverage), method: method, target: results.analysis.target.percent), language: language)
    levels = ReportGroup.levels(results.analysis, drawing.regions)
    script = ReportScript(results, units, map, levels, texts)
  }

  private var analysis: Analysis { results.analysis }

  func percent(_ value: Double?, decimals: Int = 1) -> String {
    value.map { language.text($0, decimals: decimals) + language.text(id: "\u{a0}%", en: "%") } ?? "–"
  }

  func count(_ value: Int?) -> String { value.map { language.text($0) } ?? "–" }

  /// - Throws: `Diagnostic` where an input cannot be read again for its checksum.
  func bytes() throws -> [UInt8] {
    let templates = try MarkupTemplates(["report": PackageResources.report_mustache])
    var values: [String: Any] = [
      "lang": language.rawValue, "t": texts.all, "title": title,
      "script": String(decoding: PackageResources.report_js, as: UTF8.self),
      "scriptDigest": Data(try Checksum.sha256(of: PackageResources.report_js)).base64EncodedString(),
      "style": String(decoding: PackageResources.report_css, as: UTF8.self), "mapStyles": map.styles,
      "mapName": "\(analysis.layer.name) – \(count(units.count)) \(analysis.layer.level.label(language))",
      "tableNames": analysis.join.ledgers.map(\.table).joined(separator: ", "),
      "hasPeriod": analysis.join.period != nil, "period": analysis.join.period ?? "",
      "hasCaveats": !caveats.isEmpty, "caveats": caveats, "contents": contents, "lede": lede,
      "views": views, "map": map.svg(title: title, description: mapDescription), "scaleBar": scaleBar,
      "northArrow": northArrow, "source": source, "legends": map.legends(texts), "statuses": statuses,
      "hasInsets": !map.insets.isEmpty, "insets": map.insets, "headings": headings, "rows": rows,
      "rankingRest": rankingRest, "rankingWithoutScript": rankingWithoutScript,
      // Where the map shows parents, the page has nothing that would answer.
      "hasScript": !results.showsParents, "data": results.showsParents ? "" : script.data(table: tableData),
      "methods": ReportMethods(results: results, hasReach: map.hasReach).paragraphs.map {
        ["title": $0.title[language], "text": $0.text[language]]
      },
      "files": try files, "versions": versions,
      "footer": language.text(
        id: "Dibuat dengan Jangkau \(Jangkau.version).", en: "Made with Jangkau \(Jangkau.version)."),
    ]
    values.merge(sections) { one, _ in one }
    values.merge(overview) { one, _ in one }
    return Array(templates.text("report", values).utf8)
  }

  // MARK: Head

  private var finding: MapFinding { MapFinding(analysis, levels: levels) }
  var title: String { finding.title }
  var levelName: String { finding.levelName }
  /// What the map shows.
  var lede: String { finding.sentence }

  private var caveats: [[String: Any]] {
    var list: [[String: Any]] = []
    if analysis.isIllustrative {
      list.append(["word": language.text(id: "Ilustrasi", en: "Illustrative"), "text": texts["illustrative"]])
    }
    if analysis.isSchematic {
      list.append(["word": language.text(id: "Skematik", en: "Schematic"), "text": texts["schematic"]])
    }
    return list
  }

  private var contents: [[String: Any]] {
    var list = [("peta", texts["map"]), ("klaster", texts["clusters"])]
    if let level = levels.first { list.append(("induk", level.level.plural[language])) }
    if hasSegments { list.append(("segmen", texts["segments"])) }
    list += [
      ("peringkat", texts["ranking"]), ("sebaran", texts["distribution"]), ("data", texts["data"]),
      ("metode", texts["methods"]), ("berkas", texts["files"]),
    ]
    return list.map { ["id": $0.0, "text": $0.1] }
  }

  // MARK: Map

  private var views: [[String: Any]] {
    map.views.map { view in
      let label: String =
        switch view {
        case .coverage: texts["viewCoverage"]
        case .uncovered: texts["viewUncovered"]
        case .cold: texts["viewCold"]
        case .clusters: texts["viewClusters"]
        case .reach: texts["viewReach"]
        }
      return ["value": view.rawValue, "label": label, "isFirst": view == .coverage]
    }
  }

  private var mapDescription: String {
    let (units, withData) = (map.units, map.units.count { $0.coverage != nil })
    return language.text(
      id:
        "Peta \(count(units.count)) wilayah, \(count(withData)) di antaranya dengan cakupan. Semua angkanya ada di tabel "
        + "peringkat.",
      en:
        "Map of \(en: units.count, "unit"), \(en: withData) of them with coverage. All figures are in the ranking table."
    )
  }

  /// The scale is drawn in the map's own units, so that it holds whatever the size of the window.
  private var scaleBar: String {
    guard let bar = drawing.scaleBar(within: Double(max(drawing.grid.width, 1)) / 4) else { return "" }
    let share = ScriptData.text(100 * bar.units / Double(drawing.grid.width + 2 * ReportMap.margin))
    let label = "\(language.text(bar.kilometres)) km"
    return
      "<svg width=\"\(share)%\" height=\"26\" role=\"img\" aria-label=\"\(language.text(id: "Skala", en: "Scale")): \(label)\">"
      + "<text x=\"0\" y=\"12\" font-size=\"12\">\(label)</text>"
      + "<path d=\"M.5 16v8\" stroke=\"#1a1a1a\"/><rect x=\"0\" y=\"23\" width=\"100%\" height=\"2\" fill=\"#1a1a1a\"/>"
      + "<rect x=\"100%\" y=\"16\" width=\"1\" height=\"9\" fill=\"#1a1a1a\"/></svg>"
  }

  private var northArrow: String {
    let label = language.text(id: "U", en: "N")
    return
      "<svg width=\"20\" height=\"34\" role=\"img\" aria-label=\"\(language.text(id: "Utara di atas", en: "North is up"))\">"
      + "<text x=\"10\" y=\"10\" font-size=\"11\" text-anchor=\"middle\">\(label)</text>"
      + "<path d=\"M10 13l5 20-5-5-5 5z\" fill=\"#1a1a1a\"/></svg>"
  }

  var source: String { MapSource(analysis).text }

  // MARK: Files

  private var files: [[String: Any]] {
    get throws {
      let checksums = try results.checksums.value()
      return results.inputs.map { input in
        [
          "role": input.role.label[language], "file": input.file,
          "rows": count(input.rows), "sha": String((checksums[input.path] ?? "–").prefix(12)),
        ]
      }
    }
  }

  private var versions: String {
    let libraries = Jangkau.libraries.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)" }
    return "Jangkau \(Jangkau.version), \(libraries.joined(separator: ", "))."
  }
}
