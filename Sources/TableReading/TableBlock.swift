internal import Diagnostics
internal import Tables

/// Where the table stands in its sheet: titles above, a header of one line or more, the body, notes below.
///
/// The header is the row in the head of the sheet that has the most cells made of known words, a place among them, with
/// the rows below it up to the first that is no header, and groups above it. A file in which nothing is known begins
/// with its header, as plain tables do.
struct TableBlock: Sendable {
  /// Positions in the grid.
  let titles: [Int]
  let header: [Int]
  /// The row of column numbers, (1) (2) (3), below the header.
  let numbering: Int?
  /// From the row below the header to the last one with a figure or a place.
  let body: [Int]
  let notes: [Int]
  /// The header of each column, joined downwards, as it stands.
  let texts: [String]
  /// Columns without the heading of a group, each with another of the same name that has one.
  let headless: [Int: Int]
  /// The most lines that a header has.
  static let headerLimit = 4
  /// How far down a header is looked for.
  static let headLimit = 60

  /// - Parameters:
  ///   - named: names of columns that the user states: known words, whatever they are.
  ///   - isTopStated: whether the first row of the grid is the header by the user's word.
  init(_ grid: TableGrid, named: Set<String> = [], segments: [String] = [], isTopStated: Bool = false) {
    let head = Head(grid, named: named, segments: segments)
    let top = isTopStated ? 0 : head.top()
    let start = isTopStated ? 0 : head.groupsAbove(top)
    var end = head.end(below: top)
    var numbering: Int?
    if end < grid.rowCount, Self.isNumbering(grid, end) {
      numbering = end
      end += 1
    }
    titles = Array(0..<start)
    header = Array(start..<(numbering ?? end))
    self.numbering = numbering
    let last = Self.bodyEnd(grid, from: end, places: head.placeColumns(top))
    body = Array(end..<last)
    notes = Array(last..<grid.rowCount)
    let lines = Self.lines(grid, header, body)
    texts = Self.joined(lines)
    headless = Self.headless(lines)
  }

  // MARK: Numbers of columns

  /// Whether a row counts its columns: 1 2 3 4 or (1) (2) (3), some of them with how they are computed.
  static func isNumbering(_ grid: TableGrid, _ row: Int) -> Bool {
    guard row < grid.rowCount else { return false }
    let texts = (0..<grid.cellCount(row)).map { grid.cell(row, $0) }
    let numbers = texts.enumerated().compactMap { column, text -> (Int, Int)? in
      let digits = text.drop { "([ ".contains($0) }.prefix { $0.isASCII && $0.isNumber }
      guard let value = Int(digits), digits.count <= 2 else { return nil }
      let rest = text.drop { "([ ".contains($0) }.dropFirst(digits.count)
      let isPlain = rest.allSatisfy { ")]. ".contains($0) }
      let isFormula =
        rest.contains { "=:/+x×-".contains($0) } && rest.allSatisfy { "()[]=:/+x×*-% 0123456789".contains($0) }
      return isPlain || isFormula ? (column, value) : nil
    }
    let filled = texts.count { !$0.isEmpty }
    guard numbers.count >= 3, numbers.count == filled else { return false }
    // Without brackets it might be a record: then words stand below one of its numbers.
    let hasBrackets = texts.contains { $0.hasPrefix("(") }
    guard hasBrackets || (row + 1 < grid.rowCount && numbers.contains { grid.look(row + 1, $0.0) == .other }) else {
      return false
    }
    return zip(numbers, numbers.dropFirst()).allSatisfy { $0.1 + 1 == $1.1 && $0.0 < $1.0 }
      && (numbers[0].1 <= 2) && numbers.count * 2 >= texts.count
  }

  // MARK: The body's end

  private static let noteWords: Set<String> = [
    "sumber", "source", "catatan", "keterangan", "note", "notes", "ket", "mengetahui", "kepala", "nip", "dibuat",
    "disetujui", "dicetak", "printed", "tanggal",
  ]

  /// Whether a line begins as notes do.
  static func isNote(_ text: String) -> Bool {
    let words = HeaderText.words(of: text)
    return words.isEmpty || noteWords.contains(words[0])
      || text.first.map { "*†‡¹²³⁴⁵⁶⁷⁸⁹".contains($0) } ?? false
  }

