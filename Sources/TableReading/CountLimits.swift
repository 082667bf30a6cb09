package import Diagnostics
internal import Tables

/// What a count and a sum of counts can be. Every column of counts is held to it when it is read, so that nothing which adds
/// counts up needs a check of its own.
package enum CountLimits {
  /// How many segments a table may have. Each has four properties in the map's layers, of which a GeoPackage holds 2,000
  /// with those of the units themselves.
  package static let segments = 400
  /// More than there are people on Earth. What is larger is a NIK, a participant number, an amount of money or a slip.
  static let largestCount = 10_000_000_000
  /// Above 2⁵³ not every whole number has a place in JSON or in a spreadsheet.
  static let largestSum = 1 << 53

  /// - Throws: `Diagnostic` for the first cell that is above `largestCount`, and for the cell with which the sum of the
  ///   column goes beyond `largestSum`.
  static func check(
    _ counts: [Int?], column: Int, of table: DelimitedTable, largestSum: Int = Self.largestSum
  ) throws {
    var sum = 0
    for (row, count) in counts.enumerated() {
      guard let count else { continue }
      if count > largestCount {
        throw Diagnostic.implausibleCount(
          count, at: table.place(row, column), column: table.header[column], table: table.name)
      }
      sum += count
      if sum > largestSum {
        throw Diagnostic.sumTooLarge(at: table.place(row, column), column: table.header[column], table: table.name)
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
      en:
        "Table \(table), \(place.english): the column “\(column)” holds a number of \(digits) digits, more than there "
        + "are people on Earth. It may be a NIK, a participant number or an amount of money; name the column that counts "
        + "workers.")
  }

  static func sumTooLarge(at place: Message, column: String, table: String) -> Diagnostic {
    Diagnostic(
      .badInput, "table.sum.overflow", ["table": table, "column": column],
      id: "Tabel \(table), \(place.indonesian): sampai kolom “\(column)” di sini jumlahnya melampaui 2⁵³, lebih besar "
        + "daripada yang dapat dihitung dengan tepat. Sebutkan kolom yang memuat jumlah pekerja.",
      en:
        "Table \(table), \(place.english): with the column “\(column)” here the sum goes beyond 2⁵³, more than can be "
        + "counted exactly. Name the column that counts workers.")
  }

  package static func tooManySegments(_ segments: [String], table: String) -> Diagnostic {
    let limit = CountLimits.segments
    return Diagnostic(
      .badInput, "table.segments.limit",
      ["table": table, "count": String(segments.count), "limit": String(limit)],
      id: "Tabel \(table) memuat \(Language.indonesian.count(segments.count, "segmen")) "
        + "(\(Language.indonesian.list(segments, limit: 4))), padahal paling banyak "
        + "\(Language.indonesian.text(limit)). Mungkin kolom segmennya bukan segmen: sebutkan yang benar dengan "
        + "--segment-column.",
      en: "The table \(table) has \(Language.english.count(segments.count, "segment")) "
        + "(\(Language.english.list(segments, limit: 4))), and at most \(Language.english.text(limit)) can be told apart. "
        + "Its segment column may be something else: name the right one with --segment-column.")
  }
}
