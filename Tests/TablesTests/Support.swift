import Diagnostics
import Tables
import Testing

/// A table of text, named `t.csv`.
func table(_ text: String, separator: Character? = nil, headerLine: Int? = nil) throws -> DelimitedTable {
  try DelimitedTable(bytes: Array(text.utf8), name: "t.csv", separator: separator, headerLine: headerLine)
}

/// One column `n` of these cells, each quoted.
func column(_ cells: [String]) throws -> DelimitedTable {
  try table("k;n\n" + cells.map { "x;\"\($0)\"\n" }.joined())
}

extension DelimitedTable {
  /// Every cell, row by row.
  var cells: [[String]] { (0..<rowCount).map { row in header.indices.map { cell(row, $0) } } }
  var raw: [[String]] { (0..<rowCount).map(rawRow) }
}

/// The same draws on every run (SplitMix64).
struct FixedGenerator: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
}
