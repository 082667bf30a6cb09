import SpatialWeights
import TestSupport
import Testing

/// A table of peers' answers from the reference data.
struct ReferenceTable {
  private let columns: [String: [String]]
  let count: Int

  /// A comma-separated file below `reference/`; no cell of these is quoted.
  init(_ path: String) throws {
    let bytes = try #require(Files.read(SharedData.path("reference/" + path)))
    let lines = String(decoding: bytes, as: UTF8.self).split(whereSeparator: \.isNewline)
    let rows = lines.map { $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init) }
    var columns: [String: [String]] = [:]
    for (position, name) in rows[0].enumerated() { columns[name] = rows.dropFirst().map { $0[position] } }
    self.columns = columns
    count = rows.count - 1
  }

  var names: [String] { Array(columns.keys) }

  func numbers(_ name: String) throws -> [Double] { try strings(name).map { try #require(Double($0)) } }
  func integers(_ name: String) throws -> [Int] { try strings(name).map { try #require(Int($0)) } }
  func strings(_ name: String) throws -> [String] { try #require(columns[name]) }

  /// The neighbours that libpysal found.
  static func contiguity(_ name: String) throws -> SpatialWeights {
    let table = try ReferenceTable("contiguity/\(name).csv")
    let lists = try table.strings("nbrs_libpysal_W").map { cell in
      try cell.split(separator: ";").map { try #require(Int($0)) }
    }
    return SpatialWeights(rows: lists)
  }
}

/// Whether two numbers agree to 10⁻⁹, relative to the larger of the expected one and 1.
func agree(_ value: Double?, _ expected: Double, tolerance: Double = 1e-9) -> Bool {
  guard let value else { return false }
  return abs(value - expected) <= tolerance * max(1, abs(expected))
}
