internal import Areas
internal import Diagnostics
internal import TableReading
internal import Tables

/// Reads a table of counts as `analyze` does. What it understands, written clean, must be understood as the same counts, or
/// be asked about.
enum CountsOracle {
  struct Fault: Error, CustomStringConvertible {
    let description: String
  }

  static func read(_ input: [UInt8]) throws {
    for level in [AdministrativeLevel.district, nil] {
      let reading = try reading(input, name: "table.csv", level)
      // Whether such rows are units or sums, the map decides.
      guard reading.provenSums.isEmpty else { continue }
      // A question is an answer: columns may tell what rows leave open.
      guard let again = try? self.reading(CleanTable(reading).csv, name: "clean.csv", level) else { continue }
      let (first, second) = (counts(reading), counts(again))
      if first != second { throw Fault(description: "read as \(first), and once written clean as \(second)") }
    }
  }

  private static func reading(_ bytes: [UInt8], name: String, _ level: AdministrativeLevel?) throws -> TableReading {
    let draft = try TableDraft(TableFile(bytes: bytes, name: name), format: .init())
    return try TableReading(draft, purpose: .both, level: level, options: .init())
  }

  /// Participants and eligible workers of all rows.
  private static func counts(_ reading: TableReading) -> [Int] {
    [reading.enrolled, reading.eligible].map { columns in
      columns.reduce(0) { sum, column in reading.rows.reduce(sum) { $0 + (column[$1] ?? 0) } }
    }
  }
}
