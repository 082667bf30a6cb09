internal import Areas
public import Boundaries
public import Coverage
public import Diagnostics
public import Enrolment
internal import SpatialStatistics

/// What `analyze` and `check` tell people of their inputs: the layer, the tables, the ledger, the totals.
public struct Summary: Sendable {
  public let language: Language

  public init(_ language: Language) { self.language = language }

  func say(_ indonesian: String, _ english: String) -> String {
    language == .indonesian ? indonesian : english
  }

  private static let labelWidth = 11

  func row(_ label: String, _ text: String) -> String {
    label.padding(to: Self.labelWidth) + (label.isEmpty ? "  " : ": ") + text
  }

  /// Where the text of a line begins: behind a label, or behind a dash.
  static func textIndent(of line: String) -> Int {
    if line.hasPrefix("- ") { return 2 }
    let head = line.prefix(labelWidth + 2)
    return head.hasSuffix(": ") || (!head.isEmpty && head.allSatisfy { $0 == " " }) ? labelWidth + 2 : 0
  }

  // MARK: Inputs

  /// The layer, how it was read, and what its codes are.
  public func layer(_ layer: BoundaryLayer) -> [String] {
    let source = layer.provenance
    let schema = source.schema.map { say("skema \($0)", "schema \($0)") } ?? say("kolom disebutkan", "fields named")
    let fields = [source.codeField, source.nameField].compactMap { $0 }.joined(separator: ", ")
    var lines = [
      row(
        say("Peta", "Map"),
        "\(layer.name) – \(language.text(layer.units.count)) \(layer.level.label(language)); \(schema) (\(fields)); "
          + codes(layer.codeSystem)),
      row(
        "",
        "\(source.crsName)\(source.crsCode.map { " (\($0))" } ?? ""); "
          + say("teks", "text") + " \(source.encoding) (\(encodingSource(source.encodingSource)))"),
    ]
    if layer.isSchematic { lines.append(row("", Caveat.schematicBoundaries.text)) }
    return lines
  }

  private func encodingSource(_ source: String) -> String {
    switch source {
    case "option": "--dbf-encoding"
    case "cpg": ".cpg"
    case "languageDriver": say("penanda .dbf", ".dbf language driver")
    default: say("diperkirakan", "assumed")
    }
  }

  func codes(_ finding: CodeSystemFinding?) -> String {
    switch finding {
    case .system(let system, let evidence):
      let reason =
        switch evidence {
        case .stated: say("disebutkan", "stated")
        case .fieldName: say("dari nama kolom", "by the column's name")
        case .dots: say("dari titiknya", "by its points")
        case .length: say("dari panjangnya", "by its length")
        case .prefix: say("dari awalan ID", "by the prefix ID")
        case .knownCodes: say("dari daftar kode", "by the list of codes")
        case .names: say("dari nama di sampingnya", "by the names beside it")
        case .villagePattern: say("dari pola kode desa", "by the pattern of village codes")
        }
      return say("kode \(system.label) (\(reason))", "\(system.label) codes (\(reason))")
    case .sameInBoth: return say("kode sama di Kemendagri dan BPS", "codes alike in Kemendagri and BPS")
    case .undecided: return say("sistem kode tidak pasti", "code system undecided")
    case .opaque: return say("kode apa adanya", "codes as they stand")
    case nil: return say("dipadankan menurut nama", "joined by name")
    }
  }

  /// The tables, which columns were used, and the ledger.
  public func ledger(_ join: Join, columns: [ColumnUse]) -> [String] {
    var lines: [String] = []
    for (ledger, use) in zip(join.ledgers, columns) {
      let period = use.period.map { say("; periode \($0)", "; period \($0)") } ?? ""
      lines.append(row(say("Tabel", "Table"), "\(ledger.table)\(period); " + codes(join.codeSystem)))
      lines.append(row("", say("kolom: ", "columns: ") + use.used.joined(separator: ", ")))
      if !use.unused.isEmpty {
        lines.append(row("", say("kolom tidak dipakai: ", "columns not used: ") + use.unused.joined(separator: ", ")))
      }
      if ledger.otherPeriodRows > 0 {
        let rows = ledger.otherPeriodRows
        lines.append(
          row(
            "",
            language.count(rows, say("baris", "row")) + say(" periode lain dilewati", " of other periods left aside")))
      }
      var balances: [(String, (Ledger.Sum) -> Int?)] = [(say("Baris", "Rows"), { $0.rows })]
      if use.hasEnrolled { balances.append((say("Peserta", "Enrolled"), { $0.enrolled })) }
      if use.hasEligible { balances.append((say("Potensi", "Eligible"), { $0.eligible })) }
      for (label, value) in balances {
        if let text = balance(ledger, value) { lines.append(row(label, text)) }
      }
      lines.append(row(say("Wilayah", "Units"), units(ledger)))
      if !ledger.namesWithoutData.isEmpty {
        lines.append(row("", say("tanpa data: ", "without data: ") + language.list(ledger.namesWithoutData)))
      }
    }
    return lines
  }