  /// The position behind the last row that is no note: rows from the end are notes while nothing in them is a figure
  /// beside a place, and they are set off by a blank line, by a word for notes, or by standing alone below a sum.
  private static func bodyEnd(_ grid: TableGrid, from start: Int, places: [Int]) -> Int {
    var end = grid.rowCount
    var candidate = end
    while end > start {
      let row = end - 1
      if hasFigure(grid, row) { break }
      end -= 1
      candidate = end
    }
    // Rows between the last figure and a gap may be units without any figure.
    while candidate < grid.rowCount, isUnitWithoutFigure(grid, candidate, start: start, places: places) {
      candidate += 1
    }
    return candidate
  }

  static func hasFigure(_ grid: TableGrid, _ row: Int) -> Bool {
    var hasText = false
    for column in 0..<grid.cellCount(row) {
      switch grid.look(row, column) {
      case .number, .year, .missing: if hasText || column > 0 { return true }
      case .other: hasText = true
      case .blank: break
      }
    }
    return false
  }

  private static func isUnitWithoutFigure(_ grid: TableGrid, _ row: Int, start: Int, places: [Int]) -> Bool {
    guard row > start, grid.lineNumber(row) == grid.lineNumber(row - 1) + 1 else { return false }
    let texts = (0..<grid.cellCount(row)).map { grid.cell(row, $0) }.filter { !$0.isEmpty }
    guard let first = texts.first, first.count <= 40, places.contains(where: { !grid.isBlank(row, $0) }) else {
      return false
    }
    let words = HeaderText.words(of: first)
    if words.count > 4 || isNote(first) { return false }
    if let mark = first.firstIndex(of: ")"), first[..<mark].count <= 2 { return false }
    let previous = (0..<grid.cellCount(row - 1)).lazy.map { grid.cell(row - 1, $0) }.first { !$0.isEmpty } ?? ""
    return !SumWords.begin(previous)
  }

  // MARK: The header's text

  /// Group names hold for the columns to their right that have no name of their own in that line but one below.
  private static func lines(_ grid: TableGrid, _ rows: [Int], _ body: [Int]) -> [[String]] {
    var width =
      rows.map { row in (0..<grid.cellCount(row)).last { !grid.isBlank(row, $0) }.map { $0 + 1 } ?? 0 }.max() ?? 0
    let sample = body.prefix(200)
    // Figures under no name at all are shown as such, and not lost.
    if let widest = sample.map({ row in (0..<grid.cellCount(row)).last { !grid.isBlank(row, $0) }.map { $0 + 1 } ?? 0 })
      .max(), widest > width,
      sample.filter({ grid.cellCount($0) >= widest && !grid.isBlank($0, widest - 1) }).count > 1,
      rows.allSatisfy({ grid.cellCount($0) >= widest })
    {
      width = widest
    }
    var lines = rows.map { row in (0..<width).map { grid.cell(row, $0) } }
    for position in lines.indices {
      let line = grid.lineNumber(rows[position])
      let merged = grid.mergedAcross.filter { $0.line == line }
      for range in merged {
        for column in range.columns where column < width {
          lines[position][column] = lines[position][range.columns.lowerBound]
        }
      }
      if position == lines.count - 1 { continue }
      for column in 1..<max(1, width) where lines[position][column].isEmpty {
        let left = column - 1
        guard !lines[position][left].isEmpty, !merged.contains(where: { $0.columns.contains(left) }),
          lines[(position + 1)...].contains(where: { !$0[column].isEmpty }),
          // The group itself has a name below, or it is no group.
          lines[(position + 1)...].contains(where: { !$0[left].isEmpty }),
          !HeaderPhrase(lines[position][left]).isPlace,
          // A group further up ends where the next one begins.
          position == 0 || lines[position - 1][column] == lines[position - 1][left]
        else { continue }
        lines[position][column] = lines[position][left]
      }
    }
    return lines
  }

