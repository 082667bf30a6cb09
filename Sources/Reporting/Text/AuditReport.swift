internal import Boundaries
public import BoundaryRepair
public import Coverage
public import Diagnostics
internal import Enrolment
internal import FoundationEssentials
internal import RunFiles
internal import SpatialWeights
internal import TableReading

extension Audit {
  /// What `check` prints for people.
  ///
  /// The obstacle is what would stop `analyze`.
  public func report(
    _ neighbours: NeighbourAudit, _ defects: BoundaryDefects, obstacle: Obstacle?, _ language: Language
  ) -> [String] {
    let summary = Summary(language)
    var lines = summary.layer(layer) + summary.neighbours(neighbours)
    if let join {
      let uses = columnUse
      lines += summary.ledger(join, columns: uses) + [""] + summary.reading(uses)
      let missing = summary.missingCounts(join, names: layer.units.map(\.name), uses)
      if !missing.isEmpty { lines += [""] + missing }
    }
    let missed = summary.nearMisses(neighbours, of: layer)
    if !missed.isEmpty { lines += [""] + missed }
    let broken = summary.defects(defects, of: layer)
    if !broken.isEmpty { lines += [""] + broken }
    let notes = summary.notices(notices)
    if !notes.isEmpty { lines += [""] + notes }
    if let join, !join.rejections.isEmpty {
      lines += [""] + summary.rejections(join.rejections, pattern: join.missPattern)
    }
    lines.append("")
    let verdict =
      switch obstacle {
      case .rejectedRows:
        Message(
          id: "Belum siap: analyze akan berhenti karena baris yang ditolak.",
          en: "Not ready: analyze would stop because of the rejected rows.")
      case .noCompleteUnit:
        Message(
          id: "Belum siap: tidak satu wilayah pun lengkap angkanya.", en: "Not ready: no unit has all of its counts.")
      case nil: Message(id: "Siap dianalisis.", en: "Ready for analyze.")
      }
    return lines + [verdict[language]]
  }

  /// What `check --format json` prints.
  public func json(
    _ neighbours: NeighbourAudit, _ defects: BoundaryDefects, obstacle: Obstacle?, _ language: Language
  ) throws -> [UInt8] {
    struct Rejected: Encodable {
      let table: String
      let line: Int
      let reason: String
      let value: String
      let candidates: [String]
    }
    struct Neighbours: Encodable {
      /// Two units, by code or else by name, and where they come nearest.
      struct Miss: Encodable {
        let first: String
        let second: String
        let gapMetres: Double
        let longitude: Double
        let latitude: Double
      }

      let weights: RunRecord.Statistics.Weights
      let nearMisses: [Miss]
      let nearMissLimitMetres: Double
      /// Null where nothing was missed, or where no single snap joins all.
      let snapMetresJoiningAll: Int?
      /// The snap that joins most, and how many pairs it joins; null where nothing was missed.
      let snapMetresJoiningMost: Int?
      let nearMissesJoined: Int?

      init(_ audit: NeighbourAudit, _ layer: BoundaryLayer) {
        func title(_ unit: Int) -> String { layer.units[unit].code ?? layer.units[unit].name }
        weights = RunRecord.Statistics.Weights(
          audit.weights, kind: audit.neighbourhood.text, snapMetres: audit.snapMetres, layer)
        nearMisses = audit.nearMisses.pairs.map {
          Miss(
            first: title($0.first), second: title($0.second), gapMetres: $0.gap, longitude: $0.x, latitude: $0.y)
        }
        nearMissLimitMetres = NeighbourAudit.nearMissMetres
        let most = audit.nearMisses.most
        snapMetresJoiningAll = most?.joined == audit.nearMisses.pairs.count ? most?.metres : nil
        snapMetresJoiningMost = most?.metres
        nearMissesJoined = most?.joined
      }
    }
    struct Report: Encodable {
      let ready: Bool
      let boundaries: RunRecord.Boundaries
      let neighbours: Neighbours
      let boundaryDefects: BoundaryDefects.Record
      /// Slivers are only in the sums.
      let defects: [BoundaryDefects.Item]
      let reading: [ReadingRecord]
      let ledger: [RunRecord.LedgerRecord]
      let rejected: [Rejected]
      let notices: [String]
    }
    let report = Report(
      ready: obstacle == nil, boundaries: RunRecord.Boundaries(layer),
      neighbours: Neighbours(neighbours, layer), boundaryDefects: BoundaryDefects.Record(defects),
      defects: defects.items(of: layer),
      reading: columnUse.map { ReadingRecord($0, language, isPublication: false) },
      ledger: join.map { RunRecord.LedgerRecord.records(of: $0) } ?? [],
      rejected: (join?.rejections ?? []).map {
        Rejected(
          table: $0.table, line: $0.line, reason: $0.reason.rawValue, value: $0.value, candidates: $0.candidates)
      },
      notices: notices.map { $0[language] })
    return try RunRecord.encoded(report)
  }

