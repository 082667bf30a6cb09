import Diagnostics
import FileAccess

/// Where each record lies in the .shp: as the .shx says, once it is found to fit, or else as the .shp itself shows.
struct ShapeIndex: Sendable {
  struct Entry: Sendable {
    /// Of the record's header, in bytes from the start of the file.
    let offset: Int
    /// Of the record's content after its header of eight bytes.
    let size: Int
  }

  /// Why the .shx was not used.
  enum Fault: Sendable {
    case missing
    /// It is damaged, or that of another version of the .shp.
    case disagrees
  }

  let shapeType: Int
  let entries: [Entry]
  /// nil where the .shx was used.
  let fault: Fault?

  /// - Parameters:
  ///   - parts: the files.
  ///   - recordCount: rows of the .dbf, which must be as many as the records that the .shp shows by itself.
  /// - Throws: bad input where the .shp is no shapefile or cut off; where the .shx does not fit and the .shp cannot be
  ///   read without it either, what is wrong with the .shx.
  init(_ parts: ShapefileParts, recordCount: Int) throws {
    guard let file = FileWindow(parts.shp, window: 8) else { throw Diagnostic.cannotRead(parts.shp.path) }
    guard let header = file.bytes(at: 0, count: 100), header.bigEndianInt32(at: 0) == 9994 else {
      throw Diagnostic.notShapefile(parts.shp.path)
    }
    shapeType = header.littleEndianInt32(at: 32)
    guard let shx = parts.shx else {
      guard let window = FileWindow(parts.shp) else { throw Diagnostic.cannotRead(parts.shp.path) }
      entries = try Self.scan(window, parts.shp.path)
      fault = .missing
      return
    }
    do {
      entries = try Self.read(shx, of: file, parts)
      fault = nil
    } catch let error as Diagnostic {
      guard let window = FileWindow(parts.shp), let scanned = try? Self.scan(window, parts.shp.path),
        scanned.count == recordCount
      else { throw error }
      entries = scanned
      fault = .disagrees
    }
  }

  /// The entries of the .shx, each compared with the header of its record. One small read for each record.
  private static func read(_ shx: SourceFile, of shp: FileWindow, _ parts: ShapefileParts) throws -> [Entry] {
    guard let file = FileWindow(shx) else { throw Diagnostic.cannotRead(shx.path) }
    guard let header = file.bytes(at: 0, count: 100), header.bigEndianInt32(at: 0) == 9994 else {
      throw Diagnostic.notShapefile(shx.path)
    }
    let promised = 2 * header.bigEndianInt32(at: 24)
    guard promised == file.size, (file.size - 100) % 8 == 0, let body = file.bytes(at: 100, count: file.size - 100)
    else { throw Diagnostic.damagedIndex(shx.path, promised: promised, size: file.size) }
    let count = body.count / 8
    var entries: [Entry] = []
    entries.reserveCapacity(count)
    var end = 100
    for record in 0..<count {
      let entry = Entry(
        offset: 2 * body.bigEndianInt32(at: 8 * record), size: 2 * body.bigEndianInt32(at: 8 * record + 4))
      guard entry.offset >= 100, entry.size >= 4 else {
        throw Diagnostic.indexDisagrees(shx.path, parts.shp.path, record: record)
      }
      guard entry.offset + 8 + entry.size <= shp.size else {
        throw Diagnostic.truncated(parts.shp.path, record: record, of: count)
      }
      guard let start = shp.bytes(at: entry.offset, count: 8), isHeader(start, of: record, entry) else {
        throw Diagnostic.indexDisagrees(shx.path, parts.shp.path, record: record)
      }
      end = max(end, entry.offset + 8 + entry.size)
      entries.append(entry)
    }
    // A record has at least twelve bytes: so many left over are shapes that the index does not know.
    guard shp.size - end < 12 else { throw Diagnostic.indexDisagrees(shx.path, parts.shp.path, record: count) }
    return entries
  }

  /// The records as they follow each other in the .shp.
  ///
  /// A program that changes a shape in place writes it anew at the end when it has grown, under the number of the old
  /// one: of two records of one number the later is the shape. Numbers must be those of all records then.
  private static func scan(_ file: FileWindow, _ path: String) throws -> [Entry] {
    var found: [(number: Int, entry: Entry)] = []
    var offset = 100
    while file.size - offset >= 12 {
      guard let header = file.bytes(at: offset, count: 8) else { throw Diagnostic.cannotRead(path) }
      let entry = Entry(offset: offset, size: 2 * header.bigEndianInt32(at: 4))
      guard entry.size >= 4, offset + 8 + entry.size <= file.size else {
        throw Diagnostic.truncatedWithoutIndex(path, record: found.count)
      }
      found.append((header.bigEndianInt32(at: 0), entry))
      offset += 8 + entry.size
    }
    // Records are numbered from 1; some programs write them from 0.
    let first = found.contains { $0.number == 0 } ? 0 : 1
    var entries: [Entry?] = []
    for (number, entry) in found {
      let place = number - first
      if place == entries.count {
        entries.append(entry)
      } else if entries.indices.contains(place) {
        entries[place] = entry
      } else {
        throw Diagnostic.recordsUnnumbered(path, record: entries.count, number: number)
      }
    }
    return entries.compactMap(\.self)
  }

  private static func isHeader(_ bytes: UnsafeRawBufferPointer, of record: Int, _ entry: Entry) -> Bool {
    // Records are numbered from 1; some programs write them from 0.
    let number = bytes.bigEndianInt32(at: 0)
    return (number == record + 1 || number == record) && 2 * bytes.bigEndianInt32(at: 4) == entry.size
  }

  /// The content of a record, without its header; valid until the window moves.
  ///
  /// - Throws: bad input if the record's header is not what it was when the file was opened.
  func content(of record: Int, in file: FileWindow, _ parts: ShapefileParts) throws -> UnsafeRawBufferPointer {
    let entry = entries[record]
    guard let bytes = file.bytes(at: entry.offset, count: 8 + entry.size) else {
      throw Diagnostic.truncated(parts.shp.path, record: record, of: entries.count)
    }
    guard Self.isHeader(bytes, of: record, entry) else { throw Diagnostic.cannotRead(parts.shp.path) }
    return UnsafeRawBufferPointer(rebasing: bytes[8...])
  }
}
