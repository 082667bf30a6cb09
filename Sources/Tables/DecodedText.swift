internal import Diagnostics
internal import Glibc
internal import TextEncodings

/// The bytes of a file as UTF-8, and how that was found.
struct DecodedText {
  let utf8: [UInt8]
  /// Where the text starts in `utf8`: behind a byte order mark.
  let start: Int
  let encoding: TextEncoding
  let source: DelimitedTable.EncodingSource

  init(_ file: [UInt8], name: String, label: String?) throws {
    if let format = ForeignFormat(file) { throw Diagnostic.foreignFormat(name, format) }
    let stated = try label.map { label in
      guard let encoding = TextEncoding(label: label) else { throw Diagnostic.unknownEncoding(label) }
      return encoding
    }
    var start = 0
    if file.starts(with: [0xFF, 0xFE]) {
      utf8 = try Self.fromUTF16(file.dropFirst(2), isBigEndian: false, name: name)
      (encoding, source) = (.utf16LittleEndian, .byteOrderMark)
    } else if file.starts(with: [0xFE, 0xFF]) {
      utf8 = try Self.fromUTF16(file.dropFirst(2), isBigEndian: true, name: name)
      (encoding, source) = (.utf16BigEndian, .byteOrderMark)
    } else if file.starts(with: [0xEF, 0xBB, 0xBF]) {
      if let offset = Self.firstInvalid(file) {
        throw Diagnostic.undecodable(name, line: file.lineNumber(at: offset), encoding: .utf8)
      }
      start = 3
      utf8 = file
      (encoding, source) = (.utf8, .byteOrderMark)
    } else if let stated {
      switch stated {
      case .utf8:
        if let offset = Self.firstInvalid(file) {
          throw Diagnostic.undecodable(name, line: file.lineNumber(at: offset), encoding: .utf8)
        }
        utf8 = file
      case .utf16LittleEndian: utf8 = try Self.fromUTF16(file[...], isBigEndian: false, name: name)
      case .utf16BigEndian: utf8 = try Self.fromUTF16(file[...], isBigEndian: true, name: name)
      default: utf8 = try Self.convert(file, from: stated, name: name)
      }
      (encoding, source) = (stated, .stated)
    } else if Self.firstInvalid(file) == nil {
      utf8 = file
      (encoding, source) = (.utf8, .validUTF8)
    } else {
      // UTF-16 without its mark is full of NULs; as Windows-1252 it would be nonsense.
      if let nul = file.firstIndex(of: 0) { throw Diagnostic.nulByte(name, line: file.lineNumber(at: nul)) }
      utf8 = try Self.convert(file, from: .windows1252, name: name)
      (encoding, source) = (.windows1252, .assumed)
    }
    self.start = start
    if let nul = Self.firstNul(utf8) { throw Diagnostic.nulByte(name, line: utf8.lineNumber(at: nul)) }
  }

  /// The offset of the first byte that is not valid UTF-8; nil if all are.
  static func firstInvalid(_ bytes: [UInt8]) -> Int? {
    do throws(UTF8.ValidationError) {
      _ = try UTF8Span(validating: bytes.span)
      return nil
    } catch {
      return error.byteOffsets.lowerBound
    }
  }

  /// The C library looks at many bytes at once.
  static func firstNul(_ bytes: [UInt8]) -> Int? {
    bytes.withUnsafeBytes { buffer in
      guard let start = buffer.baseAddress, let hit = memchr(start, 0, buffer.count) else { return nil }
      return UnsafeRawPointer(hit) - start
    }
  }

  private static func convert(_ file: [UInt8], from encoding: TextEncoding, name: String) throws -> [UInt8] {
    if let text = file.withUnsafeBytes({ encoding.decode($0) }) { return Array(text.utf8) }
    // Which line it is: the first that cannot be read by itself.
    let lines = file.split(separator: 0x0A, omittingEmptySubsequences: false)
    let line = lines.firstIndex { Array($0).withUnsafeBytes { encoding.decode($0) } == nil }
    throw Diagnostic.undecodable(name, line: line.map { $0 + 1 }, encoding: encoding)
  }

  private static func fromUTF16(_ file: ArraySlice<UInt8>, isBigEndian: Bool, name: String) throws -> [UInt8] {
    var units: [UInt16] = []
    units.reserveCapacity(file.count / 2)
    var position = file.startIndex
    while position + 1 < file.endIndex {
      let pair = (UInt16(file[position]), UInt16(file[position + 1]))
      units.append(isBigEndian ? pair.0 << 8 | pair.1 : pair.1 << 8 | pair.0)
      position += 2
    }
    var result: [UInt8] = []
    result.reserveCapacity(units.count)
    let failed = transcode(
      units.makeIterator(), from: UTF16.self, to: UTF8.self, stoppingOnError: true, into: { result.append($0) })
    if failed || !file.count.isMultiple(of: 2) {
      throw Diagnostic.undecodable(
        name, line: result.lineNumber(at: result.count),
        encoding: isBigEndian ? .utf16BigEndian : .utf16LittleEndian)
    }
    return result
  }
}

extension Diagnostic {
  static func unknownEncoding(_ label: String) -> Diagnostic {
    Diagnostic(
      .usage, "table.encoding.unknown", ["encoding": label],
      id: "Pengodean teks \"\(label)\" tidak dikenal. Contoh yang dikenal: UTF-8, UTF-16LE, CP1252.",
      en: "There is no text encoding \"\(label)\". Known ones are, for example, UTF-8, UTF-16LE and CP1252.")
  }

  static func undecodable(_ name: String, line: Int?, encoding: TextEncoding) -> Diagnostic {
    Diagnostic(
      .badInput, "table.encoding.undecodable", ["table": name, "encoding": encoding.name],
      id: """
        \(name)\(line.map { ", baris \($0)" } ?? ""): teks tidak dapat dibaca sebagai \(encoding.name). \
        Simpan ulang tabel sebagai CSV (UTF-8), atau sebutkan pengodeannya.
        """,
      en: """
        \(name)\(line.map { ", line \($0)" } ?? ""): the text cannot be read as \(encoding.name). \
        Save the table again as CSV (UTF-8), or state its encoding.
        """)
  }

  static func nulByte(_ name: String, line: Int) -> Diagnostic {
    Diagnostic(
      .badInput, "table.nul", ["table": name, "line": String(line)],
      id: """
        \(name), baris \(line): ada bita NUL, jadi ini bukan teks biasa (mungkin UTF-16 tanpa BOM, atau berkas rusak). \
        Simpan ulang tabel sebagai CSV (UTF-8).
        """,
      en: """
        \(name), line \(line): there is a NUL byte, so this is no plain text (UTF-16 without a byte order mark, perhaps, \
        or a damaged file). Save the table again as CSV (UTF-8).
        """)
  }
}