  /// Writes the enrolment table as it was understood, ready for `analyze`: a workbook where the name ends with `.xlsx`,
  /// else delimited text.
  /// - Throws: `Diagnostic` where the file cannot be written.
  public func saveClean(to path: String) throws {
    guard let clean = columnUse.first?.clean else { return }
    try WholeFile.write(path.lowercased().hasSuffix(".xlsx") ? clean.xlsx() : clean.csv, to: path)
  }

  /// Writes the rejected rows as `rejected.csv` has them.
  public func saveRejections(to path: String, language: Language) throws {
    try WholeFile.write(
      RejectedTable.csv(join?.rejections ?? [], headers: tableHeaders, language: language), to: path)
  }
}

extension Summary {
  /// How many neighbours there are, and who has none.
  func neighbours(_ audit: NeighbourAudit) -> [String] {
    let weights = audit.weights
    let mean = weights.unitCount == 0 ? 0 : Double(weights.linkCount) / Double(weights.unitCount)
    let kind = audit.neighbourhood.text
    let pairs = language.text(weights.linkCount / 2)
    // The nearest of a unit need not count it among its own nearest.
    let links =
      weights.isSymmetric
      ? say("\(pairs) pasang (\(kind))", "\(pairs) pairs (\(kind))")
      : say(
        "\(language.text(weights.linkCount)) hubungan searah (\(kind))",
        "\(language.text(weights.linkCount)) links one way (\(kind))")
    let average = language.text(mean, decimals: 1)
    let snapped =
      audit.snapMetres > 0 ? "; --snap \(audit.snapMetres)" : ""
    return [
      row(
        say("Tetangga", "Neighbours"),
        links + say(", rata-rata \(average) per wilayah", ", \(average) a unit") + snapped)
    ]
  }

  /// Units that are no neighbours though they should be perhaps: those without any, and near misses.
  func nearMisses(_ audit: NeighbourAudit, of layer: BoundaryLayer) -> [String] {
    func title(_ unit: Int) -> String {
      [layer.units[unit].code, layer.units[unit].name].compactMap { $0 }.joined(separator: " ")
    }
    var lines: [String] = []
    let isolates = audit.weights.isolates
    if !isolates.isEmpty {
      let list = isolates.prefix(10).map(title).joined(separator: ", ") + (isolates.count > 10 ? ", …" : "")
      lines.append(
        say(
          "Tanpa tetangga, jadi tanpa statistik lokal (\(language.text(isolates.count))): \(list).",
          "Without neighbours, so without local statistics (\(language.text(isolates.count))): \(list)."))
    }
    let misses = audit.nearMisses
    guard let most = misses.most else { return lines }
    let count = language.text(misses.pairs.count)
    let limit = language.text(Int(NeighbourAudit.nearMissMetres))
    lines.append(
      say(
        "Hampir bersentuhan, tetapi tidak dihitung bertetangga (celah paling lebar \(limit) m): \(count) pasang.",
        "Nearly touching, but not counted as neighbours (gaps up to \(limit) m): \(count) pairs."))
    for miss in misses.pairs.prefix(5) {
      let gap = language.text(miss.gap, decimals: 2)
      let place = "\(language.text(miss.x, decimals: 5)); \(language.text(miss.y, decimals: 5))"
      lines.append(
        "- \(title(miss.first)) – \(title(miss.second)): "
          + say("celah \(gap) m di \(place)", "gap of \(gap) m at \(place)"))
    }
    if misses.pairs.count > 5 {
      let rest = language.text(misses.pairs.count - 5)
      lines.append(say("- … dan \(rest) pasang lain", "- … and \(rest) more pairs"))
    }
    let some =
      misses.fewer.map { snap in
        let joined = language.text(snap.joined)
        return say("; --snap \(snap.metres) menyambung \(joined)", "; --snap \(snap.metres) would join \(joined)")
      } ?? ""
    let all =
      most.joined == misses.pairs.count
      ? say("menyambung semuanya", "would join them all")
      : say("menyambung \(language.text(most.joined))", "would join \(language.text(most.joined)) of them")
    lines.append(
      say(
        "--snap \(most.metres) \(all)\(some). Periksa dahulu di peta: ada yang memang terpisah, misalnya oleh sungai.",
        "--snap \(most.metres) \(all)\(some). Look at the map first: some may be apart for good reason, as by a river."
      ))
    return lines
  }
}
