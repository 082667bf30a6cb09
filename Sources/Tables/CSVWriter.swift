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

  public init(byteOrderMark: Bool = false) { bytes = byteOrderMark ? [0xEF, 0xBB, 0xBF] : [] }

  /// Adds one row. A null cell is written empty. A row of one empty cell is written as `""`, not as an empty line.
  public mutating func row(_ cells: [String?]) {
    for (position, cell) in cells.enumerated() {
      if position > 0 { bytes.append(0x2C) }
      if let cell { append(cell) }
    }
    if cells.count == 1 && (cells[0] ?? "").isEmpty { bytes.append(contentsOf: [0x22, 0x22]) }
    bytes.append(contentsOf: [0x0D, 0x0A])
  }

  private mutating func append(_ cell: String) {
    if cell.isEmpty { return }
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
