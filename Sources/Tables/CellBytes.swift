/// The text of one cell within the bytes of a table.
enum CellBytes {
  /// The length in bytes of the blank that starts at `position`; 0 if none does. Blanks are those of ASCII, the
  /// no-break spaces, the spaces of U+2000 to U+200B, the ideographic space and a stray byte order mark.
  @inline(__always)
  static func blankLength(_ bytes: UnsafeBufferPointer<UInt8>, _ position: Int, _ end: Int) -> Int {
    let byte = bytes[position]
    if byte < 0x80 { return byte == 0x20 || (byte >= 0x09 && byte <= 0x0D) ? 1 : 0 }
    return wideBlankLength(bytes, position, end)
  }

  private static func wideBlankLength(_ bytes: UnsafeBufferPointer<UInt8>, _ position: Int, _ end: Int) -> Int {
    guard position + 1 < end else { return 0 }
    let second = bytes[position + 1]
    if bytes[position] == 0xC2 && second == 0xA0 { return 2 }
    guard position + 2 < end else { return 0 }
    let third = bytes[position + 2]
    switch (bytes[position], second) {
    case (0xE2, 0x80): return (third >= 0x80 && third <= 0x8B) || third == 0xAF ? 3 : 0
    case (0xE3, 0x80): return third == 0x80 ? 3 : 0
    case (0xEF, 0xBB): return third == 0xBF ? 3 : 0
    default: return 0
    }
  }

  /// `range` without the blanks at its ends.
  @inline(__always)
  static func trimmed(_ bytes: UnsafeBufferPointer<UInt8>, _ range: Range<Int>) -> Range<Int> {
    var start = range.lowerBound
    var end = range.upperBound
    while start < end {
      let length = blankLength(bytes, start, end)
      if length == 0 { break }
      start += length
    }
    while start < end {
      let last = bytes[end - 1]
      if last < 0x80 {
        if last != 0x20 && !(last >= 0x09 && last <= 0x0D) { break }
        end -= 1
      } else if end - start >= 2 && blankLength(bytes, end - 2, end) == 2 {
        end -= 2
      } else if end - start >= 3 && blankLength(bytes, end - 3, end) == 3 {
        end -= 3
      } else {
        break
      }
    }
    return start..<end
  }

  /// The inside of the quotes if the cell is quoted, and whether doubled quotes are left in it.
  @inline(__always)
  static func unquoted(
    _ bytes: UnsafeBufferPointer<UInt8>, _ range: Range<Int>
  ) -> (inside: Range<Int>, isQuoted: Bool, hasDoubledQuotes: Bool) {
    var start = range.lowerBound
    while start < range.upperBound, bytes[start] == 0x20 || bytes[start] == 0x09 { start += 1 }
    guard start < range.upperBound, bytes[start] == 0x22 else { return (range, false, false) }
    start += 1
    var end = range.upperBound
    while end > start, bytes[end - 1] != 0x22 { end -= 1 }
    // The tokenizer lets no quoted cell pass without its closing quote.
    end = max(start, end - 1)
    var position = start
    while position < end {
      if bytes[position] == 0x22 { return (start..<end, true, true) }
      position += 1
    }
    return (start..<end, true, false)
  }

  /// A text without a formula guard and, where asked, without blanks at its ends.
  @inline(__always)
  static func bare(
    _ bytes: UnsafeBufferPointer<UInt8>, _ range: Range<Int>, trimmed isTrimmed: Bool
  ) -> UnsafeBufferPointer<UInt8> {
    var range = isTrimmed ? trimmed(bytes, range) : range
    if FormulaGuard.hasApostrophe(bytes[range]) {
      range = (range.lowerBound + 1)..<range.upperBound
      if isTrimmed { range = trimmed(bytes, range) }
    }
    return UnsafeBufferPointer(rebasing: bytes[range])
  }

  /// `bytes` with every doubled quote made one.
  static func withSingleQuotes(_ bytes: UnsafeBufferPointer<UInt8>, _ range: Range<Int>) -> [UInt8] {
    var result: [UInt8] = []
    result.reserveCapacity(range.count)
    var position = range.lowerBound
    while position < range.upperBound {
      result.append(bytes[position])
      position += bytes[position] == 0x22 ? 2 : 1
    }
    return result
  }
}

extension Array where Element == UInt8 {
  /// The line, from 1, of the byte at `offset`; lines end with LF, CR LF or CR.
  func lineNumber(at offset: Int) -> Int {
    var line = 1
    for position in 0..<Swift.min(offset, count) {
      if self[position] == 0x0A {
        line += 1
      } else if self[position] == 0x0D, position + 1 >= count || self[position + 1] != 0x0A {
        line += 1
      }
    }
    return line
  }
}
