internal import Diagnostics
internal import Spreadsheets

/// A table on a sheet of `ranking.xlsx`: what stands above it, its header, and how it lies on paper.
struct SheetTable {
  /// How a column lies under its heading.
  enum Kind { case text, number, rank }

  struct Column {
    let heading: String
    var width: Double
    var kind = Kind.number
    /// To the right of what is printed.
    var isDetail = false
  }

  let title: String
  /// Below the title, a row each.
  var lines: [String] = []
  let contents: WorkbookContents
  let columns: [Column]
  var frozenColumns = 0
  var hasFilter = true

  /// The row of the header.
  var headerRow: Int { 4 + contents.caveats.count + lines.count }
  var printedCount: Int { columns.count { !$0.isDetail } }

  /// Opens the sheet down to its header.
  func begin(_ name: String, _ styles: WorkbookStyles) -> SheetWriter {
    var sheet = SheetWriter(name: name)
    func row(_ text: String, _ style: WorkbookWriter.Style, height: Double? = nil) {
      sheet.startRow(height: height)
      sheet.append(text, style)
      sheet.endRow()
    }
    row(title, styles.title, height: 21)
    row(contents.source, styles.line)
    for caveat in contents.caveats { row(caveat, styles.caveat) }
    for line in lines { row(line, styles.line) }
    // Apart from the table, which sorting and pivot tables take as far as cells are filled.
    sheet.startRow(height: 6)
    sheet.endRow()
    assert(sheet.row == headerRow - 1)
    let most = columns.map { TextLines.count(of: $0.heading, width: $0.width - (hasFilter ? 3 : 1)) }.max() ?? 1
    sheet.startRow(height: 15 * Double(most) + 3)
    for column in columns {
      let style =
        switch (column.kind, column.isDetail) {
        case (.text, false): styles.header
        case (.number, false): styles.numberHeader
        case (.rank, _): styles.rankHeader
        case (.text, true): styles.detailHeader
        case (.number, true): styles.numberDetailHeader
        }
      sheet.append(column.heading, style)
    }
    sheet.endRow()
    return sheet
  }

  /// Lays out the sheet whose rows have been written.
  /// - Parameter lastRow: of the table, without its sum.
  func end(_ sheet: inout SheetWriter, lastRow: Int) {
    let language = contents.language
    sheet.layout.columnWidths = columns.map(\.width)
    sheet.layout.frozenRows = headerRow
    sheet.layout.frozenColumns = frozenColumns
    if hasFilter && lastRow > headerRow {
      sheet.layout.filter = range(headerRow, 0, lastRow, columns.count - 1)
    }
    var printing = SheetLayout.Printing(
      pageWords: (
        language.text(id: "Halaman ", en: "Page "), language.text(id: " dari ", en: " of ")
      ))
    printing.area = range(1, 0, sheet.row, printedCount - 1)
    printing.titleRows = headerRow...headerRow
    printing.footerLeft = title
    printing.footerCentre = contents.caveats.joined(separator: "; ")
    sheet.layout.printing = printing
  }

  func range(_ firstRow: Int, _ firstColumn: Int, _ lastRow: Int, _ lastColumn: Int) -> CellRange {
    CellRange(
      first: CellReference(row: firstRow, column: firstColumn), last: CellReference(row: lastRow, column: lastColumn))
  }
}

/// Text broken into lines, as far as it can be told without the reader's letters.
enum TextLines {
  /// - Parameter width: in widths of a digit.
  static func count(of text: String, width: Double) -> Int {
    let room = max(1, Int(width))
    var lines = 1
    var used = 0
    for word in text.split(separator: " ") {
      let length = word.count
      if used > 0 && used + 1 + length > room {
        lines += 1
        used = 0
      }
      used += (used > 0 ? 1 : 0) + length
      if used > room {
        lines += (used - 1) / room
        used = (used - 1) % room + 1
      }
    }
    return lines
  }
}
