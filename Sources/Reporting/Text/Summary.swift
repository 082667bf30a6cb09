internal import Areas
package import Boundaries
package import Coverage
package import Diagnostics
package import Enrolment
internal import Layers
internal import SpatialStatistics

/// What `analyze` and `check` tell people of their inputs: the layer, the tables, the ledger, the totals.
package struct Summary: Sendable {
  package let language: Language
  /// What the program's options can do about notices, by their codes.
  private let hints: [String: Message]

  package init(_ language: Language, hints: [String: Message] = [:]) {
    self.language = language
    self.hints = hints
  }

  /// What is said, behind the word for what it is about; a line that goes on with the one above has none.
  typealias Entry = (label: String, text: String)

  private static let labelWidth = 11

  private func rows(_ entries: [Entry]) -> [String] { entries.map { row($0.label, $0.text) } }

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
  package func layer(_ layer: BoundaryLayer) -> [String] { rows(entries(layer)) }

  func entries(_ layer: BoundaryLayer) -> [Entry] {
    let source = layer.provenance
    let schema =
      source.schema.map { language.text(id: "skema \($0)", en: "schema \($0)") }
      ?? language.text(id: "kolom disebutkan", en: "fields named")
    let fields = [source.codeField, source.nameField].compactMap { $0 }.joined(separator: ", ")
    var lines: [Entry] = [
      (
        language.text(id: "Peta", en: "Map"),
        "\(layer.name) – \(language.text(layer.units.count)) \(layer.level.label(language, count: layer.units.count)); \(schema) (\(fields)); "
          + codes(layer.codeSystem)
      ),
      (
        "",
        "\(source.crsName)\(source.crsCode.map { " (\($0))" } ?? ""); "
          + language.text(id: "teks", en: "text") + " \(source.encoding) (\(encodingSource(source.encodingSource)))"
      ),
    ]
    if layer.isSchematic { lines.append(("", Caveat.schematicBoundaries.text)) }
    return lines
  }

  private func encodingSource(_ source: EncodingSource) -> String {
    switch source {
    case .option: "--dbf-encoding"
    case .cpg: ".cpg"
    case .languageDriver: language.text(id: "penanda .dbf", en: ".dbf language driver")
    case .text: language.text(id: "dari teksnya", en: "by the text itself")
    case .format: language.text(id: "dari format berkas", en: "by the format")
    case .assumed: language.text(id: "diperkirakan", en: "assumed")
    }
  }

  func codes(_ finding: CodeSystemFinding?) -> String {
    switch finding {
    case .system(let system, let evidence):
      let reason =
        switch evidence {
        case .stated: language.text(id: "disebutkan", en: "stated")
        case .fieldName: language.text(id: "dari nama kolom", en: "by the column's name")
        case .dots: language.text(id: "dari titiknya", en: "by its points")
        case .length: language.text(id: "dari panjangnya", en: "by its length")
        case .prefix: language.text(id: "dari awalan ID", en: "by the prefix ID")
        case .knownCodes: language.text(id: "dari daftar kode", en: "by the list of codes")
        case .names: language.text(id: "dari nama di sampingnya", en: "by the names beside it")
        case .villagePattern: language.text(id: "dari pola kode desa", en: "by the pattern of village codes")
        }
      return language.text(id: "kode \(system.label) (\(reason))", en: "\(system.label) codes (\(reason))")
    case .sameInBoth:
      return language.text(id: "kode sama di Kemendagri dan BPS", en: "codes alike in Kemendagri and BPS")
    case .undecided: return language.text(id: "sistem kode tidak pasti", en: "code system undecided")
    case .opaque: return language.text(id: "kode apa adanya", en: "codes as they stand")
    case nil: return language.text(id: "dipadankan menurut nama", en: "joined by name")
    }
  }

  /// The tables, which columns were used, and the ledger.
  package func ledger(_ join: Join, columns: [ColumnUse]) -> [String] { rows(entries(join, columns: columns)) }

  func entries(_ join: Join, columns: [ColumnUse]) -> [Entry] {
    var lines: [Entry] = []
    for (ledger, use) in zip(join.ledgers, columns) {
      let period = use.period.map { language.text(id: "; periode \($0)", en: "; period \($0)") } ?? ""
      lines.append((language.text(id: "Tabel", en: "Table"), "\(ledger.table)\(period); " + codes(join.codeSystem)))
      lines.append(("", language.text(id: "kolom: ", en: "columns: ") + use.used.joined(separator: ", ")))
      if !use.unused.isEmpty {
        lines.append(
          (
            "",
            language.text(id: "kolom tidak dipakai: ", en: "columns not used: ") + use.unused.joined(separator: ", ")
          ))
      }
      if ledger.otherPeriodRows > 0 {
        let rows = ledger.otherPeriodRows
        lines.append(
          (
            "",
            language.count(rows, language.text(id: "baris", en: "row"))
              + language.text(id: " periode lain dilewati", en: " of other periods left aside")
          ))
      }
      var balances: [(String, (Ledger.Sum) -> Int?)] = [(language.text(id: "Baris", en: "Rows"), { $0.rows })]
      if use.hasEnrolled { balances.append((language.text(id: "Peserta", en: "Enrolled"), { $0.enrolled })) }
      if use.hasEligible { balances.append((language.text(id: "Potensi", en: "Eligible"), { $0.eligible })) }
      for (label, value) in balances {
        if let text = balance(ledger, value) { lines.append((label, text)) }
      }
      lines.append((language.text(id: "Wilayah", en: "Units"), units(ledger)))
      if !ledger.namesWithoutData.isEmpty {
        lines.append(
          ("", language.text(id: "tanpa data: ", en: "without data: ") + language.list(ledger.namesWithoutData)))
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
      language.text(id: "\(language.text(used)) dipakai", en: "\(language.text(used)) used"),
      language.text(id: "\(language.text(incomplete)) tidak lengkap", en: "\(language.text(incomplete)) incomplete"),
      language.text(id: "\(language.text(rejected)) ditolak", en: "\(language.text(rejected)) rejected"),
    ]
    var shown = ledger.incomplete.rows == 0 ? [terms[0], terms[2]] : terms
    if ledger.outsideArea.rows > 0, let outside = value(ledger.outsideArea) {
      shown.append(
        language.text(
          id: "\(language.text(outside)) di luar bagian peta", en: "\(language.text(outside)) outside the part"))
    }
    return language.text(id: "\(language.text(read)) dibaca = ", en: "\(language.text(read)) read = ")
      + shown.joined(separator: " + ")
  }

  /// The units of the map by what the table has of them.
  package func units(_ ledger: Ledger) -> String {
    let with = language.text(ledger.unitsWithData)
    let incomplete = language.text(ledger.unitsIncomplete)
    let without = language.text(ledger.unitsWithoutData)
    let terms = [
      language.text(id: "\(with) dengan data", en: "\(with) with data"),
      language.text(id: "\(incomplete) tidak lengkap", en: "\(incomplete) incomplete"),
      language.text(id: "\(without) tanpa data", en: "\(without) without"),
    ]
    let shown = ledger.unitsIncomplete == 0 ? [terms[0], terms[2]] : terms
    return "\(language.text(ledger.units)) = " + shown.joined(separator: " + ")
  }

  // MARK: Figures

  /// Totals, and the units with most uncovered workers.
  package func figures(_ analysis: Analysis, on display: TextDisplay) -> [TextLine] {
    let figures = analysis.figures
    let total = figures.total
    var lines: [TextLine] = []
    func row(_ label: String, _ text: String) -> TextLine { TextLine(self.row(label, text)) }
    func percent(_ value: Double?) -> String { value.map { language.text(100 * $0, decimals: 1) + " %" } ?? "–" }
    lines.append(
      row(
        language.text(id: "Cakupan", en: "Coverage"),
        percent(total.coverage)
          + language.text(
            id: " – \(id: total.covered) terlindungi dari \(id: total.eligible) potensi",
            en: " – \(en: total.covered) of \(en: total.eligible, "worker") covered")))
    lines.append(
      row(
        language.text(id: "Belum", en: "Uncovered"),
        language.text(total.uncovered)
          + language.text(
            id:
              " belum terlindungi dari \(id: total.eligible) potensi; \(id: total.targetGap) lagi untuk mencapai target",
            en:
              "\(total.uncovered == 1 ? " worker" : " workers") uncovered; \(en: total.targetGap) to enrol to reach the "
              + "target")))
    // Segments below each other, so that they can be compared.
    let segments = zip(analysis.join.segments, figures.segmentTotals).map { segment, counts in
      let cells = [
        segment.label.printable(keepsLines: false), percent(counts.coverage),
        language.text(id: "belum", en: "uncovered") + " " + language.text(counts.uncovered),
        counts.surplus > 0 ? language.text(id: "kelebihan", en: "surplus") + " " + language.text(counts.surplus) : "",
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
    lines += rows(entries(analysis.disclosure)).map { TextLine($0) }
    if analysis.isIllustrative {
      lines.append(row(language.text(id: "Catatan", en: "Note"), Caveat.illustrativeCounts.text))
    }
    return lines
  }

  /// How many small counts the files contain, so that nobody hands them on unaware; a publication has a notice.
  func entries(_ disclosure: Disclosure) -> [Entry] {
    guard let units = disclosure.smallUnits, let cells = disclosure.smallSegmentCells, units + cells > 0 else {
      return []
    }
    let range = "1–\(disclosure.rule.limit - 1)"
    return [
      (
        language.text(id: "Internal", en: "Internal"),
        language.text(
          id: "\(id: units) jumlah wilayah dan \(id: cells) angka segmen memuat hitungan \(range); untuk keluar kantor "
            + "pakai --publish",
          en: "\(en: units, "unit total") and \(en: cells, "segment figure") "
            + "\(units + cells == 1 ? "holds" : "hold") counts of \(range); to leave the office, use --publish")
      )
    ]
  }

  /// What was written, and which file to open first.
  package func written(_ files: [String], to folder: String) -> [String] {
    let path = folder.hasSuffix("/") ? String(folder.dropLast()) : folder
    let map = files.contains("jangkau.qgz") ? "jangkau.qgz" : "coverage.geojson"
    let opening =
      files.contains("report.html")
      ? language.text(id: "Buka \(path)/report.html di peramban web.", en: "Open \(path)/report.html in a web browser.")
      : language.text(id: "Buka \(path)/\(map) di QGIS.", en: "Open \(path)/\(map) in QGIS.")
    return [
      language.text(id: "Ditulis ke", en: "Written to") + " \(folder): \(files.joined(separator: ", "))", opening,
    ]
  }

  /// The notices.
  package func notices(_ notices: [Notice]) -> [String] {
    if notices.isEmpty { return [] }
    return [language.text(id: "Keterangan:", en: "Please note:")]
      + notices.map { notice in "- \(notice[language])" + (hints[notice.code].map { " \($0[language])" } ?? "") }
  }

  /// Rejected rows, as `check` lists them: real misses first, so that sums and notes never push them out of sight.
  ///
  /// - Parameters:
  ///   - rejections: the rows, in the order of their tables.
  ///   - pattern: why most rows miss, where one reason explains them.
  package func rejections(_ rejections: [Rejection], pattern: Message? = nil) -> [String] {
    Rejection.Kind.allCases.flatMap { kind -> [String] in
      guard let heading = Rejection.heading(rejections, kind, language) else { return [] }
      let own = rejections.filter { $0.kind == kind }
      var lines = [heading + ":"]
      if kind == .miss, let pattern { lines.append("- " + pattern[language]) }
      let limit = kind == .miss ? 50 : 10
      for one in own.prefix(limit) {
        let candidates =
          one.candidates.isEmpty
          ? "" : language.text(id: " (terdekat: ", en: " (closest: ") + one.candidates.joined(separator: "; ") + ")"
        lines.append(
          "- \(one.table), \(one.place[language]): “\(one.value)” – \(one.explanation[language])\(candidates)")
      }
      let rest = own.count - limit
      if rest > 0 {
        lines.append(
          language.text(
            id: "- … dan \(language.count(rest, "baris")) lain", en: "- … and \(language.count(rest, "more row"))"))
      }
      return lines
    }
  }
}

extension Summary {
  /// The clusters, a sentence each, and what is said of the map as a whole.
  package func clusters(_ spatial: SpatialAnalysis) -> [String] {
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
          language.text(
            id: "\(standardised) dari nilai baku; \(raw) dari cakupan apa adanya",
            en: "\(standardised) of standardised values; \(raw) of coverage as it is")))
    }
    if let variation = spatial.variation {
      let points = language.text(variation.points, decimals: variation.points < 9.95 ? 1 : 0)
      lines.append(
        row(
          language.text(id: "Variasi", en: "Variation"),
          language.text(
            id: "cakupan bervariasi ± \(points) poin antarwilayah di luar kebetulan",
            en: "coverage varies by ± \(points) points between units beyond chance")))
    }
    let tested = spatial.clusters.filter { $0.method != .threshold }
    if tested.isEmpty {
      lines.append(
        language.text(
          id: "Tidak ada klaster cakupan rendah yang signifikan.", en: "No significant cluster of low coverage."))
    }
    for method in [Cluster.Method.scan, .coldSpot] {
      let found = tested.filter { $0.method == method }
      lines += found.prefix(5).map { "- " + $0.summary[language] }
      if found.count > 5 {
        let rest = found.count - 5
        lines.append(
          language.text(
            id: "- … dan \(id: rest) lainnya di clusters.geojson", en: "- … and \(en: rest) more in clusters.geojson"))
      }
    }
    return lines
  }
}
