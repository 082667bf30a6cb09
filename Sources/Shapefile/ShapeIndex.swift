import CShapelib
import Diagnostics

/// Where each record lies in the .shp, as the .shx says and shapelib reads it, checked against both files.
struct ShapeIndex: Sendable {
  struct Entry: Sendable {
    /// Of the record's header, in bytes from the start of the file.
    let offset: Int
    /// Of the record's content after its header of eight bytes.
    let size: Int
  }

  let shapeType: Int
  let entries: [Entry]

  init(_ parts: ShapefileParts) throws {
    let shpSize = try Self.checkHeader(parts.shp, isIndex: false).size
    let shxSize = try Self.checkHeader(parts.shx, isIndex: true)
    guard shxSize.promised == shxSize.size, (shxSize.size - 100) % 8 == 0 else {
      throw Diagnostic.damagedIndex(parts.shx, promised: shxSize.promised, size: shxSize.size)
    }
    var hooks = ShapelibHooks.reading()
    _ = ShapelibHooks.takeMessage()
    guard let handle = SHPOpenLLEx(parts.base + ".shp", "rb", &hooks, 0) else {
      throw Diagnostic.shapelibFailed(parts.shp, ShapelibHooks.takeMessage())
    }
    defer { SHPClose(handle) }
    shapeType = Int(handle.pointee.nShapeType)
    let count = Int(handle.pointee.nRecords)
    guard count == (shxSize.size - 100) / 8 else {
      throw Diagnostic.damagedIndex(parts.shx, promised: 100 + 8 * count, size: shxSize.size)
    }
    var entries: [Entry] = []
    entries.reserveCapacity(count)
    var end = 100
    for record in 0..<count {
      let entry = Entry(
        offset: Int(handle.pointee.panRecOffset[record]), size: Int(handle.pointee.panRecSize[record]))
      guard entry.offset >= 100, entry.size >= 4, entry.size % 2 == 0 else {
        throw Diagnostic.indexDisagrees(parts.shx, parts.shp, record: record)
      }
      guard entry.offset + 8 + entry.size <= shpSize else {
        throw Diagnostic.truncated(parts.shp, record: record, of: count)
      }
      end = max(end, entry.offset + 8 + entry.size)
      entries.append(entry)
    }
    // A record has at least twelve bytes: so many left over are shapes that the index does not know.
    guard shpSize - end < 12 else { throw Diagnostic.indexDisagrees(parts.shx, parts.shp, record: count) }
    self.entries = entries
  }

  private static func checkHeader(_ path: String, isIndex: Bool) throws -> (size: Int, promised: Int) {
    guard let file = FileWindow(path: path, window: 100) else { throw Diagnostic.cannotRead(path) }
    guard let header = file.bytes(at: 0, count: 100), header.bigEndianInt32(at: 0) == 9994 else {
      throw Diagnostic.notShapefile(path)
    }
    return (file.size, 2 * header.bigEndianInt32(at: 24))
  }

  /// The content of a record, without its header; valid until the window moves.
  ///
  /// - Throws: bad input if the record's header names another record or another length than the index.
  func content(of record: Int, in file: FileWindow, _ parts: ShapefileParts) throws -> UnsafeRawBufferPointer {
    let entry = entries[record]
    guard let bytes = file.bytes(at: entry.offset, count: 8 + entry.size) else {
      throw Diagnostic.truncated(parts.shp, record: record, of: entries.count)
    }
    // Records are numbered from 1; some programs write them from 0.
    let number = bytes.bigEndianInt32(at: 0)
    guard number == record + 1 || number == record, 2 * bytes.bigEndianInt32(at: 4) == entry.size else {
      throw Diagnostic.indexDisagrees(parts.shx, parts.shp, record: record)
    }
    return UnsafeRawBufferPointer(rebasing: bytes[8...])
  }
}
