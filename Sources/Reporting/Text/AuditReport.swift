internal import Boundaries
package import BoundaryRepair
package import Coverage
package import Diagnostics
internal import Enrolment
internal import FoundationEssentials
internal import RunFiles
internal import SpatialWeights
internal import TableReading

extension Audit {
  /// What `check` prints for people.
  ///
  /// The obstacle is what would stop `analyze`.
  package func report(
    _ neighbours: NeighbourAudit, _ defects: BoundaryDefects, obstacle: Obstacle?, _ summary: Summary
  ) -> [String] {
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
    let notes = summary.notices(findings)
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
    return lines + [verdict[summary.language]]
  }

  /// What `check --format json` prints.
  package func json(
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
          audit.weights, kind: audit.neighbourhood.description, snapMetres: audit.snapMetres, layer)
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
      let noticeDetails: [RunRecord.NoticeDetails]
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
      notices: findings.map { $0[language] }, noticeDetails: findings.map(RunRecord.NoticeDetails.init))
    return try RunRecord.encoded(report)
  }

  /// Writes the enrolment table as it was understood, ready for `analyze`: a workbook where the name ends with `.xlsx`,
  /// else delimited text.
  /// - Throws: `Diagnostic` where the file cannot be written.
  package func saveClean(to path: String) throws {
    guard let clean = columnUse.first?.clean else { return }
    try WholeFile.write(path.lowercased().hasSuffix(".xlsx") ? clean.xlsx() : clean.csv, to: path)
  }

  /// Writes the rejected rows as `rejected.csv` has them.
  package func saveRejections(to path: String, language: Language) throws {
    try WholeFile.write(
      RejectedTable.csv(join?.rejections ?? [], headers: tableHeaders, language: language), to: path)
  }
}

extension Summary {
  /// How many neighbours there are, and who has none.
  func neighbours(_ audit: NeighbourAudit) -> [String] {
    let weights = audit.weights
    let mean = weights.unitCount == 0 ? 0 : Double(weights.linkCount) / Double(weights.unitCount)
    let kind = audit.neighbourhood.description
    // The nearest of a unit need not count it among its own nearest.
    let links =
      weights.isSymmetric
      ? language.text(
        id: "\(id: weights.linkCount / 2) pasang (\(kind))", en: "\(en: weights.linkCount / 2, "pair") (\(kind))")
      : language.text(
        id: "\(id: weights.linkCount) hubungan searah (\(kind))",
        en: "\(en: weights.linkCount, "link") one way (\(kind))")
    let snapped =
      audit.snapMetres > 0 ? "; --snap \(Language.typed(audit.snapMetres))" : ""
    return [
      row(
        language.text(id: "Tetangga", en: "Neighbours"),
        links
          + language.text(
            id: ", rata-rata \(id: mean, decimals: 1) per wilayah", en: ", \(en: mean, decimals: 1) a unit") + snapped)
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
      let titles = isolates.map(title)
      lines.append(
        language.text(
          id: "Tanpa tetangga, jadi tanpa statistik lokal (\(id: isolates.count)): \(id: titles, limit: 10).",
          en: "Without neighbours, so without local statistics (\(en: isolates.count)): \(en: titles, limit: 10)."))
    }
    let misses = audit.nearMisses
    guard let most = misses.most else { return lines }
    let count = misses.pairs.count
    let limit = Int(NeighbourAudit.nearMissMetres)
    lines.append(
      language.text(
        id: "Hampir bersentuhan, tetapi tidak dihitung bertetangga (celah paling lebar \(id: limit) m): "
          + "\(id: count) pasang.",
        en: "Nearly touching, but not counted as neighbours (gaps up to \(en: limit) m): \(en: count, "pair")."))
    for miss in misses.pairs.prefix(5) {
      let place = Language.coordinates(latitude: miss.y, longitude: miss.x)
      lines.append(
        "- \(title(miss.first)) – \(title(miss.second)): "
          + language.text(
            id: "celah \(id: miss.gap, decimals: 2) m di \(place)",
            en: "gap of \(en: miss.gap, decimals: 2) m at \(place)"))
    }
    if misses.pairs.count > 5 {
      let rest = misses.pairs.count - 5
      lines.append(language.text(id: "- … dan \(id: rest) pasang lain", en: "- … and \(en: rest, "more pair")"))
    }
    let some =
      misses.fewer.map { snap in
        let joined = language.text(snap.joined)
        return language.text(
          id: "; --snap \(snap.metres) menyambung \(joined)", en: "; --snap \(snap.metres) would join \(joined)")
      } ?? ""
    let all =
      most.joined == misses.pairs.count
      ? language.text(id: "menyambung semuanya", en: "would join them all")
      : language.text(
        id: "menyambung \(language.text(most.joined))", en: "would join \(language.text(most.joined)) of them")
    lines.append(
      language.text(
        id:
          "--snap \(most.metres) \(all)\(some). Periksa dahulu di peta: ada yang memang terpisah, misalnya oleh sungai.",
        en:
          "--snap \(most.metres) \(all)\(some). Look at the map first: some may be apart for good reason, as by a river."
      ))
    return lines
  }
}
