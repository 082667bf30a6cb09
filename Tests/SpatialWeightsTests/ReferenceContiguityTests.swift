import Geometry
import Projections
import Shapefile
import SpatialWeights
import TestSupport
import Testing

/// Peers' neighbours on public layers, and the neighbours of Kaltim's units as computed from the real boundaries.
@Suite(.enabled(if: SharedData.isAvailable, "\(SharedData.reason)"))
struct ReferenceContiguityTests {
  func polygons(_ path: String) throws -> PolygonBuffer {
    try ShapefileReader(path: SharedData.path(path)).polygons(threads: 2).polygons
  }

  func codes(_ path: String) throws -> [String] {
    let table = try ShapefileReader(path: SharedData.path(path)).attributes()
    let field = try #require(table.index(of: "kode"))
    return try (0..<table.rowCount).map { try #require(table.columns[field].text(at: $0)) }
  }

  /// The cells of a file without quotes, by the names in its first line.
  func rows(_ path: String) throws -> [[String: String]] {
    let text = String(decoding: try #require(Files.read(SharedData.path(path))), as: UTF8.self)
    let lines = text.split(whereSeparator: \.isNewline)
      .map { $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init) }
    return lines.dropFirst().map { Dictionary(uniqueKeysWithValues: zip(lines[0], $0)) }
  }

  /// All five peers agree on all three layers, whose edges match vertex for vertex.
  @Test(arguments: ["nc", "sids2", "columbus"], SpatialWeights.Contiguity.allCases)
  func agreesWithPeers(layer: String, contiguity: SpatialWeights.Contiguity) throws {
    let polygons = try polygons("reference/layers/\(layer).shp")
    let weights = SpatialWeights.contiguity(of: polygons, contiguity, threads: 2)
    let expected = try rows("reference/contiguity/\(layer)_\(contiguity.rawValue).csv")
    #expect(expected.count == weights.unitCount)
    for (unit, row) in expected.enumerated() {
      #expect(row["idx"] == String(unit))
      #expect(row["nbrs_libpysal_W"] == weights.neighbours(of: unit).map(String.init).joined(separator: ";"))
      for peer in ["libpysal_W", "Graph", "Graph_strict", "pygeoda", "spdep"] {
        #expect(row["n_" + peer] == String(weights.cardinality(of: unit)))
      }
    }
    #expect(weights.isSymmetric)
  }

  /// Pairs of codes, the smaller first.
  func pairs(_ weights: SpatialWeights, _ codes: [String]) -> Set<[String]> {
    var pairs: Set<[String]> = []
    for unit in 0..<weights.unitCount {
      for other in weights.neighbours(of: unit) { pairs.insert([codes[unit], codes[Int(other)]].sorted()) }
    }
    return pairs
  }

  @Test func kecamatanOfKaltim() throws {
    let path = "boundaries/kaltim_kecamatan_cahyadsn_desadissolve.shp"
    let polygons = try polygons(path)
    let codes = try codes(path)
    let expected = Set(
      try rows("facts/kaltim_kecamatan_neighbours_desadissolve.csv").map { try [#require($0["a"]), #require($0["b"])] })
    #expect(expected.count == 249)

    // One pair of the 249 does not touch in this file: Batu Sopang and Paser Belengkong are 26 micrometres apart.
    let exact = SpatialWeights.contiguity(of: polygons, threads: 2)
    #expect(expected.subtracting(pairs(exact, codes)) == [["64.01.01", "64.01.03"]])
    #expect(pairs(exact, codes).isSubset(of: expected))
    let misses = exact.nearMisses(in: polygons, within: .metres(0.5, on: .wgs84), threads: 2)
    #expect(misses.map { [codes[$0.first], codes[$0.second]].sorted() } == [["64.01.01", "64.01.03"]])
    #expect(misses.allSatisfy { $0.gap > 2e-5 && $0.gap < 3e-5 })

    let snapped = SpatialWeights.contiguity(of: polygons, snap: .metres(0.001, on: .wgs84), threads: 2)
    #expect(pairs(snapped, codes) == expected)
    // Maratua is an island.
    #expect(snapped.isolates.map { codes[$0] } == ["64.03.11"])
    #expect(exact.isolates == snapped.isolates)
  }

  @Test(arguments: [
    "kaltim_kabkota_cahyadsn_desadissolve", "kaltim_kabkota_bps_quarcs", "kaltim_kabkota_big_mashadinoor",
  ])
  func regenciesOfKaltim(layer: String) throws {
    let polygons = try polygons("boundaries/\(layer).shp")
    for contiguity in SpatialWeights.Contiguity.allCases {
      let weights = SpatialWeights.contiguity(of: polygons, contiguity, threads: 2)
      #expect(weights.linkCount == 2 * 14)
      #expect(weights.isolates.isEmpty)
    }
    guard layer == "kaltim_kabkota_cahyadsn_desadissolve" else { return }
    let codes = try codes("boundaries/\(layer).shp")
    let weights = SpatialWeights.contiguity(of: polygons, threads: 1)
    for row in try rows("facts/kaltim_kabkota_reference.csv") {
      let unit = try #require(codes.firstIndex { $0 == row["kode"] })
      #expect(row["neigh"] == weights.neighbours(of: unit).map { codes[Int($0)] }.sorted().joined(separator: " "))
    }
  }

  /// Shared edges do not match: 206 pairs have a vertex in common, 244 touch.
  @Test func kecamatanWhoseEdgesDoNotMatch() throws {
    let path = "boundaries/kaltim_kecamatan_cahyadsn_native.shp"
    let polygons = try polygons(path)
    let exact = SpatialWeights.contiguity(of: polygons, threads: 2)
    #expect(exact.linkCount == 2 * 206)
    let touching = SpatialWeights.contiguity(of: polygons, snap: .metres(1e-6, on: .wgs84), threads: 2)
    #expect(touching.linkCount == 2 * 244)

    let misses = exact.nearMisses(in: polygons, within: .metres(50, on: .wgs84), threads: 2)
    #expect(misses.count(where: { $0.gap < 1e-6 }) == 38)
    #expect(misses.count == 42)
    let snapped = SpatialWeights.contiguity(of: polygons, snap: .metres(50, on: .wgs84), threads: 2)
    #expect(snapped.linkCount == 2 * (206 + 42))
    // What differs from the layer that does match is how the boundaries were drawn, not how they were compared:
    // shapely's distances give the same 248 pairs.
    let found = pairs(snapped, try codes(path))
    let reference = Set(
      try rows("facts/kaltim_kecamatan_neighbours_desadissolve.csv").map { try [#require($0["a"]), #require($0["b"])] })
    #expect(found.intersection(reference).count == 246)
    #expect(
      reference.subtracting(found)
        == [["64.03.03", "64.03.04"], ["64.07.18", "64.07.20"], ["64.72.02", "64.72.09"]])
    #expect(found.subtracting(reference) == [["64.03.03", "64.03.07"], ["64.72.02", "64.72.07"]])
  }

  /// Shapely's `dwithin` on the boundaries of the villages finds 2,901 pairs at 0.0005 degrees.
  @Test func villagesWithinATolerance() throws {
    let polygons = try polygons("boundaries/kaltim_desa_cahyadsn.shp")
    let weights = SpatialWeights.contiguity(of: polygons, snap: .layerUnits(0.0005), threads: 2)
    #expect(weights.linkCount == 2 * 2_901)
    #expect(weights.isSymmetric)
    #expect(weights.isolates.count == 5)
  }

  @Test func nationalLayer() throws {
    let polygons = try polygons("boundaries/indonesia_kecamatan.shp")
    for contiguity in SpatialWeights.Contiguity.allCases {
      let weights = SpatialWeights.contiguity(of: polygons, contiguity, threads: 1)
      #expect(weights.unitCount == 7_285)
      #expect(weights.isSymmetric)
      #expect(weights == SpatialWeights.contiguity(of: polygons, contiguity, threads: 3))
    }
  }
}
