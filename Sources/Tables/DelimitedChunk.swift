package import Diagnostics
internal import TextEncodings

/// The rows of one piece of a `DelimitedStream`, decoded and split into cells. Pieces may be made into chunks on any
/// thread; lines are counted from the beginning of the piece, because only whoever puts them in order knows how many
/// came before.
package struct DelimitedChunk: Sendable {
  /// Why the text cannot be read on.
  package struct Fault: Sendable, Hashable {
    package enum Kind: Sendable, Hashable {
      case undecodable, nulByte, unterminatedQuote, overlongRow
    }

    package let kind: Kind
    /// From 0.
    package let line: Int
  }

  /// What a row is.
  package enum RowKind: Sendable, Hashable {
    case record
    /// Nothing but blanks and separators: no record.
    case blank
    /// More or fewer cells than the header, or text behind a closing quote.
    case broken
    /// It takes more than one line, and is broken or made of lines that look like records: a stray quote may have
    /// swallowed other records.
    case brokenOverLines
  }

  package let fault: Fault?
  /// How many line ends the piece holds.
  package let lineCount: Int
  private let bytes: [UInt8]
  private let index: DelimitedTokenizer.Index
  private let width: Int
  private let separator: UInt8

  /// - Complexity: O(bytes).
  package init(_ piece: DelimitedStream.Piece, of stream: DelimitedStream.Layout) {
    width = stream.width
    separator = stream.separator
    var bytes = piece.bytes
    if piece.count < bytes.count { bytes.removeSubrange(piece.count...) }
    var index = DelimitedTokenizer.Index()
    var lines = 0
    let fault = Self.fill(&index, &bytes, piece, stream, &lines)
    self.fault = fault
    lineCount = lines
    self.bytes = bytes
    if fault != nil { index.removeAll() }
    self.index = index
  }

  private static func fill(
    _ index: inout DelimitedTokenizer.Index, _ bytes: inout [UInt8], _ piece: DelimitedStream.Piece,
    _ layout: DelimitedStream.Layout, _ lines: inout Int
  ) -> Fault? {
    if piece.isOverlong { return Fault(kind: .overlongRow, line: 0) }
    if let nul = DecodedText.firstNul(bytes) { return Fault(kind: .nulByte, line: bytes.lineNumber(at: nul) - 1) }
    if layout.encoding == .utf8 {
      if let offset = DecodedText.firstInvalid(bytes) {
        return Fault(kind: .undecodable, line: bytes.lineNumber(at: offset) - 1)
      }
    } else {
      guard let text = bytes.withUnsafeBytes({ layout.encoding.decode($0) }) else {
        let rows = bytes.split(separator: 0x0A, omittingEmptySubsequences: false)
        let line = rows.firstIndex { Array($0).withUnsafeBytes { layout.encoding.decode($0) } == nil }
        return Fault(kind: .undecodable, line: line ?? 0)
      }
      bytes = Array(text.utf8)
    }
    var tokenizer = DelimitedTokenizer(separator: layout.separator, line: 0)
    tokenizer.keepsBrokenRows = true
    index.rows.reserveCapacity(bytes.count / 64)
    index.cellEnds.reserveCapacity(bytes.count / 8)
    do {
      // A piece ends where a row ends.
      try tokenizer.scan(bytes.span, isLast: true, into: &index)
    } catch {
      // Rows with text behind a closing quote are kept.
      guard case .unterminatedQuote(let line) = error else { preconditionFailure("\(error)") }
      return Fault(kind: .unterminatedQuote, line: line)
    }
    lines = tokenizer.line
    return nil
  }

  package var rowCount: Int { index.rows.count }

  /// The line on which a row begins, from 0 at the beginning of the piece.
  package func line(_ row: Int) -> Int { index.rows[row].line }

  package func kind(of row: Int) -> RowKind {
    let own = index.rows[row]
    let next = row + 1 < index.rows.count ? index.rows[row + 1].line : lineCount
    if next - own.line > 1 && !own.isBroken && own.cellCount >= width && isSwallowed(own) { return .brokenOverLines }
    if own.cellCount == width && !own.isBroken {
      // A row whose first cell has something in it is not blank.
      let first = index.cell(0, of: own)
      if !first.isEmpty, bytes[first.lowerBound] > 0x22, bytes[first.lowerBound] < 0x80 { return .record }
    }
    return bytes.withUnsafeBufferPointer { buffer in
      if !own.isBroken {
        if index.isBlank(own, in: buffer, columns: 0..<own.cellCount) { return .blank }
        let isWide = own.cellCount > width && index.isBlank(own, in: buffer, columns: width..<own.cellCount)
        if own.cellCount == width || isWide { return .record }
      }
      return next - own.line > 1 ? .brokenOverLines : .broken
    }
  }

  /// Whether two or more of the lines that a row takes are rows themselves, with their quotes left aside: see
  /// `SwallowedRows`. Records have columns enough for that to be no accident.
  private func isSwallowed(_ row: DelimitedTokenizer.Row) -> Bool {
    guard width >= 3 else { return false }
    let end = index.cellEnds[row.firstCell + row.cellCount - 1]
    let lines = bytes[row.start..<end].split { $0 == 0x0A || $0 == 0x0D }
    return lines.count { line in line.count { $0 == separator } == width - 1 } >= 2
  }

  /// Hands the trimmed UTF-8 bytes of a cell to `body`, without quotes and without a formula guard.
  @inline(__always)
  package func withCell<Result>(
    _ row: Int, _ column: Int, _ body: (UnsafeBufferPointer<UInt8>) -> Result
  ) -> Result {
    index.withText(column, of: index.rows[row], in: bytes, trimmed: true, body)
  }
}

extension DelimitedStream {
  /// What it takes to split a piece into cells; it may go to any thread.
  package struct Layout: Sendable {
    let separator: UInt8
    let encoding: TextEncoding
    let width: Int
  }

  package var layout: Layout { Layout(separator: separator, encoding: encoding, width: header.count) }

  /// The fault in words; `line` is that of the whole file, from 1.
  package func diagnostic(_ kind: DelimitedChunk.Fault.Kind, line: Int) -> Diagnostic {
    switch kind {
    case .undecodable: .undecodable(name, line: line, encoding: encoding)
    case .nulByte: .nulByte(name, line: line)
    case .unterminatedQuote: .unterminatedQuote(name, line: line)
    case .overlongRow: .overlongRow(name, line: line)
    }
  }
}
