import ArgumentParser
import Glibc
import Shapefile

/// The eligible workers of the units that ship.
enum ShippedCounts {
  /// By unit of the layer, summed over the segments of the table; 0 for a unit without a row.
  static func eligible(table path: String, layer: String) throws -> [Int] {
    let attributes = try ShapefileReader(path: layer).attributes()
    guard let field = attributes.index(of: "kode") else { throw ValidationError("\(layer) has no field kode.") }
    let codes = (0..<attributes.rowCount).map { attributes.columns[field].text(at: $0) ?? "" }
    guard let file = fopen(path, "r") else { throw ValidationError("\(path) cannot be read.") }
    defer { fclose(file) }
    var sums: [String: Int] = [:]
    var columns: (code: Int, eligible: Int)?
    var buffer = [CChar](repeating: 0, count: 4096)
    while fgets(&buffer, Int32(buffer.count), file) != nil {
      let line = String(decoding: buffer.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
      let cells = line.split(separator: ";", omittingEmptySubsequences: false).map {
        String($0.filter { !$0.isWhitespace })
      }
      guard let (code, eligible) = columns else {
        guard let code = cells.firstIndex(of: "kode"), let eligible = cells.firstIndex(of: "potensi") else {
          throw ValidationError("\(path) has no columns kode and potensi.")
        }
        columns = (code, eligible)
        continue
      }
      if cells.count > max(code, eligible) { sums[cells[code], default: 0] += Int(cells[eligible]) ?? 0 }
    }
    return codes.map { sums[$0] ?? 0 }
  }
}
