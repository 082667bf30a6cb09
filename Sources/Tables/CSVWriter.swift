/// Writes delimited text after RFC 4180, in UTF-8.
///
/// - Lines end with CR LF, because RFC 4180 says so and every reader takes it.
/// - A cell is quoted where it holds a quote, a separator, a line end, or blanks at its ends.
/// - A cell that a spreadsheet would run as a formula gets an apostrophe in front (OWASP, "CSV injection"): text that
///   starts with `=`, `+`, `-`, `@`, tab or a line end, also after blanks. A negative number (`-1.234,5`) is no formula.
///   `DelimitedTable` takes that one apostrophe away again, so what was written is what is read.
/// - The separator is a comma always; nothing depends on the locale.
///
/// Excel shows letters beyond ASCII rightly on a double click only with a byte order mark in front; it is left out
/// unless asked for, since other programs take it for part of the first header.
public struct CSVWriter: Sendable {
  /// What has been written.
  public private(set) var bytes: [UInt8]

  /// Cells written in the row that is open.
  private var cellCount = 0
  private var rowStart: Int

  public init(byteOrderMark: Bool = false) {
    bytes = byteOrderMark ? [0xEF, 0xBB, 0xBF] : []
    rowStart = bytes.count
  }

  /// Adds one row. A null cell is written empty. A row of one empty cell is written as `""`, not as an empty line.
  public mutating func row(_ cells: [String?]) {
    for cell in cells { append(cell) }
    endRow()
  }

  /// Ends the row whose cells were added one by one.
  public mutating func endRow() {
    if cellCount == 1 && bytes.count == rowStart { bytes.append(contentsOf: [0x22, 0x22]) }
    bytes.append(contentsOf: [0x0D, 0x0A])
    cellCount = 0
    rowStart = bytes.count
  }

  /// Adds a cell to the row; null is written empty.
  public mutating func append(_ number: Int?) {
    separate()
    guard let number else { return }
    if number < 0 { bytes.append(0x2D) }
    append(digits: number.magnitude)
  }

  /// Adds a cell of a number with two decimals, given in hundredths.
  public mutating func append(hundredths: Int) {
    separate()
    if hundredths < 0 { bytes.append(0x2D) }
    let (units, rest) = hundredths.magnitude.quotientAndRemainder(dividingBy: 100)
    append(digits: units)
    bytes.append(0x2E)
    bytes.append(0x30 + UInt8(rest / 10))
    bytes.append(0x30 + UInt8(rest % 10))
  }

  private mutating func separate() {
    if cellCount > 0 { bytes.append(0x2C) }
    cellCount += 1
  }

  private mutating func append(digits number: UInt) {
    let start = bytes.count
    var rest = number
    repeat {
      bytes.append(0x30 + UInt8(truncatingIfNeeded: rest % 10))
      rest /= 10
    } while rest > 0
    bytes[start...].reverse()
  }

  /// Adds a cell to the row; null is written empty.
  public mutating func append(_ cell: String?) {
    separate()
    guard let cell, !cell.isEmpty else { return }
    let isGuarded = FormulaGuard.needsApostrophe(cell)
    var text = cell
    text.withUTF8 { source in
      let isQuoted =
        source.contains { $0 == 0x22 || $0 == 0x2C || $0 == 0x0A || $0 == 0x0D }
        || CellBytes.trimmed(source, 0..<source.count).count < source.count
      if isQuoted { bytes.append(0x22) }
      if isGuarded { bytes.append(0x27) }
      if isQuoted {
        for byte in source {
          if byte == 0x22 { bytes.append(0x22) }
          bytes.append(byte)
        }
        bytes.append(0x22)
      } else {
        bytes.append(contentsOf: source)
      }
    }
  }
}
