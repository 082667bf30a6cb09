/// The cells of one sheet that hold something, and what people must know to read them rightly.
public struct Worksheet: Sendable {
  /// What a cell holds, in the light of how it is formatted.
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

  /// The name of the sheet.
  public let name: String
  public let isHidden: Bool
  /// By row, then by column; cells that hold nothing are left out.
  public let cells: [Cell]
  public let mergedRanges: [CellRange]
  /// Rows that people do not see, by a filter or by hand; in order.
  public let hiddenRows: [Int]
  /// Columns that people do not see, from 0; in order.
  public let hiddenColumns: [Int]
}
