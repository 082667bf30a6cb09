internal import Glibc

/// Finds where the last whole row of a piece of text ends, so that a file can be cut between rows.
///
/// Quotes mean what they mean to `DelimitedTokenizer`: one at the beginning of a cell opens it, and line ends up to the
/// closing one belong to the cell; any other quote is a sign. Only quotes and line ends are looked at, most of them by
/// the C library, so that finding the cut takes much less time than the rows themselves do.
enum RowBoundary {
  /// The offset behind the last line end that ends a row; 0 if there is none.
  ///
  /// - Parameters:
  ///   - bytes: from the beginning of a row, in an encoding of which ASCII is a part.
  ///   - separator: the byte between cells.
  static func lastRowEnd(in bytes: UnsafeBufferPointer<UInt8>, separator: UInt8) -> Int {
    guard let base = bytes.baseAddress else { return 0 }
    let count = bytes.count
    func quote(from position: Int) -> Int {
      guard position < count, let hit = memchr(base + position, 0x22, count - position) else { return count }
      return UnsafePointer(hit.assumingMemoryBound(to: UInt8.self)) - base
    }
    func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || (byte == 0x09 && separator != 0x09) }

    var result = 0
    /// Where the text that is in no quotes begins.
    var outside = 0
    var position = 0
    while true {
      let opening = quote(from: position)
      guard opening < count else { break }
      var before = opening
      while before > outside, isBlank(base[before - 1]) { before -= 1 }
      // Directly behind a closing quote no cell begins.
      let startsCell =
        before == 0
        || (before > outside
          && (base[before - 1] == separator || base[before - 1] == 0x0A || base[before - 1] == 0x0D))
      guard startsCell else {
        position = opening + 1
        continue
      }
      if let end = lastLineEnd(in: bytes, from: outside, to: opening) { result = end }
      var closing = quote(from: opening + 1)
      while closing + 1 < count, base[closing + 1] == 0x22 { closing = quote(from: closing + 2) }
      // A quote at the very end may be the first of a doubled one.
      if closing + 1 >= count { return result }
      outside = closing + 1
      position = outside
    }
    return lastLineEnd(in: bytes, from: outside, to: count) ?? result
  }

  /// The offset behind the last line end in a range: LF, CR LF, or a CR that is not the last byte of all.
  private static func lastLineEnd(in bytes: UnsafeBufferPointer<UInt8>, from start: Int, to end: Int) -> Int? {
    var position = end
    while position > start {
      position -= 1
      if bytes[position] == 0x0A { return position + 1 }
      if bytes[position] == 0x0D, position + 1 < bytes.count, bytes[position + 1] != 0x0A { return position + 1 }
    }
    return nil
  }
}
