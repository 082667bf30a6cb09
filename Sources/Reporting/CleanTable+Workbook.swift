internal import Spreadsheets
internal import TableReading

extension CleanTable {
  /// As a workbook of one sheet.
  /// - Throws: `Diagnostic` (internalFault) where there is no memory for it.
  func xlsx() throws -> [UInt8] {
    let cells = rows.map { row in
      row.map { cell -> WorkbookWriter.Cell in
        switch cell {
        case .text(let text): text.isEmpty ? .empty : .text(text)
        case .count(let count): count.map { .integer($0) } ?? .empty
        }
      }
    }
    let widths = header.map { max(12, Double($0.count) + 2) }
    return try WorkbookWriter([
      .init(name: "Data", columnWidths: widths, rows: [header.map { .text($0) }] + cells, isTable: true)
    ]).bytes()
  }
}