  /// nil for what a publication withholds. What is incomplete is named where there is any.
  private func balance(_ ledger: Ledger, _ value: (Ledger.Sum) -> Int?) -> String? {
    guard let read = value(ledger.read), let used = value(ledger.used), let rejected = value(ledger.rejected) else {
      return nil
    }
    let incomplete = value(ledger.incomplete) ?? 0
    let terms = [
      say("\(language.text(used)) dipakai", "\(language.text(used)) used"),
      say("\(language.text(incomplete)) tidak lengkap", "\(language.text(incomplete)) incomplete"),
      say("\(language.text(rejected)) ditolak", "\(language.text(rejected)) rejected"),
    ]
    var shown = ledger.incomplete.rows == 0 ? [terms[0], terms[2]] : terms
    if ledger.outsideArea.rows > 0, let outside = value(ledger.outsideArea) {
      shown.append(say("\(language.text(outside)) di luar bagian peta", "\(language.text(outside)) outside the part"))
    }
    return say("\(language.text(read)) dibaca = ", "\(language.text(read)) read = ") + shown.joined(separator: " + ")
  }

  /// The units of the map by what the table has of them.
  package func units(_ ledger: Ledger) -> String {
    let with = language.text(ledger.unitsWithData)
    let incomplete = language.text(ledger.unitsIncomplete)
    let without = language.text(ledger.unitsWithoutData)
    let terms = [
      say("\(with) dengan data", "\(with) with data"), say("\(incomplete) tidak lengkap", "\(incomplete) incomplete"),
      say("\(without) tanpa data", "\(without) without"),
    ]
    let shown = ledger.unitsIncomplete == 0 ? [terms[0], terms[2]] : terms
    return "\(language.text(ledger.units)) = " + shown.joined(separator: " + ")
  }

  // MARK: Figures

  /// Totals, and the units with most uncovered workers.
  public func figures(_ analysis: Analysis, on display: TextDisplay) -> [TextLine] {
    let figures = analysis.figures
    let total = figures.total
    var lines: [TextLine] = []
    func row(_ label: String, _ text: String) -> TextLine { TextLine(self.row(label, text)) }
    func percent(_ value: Double?) -> String { value.map { language.text(100 * $0, decimals: 1) + " %" } ?? "–" }
    lines.append(
      row(
        say("Cakupan", "Coverage"),
        percent(total.coverage)
          + say(
            " – \(language.text(total.covered)) dari \(language.text(total.eligible)) pekerja terlindungi",
            " – \(language.text(total.covered)) of \(language.text(total.eligible)) workers covered")))
    lines.append(
      row(
        say("Belum", "Uncovered"),
        language.text(total.uncovered)
          + say(
            " pekerja belum terlindungi; \(language.text(total.targetGap)) lagi untuk mencapai target",
            " workers uncovered; \(language.text(total.targetGap)) to enrol to reach the target")))
    // Segments below each other, so that they can be compared.
    let segments = zip(analysis.join.segments, figures.segmentTotals).map { segment, counts in
      let cells = [
        segment.label.printable(keepsLines: false), percent(counts.coverage),
        say("belum", "uncovered") + " " + language.text(counts.uncovered),
        counts.surplus > 0 ? say("kelebihan", "surplus") + " " + language.text(counts.surplus) : "",
      ]
      return (cells: cells, share: counts.coverage)
    }
    let widths = (0..<4).map { column in segments.map { $0.cells[column].columns }.max() ?? 0 }
    for (cells, share) in segments {
      let label = display.shortened(cells[0], to: 20).padding(to: min(widths[0], 20))
      var text = [label, cells[1].leftPadding(to: widths[1]), cells[2].padding(to: widths[2])].joined(separator: "  ")
      if widths[3] > 0 { text += "  " + cells[3].padding(to: widths[3]) }
      let line = self.row("", text)
      let fits = display.width.map { line.columns + 2 + TextDisplay.barWidth <= $0 } ?? true
      let bar = display.hasBars && fits ? share.map(display.bar) ?? "" : ""
      lines.append(TextLine(bar.isEmpty ? line.trimmingBlanks : line + "  ", bar: bar))
    }
    lines += disclosure(analysis.disclosure).map { TextLine($0) }
    if analysis.isIllustrative { lines.append(row(say("Catatan", "Note"), Caveat.illustrativeCounts.text)) }
    return lines
  }

