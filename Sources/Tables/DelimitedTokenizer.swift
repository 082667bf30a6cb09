/// Finds rows and cells in delimited text: a state machine over bytes that knows quotes (RFC 4180) and nothing of
/// encodings, headers or numbers.
///
/// It works chunk by chunk: `scan` takes what is there, answers how many bytes make whole rows, and the caller hands
/// the rest in again in front of the next chunk, so a file of any size is read through one buffer:
///
///     var tokenizer = DelimitedTokenizer(separator: UInt8(ascii: ";"))
///     var index = DelimitedTokenizer.Index()
///     let used = try tokenizer.scan(chunk.span, isLast: false, into: &index)
///
/// Rows end with LF, CR LF or CR. A cell whose first sign, blanks aside, is a quote is a quoted cell: separators and
/// line ends in it belong to it, and a doubled quote stands for one. A quote further on in a cell is just a sign.
///
/// Complexity: O(bytes). A row longer than the chunk is scanned again with each chunk, so grow the buffer by doubling.
public struct DelimitedTokenizer: Sendable {
  /// One row as it lies in the scanned bytes.
  public struct Row: Sendable, Hashable {
    /// Offset of the first byte of the row.
    public let start: Int
    /// The line of the file on which the row begins, from 1.
    public let line: Int
    /// Where the row's cells begin in `Index.cellEnds`.
    public let firstCell: Int
    /// At least 1: an empty line is one empty cell.
    public let cellCount: Int
    /// Whether text follows a closing quote in one of its cells; only where `keepsBrokenRows` is set.
    public internal(set) var isBroken = false
  }

  /// Rows and the ends of their cells, flat. A cell starts one byte after the end of the cell before it; the first one
  /// starts with its row. Quotes and blanks are still part of it.
  public struct Index: Sendable {
    public internal(set) var rows: [Row] = []
    public internal(set) var cellEnds: [Int] = []

    public init() {}

    /// The bytes of one cell, quotes and blanks included.
    @inlinable public func cell(_ column: Int, of row: Row) -> Range<Int> {
      let position = row.firstCell + column
      let start = column == 0 ? row.start : cellEnds[position - 1] + 1
      return start..<cellEnds[position]
    }

    /// Forgets the rows and keeps the memory.
    public mutating func removeAll() {
      rows.removeAll(keepingCapacity: true)
      cellEnds.removeAll(keepingCapacity: true)
    }
  }

  /// Why the text has no rows.
  public enum Fault: Error, Sendable, Hashable {
    /// A quote that began on this line is never closed.
    case unterminatedQuote(line: Int)
    /// On this line a closing quote is followed by more text in the same cell.
    case textAfterQuote(line: Int)
  }

  /// The byte between cells.
  public let separator: UInt8
  /// The line on which the next row begins, from 1.
  public private(set) var line: Int
  /// Whether a row with text after a closing quote is kept and marked instead of thrown: the text up to the next
  /// separator or line end then belongs to the cell.
  public var keepsBrokenRows = false

  /// - Parameters:
  ///   - separator: the byte between cells, in ASCII.
  ///   - line: the line of the first byte that will be scanned, from 1.
  public init(separator: UInt8, line: Int = 1) {
    self.separator = separator
    self.line = line
  }

  /// Adds the whole rows in `bytes` to `index`.
  ///
  /// - Parameters:
  ///   - bytes: UTF-8, from the beginning of a row.
  ///   - isLast: whether the text ends here, so that a last row without a line end is whole.
  ///   - maximumRows: stop after so many rows.
  ///   - index: where the rows found so far are.
  /// - Returns: the number of bytes that the added rows take; the rest must be handed in again.
  /// - Throws: `Fault`; an unterminated quote only when `isLast`.
  @discardableResult
  public mutating func scan(
    _ bytes: Span<UInt8>, isLast: Bool, maximumRows: Int = .max, into index: inout Index
  ) throws(Fault) -> Int {
    let separator = self.separator
    let count = bytes.count
    var rowStart = 0
    var rowLine = line
    var added = 0
    var isBroken = false
    while rowStart < count && added < maximumRows {
      let firstCell = index.cellEnds.count
      var position = rowStart
      var innerLines = 0
      var next = -1  // where the next row starts, once the end of this one is found
      cells: while true {
        var first = position
        while first < count, bytes[unchecked: first] == 0x20 || (bytes[unchecked: first] == 0x09 && separator != 0x09) {
          first += 1
        }
        if first < count && bytes[unchecked: first] == 0x22 {
          let quoteLine = rowLine + innerLines
          position = first + 1
          quoted: while true {
            guard position < count else {
              if isLast { throw .unterminatedQuote(line: quoteLine) }
              break cells
            }
            let byte = bytes[unchecked: position]
            position += 1
            if byte == 0x22 {
              guard position < count else {
                if isLast { break quoted }
                break cells
              }
              if bytes[unchecked: position] != 0x22 { break quoted }
              position += 1
            } else if byte == 0x0A {
              innerLines += 1
            } else if byte == 0x0D {
              guard position < count else { continue }
              if bytes[unchecked: position] != 0x0A { innerLines += 1 }
            }
          }
          while position < count,
            bytes[unchecked: position] == 0x20 || (bytes[unchecked: position] == 0x09 && separator != 0x09)
          {
            position += 1
          }
          if position < count {
            let byte = bytes[unchecked: position]
            if byte != separator && byte != 0x0A && byte != 0x0D {
              guard keepsBrokenRows else { throw .textAfterQuote(line: rowLine + innerLines) }
              isBroken = true
              while position < count {
                let byte = bytes[unchecked: position]
                if byte == separator || byte == 0x0A || byte == 0x0D { break }
                position += 1
              }
            }
          }
        } else {
          position = first
          while position < count {
            let byte = bytes[unchecked: position]
            if byte == separator || byte == 0x0A || byte == 0x0D { break }
            position += 1
          }
        }
        guard position < count else {
          if isLast {
            index.cellEnds.append(count)
            next = count
          }
          break
        }
        let byte = bytes[unchecked: position]
        if byte == separator {
          index.cellEnds.append(position)
          position += 1
        } else if byte == 0x0A {
          index.cellEnds.append(position)
          next = position + 1
          break
        } else {
          // A CR at the end of a chunk may be the first half of a CR LF.
          if position + 1 == count && !isLast { break }
          index.cellEnds.append(position)
          next = position + 1
          if next < count && bytes[unchecked: next] == 0x0A { next += 1 }
          break
        }
      }
      guard next >= 0 else {
        index.cellEnds.removeSubrange(firstCell...)
        break
      }
      index.rows.append(
        Row(
          start: rowStart, line: rowLine, firstCell: firstCell, cellCount: index.cellEnds.count - firstCell,
          isBroken: isBroken))
      isBroken = false
      rowLine += innerLines + 1
      rowStart = next
      added += 1
    }
    line = rowLine
    return rowStart
  }
}
