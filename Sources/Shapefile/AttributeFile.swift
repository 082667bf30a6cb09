import CShapelib
import Diagnostics
import FileAccess
import Glibc
import Layers

/// A .dbf opened through shapelib: its header, and its records as raw bytes.
///
/// Belongs to one thread. Records are decoded from their bytes and not by shapelib's typed calls, which cannot tell
/// a blank from a zero and hold integers to 32 bits.
final class AttributeFile {
  /// Where a field lies in each record, and its type letter.
  struct RawField: Sendable {
    let name: [UInt8]
    let type: UInt8
    let offset: Int
    let width: Int
    let decimals: Int

    var kind: Field.Kind {
      switch type {
      case UInt8(ascii: "N"):
        // Nineteen digits need not fit into 64 bits.
        decimals == 0 && width <= 18 ? .integer : .real(decimals: decimals)
      case UInt8(ascii: "F"): .real(decimals: decimals)
      case UInt8(ascii: "D") where width == 8: .date
      case UInt8(ascii: "L") where width == 1: .logical
      default: .text
      }
    }

    /// Types whose values are bytes and not characters: integers, doubles, currency and times of later programs.
    var isBinary: Bool { "IBOYT@+GPQVX0".utf8.contains(type) }
  }

  let file: SourceFile
  let recordCount: Int
  let languageDriver: UInt8
  let fields: [RawField]
  private let handle: DBFHandle
  private let recordLength: Int

  /// - Throws: bad input if the file is no DBF, its header contradicts itself, or it ends before its last record.
  init(_ source: SourceFile) throws {
    self.file = source
    let path = source.path
    guard let file = FileWindow(source, window: 32) else { throw Diagnostic.cannotRead(path) }
    guard let header = file.bytes(at: 0, count: 32), header.littleEndianInt32(at: 4) >= 0 else {
      throw Diagnostic.notAttributeTable(path, nil)
    }
    languageDriver = header[29]
    var hooks = ShapelibHooks.reading()
    _ = ShapelibHooks.takeMessage()
    errno = 0
    guard let handle = ShapelibHooks.opening(source, { DBFOpenLL("layer.dbf", "rb", &hooks) }) else {
      // A sound file that could not be opened once more is not to blame.
      if errno == EMFILE || errno == ENFILE { throw Diagnostic.cannotRead(path) }
      throw Diagnostic.notAttributeTable(path, ShapelibHooks.takeMessage())
    }
    self.handle = handle
    let info = handle.pointee
    recordCount = Int(info.nRecords)
    recordLength = Int(info.nRecordLength)
    var fields: [RawField] = []
    var isSound = recordCount >= 0 && recordLength > 0 && info.nHeaderLength > 0
    for field in 0..<Int(info.nFields) {
      var name = [CChar](repeating: 0, count: Int(XBASE_FLDNAME_LEN_READ) + 1)
      DBFGetFieldInfo(handle, CInt(field), &name, nil, nil)
      let raw = RawField(
        name: name.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) },
        type: UInt8(bitPattern: info.pachFieldType[field]),
        offset: Int(info.panFieldOffset[field]), width: Int(info.panFieldSize[field]),
        decimals: Int(info.panFieldDecimals[field]))
      isSound = isSound && raw.offset >= 1 && raw.width >= 0 && raw.offset + raw.width <= recordLength
      fields.append(raw)
    }
    self.fields = fields
    guard isSound else { throw Diagnostic.notAttributeTable(path, nil) }
    let whole = max(0, file.size - Int(info.nHeaderLength)) / recordLength
    guard whole >= recordCount else { throw Diagnostic.truncated(path, record: whole, of: recordCount) }
  }

  deinit { DBFClose(handle) }

  /// The bytes of a record, beginning with its deletion flag; valid until the next call.
  func record(_ record: Int) throws -> UnsafeRawBufferPointer {
    guard let bytes = DBFReadTuple(handle, CInt(record)) else {
      throw Diagnostic.cannotRead(file.path)
    }
    return UnsafeRawBufferPointer(start: bytes, count: recordLength)
  }

  /// Whether the record is marked as deleted.
  static func isDeleted(_ record: UnsafeRawBufferPointer) -> Bool { record[0] == UInt8(ascii: "*") }

  /// The bytes of a value up to the first NUL, without trailing spaces.
  static func value(_ field: RawField, of record: UnsafeRawBufferPointer) -> UnsafeRawBufferPointer {
    var end = field.offset
    let limit = field.offset + field.width
    while end < limit && record[end] != 0 { end += 1 }
    while end > field.offset && record[end - 1] == UInt8(ascii: " ") { end -= 1 }
    return UnsafeRawBufferPointer(rebasing: record[field.offset..<end])
  }
}
