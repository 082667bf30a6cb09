internal import Coverage

/// The table of units, and the same figures for the script.
extension Report {
  var hasParents: Bool { units.contains { $0.parent != nil } }

  /// Units in rank order, those without a rank last.
  private var order: [Int] {
    let ranked = units.enumerated().map { (rank: $1.rankByUncovered ?? .max, unit: $0) }
    return ranked.sorted { $0 < $1 }.map(\.unit)
  }

  /// A row for each unit.
  var rows: String {
    var rows = ""
    for index in order {
      let unit = units[index]
      rows += "<tr id=\"r\(index)\"><td class=\"n\">\(count(unit.rankByUncovered))</td>"
      rows += "<th scope=\"row\"><a href=\"#u\(index)\"><bdi>\(MarkupText.escaped(unit.name))</bdi></a>"
      if let code = unit.code { rows += "<span class=\"code\"><bdi>\(MarkupText.escaped(code))</bdi></span>" }
      rows += "</th>"
      if hasParents { rows += "<td class=\"parent\"><bdi>\(MarkupText.escaped(unit.parent ?? "–"))</bdi></td>" }
      rows += "<td class=\"n wide\">\(count(unit.eligible))</td><td class=\"n wide\">\(count(unit.covered))</td>"
      rows += "<td class=\"n\">\(count(unit.uncovered))</td>"
      rows += "<td class=\"n\">\(bar(unit.coverage))\(percent(unit.coverage))</td>"
      let interval = unit.low.flatMap { low in unit.high.map { (low, $0) } }
      rows += "<td class=\"n minor\">"
      rows += interval.map { "\(language.text($0.0, decimals: 1))–\(language.text($0.1, decimals: 1))" } ?? "–"
      rows +=
        "</td><td class=\"n minor screen\">\(count(unit.rankByCoverage))</td><td class=\"status\">\(status(unit))</td></tr>\n"
    }
    return rows
  }

  private func status(_ unit: ReportUnit) -> String {
    texts[unit.status.rawValue] + (unit.isOver100 == true ? "; " + texts["over100"] : "")
  }

  /// A bar beside a percentage; it says nothing that the number does not.
  func bar(_ value: Double?) -> String {
    guard let value else { return "" }
    return
      "<svg class=\"bar\" width=\"50\" height=\"8\" aria-hidden=\"true\"><rect class=\"all\" width=\"50\" height=\"8\"/>"
      + "<rect class=\"part\" width=\"\(ScriptData.text(min(max(value, 0), 100) / 2))\" height=\"8\"/></svg>"
  }

  var statuses: [[String: Any]] {
    [CoverageFigures.Status.underTarget, .targetMet, .noData, .suppressed].compactMap { status in
      units.contains { $0.status == status }
        ? ["value": status.rawValue, "label": texts[status.rawValue]] : nil
    }
  }

  // MARK: For the script

  /// The texts that the script uses.
  private static let scriptTexts = [
    "mapUnits", "noUnitChosen", "chosenUnit", "status", "eligible", "enrolled", "covered", "uncovered", "coverage",
    "interval", "smoothed", "target", "rankOfUncovered", "rankOfCoverage", "ratio", "over100", "coldSpot",
    "scanCluster",
    "thresholdCluster", "reach", "nearest", "yes", "no", "filterCount", "target_met", "under_target", "no_data",
    "suppressed", "close",
  ]

  private static let keys = [
    "name", "code", "parent", "status", "eligible", "enrolled", "covered", "uncovered", "target", "coverage", "low",
    "high", "ratio", "smoothed", "rankUncovered", "rankCoverage", "over", "cold", "scan", "threshold", "reach",
    "nearest", "segments",
  ]

  private func values(_ unit: ReportUnit) -> String {
    typealias JSON = ScriptData
    let segments = unit.segments.map { segment in
      JSON.list([
        JSON.text(segment.eligible), JSON.text(segment.enrolled), JSON.text(segment.uncovered),
        JSON.text(segment.coverage),
      ])
    }
    return JSON.list([
      JSON.quoted(unit.name), JSON.text(unit.code), JSON.text(unit.parent), JSON.quoted(unit.status.rawValue),
      JSON.text(unit.eligible), JSON.text(unit.enrolled), JSON.text(unit.covered), JSON.text(unit.uncovered),
      JSON.text(unit.targetGap), JSON.text(unit.coverage), JSON.text(unit.low), JSON.text(unit.high),
      JSON.text(unit.enrolmentRatio), JSON.text(unit.smoothed), JSON.text(unit.rankByUncovered),
      JSON.text(unit.rankByCoverage), JSON.text(unit.isOver100), JSON.text(unit.isColdSpot),
      JSON.text(unit.scanCluster), JSON.text(unit.thresholdCluster), JSON.text(unit.reach),
      JSON.text(unit.nearestPoint), JSON.list(segments),
    ])
  }

  var data: String {
    typealias JSON = ScriptData
    let members = Self.scriptTexts.map { "\(JSON.quoted($0)):\(JSON.quoted(texts[$0]))" }
    let clusters = results.spatial.clusters.map { cluster in
      "\"\(cluster.number)\":{\"method\":\(JSON.quoted(cluster.method.rawValue)),\"order\":\(cluster.order),"
        + "\"units\":\(JSON.list(cluster.units.map { String($0) }))}"
    }
    return "{\"language\":\(JSON.quoted(language.rawValue)),\"texts\":{\(members.joined(separator: ","))},"
      + "\"keys\":\(JSON.list(Self.keys.map(JSON.quoted))),\"order\":\(JSON.list(order.map { String($0) })),"
      + "\"segments\":\(JSON.list(analysisSegments.map(JSON.quoted))),"
      + "\"clusters\":{\(clusters.joined(separator: ","))},"
      + "\"units\":[\n\(units.map(values).joined(separator: ",\n"))\n]}"
  }

  var analysisSegments: [String] { results.analysis.segments.map(\.label) }
}
