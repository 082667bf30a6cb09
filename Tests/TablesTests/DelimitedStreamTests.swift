import Diagnostics
import TestSupport
import Testing
import TextEncodings

@testable import Tables

@Suite struct DelimitedStreamTests {
  private let folder = TemporaryFolder()

  /// All records as text, cell by cell, with their lines; read in pieces of that size.
  private func read(
    _ bytes: [UInt8], pieceSize: Int = 1 << 20, _ configure: (inout DelimitedStream.Format) -> Void = { _ in }
  ) throws -> (header: [String], rows: [String], faults: [String]) {
    var format = DelimitedStream.Format()
    format.pieceSize = pieceSize
    configure(&format)
    let stream = try DelimitedStream(path: folder.write(bytes, to: "t.csv"), format: format)
    var rows: [String] = []
    var faults: [String] = []
    var line = stream.firstLine
    while let piece = try stream.next() {
      let chunk = DelimitedChunk(piece, of: stream.layout)
      if let fault = chunk.fault {
        faults.append("\(fault.kind) \(line + fault.line)")
        break
      }
      for row in 0..<chunk.rowCount {
        switch chunk.kind(of: row) {
        case .record:
          let cells = stream.header.indices.map { column in
            chunk.withCell(row, column) { String(decoding: $0, as: UTF8.self) }
          }
          rows.append("\(line + chunk.line(row)): " + cells.joined(separator: "|"))
        case let kind: rows.append("\(line + chunk.line(row)): \(kind)")
        }
      }
      line += chunk.lineCount
    }
    return (stream.header, rows, faults)
  }

  private static let text =
    "a;b;c\r\n1;\"x; \"\"y\"\"\";z\r\n2;\"line\r\nbreak\n;\";\"q\"\r\n;;\r\n3;5\" pipe;\"\"\n4;  \"blank\" ;d\r\n5;é;\n"

