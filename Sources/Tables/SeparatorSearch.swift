internal import Diagnostics

/// Finds the sign between cells from the header and the first rows.
///
/// A candidate is judged by how many sampled rows share the most common cell count. A decimal comma repeats in every
/// row as regularly as a separator does, but the header has none of it; so a candidate whose header has that count as
/// well goes first, then the one with the greater share of rows, then the one with more columns.
struct SeparatorSearch {
  static let candidates: [UInt8] = [0x2C, 0x3B, 0x09, 0x7C]

  /// The first rows under one separator, blank ones left out.
  struct Sample {
    static let rowLimit = 100

    struct Row {
      let line: Int
      /// All of them, blank ones at the end too.
      let cellCount: Int
      /// Without the blank ones at the end.
      let cells: [String]
    }

    var rows: [Row] = []
    /// The most common number of cells; the greater one of equally common.
    var width = 0
    /// How many rows have it.
    var agreeing = 0

    init(_ bytes: [UInt8], from start: Int, line: Int, separator: UInt8) {
      var tokenizer = DelimitedTokenizer(separator: separator, line: line)
      var index = DelimitedTokenizer.Index()
      // A fault in the quotes ends the sample; reading the whole table reports it.
      _ = try? tokenizer.scan(
        bytes.span.extracting(start...), isLast: true, maximumRows: Self.rowLimit, into: &index)
      index.move(by: start)
      for row in index.rows {
        var cells = (0..<row.cellCount).map { index.text($0, of: row, in: bytes, trimmed: true) }
        while cells.last?.isEmpty == true { cells.removeLast() }
        if !cells.isEmpty { rows.append(Row(line: row.line, cellCount: row.cellCount, cells: cells)) }
      }
      count()
    }

    /// Takes the first rows of a grid; columns that are blank on the left of a sheet are no part of it.
    init(_ grid: TableGrid) {
      let first = 0..<min(grid.rowCount, Self.rowLimit)
      let left =
        grid.sheet == nil
        ? 0
        : first.map { row in
          (0..<grid.cellCount(row)).first { !grid.isBlank(row, $0) } ?? 0
        }.min() ?? 0
      rows = first.map { row in
        let count = grid.cellCount(row)
        var cells = (left..<max(left, count)).map { grid.cell(row, $0) }
        while cells.last?.isEmpty == true { cells.removeLast() }
        return Row(
          line: grid.lineNumber(row), cellCount: grid.sheet == nil ? count : cells.count, cells: cells)
      }
      self.count()
    }

    private mutating func count() {
      var tally: [Int: Int] = [:]
      for row in rows { tally[row.cellCount, default: 0] += 1 }
      if let best = tally.max(by: { ($0.value, $0.key) < ($1.value, $1.key) }) {
        (width, agreeing) = (best.key, best.value)
      }
    }

    var headerWidth: Int { rows.first?.cellCount ?? 0 }

    /// Whether this separator makes a table of several columns.
    var isTable: Bool { headerWidth >= 2 || headerBelowTitle != nil }

    /// The line of what looks like the header where the first row looks like a title: it has fewer cells than most
    /// rows, and below it comes a row of that many cells, all of them words, and then one with a figure.
    var headerBelowTitle: Int? {
      guard let first = rows.first, first.cells.count < width else { return nil }
      let header = rows.dropFirst().first { row in
        row.cells.count == width
          && row.cells.allSatisfy { $0.unicodeScalars.contains { $0.properties.isAlphabetic } }
      }
      guard let header else { return nil }
      // A figure above it makes the row just another record, one of names alone.
      func hasFigure(_ row: Row) -> Bool { row.cells.contains { Int($0.prefix { $0 != "." && $0 != "," }) != nil } }
      let isFirst = !rows.contains { $0.line < header.line && $0.cells.count > 1 && hasFigure($0) }
      return isFirst && rows.contains { $0.line > header.line && hasFigure($0) } ? header.line : nil
    }
  }

  private let samples: [(separator: UInt8, sample: Sample)]

  init(_ bytes: [UInt8], from start: Int, line: Int) {
    samples = Self.candidates.map { ($0, Sample(bytes, from: start, line: line, separator: $0)) }
  }

  /// The one that fits best. Where the header is one column, one that does not occur, so that cells stay whole.
  func best(name: String) throws -> UInt8 {
    func merit(_ sample: Sample) -> (Int, Double, Int) {
      let share = sample.rows.isEmpty ? 0 : Double(sample.agreeing) / Double(sample.rows.count)
      return (sample.headerWidth == sample.width ? 1 : 0, share, sample.width)
    }
    let tables = samples.filter { $0.sample.isTable }
    guard let first = tables.max(by: { merit($0.sample) < merit($1.sample) }) else {
      return samples.first { $0.sample.width <= 1 && $0.sample.agreeing == $0.sample.rows.count }?.separator
        ?? Self.candidates[0]
    }
    let equals = tables.filter { merit($0.sample) == merit(first.sample) }
    if equals.count > 1 { throw Diagnostic.ambiguousSeparator(name, equals.map(\.separator)) }
    return first.separator
  }
}

extension Diagnostic {
  static func ambiguousSeparator(_ name: String, _ separators: [UInt8]) -> Diagnostic {
    let signs = separators.map { $0 == 0x09 ? "tab" : "\"\(Character(Unicode.Scalar($0)))\"" }
    return Diagnostic(
      .badInput, "table.separator.ambiguous", ["table": name],
      id: """
        \(name): pemisah kolom tidak dapat dipastikan: \(signs.joined(separator: " dan ")) sama cocoknya. \
        Sebutkan pemisahnya.
        """,
      en: """
        \(name): the separator cannot be decided: \(signs.joined(separator: " and ")) fit equally well. \
        State the separator.
        """)
  }

  static func unusableSeparator(_ separator: Character) -> Diagnostic {
    Diagnostic(
      .usage, "table.separator.unusable",
      id: "\"\(separator)\" tidak dapat menjadi pemisah kolom. Gunakan koma, titik koma, tab atau \"|\".",
      en: "\"\(separator)\" cannot separate columns. Use a comma, a semicolon, a tab or \"|\".")
  }

  static func titleAboveHeader(_ name: String, title: Int, header: Int) -> Diagnostic {
    Diagnostic(
      .badInput, "table.title", ["table": name, "title": String(title), "header": String(header)],
      id: """
        \(name), baris \(title): baris ini tampaknya judul laporan, dan nama kolom tampaknya ada di baris \(header). \
        Hapus baris di atasnya, atau sebutkan baris nama kolomnya (\(header)).
        """,
      en: """
        \(name), line \(title): this looks like a title, and line \(header) looks like the header. \
        Delete the lines above it, or state the line of the header (\(header)).
        """)
  }
}