  private static func headless(_ lines: [[String]]) -> [Int: Int] {
    guard lines.count > 1, let last = lines.last else { return [:] }
    func hasGroup(_ column: Int) -> Bool {
      lines.dropLast().contains { !$0[column].isEmpty && $0[column] != last[column] }
    }
    var found: [Int: Int] = [:]
    for column in last.indices where !last[column].isEmpty && !hasGroup(column) {
      found[column] = last.indices.first { $0 != column && last[$0] == last[column] && hasGroup($0) }
    }
    return found
  }

  private static func joined(_ lines: [[String]]) -> [String] {
    (0..<(lines.first?.count ?? 0)).map { column in
      var parts: [String] = []
      for line in lines where !line[column].isEmpty && parts.last != line[column] { parts.append(line[column]) }
      return parts.joined(separator: " ")
    }
  }
}

/// Words with which rows of sums begin.
enum SumWords {
  private static let words: Set<String> = [
    "jumlah", "total", "subtotal", "grand", "jml", "jlh", "sub", "totals", "sum", "grandtotal",
  ]
  /// Means and extremes, which count nobody either.
  static let averages: Set<String> = [
    "rata", "average", "mean", "rerata", "ratarata", "tertinggi", "terendah", "maksimum", "minimum", "median",
  ]

  /// The first letters of those words, in lower case.
  static func isInitial(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "j"), UInt8(ascii: "t"), UInt8(ascii: "s"), UInt8(ascii: "g"), UInt8(ascii: "r"),
      UInt8(ascii: "a"), UInt8(ascii: "m"):
      true
    default: false
    }
  }

  /// Words of which a text can be told apart by its first three letters: most names are.
  struct Beginnings {
    private let letters: [UInt32]

    fileprivate init(_ words: Set<String>) {
      letters = Set(words.map { $0.utf8.prefix(3).reduce(0) { $0 << 8 | UInt32($1) } }).sorted()
    }

    /// Whether the first three letters are those of one of the words, or are no plain letters.
    func mayStand(in text: some Sequence<UInt8>) -> Bool {
      var found: UInt32 = 0
      var count = 0
      for byte in text {
        let letter = byte | 0x20
        if letter >= 0x61 && letter <= 0x7A {
          found = found << 8 | UInt32(letter)
          count += 1
          if count == 3 { return letters.contains(found) }
        } else if count > 0 || byte >= 0x80 || (byte >= 0x30 && byte <= 0x39) {
          return true
        }
      }
      return count > 0
    }
  }
  static let sumBeginnings = Beginnings(words)
  static let averageBeginnings = Beginnings(averages)

  static func begin(_ text: String) -> Bool {
    guard sumBeginnings.mayStand(in: text.utf8), let first = HeaderText.words(of: text).first else { return false }
    if first == "sub" { return HeaderText.words(of: text).dropFirst().first == "total" }
    return words.contains(first)
  }

  /// What follows the words for a sum: `JUMLAH KABUPATEN PASER` is of `kabupaten paser`.
  static func object(of text: String) -> [String] {
    Array(HeaderText.words(of: text).drop { words.contains($0) || $0 == "total" })
  }
}

/// The head of a sheet, taken apart once.
private struct Head {
  let grid: TableGrid
  let named: Set<String>
  let segments: [String]
  private var cells: [[(text: String, look: TableGrid.Look, phrase: HeaderPhrase?, isNamed: Bool)]] = []

  init(_ grid: TableGrid, named: Set<String>, segments: [String]) {
    self.grid = grid
    self.named = named
    self.segments = segments
    for row in 0..<min(grid.rowCount, TableBlock.headLimit) {
      cells.append(
        (0..<grid.cellCount(row)).map { column in
          let text = grid.cell(row, column)
          let look = grid.look(row, column)
          let isWord = look == .other || look == .year
          return (
            text, look, isWord ? HeaderPhrase(text, segments: segments) : nil,
            !text.isEmpty && named.contains(HeaderText.key(text))
          )
        })
    }
  }

  private func isKnown(_ row: Int, _ column: Int) -> Bool {
    let cell = cells[row][column]
    return cell.isNamed || cell.phrase?.isRecognised == true
  }

  private func isPlace(_ row: Int, _ column: Int) -> Bool {
    let cell = cells[row][column]
    return cell.look == .other && (cell.isNamed || cell.phrase?.isPlace == true || cell.phrase?.isRunningNumber == true)
  }

