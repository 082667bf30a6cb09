/// The cells of one sheet that hold something, and what people must know to read them rightly.
///
/// Memory is in proportion to the cells that are there and to their text, whatever their places: a sheet with one cell in
/// the last column of every row holds one cell a row. `SheetLimits` bounds both.
public struct Worksheet: Sendable {
  /// What a cell holds, in the light of how it is formatted.
  public enum Kind: UInt8, Sendable, Hashable {
    case text
    case number
    /// A number shown as a percentage.
    case percentage
    case date
    /// A time of day, or hours beyond 24.
    case time
    case boolean
    /// `#N/A`, `#REF!`, …
    case error
    /// A formula whose result the file does not hold.
    case uncomputed
  }

  /// What a cell holds, decoded.
  public enum Value: Sendable, Hashable {
    case text(String)
    case number(Double)
    /// A number shown as a percentage: 0.85 for 85 %.
    case percentage(Double)
    /// ISO 8601, as far as the cell shows it: `2025`, `2025-06`, `2025-06-30`, `2025-06-30 13:45:00`.
    case date(String)
    /// Hours, which may be more than 24, minutes and seconds: `64:02:01`.
    case time(String)
    case boolean(Bool)
    /// `#N/A`, `#REF!`, …
    case error(String)
    /// A formula whose result the file does not hold.
    case uncomputed
  }

  public struct Cell: Sendable, Hashable {
    /// From 1.
    public let row: Int
    /// From 0.
    public let column: Int
    public let value: Value
    /// Whether the value is the saved result of a formula.
    public let isFormula: Bool

    public var reference: CellReference { CellReference(row: row, column: column) }
  }

  /// A cell as it is kept: where its text is, and what it means.
  ///
  /// The text of a number has as few digits as tell it from all others (`12`, `0.5`, `1e+20`); a percentage ends with
  /// `%`; dates and times are written as in `Value`; truth values are `TRUE` and `FALSE`; what was not computed is empty.
  package struct Entry: Sendable, Hashable {
    package let start: UInt32
    package let length: UInt32
    package let column: UInt16
    package let kind: Kind
    package let isFormula: Bool

    package init(start: UInt32, length: UInt32, column: UInt16, kind: Kind, isFormula: Bool) {
      self.start = start
      self.length = length
      self.column = column
      self.kind = kind
      self.isFormula = isFormula
    }

    package var range: Range<Int> { Int(start)..<Int(start) + Int(length) }
  }

  /// A row that has cells.
  package struct Row: Sendable, Hashable {
    /// From 1.
    package let number: Int
    /// Its cells among all.
    package let entries: Range<Int>
  }

  /// The name of the sheet.
  public let name: String
  public let isHidden: Bool
  public let mergedRanges: [CellRange]
  /// Rows that people do not see, by a filter or by hand; in order.
  public let hiddenRows: [Int]
  /// Columns that people do not see, from 0; in order.
  public let hiddenColumns: [Int]

  /// UTF-8 of all texts. One text may serve many cells.
  package let bytes: [UInt8]
  /// In order; rows without cells are left out.
  package let rows: [Row]
  /// By row, then by column.
  package let entries: [Entry]

  /// By row, then by column; cells that hold nothing are left out.
  /// - Complexity: O(cells), each time.
  public var cells: [Cell] {
    rows.flatMap { row in
      entries[row.entries].map {
        Cell(row: row.number, column: Int($0.column), value: value(of: $0), isFormula: $0.isFormula)
      }
    }
  }

  private func value(of entry: Entry) -> Value {
    let text = String(decoding: bytes[entry.range], as: UTF8.self)
    switch entry.kind {
    case .text: return .text(text)
    case .number: return .number(Double(text) ?? .nan)
    case .percentage: return .percentage((Double(text.dropLast()) ?? .nan) / 100)
    case .date: return .date(text)
    case .time: return .time(text)
    case .boolean: return .boolean(text == "TRUE")
    case .error: return .error(text)
    case .uncomputed: return .uncomputed
    }
  }
}
