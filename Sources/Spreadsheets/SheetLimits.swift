/// How much a workbook may hold. A small file can unpack to anything, so what is beyond these limits is refused with the
/// name of the sheet.
///
/// They are far beyond what people fill in: a table of all 84,000 villages of Indonesia with twenty columns has 1.7
/// million cells. At the limits a sheet takes half a gigabyte.
public enum SheetLimits {
  /// Cells that hold something, repeated ones each by itself.
  public static let cells = 20_000_000
  /// Bytes of text (UTF-8) in all cells together, the same text counted once where the file shares it.
  public static let text = 1 << 28
  /// Bytes of text in one cell. Spreadsheets themselves stop at 32,767 signs.
  public static let cellText = 1 << 17
  /// Groups of merged cells.
  public static let mergedRanges = 1_000_000
  /// How much a part of the file with cells or texts may unpack to. A sheet with all its million rows and ten columns has
  /// about half of it.
  static let part = 1 << 30
  /// How much any other part may unpack to.
  static let smallPart = 1 << 26
}
