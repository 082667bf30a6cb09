internal import Diagnostics

/// A workbook opened for reading: of Excel 2007 and later (`.xlsx`, ECMA-376) or an OpenDocument spreadsheet (`.ods`,
/// ISO/IEC 26300); what is inside tells which.
///
/// Values are those that the file holds: a formula counts as the result that was saved with it, and nothing is
/// computed. What the file shows is kept apart from what it holds: a number formatted as a date is a date.
///
/// Stays on one thread.
public struct Workbook {
  public struct Sheet: Sendable, Hashable {
    public let name: String
    /// Whether people do not see its tab.
    public let isHidden: Bool
    /// Position among the sheets.
    let index: Int
  }

  /// The sheets of cells, in the order of their tabs; sheets that are one chart are left out.
  public let sheets: [Sheet]
  /// What messages call the file.
  public let name: String

  private enum Contents {
    case excel(ExcelWorkbook)
    case openDocument([Worksheet])
  }

  private let contents: Contents

  /// Opens a workbook from the bytes of its file.
  ///
  /// - Parameters:
  ///   - bytes: the whole file, a zip archive.
  ///   - name: what messages call the file.
  /// - Throws: `Diagnostic` (badInput) where it is another kind of file, damaged, beyond `SheetLimits`, or has no sheet
  ///   of cells.
  /// - Complexity: O(1) for `.xlsx`; O(bytes of all sheets) for `.ods`, which keeps them in one document.
  public init(_ bytes: [UInt8], name: String) throws {
    let package = try OfficePackage(bytes, name: name)
    self.name = name
    if try OpenDocument.isSpreadsheet(package) {
      let worksheets = try OpenDocument.worksheets(of: package)
      sheets = worksheets.enumerated().map { Sheet(name: $1.name, isHidden: $1.isHidden, index: $0) }
      contents = .openDocument(worksheets)
    } else {
      let root = try package.relationships(of: "")
      let main = root.first { $0.kind == "officeDocument" }?.target ?? "xl/workbook.xml"
      if let kind = try ForeignPackage(package, main: main) { throw Diagnostic.foreignPackage(name, kind) }
      let workbook = try ExcelWorkbook(package, main: main)
      sheets = workbook.sheets
      contents = .excel(workbook)
    }
    if sheets.isEmpty { throw Diagnostic.noWorksheet(name) }
  }

  /// The sheet of that name, without regard to case, as spreadsheets take it; else the first that people see.
  /// - Throws: `Diagnostic` (badInput) that lists the sheets, where there is none of that name.
  public func sheet(named wanted: String?) throws -> Sheet {
    guard let wanted else { return sheets.first { !$0.isHidden } ?? sheets[0] }
    if let same = sheets.first(where: { $0.name == wanted }) { return same }
    guard let found = sheets.first(where: { $0.name.lowercased() == wanted.lowercased() }) else {
      throw Diagnostic.noSuchSheet(wanted, in: name, sheets: sheets.map(\.name))
    }
    return found
  }

  /// Reads all cells of a sheet.
  /// - Throws: `Diagnostic` (badInput) where it is damaged or beyond `SheetLimits`.
  /// - Complexity: O(bytes of the sheet and of the workbook's strings); O(1) for `.ods`.
  public func worksheet(_ sheet: Sheet) throws -> Worksheet {
    switch contents {
    case .excel(let workbook): try workbook.worksheet(sheet)
    case .openDocument(let worksheets): worksheets[sheet.index]
    }
  }
}
