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
  public func report(_ neighbours: NeighbourAudit, _ defects: BoundaryDefects, _ language: Language) -> [String] {
    let summary = Summary(language)
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
    let verdict =
      join?.rejections.isEmpty == false
      ? Message(
        id: "Belum siap: analyze akan berhenti karena baris yang ditolak.",
        en: "Not ready: analyze would stop because of the rejected rows.")
      : Message(id: "Siap dianalisis.", en: "Ready for analyze.")
    return lines + [verdict[language]]
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
      notices: notices.map { $0[language] })
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
    let mean = weights.unitCount == 0 ? 0 : Double(weights.linkCount) / Double(weights.unitCount)
    let pairs = language.text(weights.linkCount / 2)
    let average = language.text(mean, decimals: 1)
    let snapped =
      audit.snapMetres > 0 ? "; --snap \(audit.snapMetres)" : ""
    return [
      row(
        say("Tetangga", "Neighbours"),
        say("\(pairs) pasang (queen), rata-rata \(average) per wilayah", "\(pairs) pairs (queen), \(average) a unit")
          + snapped)
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
    guard let widest = audit.nearMisses.first else { return lines }
    let count = language.text(audit.nearMisses.count)
    let limit = language.text(Int(NeighbourAudit.nearMissMetres))
    lines.append(
      say(
        "Hampir bersentuhan, tetapi tidak dihitung bertetangga (celah paling lebar \(limit) m): \(count) pasang.",
        "Nearly touching, but not counted as neighbours (gaps up to \(limit) m): \(count) pairs."))
    for miss in audit.nearMisses.prefix(5) {
      let gap = language.text(miss.gap, decimals: 2)
      let place = "\(language.text(miss.x, decimals: 5)); \(language.text(miss.y, decimals: 5))"
      lines.append(
        "- \(title(miss.first)) – \(title(miss.second)): "
          + say("celah \(gap) m di \(place)", "gap of \(gap) m at \(place)"))
    }
    if audit.nearMisses.count > 5 {
      let rest = language.text(audit.nearMisses.count - 5)
      lines.append(say("- … dan \(rest) pasang lain", "- … and \(rest) more pairs"))
    }
    let all = NeighbourAudit.snap(joining: widest.gap)
    // Most gaps are slivers; a snap for the widest may reach across a river.
    let fewer = [1, 5, 10, 25].lazy.map { snap in (snap, audit.nearMisses.count { $0.gap < Double(snap) }) }
      .first { $0.1 > 0 && $0.1 < audit.nearMisses.count }
    let some =
      fewer.map { snap, joined in
        say(
          "; --snap \(snap) menyambung \(language.text(joined))", "; --snap \(snap) would join \(language.text(joined))"
        )
      } ?? ""
    lines.append(
      say(
        "--snap \(all) menyambung semuanya\(some). Periksa dahulu di peta: ada yang memang terpisah, misalnya oleh sungai.",
        "--snap \(all) would join them all\(some). Look at the map first: some may be apart for good reason, as by a river."
      ))
    return lines
  }
}
