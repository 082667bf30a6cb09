internal import Coverage
internal import Diagnostics
internal import Enrolment
internal import Reporting

/// The sections between the map and the methods.
extension Report {
  private var figuresOfRun: CoverageFigures { results.analysis.figures }
  private var total: CoverageFigures.Counts { figuresOfRun.total }

  var hasSegments: Bool { results.analysis.segmentLabels.count > 1 }

  var sections: [String: Any] {
    let reasons = Dictionary(grouping: results.analysis.join.rejections, by: \.reason)
    let rejections = Rejection.Reason.allCases.compactMap { reason -> [String: Any]? in
      guard let found = reasons[reason], let first = found.first else { return nil }
      return ["reason": first.explanation[language], "count": count(found.count)]
    }
    let notices = results.notices.map { $0[language] }
    return [
      "clusterGroups": clusterGroups, "clusterNote": clusterNote, "spread": spread,
      "histogram": histogram.svg(texts, language),
      "bins": histogram.bins.enumerated().map { ["label": histogram.label($0, language), "count": count($1)] },
      "hasSegments": hasSegments, "segmentHeadings": segmentHeadings, "segments": segments, "ledger": ledger,
      "ledgerNotes": ledgerNotes,
      "hasRejections": !rejections.isEmpty, "rejections": rejections, "hasNotices": !notices.isEmpty,
      "notices": notices,
    ]
  }

  // MARK: Clusters

  /// So many of each method are listed; a map of noise has hundreds.
  private static let mostClusters = 20

  /// What chance has to do with the clusters, said once.
  private var clusterNote: String {
    let options = results.spatial.options
    var text = language.text(
      id: "Garis biru bernomor di peta: \(MapDrawing.mostClusters) yang terkuat.",
      en: "Numbered blue lines on the map: the \(MapDrawing.mostClusters) strongest.")
    let scans = results.spatial.clusters.compactMap(\.scan)
    if let least = scans.compactMap(\.pValue).min(), least > 0 {
      let often = language.text(1 / least, decimals: 0)
      let noun = options.scanModel == .overdispersed
      text +=
        noun
        ? language.text(
          id:
            " Andaikan cakupan \(levelName) tersebar acak di peta, kantong sekuat yang terkuat muncul dengan kemungkinan 1 "
            + "dari \(often); p di tiap butir dibaca sama (0,02 = 1 dari 50).",
          en:
            " Were coverage spread over the map at random, a cluster as strong as the strongest would turn up once in "
            + "\(often) maps; p in each entry reads likewise (0.02 = once in 50).")
        : language.text(
          id:
            " Andaikan setiap pekerja di mana pun sama kemungkinannya terlindungi, kantong sekuat yang terkuat muncul dengan "
            + "kemungkinan 1 dari \(often); hanya tepat bila pekerja, bukan wilayah, yang setara.",
          en:
            " Were every worker anywhere as likely to be covered, a cluster as strong as the strongest would turn up once in "
            + "\(often) maps; right only where workers, not units, are alike.")
    }
    text += language.text(
      id: " Kelompok di bawah ambang hanyalah wilayah bertetangga yang cakupannya rendah, tanpa uji.",
      en: " Below-threshold groups are only neighbours with low coverage, not tested.")
    return text
  }

  private var clusterGroups: [[String: Any]] {
    let titles = [(Cluster.Method.scan, "scanClusters"), (.coldSpot, "coldSpots"), (.threshold, "thresholdClusters")]
    return titles.map { method, title in
      let found = results.spatial.clusters.filter { $0.method == method }
      let rest = found.count - Self.mostClusters
      return [
        "title": texts[title], "isEmpty": found.isEmpty,
        "clusters": found.prefix(Self.mostClusters).map(values),
        "rest": rest > 0
          ? [
            language.text(
              id: "… dan \(count(rest)) lagi di clusters.geojson.", en: "… and \(count(rest)) more in clusters.geojson."
            )
          ]
          : [],
      ]
    }
  }

  private func values(_ cluster: Cluster) -> [String: Any] {
    var facts: [String] = []
    if cluster.method != .threshold, let risk = cluster.relativeRisk {
      let text = language.text(risk, decimals: 1)
      facts.append(
        language.text(
          id: "risiko belum terlindungi \(text) kali yang di luar",
          en: "risk of being uncovered \(text) times that outside"))
    }
    if let scan = cluster.scan {
      if scan.radius != nil && cluster.units.count == 1 {
        facts.append(language.text(id: "satu wilayah saja", en: "one unit alone"))
      } else if let radius = scan.radius {
        let (shape, angle) = (scan.shape ?? 1, scan.angle ?? 0)
        facts.append(
          shape == 1
            ? "radius " + language.text(radius, decimals: 1) + " km"
            : language.text(id: "sumbu panjang ", en: "major semi-axis ") + language.text(radius, decimals: 1) + " km"
              + language.text(
                id: ", \(language.text(shape, significant: 2)) : 1, \(language.text(angle, decimals: 0))° dari timur",
                en: ", \(language.text(shape, significant: 2)) : 1, \(language.text(angle, decimals: 0))° from east"))
      } else {
        facts.append(language.text(id: "bentuk lentur", en: "flexible shape"))
      }
      if let p = scan.pValue { facts.append("p = " + language.text(p, significant: 2)) }
    }
    return [
      "number": cluster.number, "sentence": cluster.brief[language], "hasFacts": !facts.isEmpty,
      "name": "\(cluster.order)", "facts": facts.joined(separator: "; "),
    ]
  }

