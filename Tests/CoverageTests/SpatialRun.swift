import CoverageTestSupport
import Foundation
import GEOS
import Geometry
import Shapefile
import TestSupport
import Testing

@testable import Coverage
@testable import Reporting
@testable import RunFiles

/// An analysis with its clusters, and the files that it wrote as they are read back.
struct SpatialRun {
  let analysis: Analysis
  let spatial: SpatialAnalysis
  let coverage: Features
  let clusters: Features
  let record: [String: Any]

  init(_ analysis: Analysis, threads: Int = 2, _ configure: (inout SpatialOptions) -> Void = { _ in }) throws {
    var options = SpatialOptions()
    options.permutations = 999
    configure(&options)
    let folder = TemporaryFolder()
    let output = "\(folder.path)/keluar"
    let spatial = try SpatialAnalysis(analysis, options: options, threads: threads)
    try Results(analysis, spatial, SpatialGaps(analysis, threads: threads), decimals: 6, threads: threads).write(
      to: OutputFolder(output, replacing: false), optionTexts: [:], time: "2026-01-01T00:00:00Z")
    func object(_ name: String) throws -> [String: Any] {
      let data = Data(try #require(Files.read("\(output)/\(name)")))
      return try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
    }
    self.analysis = analysis
    self.spatial = spatial
    coverage = try Features(object("coverage.geojson"))
    clusters = try Features(object("clusters.geojson"))
    record = try object("run.json")
  }

  var statistics: [String: Any] { record["statistics"] as? [String: Any] ?? [:] }
  var notices: [String] { record["notices"] as? [String] ?? [] }

  /// The clusters of one method, by their place among all.
  func clusters(_ method: String) -> [Int] { clusters.indices.filter { clusters.texts("method")[$0] == method } }

  /// The positions of a cluster's units in the layer.
  func members(_ cluster: Int) throws -> [Int] {
    let codes = coverage.texts("code")
    return try (clusters.texts("unit_codes")[cluster] ?? "").components(separatedBy: "; ").map {
      try #require(codes.firstIndex(of: $0))
    }
  }
}

/// Features of a GeoJSON file by column.
struct Features {
  private let properties: [[String: Any]]
  let ids: [Any?]
  let polygons: PolygonBuffer

  init(_ collection: [String: Any]) throws {
    let features = try #require(collection["features"] as? [[String: Any]])
    properties = try features.map { try #require($0["properties"] as? [String: Any]) }
    ids = features.map { $0["id"] }
    var polygons = PolygonBuffer()
    for feature in features {
      let geometry = feature["geometry"] as? [String: Any]
      let parts =
        geometry?["coordinates"] as? [[[[Double]]]] ?? (geometry?["coordinates"] as? [[[Double]]]).map { [$0] } ?? []
      polygons.append(feature: parts.map { $0.map { ring in ring.map { ($0[0], $0[1]) } } })
    }
    self.polygons = polygons
  }

  var indices: Range<Int> { properties.indices }
  func numbers(_ name: String) -> [Double?] { properties.map { $0[name] as? Double } }
  func integers(_ name: String) -> [Int?] { properties.map { $0[name] as? Int } }
  func texts(_ name: String) -> [String?] { properties.map { $0[name] as? String } }
  func flags(_ name: String) -> [Bool?] { properties.map { $0[name] as? Bool } }
  /// Whether every feature has the property, null or not.
  func has(_ name: String) -> Bool { properties.allSatisfy { $0[name] != nil } }

  /// In the plane of the coordinates.
  func area(_ feature: Int) throws -> Double { try GEOSContext().shape(ofFeature: feature, in: polygons).area }
  func invalidity(_ feature: Int) throws -> Invalidity? {
    try GEOSContext().shape(ofFeature: feature, in: polygons).invalidity
  }
}

extension Workspace {
  /// Runs units of these counts, as cells of a grid twenty to a row, or with polygons of their own.
  func run(
    _ covered: [Int?], of eligible: [Int], polygons: PolygonBuffer? = nil, threads: Int = 2,
    _ configure: (inout SpatialOptions) -> Void = { _ in }
  ) throws -> SpatialRun {
    let codes = covered.indices.map { "A\($0)" }
    let fields: [TextField] = [("kode", codes), ("nama", codes.map { "Wilayah \($0)" })]
    let path = try layer("peta", fields, polygons: polygons ?? squares(codes.count))
    var text = "kode,enrolled,eligible\n"
    for (unit, count) in covered.enumerated() {
      if let count { text += "\(codes[unit]),\(count),\(eligible[unit])\n" }
    }
    return try SpatialRun(analysis(path, text), threads: threads, configure)
  }
}

/// A table of peers' answers from the reference data; no cell of these is quoted.
struct PeerTable {
  private let columns: [String: [String]]

  init(_ path: String) throws {
    let bytes = try #require(Files.read(SharedData.path("reference/" + path)))
    let lines = String(decoding: bytes, as: UTF8.self).split(whereSeparator: \.isNewline)
    let rows = lines.map { $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init) }
    var columns: [String: [String]] = [:]
    for (position, name) in rows[0].enumerated() { columns[name] = rows.dropFirst().map { $0[position] } }
    self.columns = columns
  }

  func texts(_ name: String) throws -> [String] { try #require(columns[name]) }
  func numbers(_ name: String) throws -> [Double] { try texts(name).map { try #require(Double($0)) } }
  func integers(_ name: String) throws -> [Int] { try texts(name).map { try #require(Int($0)) } }

  /// The neighbours that libpysal found.
  static func neighbours(_ name: String) throws -> [[Int]] {
    try PeerTable("contiguity/\(name).csv").texts("nbrs_libpysal_W").map { cell in
      try cell.split(separator: ";").map { try #require(Int($0)) }
    }
  }
}
