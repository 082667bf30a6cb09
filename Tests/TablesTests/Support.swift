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
