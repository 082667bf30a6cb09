internal import Boundaries
public import BoundaryRepair
public import Coverage
public import Diagnostics
internal import Enrolment
internal import FoundationEssentials
internal import RunFiles
internal import SpatialWeights

extension Audit {
  /// What `check` prints for people.
  public func report(_ neighbours: NeighbourAudit, _ defects: BoundaryDefects, _ summary: Summary) -> [String] {
    var lines = summary.layer(layer) + summary.neighbours(neighbours)
    if let join { lines += summary.ledger(join, columns: columnUse) }
    let missed = summary.nearMisses(neighbours, of: layer)
    if !missed.isEmpty { lines += [""] + missed }
    let broken = summary.defects(defects, of: layer)
    if !broken.isEmpty { lines += [""] + broken }
    let notes = summary.notices(notices)
    if !notes.isEmpty { lines += [""] + notes }
    if let join, !join.rejections.isEmpty { lines += [""] + summary.rejections(join.rejections) }
    lines.append("")
    let isReady = join?.rejections.isEmpty != false
    return lines + [
      isReady
        ? summary.language.text(id: "Siap dianalisis.", en: "Ready for analyze.")
        : summary.language.text(
          id: "Belum siap: analyze akan berhenti karena baris yang ditolak.",
          en: "Not ready: analyze would stop because of the rejected rows.")
    ]
  }

  /// What `check --format json` prints.
  public func json(
    _ neighbours: NeighbourAudit, _ defects: BoundaryDefects, _ language: Language
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
      /// Null where nothing was missed.
      let snapMetresJoiningAll: Int?

      init(_ audit: NeighbourAudit, _ layer: BoundaryLayer) {
        func title(_ unit: Int) -> String { layer.units[unit].code ?? layer.units[unit].name }
        weights = RunRecord.Statistics.Weights(audit.weights, kind: "queen", snapMetres: audit.snapMetres, layer)
        nearMisses = audit.nearMisses.map {
          Miss(
            first: title($0.first), second: title($0.second), gapMetres: $0.gap, longitude: $0.x, latitude: $0.y)
        }
        nearMissLimitMetres = NeighbourAudit.nearMissMetres
        snapMetresJoiningAll = audit.nearMisses.first.map { NeighbourAudit.snap(joining: $0.gap) }
      }
    }
    struct Report: Encodable {
      let ready: Bool
      let boundaries: RunRecord.Boundaries
      let neighbours: Neighbours
      let boundaryDefects: BoundaryDefects.Record
      /// Slivers are only in the sums.
      let defects: [BoundaryDefects.Item]
      let ledger: [RunRecord.LedgerRecord]
      let rejected: [Rejected]
      let notices: [String]
      let noticeDetails: [RunRecord.NoticeDetails]
    }
    let report = Report(
      ready: join?.rejections.isEmpty ?? true, boundaries: RunRecord.Boundaries(layer),
      neighbours: Neighbours(neighbours, layer), boundaryDefects: BoundaryDefects.Record(defects),
      defects: defects.items(of: layer),
      ledger: join.map { RunRecord.LedgerRecord.records(of: $0) } ?? [],
      rejected: (join?.rejections ?? []).map {
        Rejected(
          table: $0.table, line: $0.line, reason: $0.reason.rawValue, value: $0.value, candidates: $0.candidates)
      },
      notices: notices.map { $0[language] }, noticeDetails: notices.map(RunRecord.NoticeDetails.init))
    return try RunRecord.encoded(report)
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
    let pairs = weights.linkCount / 2
    let mean = weights.unitCount == 0 ? 0 : Double(weights.linkCount) / Double(weights.unitCount)
    return [
      row(
        language.text(id: "Tetangga", en: "Neighbours"),
        language.text(
          id: "\(id: pairs) pasang (queen), rata-rata \(id: mean, decimals: 1) per wilayah",
          en: "\(en: pairs, "pair") (queen), \(en: mean, decimals: 1) a unit")
          + (audit.snapMetres > 0 ? "; --snap \(Language.typed(audit.snapMetres))" : ""))
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
    guard let widest = misses.first else { return lines }
    let limit = Int(NeighbourAudit.nearMissMetres)
    lines.append(
      language.text(
        id: "Hampir bersentuhan, tetapi tidak dihitung bertetangga (celah paling lebar \(id: limit) m): "
          + "\(id: misses.count) pasang.",
        en: "Nearly touching, but not counted as neighbours (gaps up to \(en: limit) m): \(en: misses.count, "pair")."))
    for miss in misses.prefix(5) {
      let place = Language.coordinates(latitude: miss.y, longitude: miss.x)
      lines.append(
        "- \(title(miss.first)) – \(title(miss.second)): "
          + language.text(
            id: "celah \(id: miss.gap, decimals: 2) m di \(place)",
            en: "gap of \(en: miss.gap, decimals: 2) m at \(place)"))
    }
    if misses.count > 5 {
      lines.append(
        language.text(
          id: "- … dan \(id: misses.count - 5) pasang lain", en: "- … and \(en: misses.count - 5, "more pair")"))
    }
    let all = NeighbourAudit.snap(joining: widest.gap)
    // Most gaps are slivers; a snap for the widest may reach across a river.
    let fewer = [1, 5, 10, 25].lazy.map { snap in (snap, misses.count { $0.gap < Double(snap) }) }
      .first { $0.1 > 0 && $0.1 < misses.count }
    let some =
      fewer.map { snap, joined in
        language.text(id: "; --snap \(snap) menyambung \(id: joined)", en: "; --snap \(snap) would join \(en: joined)")
      } ?? ""
    lines.append(
      language.text(
        id: "--snap \(all) menyambung semuanya\(some). Periksa dahulu di peta: ada yang memang terpisah, misalnya oleh "
          + "sungai.",
        en:
          "--snap \(all) would join them all\(some). Look at the map first: some may be apart for good reason, as by a "
          + "river."))
    return lines
  }
}
