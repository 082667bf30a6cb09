import CoverageTestSupport
import Diagnostics
import Foundation
import Geometry
import TestSupport
import Testing

@testable import Boundaries
@testable import BoundaryRepair
@testable import Coverage
@testable import Reporting

/// What `check` says of edges that do not match.
@Suite struct SpatialAuditTests {
  /// Four squares in a row by the equator, with gaps of 10, 0.2 and 500 metres between them, and an island.
  private func layer(_ workspace: Workspace) throws -> BoundaryLayer {
    // A degree of longitude on the equator has this many metres.
    let degree = 111_319.490_793_273_57
    var polygons = PolygonBuffer()
    var west = 116.0
    for gap in [10, 0.2, 500, 0] {
      let east = west + 0.25
      polygons.append(feature: [[[(west, 0), (east, 0), (east, 0.25), (west, 0.25), (west, 0)]]])
      west = east + gap / degree
    }
    let fields: [Workspace.TextField] = [("kode", ["A", "B", "C", "D"]), ("nama", ["Satu", "Dua", "Tiga", "Empat"])]
    let path = try workspace.layer("peta", fields, polygons: polygons)
    return try BoundaryLayer(path: path, options: .init())
  }

  @Test func nearMissesAreNamedWithTheSnapThatJoinsThem() throws {
    let workspace = Workspace()
    let layer = try layer(workspace)
    let audit = try NeighbourAudit(layer, snapMetres: 0, threads: 2)
    let english = Summary(.english)
    #expect(english.neighbours(audit) == ["Neighbours : 0 pairs (queen), 0.0 a unit"])
    let lines = english.nearMisses(audit, of: layer)
    #expect(lines.count == 5)
    #expect(
      lines[0] == "Without neighbours, so without local statistics (4): A Satu, B Dua, C Tiga, D Empat.")
    #expect(lines[1] == "Nearly touching, but not counted as neighbours (gaps up to 50 m): 2 pairs.")
    #expect(lines[2].hasPrefix("- A Satu – B Dua: gap of 10.00 m at 0.25000, 116.25000"))
    #expect(lines[3].hasPrefix("- B Dua – C Tiga: gap of 0.20 m at "))
    // The gaps come out a little above or below the whole metre.
    let all = try #require(audit.nearMisses.most).metres
    #expect(all == 10 || all == 11)
    #expect(
      lines[4]
        == "--snap \(all) would join them all; --snap 1 would join 1. Look at the map first: some may be apart for "
        + "good reason, as by a river.")
    let indonesian = Summary(.indonesian)
    #expect(indonesian.neighbours(audit) == ["Tetangga   : 0 pasang (queen), rata-rata 0,0 per wilayah"])
    #expect(
      indonesian.nearMisses(audit, of: layer)[4]
        == "--snap \(all) menyambung semuanya; --snap 1 menyambung 1. Periksa dahulu di peta: ada yang memang terpisah, "
        + "misalnya oleh sungai.")

    // And they do join them.
    #expect(try NeighbourAudit(layer, snapMetres: 1, threads: 2).nearMisses.pairs.count == 1)
    let snapped = try NeighbourAudit(layer, snapMetres: Double(all), threads: 2)
    #expect(snapped.nearMisses.pairs.isEmpty)
    #expect(snapped.weights.linkCount == 4)
    #expect(
      english.nearMisses(snapped, of: layer) == ["Without neighbours, so without local statistics (1): D Empat."])
  }

  @Test func theReportIsJSONToo() throws {
    let workspace = Workspace()
    let path = try layer(workspace).provenance.path
    let audit = try Audit(Audit.Inputs(boundaries: path, enrolment: nil))
    let neighbours = try NeighbourAudit(audit.layer, snapMetres: 0, threads: 1)
    let defects = try BoundaryDefects(audit.layer, threads: 1)
    let object =
      try JSONSerialization.jsonObject(with: Data(audit.json(neighbours, defects, obstacle: nil, .english)))
      as? [String: Any]
    #expect(object?["ready"] as? Bool == true)
    let report = try #require(object?["neighbours"] as? [String: Any])
    let weights = try #require(report["weights"] as? [String: Any])
    #expect(weights["isolates"] as? [String] == ["A", "B", "C", "D"])
    #expect(weights["links"] as? Int == 0)
    let misses = try #require(report["near_misses"] as? [[String: Any]])
    #expect(misses.map { $0["first"] as? String } == ["A", "B"])
    #expect(misses.map { $0["second"] as? String } == ["B", "C"])
    #expect(agree(misses[0]["gap_metres"] as? Double, 10, tolerance: 1e-3))
    #expect(agree(misses[1]["gap_metres"] as? Double, 0.2, tolerance: 1e-3))
    #expect(report["near_miss_limit_metres"] as? Double == 50)
    #expect(report["snap_metres_joining_all"] as? Int == neighbours.nearMisses.most?.metres)
    #expect(audit.report(neighbours, defects, obstacle: nil, Summary(.english)).last == "Ready for analyze.")
  }

  @Test func analyzeGivesNoticeOfThem() throws {
    let workspace = Workspace()
    let path = try layer(workspace).provenance.path
    let analysis = try workspace.analysis(path, "kode,enrolled,eligible\nA,1,2\nB,1,2\nC,1,2\nD,1,2\n")
    func notices(_ configure: (inout SpatialOptions) -> Void) throws -> [String] {
      var options = SpatialOptions()
      options.permutations = 9
      options.replications = 0
      configure(&options)
      return try SpatialAnalysis(analysis, options: options, threads: 1).notices(analysis).map(\.english)
    }
    #expect(try notices { _ in }.contains { $0.hasPrefix("Pairs of units that nearly touch") && $0.contains(": 2. ") })
    #expect(try notices { $0.snapMetres = 20 }.allSatisfy { !$0.hasPrefix("Pairs of units") })
    #expect(try notices { $0.neighbourhood = .nearest(1) }.allSatisfy { !$0.hasPrefix("Pairs of units") })
  }

  @Test func matchingEdgesAreNoNearMiss() throws {
    let layer = try BoundaryLayer(path: PackageFolder.path + "/shapes/kaltim_kecamatan.shp", options: .init())
    let audit = try NeighbourAudit(layer, snapMetres: 0, threads: 2)
    #expect(audit.nearMisses.pairs.isEmpty)
    #expect(audit.weights.isolates.map { layer.units[$0].name } == ["Maratua"])
  }

  /// With rook contiguity, units that meet in a corner are no near miss: no snap would join them.
  @Test func cornersAreNoNearMissOfRooks() throws {
    let workspace = Workspace()
    let codes = (0..<40).map { "A\($0)" }
    let path = try workspace.layer("kotak", [("kode", codes), ("nama", codes)])
    let grid = try BoundaryLayer(path: path, options: .init())
    for snap in [0.0, 30] {
      let audit = try NeighbourAudit(grid, neighbourhood: .rook, snapMetres: snap, threads: 2)
      #expect(audit.nearMisses.pairs.isEmpty && audit.nearMisses.most == nil)
      #expect(audit.weights.linkCount == 2 * (19 * 2 + 20))
    }
    #expect(
      Summary(.english).neighbours(try NeighbourAudit(grid, neighbourhood: .rook, snapMetres: 0, threads: 1))
        == ["Neighbours : 58 pairs (rook), 2.9 a unit"])

    // Gaps are told with a snap that joins them.
    let layer = try layer(workspace)
    let audit = try NeighbourAudit(layer, neighbourhood: .rook, snapMetres: 0, threads: 2)
    let most = try #require(audit.nearMisses.most)
    #expect(audit.nearMisses.pairs.count == 2 && most.joined == 2)
    let line = Summary(.english).nearMisses(audit, of: layer).last
    #expect(line?.hasPrefix("--snap \(most.metres) would join them all; --snap 1 would join 1. Look") == true)
    let snapped = try NeighbourAudit(layer, neighbourhood: .rook, snapMetres: Double(most.metres), threads: 2)
    #expect(snapped.nearMisses.pairs.isEmpty && snapped.weights.linkCount == 4)
  }

  /// Neighbours by distance have no edges to match.
  @Test func nearestNeighboursAreAuditedAsTheyAre() throws {
    let workspace = Workspace()
    let layer = try layer(workspace)
    let audit = try NeighbourAudit(layer, neighbourhood: .nearest(1), snapMetres: 0, threads: 1)
    #expect(audit.nearMisses.pairs.isEmpty && audit.weights.isolates.isEmpty)
    #expect(Summary(.english).neighbours(audit) == ["Neighbours : 4 links one way (knn:1), 1.0 a unit"])
    expectFault(
      .usage,
      en: "Cannot take the 9 nearest neighbours: this layer has 4 units with a geometry. Choose a number from 1 to 3."
    ) { try NeighbourAudit(layer, neighbourhood: .nearest(9), snapMetres: 0, threads: 1) }
  }
}
