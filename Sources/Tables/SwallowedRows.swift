internal import Diagnostics

/// Finds quoted cells that have swallowed rows: two stray quotes that balance make one cell of everything between them,
/// and the table has fewer rows without any other sign of it.
///
/// A cell may hold line ends rightly, such as an address. It is suspect where two or more of the lines that its row takes
/// are, with their quotes left aside, rows themselves: they have as many cells as the table, and figures in the columns of
/// figures. Where no column is of figures, or fewer than three
/// lines show it, nothing is suspect.
struct SwallowedRows {
  private var found: [(line: Int, lines: Int)] = []

  /// - Parameter lastLine: that on which the last row begins.
  /// - Complexity: O(bytes of the rows that take several lines, and of a hundred others).
  init(_ index: DelimitedTokenizer.Index, _ bytes: [UInt8], separator: UInt8, lastLine: Int) {
    let suspects = index.rows.filter { Self.holdsLineEnd(index, $0, bytes) }
    if suspects.isEmpty { return }
    let pattern = Pattern(index, bytes, separator: separator, suspects: suspects)
    for row in suspects {
      let end = index.cellEnds[row.firstCell + row.cellCount - 1]
      if Self.lines(of: row, index, bytes).count(where: pattern.fits) >= 2 {
        found.append((row.line, Array(bytes[row.start..<end]).lineNumber(at: end - row.start)))
      }
    }
  }

  private static func holdsLineEnd(
    _ index: DelimitedTokenizer.Index, _ row: DelimitedTokenizer.Row, _ bytes: [UInt8]
  ) -> Bool {
    bytes[row.start..<index.cellEnds[row.firstCell + row.cellCount - 1]].contains { $0 == 0x0A || $0 == 0x0D }
  }

  /// The lines that a row takes, but for blank ones.
  private static func lines(
    of row: DelimitedTokenizer.Row, _ index: DelimitedTokenizer.Index, _ bytes: [UInt8]
  ) -> [ArraySlice<UInt8>] {
    bytes[row.start..<index.cellEnds[row.firstCell + row.cellCount - 1]].split { $0 == 0x0A || $0 == 0x0D }
  }

  func throwIfAny(name: String) throws {
    guard let first = found.first else { return }
    throw Diagnostic.swallowedRows(name, line: first.line, lines: first.lines, others: found.count - 1)
  }

  /// What rows of the table look like: as most lines do that have the header's number of cells, whether they are rows or lie
  /// within one.
  struct Pattern {
    private let separator: UInt8
    private let width: Int
    /// Columns in which nine of ten cells are figures.
    private var figures: [Int] = []

    init(
      _ index: DelimitedTokenizer.Index, _ bytes: [UInt8], separator: UInt8, suspects: [DelimitedTokenizer.Row]
    ) {
      self.separator = separator
      let several = Set(suspects.map(\.line))
      let single = index.rows.lazy.filter { !several.contains($0.line) }.prefix(100)
      var tally: [Int: Int] = [:]
      for row in single { tally[row.cellCount, default: 0] += 1 }
      width = tally.max { ($0.value, $0.key) < ($1.value, $1.key) }?.key ?? 0
      let lines =
        single.map { bytes[$0.start..<index.cellEnds[$0.firstCell + $0.cellCount - 1]] }
        + suspects.prefix(100).flatMap { SwallowedRows.lines(of: $0, index, bytes).prefix(100) }
      var counts = [Int](repeating: 0, count: width)
      var rows = 0
      for line in lines {
        let cells = cells(of: line)
        guard cells.count == width else { continue }
        rows += 1
        for column in 0..<width where Self.form(cells[column]).isNumber { counts[column] += 1 }
      }
      // The header is a row without figures.
      if rows >= 4 { figures = counts.indices.filter { counts[$0] * 10 >= (rows - 1) * 9 } }
    }

    /// Whether a line is a row, with its quotes left aside.
    func fits(_ line: ArraySlice<UInt8>) -> Bool {
      if figures.isEmpty { return false }
      let cells = cells(of: line)
      return cells.count == width
        && figures.allSatisfy {
          let form = Self.form(cells[$0])
          return form.isNumber || form.isMissing
        }
    }

    private func cells(of line: ArraySlice<UInt8>) -> [ArraySlice<UInt8>] {
      line.split(separator: separator, omittingEmptySubsequences: false)
    }

    private static func form(_ cell: ArraySlice<UInt8>) -> (isNumber: Bool, isMissing: Bool) {
      let bare = cell.filter { $0 != 0x22 }
      return bare.withUnsafeBufferPointer { bytes in
        let text = UnsafeBufferPointer(rebasing: bytes[CellBytes.trimmed(bytes, 0..<bytes.count)])
        switch WrittenNumber(text).form {
        case .missing: return (false, !text.isEmpty)
        case .broken: return (false, false)
        default: return (true, false)
        }
      }
    }
  }
}

extension Diagnostic {
  static func swallowedRows(_ name: String, line: Int, lines: Int, others: Int) -> Diagnostic {
    let lagi = others == 0 ? "" : " Begitu juga \(Language.indonesian.count(others, "sel")) lain."
    let more = others == 0 ? "" : " \(Language.english.count(others, "other cell")) like it."
    return Diagnostic(
      .badInput, "table.quotes.swallow", ["table": name, "line": String(line), "lines": String(lines)],
      id:
        "\(name), baris \(line): tanda kutip (\") yang dibuka di sini baru ditutup \(lines - 1) baris kemudian, sehingga "
        + "\(lines) baris data menjadi satu sel.\(lagi) Hapus tanda kutip yang keliru di baris \(line) sampai "
        + "\(line + lines - 1).",
      en:
        "\(name), line \(line): the quote (\") that opens here is closed only \(Language.english.count(lines - 1, "line")) "
        + "further down, so that \(lines) rows of data become one cell.\(more) Delete the stray quotes in lines \(line) to "
        + "\(line + lines - 1).")
  }
}
