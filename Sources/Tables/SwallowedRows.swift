internal import Diagnostics

/// Finds quoted cells that have swallowed rows: two stray quotes that balance make one cell of everything between them,
/// and the table has fewer rows without any other sign of it.
///
/// A cell may hold line ends rightly, such as an address. It is suspect where two or more of the lines that its row takes
/// are, with their quotes left aside, rows themselves: they have as many cells as the table, and figures in the columns of
/// figures.
struct SwallowedRows {
  private var found: [(line: Int, lines: Int)] = []

  /// - Parameter lastLine: that on which the last row begins.
  /// - Complexity: O(bytes of the rows that take several lines, and of a hundred others).
  init(_ index: DelimitedTokenizer.Index, _ bytes: [UInt8], separator: UInt8, lastLine: Int) {
    let suspects = index.rows.filter { Self.holdsLineEnd(index, $0, bytes) }
    if suspects.isEmpty { return }
    let pattern = Pattern(index, bytes, separator: separator, without: Set(suspects.map(\.line)))
    for row in suspects {
      let end = index.cellEnds[row.firstCell + row.cellCount - 1]
      let lines = bytes[row.start..<end].split { $0 == 0x0A || $0 == 0x0D }
      if lines.count(where: pattern.fits) >= 2 { found.append((row.line, lines.count)) }
    }
  }

  private static func holdsLineEnd(
    _ index: DelimitedTokenizer.Index, _ row: DelimitedTokenizer.Row, _ bytes: [UInt8]
  ) -> Bool {
    bytes[row.start..<index.cellEnds[row.firstCell + row.cellCount - 1]].contains { $0 == 0x0A || $0 == 0x0D }
  }

  func throwIfAny(name: String) throws {
    guard let first = found.first else { return }
    throw Diagnostic.swallowedRows(name, line: first.line, lines: first.lines, others: found.count - 1)
  }

  /// What rows of the table look like, learned from those on one line.
  struct Pattern {
    private let separator: UInt8
    private let width: Int
    /// Columns in which nine of ten cells are figures.
    private let figures: [Int]

    init(_ index: DelimitedTokenizer.Index, _ bytes: [UInt8], separator: UInt8, without: Set<Int>) {
      self.separator = separator
      let sample = index.rows.lazy.filter { !without.contains($0.line) }.prefix(100)
      var tally: [Int: Int] = [:]
      for row in sample { tally[row.cellCount, default: 0] += 1 }
      width = tally.max { ($0.value, $0.key) < ($1.value, $1.key) }?.key ?? 0
      var counts = [Int](repeating: 0, count: width)
      var rows = 0
      for row in sample where row.cellCount == width {
        rows += 1
        for column in 0..<width
        where index.withText(column, of: row, in: bytes, trimmed: true, { Self.isFigure($0) }) { counts[column] += 1 }
      }
      // The header is a row without figures.
      figures = counts.indices.filter { counts[$0] * 10 >= (rows - 1) * 9 && counts[$0] > 0 }
    }

    func fits(_ line: ArraySlice<UInt8>) -> Bool {
      let cells = line.split(separator: separator, omittingEmptySubsequences: false)
      guard width >= 2, cells.count == width else { return false }
      if figures.isEmpty { return width >= 3 }
      return figures.allSatisfy { column in
        let bare = cells[column].filter { $0 != 0x22 }
        return bare.withUnsafeBufferPointer {
          Self.isFigure(UnsafeBufferPointer(rebasing: $0[CellBytes.trimmed($0, 0..<$0.count)]))
        }
      }
    }

    private static func isFigure(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
      switch WrittenNumber(text).form {
      case .missing: !text.isEmpty
      case .broken: false
      default: true
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
