import Tables
import TestSupport
import Testing

@Suite struct CSVWriterTests {
  private func written(_ rows: [[String?]]) -> String {
    var writer = CSVWriter()
    for row in rows { writer.row(row) }
    return String(decoding: writer.bytes, as: UTF8.self)
  }

  @Test func writesRFC4180() {
    #expect(
      written([["a", "b c", nil], ["x,y", "he said \"no\"", "two\nlines"], [" pad", "é", ""], [nil]])
        == "a,b c,\r\n\"x,y\",\"he said \"\"no\"\"\",\"two\nlines\"\r\n\" pad\",é,\r\n\"\"\r\n")
    #expect(CSVWriter(byteOrderMark: true).bytes == [0xEF, 0xBB, 0xBF])
  }

  @Test(arguments: [
    ("=1+1", "'=1+1"), ("+62811", "'+62811"), ("@x", "'@x"), ("-x", "'-x"), ("-", "'-"), ("--1", "'--1"),
    ("\tx", "\"'\tx\""), ("\rx", "\"'\rx\""), (" =1", "\"' =1\""), ("\u{FF1D}1", "'\u{FF1D}1"),
    ("=HYPERLINK(\"a\",\"b\")", "\"'=HYPERLINK(\"\"a\"\",\"\"b\"\")\""), ("'=1", "''=1"), ("-1-cmd", "'-1-cmd"),
    ("-5", "-5"), ("-1.5", "-1.5"), ("-1.234,5", "\"-1.234,5\""), ("'Aisyiyah", "'Aisyiyah"), ("64.01", "64.01"),
    ("a=b", "a=b"), ("é=", "é="),
  ])
  func neutralisesFormulas(cell: String, bytes: String) throws {
    #expect(written([[cell, "z"]]) == bytes + ",z\r\n")
    let read = try DelimitedTable(bytes: Array((written([["a", "b"], [cell, "z"]])).utf8), name: "t", separator: ",")
    #expect(read.rawRow(0) == [cell, "z"])
  }

  @Test func whatIsWrittenIsWhatIsRead() throws {
    var random = FixedGenerator(state: 11)
    let signs: [Character] = [
      "a", "b", "1", " ", "\"", ",", ";", "\n", "\r", "\r\n", "\t", "=", "+", "-", "@", "'", "é", "\u{A0}", "\u{FF0D}",
      ".",
      "\u{1F30F}", "\u{FEFF}",
    ]
    for _ in 0..<3000 {
      let width = Int.random(in: 1...4, using: &random)
      let rows = (0..<Int.random(in: 1...5, using: &random)).map { _ in
        ["x"]
          + (0..<width).map { _ in
            String((0..<Int.random(in: 0...5, using: &random)).map { _ in signs.randomElement(using: &random)! })
          }
      }
      var writer = CSVWriter()
      writer.row((0...width).map { "h\($0)" })
      for row in rows { writer.row(row) }
      let read = try DelimitedTable(bytes: writer.bytes, name: "t", separator: ",")
      #expect(read.raw == rows)
      // Again, as a table of rejected rows that is handed in and rejected once more.
      var second = CSVWriter()
      second.row(read.header)
      for row in read.raw { second.row(row) }
      #expect(second.bytes == writer.bytes)
    }
  }
}
