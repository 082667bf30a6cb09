internal import Diagnostics

/// Finds the sign between cells where titles may stand above the header and notes below the rows.
///
/// A candidate is judged by the longest run of rows with the same number of cells, two at least. A decimal comma
/// repeats in every row as regularly as a separator does, but the run then begins with a row that has figures, because
/// the header has no comma; so a candidate whose run begins with a row of words goes first, then the one with the
/// longer run, then the one with more columns.
struct GridSeparator {
  private struct Merit: Comparable {
    let beginsWithWords: Bool
    let length: Int
    let width: Int

    static func < (left: Merit, right: Merit) -> Bool {
      (left.beginsWithWords ? 1 : 0, left.length, left.width)
        < (right.beginsWithWords ? 1 : 0, right.length, right.width)
    }
  }

  private var merits: [(separator: UInt8, merit: Merit)] = []

  init(_ bytes: [UInt8], from start: Int, line: Int) {
    for separator in SeparatorSearch.candidates {
      let sample = SeparatorSearch.Sample(bytes, from: start, line: line, separator: separator)
      guard let merit = Self.merit(sample.rows) else { continue }
      merits.append((separator, merit))
    }
  }

  private static func merit(_ rows: [SeparatorSearch.Sample.Row]) -> Merit? {
    var best: Merit?
    var start = 0
    while start < rows.count {
      var end = start
      while end < rows.count, rows[end].cellCount == rows[start].cellCount { end += 1 }
      let width = rows[start].cellCount
      if width >= 2 {
        // Titles padded with separators are part of the run; the first row with more than one cell decides.
        let top = rows[start..<end].first { row in row.cells.count { !$0.isEmpty } > 1 } ?? rows[start]
        let hasFigure = top.cells.contains { cell in
          var text = cell
          let look = text.withUTF8 { WrittenNumber($0) }
          return look.form != .missing && !look.isBroken && !(look.form == .bare && (1990...2100).contains(look.value))
        }
        let merit = Merit(beginsWithWords: !hasFigure, length: end - start, width: width)
        if best == nil || best! < merit { best = merit }
      }
      start = end
    }
    return best
  }

  /// The one that fits best; a comma where no row has two cells, so that cells stay whole.
  func best(name: String) throws -> UInt8 {
    guard let first = merits.max(by: { $0.merit < $1.merit }) else { return SeparatorSearch.candidates[0] }
    let equals = merits.filter { $0.merit == first.merit }
    if equals.count > 1 { throw Diagnostic.ambiguousSeparator(name, equals.map(\.separator)) }
    return first.separator
  }
}

extension WrittenNumber {
  /// Whether it is no number at all.
  var isBroken: Bool { if case .broken = form { true } else { false } }
}
