import Tables
import TestSupport
import Testing

@Suite struct DelimitedTokenizerTests {
  private struct Found: Equatable {
    var rows: [[[UInt8]]] = []
    var lines: [Int] = []
    var fault: DelimitedTokenizer.Fault?
  }

  private func tokenize(_ bytes: [UInt8], chunk: Int) -> Found {
    var found = Found()
    var tokenizer = DelimitedTokenizer(separator: UInt8(ascii: ","))
    var index = DelimitedTokenizer.Index()
    var buffer: [UInt8] = []
    var next = 0
    do {
      repeat {
        let end = min(next + chunk, bytes.count)
        buffer += bytes[next..<end]
        next = end
        index.removeAll()
        let used = try tokenizer.scan(buffer.span, isLast: next == bytes.count, into: &index)
        for row in index.rows {
          found.rows.append((0..<row.cellCount).map { Array(buffer[index.cell($0, of: row)]) })
          found.lines.append(row.line)
        }
        buffer.removeFirst(used)
      } while next < bytes.count
    } catch {
      found.fault = error
    }
    return found
  }

  @Test func findsRowsWhateverEndsThem() {
    let found = tokenize(Array("a,b\r\nc,\"d\r\ne\"\rf\n\n,g".utf8), chunk: 1000)
    #expect(
      found.rows.map { $0.map { String(decoding: $0, as: UTF8.self) } } == [
        ["a", "b"], ["c", "\"d\r\ne\""], ["f"], [""], ["", "g"],
      ])
    #expect(found.lines == [1, 2, 4, 5, 6])
  }

  @Test func namesTheLineOfAFault() {
    #expect(tokenize(Array("a\n\"b\n\nc".utf8), chunk: 99).fault == .unterminatedQuote(line: 2))
    #expect(tokenize(Array("a,\"\n\",\"c".utf8), chunk: 99).fault == .unterminatedQuote(line: 2))
    #expect(tokenize(Array("a\n\"b\n\"c".utf8), chunk: 99).fault == .textAfterQuote(line: 3))
  }

  @Test func chunksChangeNothing() {
    var random = FixedGenerator(state: 1)
    let alphabet = Array("ab,,\"\"\"\r\n\n ".utf8)
    for _ in 0..<3000 {
      let bytes = (0..<Int.random(in: 0...40, using: &random)).map { _ in alphabet.randomElement(using: &random)! }
      let whole = tokenize(bytes, chunk: 1000)
      for size in [1, 2, 3, 7] {
        let pieces = tokenize(bytes, chunk: size)
        #expect(pieces.fault == whole.fault, "\(bytes) by \(size)")
        if whole.fault == nil { #expect(pieces == whole, "\(bytes) by \(size)") }
      }
    }
  }
}
