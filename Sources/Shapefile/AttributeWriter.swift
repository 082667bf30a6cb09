import CShapelib
import Diagnostics
import FileAccess
import Glibc
public import Layers

/// Lays out the records of a .dbf and writes them through shapelib.
struct AttributeWriter {
  private let table: AttributeTable
  private let names: [String]

  init(_ table: AttributeTable) {
    self.table = table
    names = ShapefileWriter.fieldNames(for: table.fields)
  }

  private struct Layout {
    let type: Character
    let width: Int
    let decimals: Int
    let isRightAligned: Bool
  }

  func write(to path: String) throws {
    let cells = (0..<table.columns.count).map { column in
      (0..<table.rowCount).map { Self.cell(table.columns[column], table.fields[column], $0) }
    }
    let layouts = try cells.enumerated().map { position, cells in try layout(position, cells, path: path) }
    let recordLength = layouts.reduce(1) { $0 + $1.width }
    guard recordLength <= 65_535, 33 + 32 * layouts.count <= 65_535 else {
      throw Diagnostic.tooManyFields(path, layouts.count)
    }
    var hooks = ShapelibHooks.writing()
    _ = ShapelibHooks.takeMessage()
    // No code page here: the .cpg is written by our caller, and the language driver byte stays 0.
    errno = 0
    guard let handle = DBFCreateLL(path, nil, &hooks) else {
      throw Diagnostic.cannotWrite(path, error: errno == 0 ? EIO : errno)
    }
    let size: Int
    do {
      defer { DBFClose(handle) }
      let date = Self.date()
      DBFSetLastModifiedDate(handle, date.yearSince1900, date.month, date.day)
      for (position, layout) in layouts.enumerated() {
        let type = CChar(bitPattern: layout.type.asciiValue!)
        let field = DBFAddNativeFieldType(handle, names[position], type, CInt(layout.width), CInt(layout.decimals))
        guard field == CInt(position) else { throw Diagnostic.tooManyFields(path, layouts.count) }
      }
      var record = [UInt8](repeating: UInt8(ascii: " "), count: recordLength)
      for row in 0..<table.rowCount {
        var offset = 1
        for (column, layout) in layouts.enumerated() {
          let bytes = cells[column][row].utf8
          let padding = [UInt8](repeating: UInt8(ascii: " "), count: layout.width - bytes.count)
          let value = layout.isRightAligned ? padding + bytes : Array(bytes) + padding
          record.replaceSubrange(offset..<(offset + layout.width), with: value)
          offset += layout.width
        }
        guard DBFWriteTuple(handle, CInt(row), &record) != 0 else {
          throw Diagnostic.incompletelyWritten(path)
        }
      }
      size = Int(handle.pointee.nHeaderLength) + table.rowCount * recordLength
    }
    guard ShapelibHooks.takeMessage() == nil, let file = FileWindow(path: path, window: 1), file.size >= size else {
      throw Diagnostic.incompletelyWritten(path)
    }
  }

  private func layout(_ position: Int, _ cells: [String], path: String) throws -> Layout {
    let field = table.fields[position]
    let needed = cells.reduce(1) { max($0, $1.utf8.count) }
    let width = max(needed, field.width)
    switch table.columns[position] {
    case .text:
      guard needed <= 254 else {
        let record = cells.firstIndex { $0.utf8.count == needed } ?? 0
        throw Diagnostic.textTooLong(path, record: record, field: field.name, bytes: needed)
      }
      return Layout(type: "C", width: min(254, width), decimals: 0, isRightAligned: false)
    case .integer: return Layout(type: "N", width: min(254, width), decimals: 0, isRightAligned: true)
    case .real:
      // A decimal point before the decimals, and a digit before that.
      let decimals = Self.decimals(of: field)
      return Layout(type: "N", width: min(254, max(width, decimals + 2)), decimals: decimals, isRightAligned: true)
    case .date: return Layout(type: "D", width: 8, decimals: 0, isRightAligned: false)
    case .logical: return Layout(type: "L", width: 1, decimals: 0, isRightAligned: false)
    }
  }

  private static func decimals(of field: Field) -> Int {
    if case .real(let decimals) = field.kind { min(30, max(0, decimals)) } else { 6 }
  }

  private static func cell(_ column: Column, _ field: Field, _ row: Int) -> String {
    switch column {
    case .text(let values): values[row] ?? ""
    case .integer(let values): values[row].map(String.init) ?? ""
    case .real(let values): values[row].map { number($0, decimals: decimals(of: field)) } ?? ""
    case .date(let values): values[row].map { $0.filter { $0 != "-" } } ?? ""
    case .logical(let values): values[row].map { $0 ? "T" : "F" } ?? "?"
    }
  }

  /// With a fixed number of decimals, or with an exponent where that would be too wide for a field of numbers. Values
  /// that are not finite are written as blanks.
  private static func number(_ value: Double, decimals: Int) -> String {
    guard value.isFinite else { return "" }
    guard abs(value) < 1e30 else { return "\(value)" }
    var text = [CChar](repeating: 0, count: 80)
    let count = withVaList([CInt(decimals), value]) { vsnprintf(&text, text.count, "%.*f", $0) }
    let bytes = text.prefix(Int(count)).map { UInt8(bitPattern: $0) }
    // Some locales write a comma.
    return String(decoding: bytes.map { $0 == UInt8(ascii: ",") ? UInt8(ascii: ".") : $0 }, as: UTF8.self)
  }

  /// The date for the header: that of `SOURCE_DATE_EPOCH`, or 2000-01-01.
  private static func date() -> (yearSince1900: CInt, month: CInt, day: CInt) {
    guard let text = getenv("SOURCE_DATE_EPOCH"), var seconds = Int(String(cString: text)) else { return (100, 1, 1) }
    var parts = tm()
    // The year is one byte.
    guard gmtime_r(&seconds, &parts) != nil, (0...255).contains(parts.tm_year) else { return (100, 1, 1) }
    return (parts.tm_year, parts.tm_mon + 1, parts.tm_mday)
  }
}

extension ShapefileWriter {
  /// The names under which fields are written: at most ten bytes of UTF-8, different without regard to case.
  ///
  /// A name that is too long loses its end, at a character's border; where that makes it equal to an earlier one, its
  /// end is replaced by `_1`, `_2` and so on. Names that fit and are not taken stay as they are, before any other.
  public static func fieldNames(for fields: [Field]) -> [String] {
    var taken = Set<String>()
    var names = [String?](repeating: nil, count: fields.count)
    for (position, field) in fields.enumerated() {
      let fits = !field.name.isEmpty && field.name.utf8.count <= 10
      if fits && taken.insert(field.name.lowercased()).inserted { names[position] = field.name }
    }
    for (position, field) in fields.enumerated() where names[position] == nil {
      let whole = field.name.isEmpty ? "FIELD" : field.name
      var name = cut(whole, bytes: 10)
      var number = 0
      while !taken.insert(name.lowercased()).inserted {
        number += 1
        let suffix = "_\(number)"
        name = cut(whole, bytes: 10 - suffix.utf8.count) + suffix
      }
      names[position] = name
    }
    return names.map { $0! }
  }

  private static func cut(_ text: String, bytes: Int) -> String {
    var result = ""
    for character in text {
      if result.utf8.count + String(character).utf8.count > bytes { break }
      result.append(character)
    }
    return result
  }
}
