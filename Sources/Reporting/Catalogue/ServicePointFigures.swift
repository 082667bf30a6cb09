internal import Coverage
internal import Diagnostics
internal import Enrolment

/// The figures of a service point, in the order of `services.geojson`. **A new figure of service points is an entry here**,
/// named in `all`.
package enum ServicePointFigures {
  package static let all: [any FigureOf<ServicePointResults>] = [name, unitCount, uncovered]

  package static let name = Figure<ServicePointResults, String>(
    "name", title: Message(id: "Titik layanan", en: "Service point"),
    meaning: Message(
      id: "nama titik layanan; kosong bila berkasnya tidak memuat nama",
      en: "name of the service point; null where its file has none")
  ) { $0.points.map(\.name) }

  package static let unitCount = Figure<ServicePointResults, Int>(
    "units", title: Message(id: "Jumlah wilayah terdekat", en: "Nearest for units"),
    meaning: Message(
      id: "jumlah wilayah yang titik layanan terdekatnya titik itu, diukur dari titik tengah wilayah",
      en: "number of units that it is the nearest point for, from their centroids")
  ) { results in results.units.map(\.count) }

  package static let uncovered = Figure<ServicePointResults, Int>(
    "uncovered", title: UnitFigures.uncovered.title,
    meaning: Message(
      id:
        "pekerja belum terlindungi di wilayah-wilayah itu yang punya data; kosong bila tidak ada, dan dalam publikasi",
      en: "uncovered workers in those of these units that have data; null where none has, and in a publication")
  ) { results in
    // In a publication some units are withheld: what remains would be a false sum, and the whole one could tell of them.
    if results.analysis.disclosure.isPublication { return nil }
    return results.units.map { units in
      let known = units.compactMap { results.analysis.figures.units[$0]?.uncovered }
      return known.isEmpty ? nil : known.reduce(0, +)
    }
  }
}

/// What the figures of service points are read from.
package struct ServicePointResults: FigureSubject {
  let analysis: Analysis
  fileprivate let points: [ServicePoints.Point]
  /// By point, the units that it is the nearest for.
  fileprivate let units: [[Int]]

  /// - Parameter reach: nil where no service points were given, of which there are none then.
  init(analysis: Analysis, reach: Reach?) {
    self.analysis = analysis
    points = reach?.points.points ?? []
    var units = [[Int]](repeating: [], count: points.count)
    for (unit, found) in (reach?.units ?? []).enumerated() {
      if let point = found.nearestPoint { units[point].append(unit) }
    }
    self.units = units
  }

  package var count: Int { points.count }
}
