/// Where a cell is, as people say it: `B12`.
public struct CellReference: Sendable, Hashable {
  /// From 1, as the sheet numbers them.
  public let row: Int
  /// From 0: column A.
  public let column: Int

  /// What the format allows.
  static let rowLimit = 1_048_576
  static let columnLimit = 16_384

  public init(row: Int, column: Int) {
    self.row = row
    self.column = column
  }

  /// nil for text that is no reference within the format's limits. `$` signs are ignored.
  public init?(_ text: String) {
    var column = 0
    var row = 0
    for byte in text.utf8 {
      switch byte {
      case UInt8(ascii: "$"): continue
      case UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "a")...UInt8(ascii: "z"):
        guard row == 0 else { return nil }
        column = column * 26 + Int(byte & 0x1F)
      case UInt8(ascii: "0")...UInt8(ascii: "9"): row = row * 10 + Int(byte & 0x0F)
      default: return nil
      }
      if column > Self.columnLimit || row > Self.rowLimit { return nil }
    }
    guard row > 0, column > 0 else { return nil }
    self.init(row: row, column: column - 1)
  }

  /// The letters of a column, from 0: `A`, `Z`, `AA`.
  public static func letters(ofColumn column: Int) -> String {
    var letters: [UInt8] = []
    var rest = column + 1
    while rest > 0 {
      letters.append(UInt8(ascii: "A") + UInt8((rest - 1) % 26))
      rest = (rest - 1) / 26
    }
    return String(decoding: letters.reversed(), as: UTF8.self)
  }
}

extension CellReference: CustomStringConvertible {
  public var description: String { Self.letters(ofColumn: column) + String(row) }
}

/// A rectangle of cells, both corners included.
public struct CellRange: Sendable, Hashable {
  public let first: CellReference
  public let last: CellReference

  /// - Precondition: `last` is neither above nor left of `first`.
  public init(first: CellReference, last: CellReference) {
    precondition(first.row <= last.row && first.column <= last.column, "corners in the wrong order")
    self.first = first
    self.last = last
  }

  public var rows: ClosedRange<Int> { first.row...last.row }
  public var columns: ClosedRange<Int> { first.column...last.column }

  /// `B2:C4`, or `B2` for one cell; nil for other text.
  public init?(_ text: String) {
    let corners = text.split(separator: ":", maxSplits: 1).map { CellReference(String($0)) }
    guard let start = corners.first ?? nil, let end = corners.last ?? nil, start.row <= end.row,
      start.column <= end.column
    else { return nil }
    first = start
    last = end
  }
}