  // MARK: Distribution

  private var histogram: CoverageHistogram {
    CoverageHistogram(
      units.compactMap(\.coverage), classes: map.coverage, overall: total.coverage.map { 100 * $0 })
  }

  private var spread: [String] {
    let sorted = units.compactMap(\.coverage).sorted()
    guard let least = sorted.first, let most = sorted.last else { return [] }
    func quantile(_ share: Double) -> Double {
      let place = share * Double(sorted.count - 1)
      let below = sorted[Int(place)]
      let above = sorted[min(sorted.count - 1, Int(place) + 1)]
      return below + (place - place.rounded(.down)) * (above - below)
    }
    let (low, middle, high) = (percent(quantile(0.25)), percent(quantile(0.5)), percent(quantile(0.75)))
    return [
      language.text(
        id: "Separuh wilayah cakupannya di bawah \(middle); separuh yang di tengah antara \(low) dan \(high). Terendah "
          + "\(percent(least)), tertinggi \(percent(most)). Tiap wilayah dihitung satu, besar atau kecil.",
        en: "Half of the units have less than \(middle); the middle half lie between \(low) and \(high). The lowest is "
          + "\(percent(least)), the highest \(percent(most)). Each unit counts as one, large or small.")
    ]
  }

  // MARK: Segments

  /// Of the columns of numbers.
  private var segmentHeadings: [String] {
    [
      UnitFigures.eligible.title, UnitFigures.enrolled.title, UnitFigures.covered.title, UnitFigures.uncovered.title,
      UnitFigures.surplus.title, UnitFigures.coverage.title,
    ].map { $0[language] }
  }

  private var segments: [[String: Any]] {
    func row(_ label: String, _ counts: CoverageFigures.Counts, isTotal: Bool) -> [String: Any] {
      let coverage = counts.coverage.map { 100 * $0 }
      return [
        "label": label,
        "counts": [counts.eligible, counts.enrolled, counts.covered, counts.uncovered, counts.surplus].map {
          count($0)
        }, "coverage": percent(coverage), "share": ScriptData.text(coverage ?? 0), "isTotal": isTotal,
      ]
    }
    return zip(results.analysis.segmentLabels, figuresOfRun.segmentTotals).map { row($0, $1, isTotal: false) }
      + [row(texts["total"], total, isTotal: true)]
  }

  // MARK: Ledger

  private var ledger: [[String: Any]] {
    zip(results.analysis.join.ledgers, results.analysis.columnUse).flatMap { ledger, use in
      // A publication withholds the sums of the enrolled.
      func row(_ what: String, _ value: (Ledger.Sum) -> Int?) -> [[String: Any]] {
        guard let read = value(ledger.read), let used = value(ledger.used), let rejected = value(ledger.rejected) else {
          return []
        }
        return [
          [
            "table": ledger.table, "what": what, "read": count(read), "used": count(used),
            "incomplete": count(value(ledger.incomplete)), "rejected": count(rejected),
          ]
        ]
      }
      return row(texts["rows"]) { $0.rows }
        + (use.hasEnrolled ? row(UnitFigures.enrolled.title[language]) { $0.enrolled } : [])
        + (use.hasEligible ? row(UnitFigures.eligible.title[language]) { $0.eligible } : [])
    }
  }

  private var ledgerNotes: [String] {
    results.analysis.join.ledgers.flatMap { ledger -> [String] in
      let units = Summary(language).units(ledger)
      var notes = [
        language.text(
          id: "\(ledger.table), wilayah di peta: \(units).", en: "\(ledger.table), units of the map: \(units).")
      ]
      if !ledger.namesWithoutData.isEmpty {
        let names = language.list(ledger.namesWithoutData, limit: 20)
        notes.append(language.text(id: "Tanpa data: \(names).", en: "Without data: \(names)."))
      }
      if ledger.otherPeriodRows > 0 {
        let rows = language.count(ledger.otherPeriodRows, language.text(id: "baris", en: "row"))
        notes.append(language.text(id: "\(rows) periode lain dilewati.", en: "\(rows) of other periods left aside."))
      }
      return notes
    }
  }
}
