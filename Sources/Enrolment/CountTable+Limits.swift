internal import Diagnostics
internal import Tables

extension CountTable {
  /// More than there are people on Earth. What is larger is a NIK, a participant number, an amount of money or a slip.
  static let largestCount = 10_000_000_000
  /// Above 2⁵³ not every whole number has a place in JSON or in a spreadsheet; sums that stay below it need no check
  /// anywhere else.
  static let largestSum = 1 << 53

  /// - Parameters:
  ///   - columns: positions in the header, beside `counts` by column and row.
  /// - Throws: `Diagnostic` for the first cell that is above `largestCount`, and for the cell with which the sum of all
  ///   of them goes beyond `largestSum`.
  static func requirePlausible(_ counts: [[Int?]], columns: [Int], of table: DelimitedTable) throws {
    var sum = 0
    for row in 0..<table.rowCount {
      for (column, values) in zip(columns, counts) {
        guard let count = values[row] else { continue }
        if count > largestCount {
          throw Diagnostic.implausibleCount(
            count, at: table.place(row, column), column: table.header[column], table: table.name)
        }
        sum += count
        if sum > largestSum {
          throw Diagnostic.sumTooLarge(
            at: table.place(row, column), column: table.header[column], table: table.name)
        }
      }
    }
  }
}

extension Diagnostic {
  static func implausibleCount(_ count: Int, at place: Message, column: String, table: String) -> Diagnostic {
    // Sixteen digits may be somebody's NIK, which no message repeats.
    let digits = String(count).count
    return Diagnostic(
      .badInput, "table.count.implausible", ["table": table, "column": column, "digits": String(digits)],
      id: "Tabel \(table), \(place.indonesian): kolom “\(column)” berisi angka \(digits) digit, lebih banyak daripada "
        + "penduduk bumi. Mungkin ini NIK, nomor peserta atau nilai uang; sebutkan kolom yang memuat jumlah pekerja.",
      en: "Table \(table), \(place.english): the column “\(column)” holds a number of \(digits) digits, more than there "
        + "are people on Earth. It may be a NIK, a participant number or an amount of money; name the column that counts "
        + "workers.")
  }

  static func sumTooLarge(at place: Message, column: String, table: String) -> Diagnostic {
    Diagnostic(
      .badInput, "table.sum.overflow", ["table": table, "column": column],
      id: "Tabel \(table), \(place.indonesian): sampai kolom “\(column)” di sini jumlahnya melampaui 2⁵³, lebih besar "
        + "daripada yang dapat dihitung dengan tepat. Sebutkan kolom yang memuat jumlah pekerja.",
      en: "Table \(table), \(place.english): with the column “\(column)” here the sum goes beyond 2⁵³, more than can be "
        + "counted exactly. Name the column that counts workers.")
  }
}