  /// How many small counts the files contain, so that nobody hands them on unaware; a publication has a notice.
  private func disclosure(_ disclosure: Disclosure) -> [String] {
    guard let units = disclosure.smallUnits, let cells = disclosure.smallSegmentCells, units + cells > 0 else {
      return []
    }
    let range = "1–\(disclosure.rule.limit - 1)"
    let (total, parts) = (language.text(units), language.text(cells))
    return [
      row(
        say("Internal", "Internal"),
        say(
          "\(total) jumlah wilayah dan \(parts) angka segmen memuat hitungan \(range); untuk keluar kantor pakai "
            + "--publish",
          "\(total) unit totals and \(parts) segment figures hold counts of \(range); to leave the office, use "
            + "--publish"))
    ]
  }

  /// What was written, and which file to open first.
  public func written(_ files: [String], to folder: String) -> [String] {
    let path = folder.hasSuffix("/") ? String(folder.dropLast()) : folder
    let map = files.contains("jangkau.qgz") ? "jangkau.qgz" : "coverage.geojson"
    let opening =
      files.contains("report.html")
      ? say("Buka \(path)/report.html di peramban web.", "Open \(path)/report.html in a web browser.")
      : say("Buka \(path)/\(map) di QGIS.", "Open \(path)/\(map) in QGIS.")
    return [say("Ditulis ke", "Written to") + " \(folder): \(files.joined(separator: ", "))", opening]
  }

  /// What a careful reader must know.
  public func notices(_ notices: [Message]) -> [String] {
    if notices.isEmpty { return [] }
    return [say("Perhatian:", "Please note:")] + notices.map { "- " + $0[language] }
  }

  /// Rejected rows, as `check` lists them: real misses first, so that sums and notes never push them out of sight.
  ///
  /// - Parameters:
  ///   - rejections: the rows, in the order of their tables.
  ///   - pattern: why most rows miss, where one reason explains them.
  public func rejections(_ rejections: [Rejection], pattern: Message? = nil) -> [String] {
    Rejection.Kind.allCases.flatMap { kind -> [String] in
      guard let heading = Rejection.heading(rejections, kind, language) else { return [] }
      let own = rejections.filter { $0.kind == kind }
      var lines = [heading + ":"]
      if kind == .miss, let pattern { lines.append("- " + pattern[language]) }
      let limit = kind == .miss ? 50 : 10
      for one in own.prefix(limit) {
        let candidates =
          one.candidates.isEmpty
          ? "" : say(" (terdekat: ", " (closest: ") + one.candidates.joined(separator: "; ") + ")"
        lines.append(
          "- \(one.table), \(one.place[language]): “\(one.value)” – \(one.explanation[language])\(candidates)")
      }
      let rest = own.count - limit
      if rest > 0 {
        lines.append(
          say("- … dan \(language.count(rest, "baris")) lain", "- … and \(language.count(rest, "more row"))"))
      }
      return lines
    }
  }
}

extension Summary {
  /// The clusters, a sentence each, and what is said of the map as a whole.
  public func clusters(_ spatial: SpatialAnalysis) -> [String] {
    var lines: [String] = []
    func text(_ moran: GlobalMoran) -> String? {
      guard let i = moran.statistic, let p = moran.pValue else { return nil }
      return "\(language.text(i, decimals: 3)) (p = \(language.text(p, significant: 2)))"
    }
    let association = spatial.association
    if let standardised = text(association.globalMoran), let raw = text(association.globalMoranOfRates) {
      lines.append(
        row(
          "Moran I",
          say(
            "\(standardised) dari nilai baku; \(raw) dari cakupan apa adanya",
            "\(standardised) of standardised values; \(raw) of coverage as it is")))
    }
    if let variation = spatial.variation {
      let points = language.text(variation.points, decimals: variation.points < 9.95 ? 1 : 0)
      lines.append(
        row(
          say("Variasi", "Variation"),
          say(
            "cakupan bervariasi ± \(points) poin antarwilayah di luar kebetulan",
            "coverage varies by ± \(points) points between units beyond chance")))
    }
    let tested = spatial.clusters.filter { $0.method != .threshold }
    if tested.isEmpty {
      lines.append(
        say("Tidak ada klaster cakupan rendah yang signifikan.", "No significant cluster of low coverage."))
    }
    for method in [Cluster.Method.scan, .coldSpot] {
      let found = tested.filter { $0.method == method }
      lines += found.prefix(5).map { "- " + $0.summary[language] }
      if found.count > 5 {
        let rest = language.text(found.count - 5)
        lines.append(say("- … dan \(rest) lainnya di clusters.geojson", "- … and \(rest) more in clusters.geojson"))
      }
    }
    return lines
  }
}