  @Test(arguments: [16, 17, 19, 23, 29, 31, 40, 64, 1 << 20])
  func piecesOfAnySizeGiveTheSameRows(size: Int) throws {
    let found = try read(Array(Self.text.utf8), pieceSize: size + 12)
    #expect(found.header == ["a", "b", "c"])
    #expect(
      found.rows == [
        "2: 1|x; \"y\"|z", "3: 2|line\r\nbreak\n;|q", "6: blank", "7: 3|5\" pipe|", "8: 4|blank|d", "9: 5|é|",
      ])
    #expect(found.faults.isEmpty)
  }

  @Test func randomTextIsCutWhereTheTokenizerEndsRows() throws {
    var generator = FixedGenerator(state: 5)
    let signs = Array("a\"\",;\n\r \"x\n".utf8)
    for _ in 0..<4000 {
      let bytes = (0..<Int.random(in: 1...40, using: &generator)).map { _ in signs.randomElement(using: &generator)! }
      var tokenizer = DelimitedTokenizer(separator: 0x2C)
      tokenizer.keepsBrokenRows = true
      var index = DelimitedTokenizer.Index()
      let used = try tokenizer.scan(bytes.span, isLast: false, into: &index)
      let end = bytes.withUnsafeBufferPointer { RowBoundary.lastRowEnd(in: $0, separator: 0x2C) }
      #expect(end == used, "\(String(decoding: bytes, as: UTF8.self).debugDescription)")
    }
  }

  @Test func encodings() throws {
    let text = "kode;nama\n1;Kutai Bárat\n2;x\n"
    let wanted = ["2: 1|Kutai Bárat", "3: 2|x"]
    #expect(try read([0xEF, 0xBB, 0xBF] + Array(text.utf8)).rows == wanted)
    for isBig in [false, true] {
      let units = text.utf16.flatMap { isBig ? [UInt8($0 >> 8), UInt8($0 & 255)] : [UInt8($0 & 255), UInt8($0 >> 8)] }
      let mark: [UInt8] = isBig ? [0xFE, 0xFF] : [0xFF, 0xFE]
      for size in [32, 48, 1 << 20] {
        let found = try read(mark + units, pieceSize: size)
        #expect(found.header == ["kode", "nama"])
        #expect(found.rows == wanted)
      }
    }
    let latin = text.unicodeScalars.map { UInt8($0.value) }
    #expect(try read(latin).rows == wanted)
    #expect(try read(latin, pieceSize: 20).faults == ["undecodable 2"])
    #expect(try read(latin, pieceSize: 20) { $0.assumingWindows1252 = true }.rows == wanted)
    #expect(try read(latin, pieceSize: 20) { $0.encoding = "CP1252" }.rows == wanted)
  }

  @Test func faultsNameTheLineOfTheFile() throws {
    let rows = (1...20).map { "\($0),x\n" }.joined()
    #expect(try read(Array("a,b\n\(rows)21,\"open\n22,x\n".utf8)).faults == ["unterminatedQuote 22"])
    #expect(
      try read(Array("a,b\n\(rows)21,\"\(String(repeating: "long\n", count: 40))".utf8), pieceSize: 64).faults == [
        "overlongRow 22"
      ])
    #expect(try read(Array("a,b\n\(rows)2\u{0},x\n".utf8), pieceSize: 32).faults == ["nulByte 22"])
    let broken = try read(Array("a,b\n1,\"x\"y\n2\n3,\"x\ny\"z\n4,5,6\n5,6,,\n".utf8))
    #expect(broken.rows == ["2: broken", "3: broken", "4: brokenOverLines", "6: broken", "7: 5|6"])
  }

  @Test func filesWithoutRecords() throws {
    expectFault(
      id: "t.csv: tabel kosong. Isilah dengan satu baris nama kolom dan baris-baris data.",
      en: "t.csv: the table is empty. It needs a header row and data rows."
    ) { try read([]) }
    expectFault(
      id: "t.csv: hanya ada nama kolom (baris 1), tanpa baris data. Periksa ekspor tabelnya.",
      en: "t.csv: there is a header (line 1) and no data row. Check the export of the table."
    ) { try read(Array("a,b\n\n  \n".utf8)) }
  }

  /// A sheet is handed out row by row, each on the line of its number, whatever its cells hold.
  @Test(arguments: [8, 20, 64, 1 << 20]) func sheetsAreStreamsToo(size: Int) throws {
    let bytes = try SheetTests.workbook([
      1: ["A": "Laporan"], 3: ["A": "kode", "B": "nama", "C": "status"],
      4: ["A": "64.01.01", "B": "a\tb\"c\nd", "C": "1"],
      7: ["B": "'=x", "C": "45838|1"], 9: ["A": "640102", "C": "aktif"],
    ])
    let found = try read(bytes, pieceSize: size) { $0.headerLine = 3 }
    #expect(found.header == ["kode", "nama", "status"])
    #expect(
      found.rows.filter { !$0.hasSuffix("blank") } == [
        "4: 64.01.01|a\tb\"c d|1", "7: |=x|2025-06-30", "9: 640102||aktif",
      ])
    #expect(found.faults.isEmpty)
    let fault = #expect(throws: Diagnostic.self) { try read(bytes) { $0.sheet = "Lain" } }
    #expect(fault?.code == "workbook.sheet.missing")
  }

  @Test func titlesAreSaid() throws {
    var format = DelimitedStream.Format()
    format.separator = nil
    let text = "Laporan kepesertaan\n\nkode;nama;status\n64.01;a;1\n64.02;b;1\n64.03;c;1\n"
    let stream = try DelimitedStream(path: folder.write(Array(text.utf8), to: "t.csv"), format: format)
    #expect(stream.header == ["kode", "nama", "status"])
    #expect(stream.firstLine == 4)
    #expect(
      stream.notices.map(\.message) == [
        Message(
          id: "t.csv: baris 1–2 dibaca sebagai judul, dan nama kolom ada di baris 3.",
          en: "t.csv: lines 1–2 were taken for a title; the header is on line 3.")
      ])
  }

  @Test func quotesThatBalanceSwallowNothing() throws {
    let rows = (1...6).map { "64.0\($0);nama \($0);aktif" }
    let text = "kode;nama;status\n" + rows.joined(separator: "\n") + "\n"
    let broken = text.replacing("64.02;nama", with: "64.02;\"nama").replacing("nama 4", with: "nama 4\"")
    #expect(try read(Array(broken.utf8)).rows[1] == "3: brokenOverLines")
    #expect(try read(Array(text.utf8)).rows.count == 6)
  }
}
