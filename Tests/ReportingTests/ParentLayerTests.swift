import Coverage
import CoverageTestSupport
import Enrolment
import Geometry
import TestSupport
import Testing

@testable import Reporting

/// The layers of parents and of service points.
@Suite struct ParentLayerTests {
  private let desk = Workspace()

  private static let table = """
    kode;segmen;peserta;potensi
    A0;PU;50;100
    A0;BPU;30;20
    A1;PU;1;1000
    A1;BPU;0;10
    A2;PU;7;10
    A2;BPU;10;10

    """

  /// Squares of a tenth of a degree in a row: A0 and A1 touch, as do A2 and A3.
  private func analysis(
    _ parents: [String?], _ text: String = table, _ configure: (inout RunOptions) -> Void = { _ in }
  ) throws -> Analysis {
    let codes = parents.indices.map { "A\($0)" }
    let path = try desk.layer("peta", [("kode", codes), ("nama", codes), ("induk", parents)])
    return try desk.analysis(path, text) { options in
      options.layer.parentField = "induk"
      configure(&options)
    }
  }

  private func values<Value>(_ figure: Figure<ParentResults, Value>, _ analysis: Analysis) -> [Value?] {
    figure.values(of: ParentResults(analysis: analysis))
  }

  @Test func sumsStandInTheirFields() throws {
    let analysis = try analysis(["Utara", "Selatan", "Utara", "Timur"])
    #expect(values(ParentSumFigures.name, analysis) == ["Utara", "Selatan", "Timur"])
    #expect(values(ParentSumFigures.unitCount, analysis) == [2, 1, 1])
    #expect(values(ParentSumFigures.unitsWithData, analysis) == [2, 1, 0])
    #expect(values(ParentSumFigures.eligible, analysis) == [140, 1010, nil])
    #expect(values(ParentSumFigures.enrolled, analysis) == [97, 1, nil])
    #expect(values(ParentSumFigures.covered, analysis) == [87, 1, nil])
    #expect(values(ParentSumFigures.uncovered, analysis) == [53, 1009, nil])
    #expect(values(ParentSumFigures.surplus, analysis) == [10, 0, nil])
    let coverage: [Double?] = [100 * (87.0 / 140), 100 * (1.0 / 1010), nil]
    #expect(values(ParentSumFigures.coverage, analysis) == coverage)
    #expect(values(ParentSumFigures.targetGap, analysis) == [53, 1009, nil])
    #expect(values(ParentSumFigures.rankByUncovered, analysis) == [2, 1, nil])
    let layer = try ParentLayer.layer(analysis, decimals: 6, threads: 2)
    let column = layer.collection.properties.first { $0.name == "uncovered_bpu" }
    guard case .integer(let uncovered)? = column?.values else {
      Issue.record("uncovered_bpu is whole numbers")
      return
    }
    #expect(uncovered == [0, 10, nil])
  }

  @Test func equalParentsShareARank() throws {
    let rows = (0..<4).map { "A\($0);\($0 == 3 ? 9 : 5);10" }.joined(separator: "\n")
    let analysis = try analysis(["P", "Q", "R", "S"], "kode;peserta;potensi\n\(rows)\n")
    #expect(values(ParentSumFigures.rankByUncovered, analysis) == [1, 1, 1, 4])
  }

  @Test func unitsAreDissolvedIntoTheirParents() throws {
    let whole = try analysis(["P", "P", "P", "P"])
    let layer = try ParentLayer.layer(whole, decimals: 6, threads: 1)
    #expect(layer.collection.polygons.featureCount == 1 && layer.collection.polygons.polygonCount == 1)
    let box = layer.collection.polygons.bounds
    let units = whole.layer.polygons.bounds
    let differences = [box.minX - units.minX, box.minY - units.minY, box.maxX - units.maxX, box.maxY - units.maxY]
    #expect(differences.allSatisfy { $0.magnitude < 1e-6 })
    // A parent in two parts is one feature.
    let parted = try ParentLayer.layer(analysis(["P", "Q", "P", "Q"]), decimals: 6, threads: 2).collection.polygons
    #expect(parted.featureCount == 2 && parted.polygonCount == 4)
    #expect(
      try ParentLayer.layer(analysis([nil, nil, nil]), decimals: 6, threads: 1).collection.polygons.featureCount == 0)
  }

  /// Sums of which some are withheld are no sums: they are null, as their parents' figures have them.
  @Test func withheldParentsHaveNoFigures() throws {
    let rows = (0..<8).map { "A\($0);\($0 == 0 ? 2 : 40 + $0);100" } + ["A8;3;100", "A9;50;100"]
    let parents: [String?] = Array(repeating: "Besar", count: 8) + ["Kecil", "Sedang"]
    let analysis = try analysis(parents, "kode;peserta;potensi\n\(rows.joined(separator: "\n"))\n") {
      $0.isPublication = true
    }
    let withheld = analysis.parents.parents.map(\.isWithheld)
    #expect(withheld.contains(true) && withheld.contains(false))
    for figure in ParentSumFigures.all.dropFirst(5) {
      let column = figure.filledColumn(of: ParentResults(analysis: analysis))
      for (parent, isWithheld) in withheld.enumerated() {
        #expect((column.values.text(parent) == nil) == isWithheld, "\(figure.description.name)")
      }
    }
  }

  // MARK: Service points

  private func reach(_ analysis: Analysis) throws -> Reach {
    let bounds = analysis.layer.polygons.bounds
    let path = desk.folder.write(
      "nama,lon,lat\nBarat,\(bounds.minX),\(bounds.minY)\nTimur,\(bounds.maxX),\(bounds.maxY)\nJauh,0,50\n",
      to: "titik.csv")
    return try Reach(ServicePoints(.init(path: path)), kilometres: 5, in: analysis, threads: 1)
  }

  @Test func servicePointsKnowWhomTheyAreTheNearestFor() throws {
    let analysis = try analysis(["Utara", "Selatan", "Utara", "Timur"])
    let layer = ServiceLayer.layer(analysis, try reach(analysis))
    guard case .points(let points) = layer.collection.geometries else {
      Issue.record("service points are points")
      return
    }
    #expect(points.featureCount == 3 && Array(points.coordinates.suffix(2)) == [0, 50])
    let results = ServicePointResults(analysis: analysis, reach: try reach(analysis))
    #expect(ServicePointFigures.name.values(of: results) == ["Barat", "Timur", "Jauh"])
    #expect(ServicePointFigures.unitCount.values(of: results) == [2, 2, 0])
    #expect(ServicePointFigures.uncovered.values(of: results) == [1059, 3, nil])
    #expect(ServiceLayer.layer(analysis, nil).collection.geometries == .points(PointBuffer()))
  }

  /// A sum over units of which some are withheld would be false, or tell of them.
  @Test func servicePointsOfAPublicationHaveNoSums() throws {
    let rows = (0..<9).map { "A\($0);\(100 + $0);400" }.joined(separator: "\n")
    let analysis = try analysis(
      Array(repeating: "P", count: 9), "kode;peserta;potensi\n\(rows)\n"
    ) { $0.isPublication = true }
    let results = ServicePointResults(analysis: analysis, reach: try reach(analysis))
    #expect(ServicePointFigures.uncovered.values(of: results) == [nil, nil, nil])
    #expect(ServicePointFigures.unitCount.values(of: results).reduce(0) { $0 + ($1 ?? 0) } == 9)
  }
}
