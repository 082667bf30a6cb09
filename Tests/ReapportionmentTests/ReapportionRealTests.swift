import CoverageTestSupport
import Geometry
import Shapefile
import TestSupport
import Testing

@testable import Boundaries
@testable import Reapportionment

/// 102 kecamatan of 2020 to the 105 of 2025.
@Suite(.enabled(if: SharedData.isAvailable, Comment(rawValue: SharedData.reason)))
struct ReapportionRealTests {
  static let old = SharedData.path("boundaries/kaltim_kecamatan_hdx2020_noAnggana.shp")
  static let new = SharedData.path("boundaries/kaltim_kecamatan_cahyadsn_desadissolve.shp")

  /// Counts that differ from unit to unit.
  static func table() throws -> String {
    let layer = try BoundaryLayer(path: old, options: .init())
    var text = "kode,segmen,peserta,potensi\n"
    for (index, unit) in layer.units.enumerated() {
      text += "\(unit.code ?? ""),PU,\(31 + 977 * index),\(97 + 1009 * index)\n"
      text += "\(unit.code ?? ""),BPU,\(12_345 - 101 * index),\(11_111 - 11 * index)\n"
    }
    return text
  }

  /// Shares of the old unit's area as geopandas 1.0 overlays them in EPSG:6933, in per cent.
  static let reference: [(from: String, to: String, share: Double)] = [
    ("id6403010", "64.02.20", 56.982448), ("id6403010", "64.02.13", 37.802674), ("id6403010", "64.02.14", 3.909126),
    ("id6403080", "64.02.08", 43.930869), ("id6403080", "64.02.19", 43.395128), ("id6403080", "64.02.11", 9.618589),
    ("id6401030", "64.01.03", 96.601583), ("id6405060", "64.03.03", 43.364942), ("id6472060", "64.02.04", 4.137754),
    ("id6411030", "64.02.12", 20.715994), ("id6405050", "64.03.01", 5.514057), ("id6474010", "64.02.17", 4.919218),
  ]

  @Test func sharesAgreeWithAnIndependentOverlay() throws {
    let space = Workspace()
    let result = try space.reapportion(Self.table(), Self.old, Self.new)
    #expect(result.matrix.entries.count == 546)
    for (from, to, share) in Self.reference {
      let entry = result.matrix.entries.first {
        result.from.units[$0.from].code == from && result.to.units[$0.to].code == to
      }
      let own = try 100 * #require(entry).shareOfOld
      #expect(abs(own - share) < 1e-3 * share, "\(from) \(to): \(own)")
    }
  }

  @Test func unchangedUnitsStayWholeAndTwoAreSplit() throws {
    let space = Workspace()
    let result = try space.reapportion(Self.table(), Self.old, Self.new)
    #expect(result.matrix.agreement.isDrawnApart)
    #expect(result.matrix.unchanged.count { $0 != nil } == 100)
    let estimated = result.to.units.indices.filter { result.basis[$0] == .byArea }.map { result.to.units[$0].name }
    #expect(Set(estimated) == ["Samboja", "Samboja Barat", "Kota Bangun", "Kota Bangun Darat"])
    let without = result.to.units.indices.filter { result.basis[$0] == .none }.map { result.to.units[$0].name }
    #expect(without == ["Anggana"])
    let counts = result.ledger.total.carried
    #expect(counts == result.ledger.used)
    for (segment, ledger) in zip(result.periods[0].enrolled, result.ledger.segments) {
      #expect(segment.reduce(0) { $0 + ($1 ?? 0) } == ledger.account.carried.enrolled)
    }
    for unit in result.to.units.indices where result.basis[unit] != .none {
      let (enrolled, eligible) = (result.periods[0].enrolled, result.periods[0].eligible)
      // Every old unit has fewer participants than workers in the first segment, and so has every new one.
      #expect(try #require(enrolled[0][unit]) <= #require(eligible[0][unit]))
    }
  }

  /// Slivers and the same units set aside, every new count is within one worker for each source of its expectation.
  @Test func byAreaAloneCountsFollowTheAreas() throws {
    let space = Workspace()
    let result = try space.reapportion(Self.table(), Self.old, Self.new) {
      $0.sameUnits = 100
      $0.minShare = 0
    }
    #expect(result.ledger.total.carried == result.ledger.used)
    var expected = [Double](repeating: 0, count: result.to.units.count)
    var sources = [Int](repeating: 0, count: result.to.units.count)
    for old in result.from.units.indices {
      let used = result.matrix.entries[result.matrix.rows[old]].filter { $0.use == .used }
      let sum = used.reduce(0) { $0 + $1.areaSquareMetres }
      for entry in used {
        expected[entry.to] += Double(31 + 977 * old) * entry.areaSquareMetres / sum
        sources[entry.to] += 1
      }
    }
    for unit in result.to.units.indices where sources[unit] > 0 {
      let count = try #require(result.periods[0].enrolled[0][unit])
      #expect(abs(Double(count) - expected[unit]) <= Double(sources[unit]))
    }
  }

  @Test func threadsDoNotMatter() throws {
    let space = Workspace()
    let results = try [1, 4].map { threads in
      try space.reapportion(Self.table(), Self.old, Self.new) {
        $0.threads = threads
        $0.oldLayer.threads = threads
        $0.newLayer.threads = threads
        $0.sameUnits = 100
      }
    }
    #expect(results[0].countsCSV == results[1].countsCSV)
    #expect(results[0].matrixCSV == results[1].matrixCSV)
  }
}