  /// The row with the most known cells, one of them a place; the first of equals, and the first row if there is none.
  func top() -> Int {
    var best = (row: -1, known: 1)
    for row in cells.indices {
      if cells[row].contains(where: { $0.look == .number || $0.look == .missing }) { continue }
      let known = cells[row].indices.count { isKnown(row, $0) }
      let hasPlace = cells[row].indices.contains { column in
        let cell = cells[row][column]
        return cell.isNamed || cell.phrase?.isPlace == true
      }
      let filled = cells[row].count { $0.look != .blank }
      if hasPlace, known > best.known, known * 2 >= filled { best = (row, known) }
    }
    if best.row >= 0 { return best.row }
    return fallback()
  }

  /// The first row of as many cells as most rows have, of which more than one is filled.
  private func fallback() -> Int {
    let filled = cells.map { row in row.count { $0.look != .blank } }
    let most = filled.max() ?? 0
    let candidate = filled.firstIndex { $0 * 2 > most && $0 > 1 } ?? 0
    // A figure above or in it makes it just another record.
    return cells[...candidate].contains { row in row.contains { $0.look == .number } } ? 0 : candidate
  }

  /// The first of the rows directly above the header that name groups of its columns. Cells merged downwards show what
  /// the header's own do.
  func groupsAbove(_ top: Int) -> Int {
    var start = top
    while start > 0, top - start < TableBlock.headerLimit - 1 {
      let row = start - 1
      let filled = cells[row].indices.filter { column in
        cells[row][column].look != .blank
          && !(column < cells[start].count && cells[row][column].text == cells[start][column].text)
      }
      let isAdjacent = grid.lineNumber(row) + 1 == grid.lineNumber(start) || grid.sheet == nil
      let isGroup =
        isAdjacent && !filled.isEmpty && filled[0] > 0
        && filled.allSatisfy { isKnown(row, $0) && !isPlace(row, $0) && cells[row][$0].look != .number }
        && filled.allSatisfy { $0 < cells[start].count && cells[start][$0].look != .blank }
      if !isGroup { break }
      start = row
    }
    return start
  }

  func placeColumns(_ top: Int) -> [Int] { cells[top].indices.filter { isPlace(top, $0) } }

  /// The position behind the header's last line.
  func end(below top: Int) -> Int {
    var end = top + 1
    let places = placeColumns(top)
    while end < cells.count, end - top < TableBlock.headerLimit {
      let row = end
      if cells[row].contains(where: { $0.look == .number || $0.look == .missing }) { break }
      let filled = cells[row].indices.filter { cells[row][$0].look != .blank }
      let outside = filled.filter { !places.contains($0) }
      if outside.isEmpty { break }
      let keepsPlaces = filled.filter { places.contains($0) }.allSatisfy { column in
        isPlace(row, column) || cells[row][column].text == cells[top][column].text || isUnits(row, column)
      }
      if !keepsPlaces { break }
      // A line of numbers is no name.
      if TableBlock.isNumbering(grid, row) { break }
      // Columns without a name yet get one, groups get parts, or known words are added; free text is a record.
      let continues = outside.allSatisfy { column in
        isKnown(row, column) || column >= cells[top].count || cells[top][column].look == .blank
          || cells[row][column].text == cells[top][column].text || isGroup(top, column) || isUnits(row, column)
      }
      if !continues { break }
      end += 1
    }
    return end
  }

  /// Whether a cell is in brackets, as units of measure are.
  private func isUnits(_ row: Int, _ column: Int) -> Bool {
    let text = cells[row][column].text
    return text.hasPrefix("(") && text.hasSuffix(")")
  }

  /// Whether the column to the right of a cell has no name in that row, so that the cell may name a group.
  private func isGroup(_ row: Int, _ column: Int) -> Bool {
    let line = grid.lineNumber(row)
    if grid.mergedAcross.contains(where: { $0.line == line && $0.columns.contains(column) }) { return true }
    return column + 1 < cells[row].count && cells[row][column + 1].look == .blank && cells[row][column].look != .blank
  }
}
