import Foundation
import Spreadsheets
import Testing

/// Workbooks in and out, through the built program.
@Suite struct WorkbookTests {
  /// The table of the desk as a workbook with a sheet in front of it.
  private func desk(_ rows: [[WorkbookWriter.Cell]]? = nil) throws -> Desk {
    let desk = try Desk()
    let counts = ["peserta", "potensi"]
    var lines = Desk.table.split(separator: "\n").map { $0.split(separator: ",", omittingEmptySubsequences: false) }
    let header = lines.removeFirst().map(String.init)
    let table: [[WorkbookWriter.Cell]] =
      [header.map { .text($0) }]
      + lines.map { line in
        zip(header, line).map { name, text in
          counts.contains(name) ? Int(text).map { .integer($0) } ?? .empty : .text(String(text))
        }
      }
    try write(
      [
        .init(name: "Sampul", columnWidths: [], rows: [[.text("Laporan")]], isTable: false),
        .init(name: "Peserta", columnWidths: [], rows: rows ?? table, isTable: true),
      ], to: "tabel.xlsx", desk)
    return desk
  }

  private func write(_ sheets: [WorkbookWriter.Sheet], to name: String, _ desk: Desk) throws {
    desk.folder.write(try WorkbookWriter(sheets).bytes(), to: name)
  }

  @Test func aWorkbookGivesWhatTheTextGives() throws {
    let desk = try desk()
    let text = try desk.run("rank", "peta.shp", "tabel.csv", "--format", "csv", "--quiet")
    #expect(text.code == 0)
    let sheet = try desk.run("rank", "peta.shp", "tabel.xlsx", "--sheet", "peserta", "--format", "csv", "--quiet")
    #expect(sheet.code == 0)
    #expect(sheet.output == text.output)
    // Told by its bytes, not by its name.
    desk.folder.write(try #require(desk.folder.read("tabel.xlsx")), to: "tabel.csv")
    #expect(
      try desk.run("rank", "peta.shp", "tabel.csv", "--sheet", "Peserta", "--format", "csv", "--quiet").output
        == text.output)
    #expect(try desk.run("analyze", "peta.shp", "tabel.xlsx", "--sheet", "Peserta", "--output", "keluar").code == 0)
    let record = try #require(
      try JSONSerialization.jsonObject(with: Data(desk.folder.read("keluar/run.json") ?? [])) as? [String: Any])
    let input = try #require((record["inputs"] as? [[String: Any]])?.first { $0["role"] as? String == "enrolment" })
    #expect(input["sheet"] as? String == "Peserta")
    #expect(input["rows"] as? Int == 7)
    #expect(input["file"] as? String == "tabel.xlsx")
    #expect((input["sha256"] as? String)?.count == 64)
    #expect((record["options"] as? [String: String])?["sheet"] == "Peserta")
  }

  @Test func aSeparatorIsForText() throws {
    let outcome = try desk().run("check", "peta.shp", "tabel.xlsx", "--separator", ";", "--lang", "en")
    #expect(outcome.code == 64)
    #expect(
      outcome.errors
        == "jangkau: --separator is for delimited text (CSV), and tabel.xlsx [Peserta] is a workbook. Leave the option out.\n"
    )
  }

  /// What another sheet says of the figures holds for them; what is wrong with the only table is said.
  @Test func otherSheetsAreHeeded() throws {
    let desk = try Desk()
    func outcome(_ note: String, _ count: WorkbookWriter.Cell) throws -> (code: Int32, errors: String) {
      let rows: [[WorkbookWriter.Cell]] = [
        [.text("kode"), .text("peserta aktif"), .text("potensi")], [.text("64.02.14"), count, .integer(9)],
        [.text("64.07.09"), .integer(2), .integer(8)],
      ]
      try write(
        [
          .init(name: "Sampul", columnWidths: [], rows: [[.text(note)]], isTable: false),
          .init(name: "Data", columnWidths: [], rows: rows, isTable: false),
        ], to: "buku.xlsx", desk)
      let run = try desk.run("check", "peta.shp", "buku.xlsx", "--lang", "en")
      return (run.code, run.errors)
    }
    #expect(try outcome("Laporan", .integer(1)).code == 0)
    let thousands = try outcome("Keterangan: angka dalam ribuan", .integer(1))
    #expect(thousands.code == 65)
    #expect(thousands.errors.contains("is in thousands or millions"))
  }

  @Test func eachTableHasItsSheet() throws {
    let desk = try Desk()
    let peserta: [[WorkbookWriter.Cell]] = [
      [.text("kode"), .text("peserta")], [.text("64.02.14"), .integer(1)], [.text("64.07.09"), .integer(2)],
    ]
    let pekerja: [[WorkbookWriter.Cell]] = [
      [.text("kode"), .text("potensi")], [.integer(640214), .integer(10)], [.integer(640709), .integer(20)],
    ]
    try write(
      [
        .init(name: "Peserta", columnWidths: [], rows: peserta, isTable: true),
        .init(name: "Pekerja", columnWidths: [], rows: pekerja, isTable: true),
      ], to: "t.xlsx", desk)
    try write([.init(name: "2025", columnWidths: [], rows: pekerja, isTable: true)], to: "w.xlsx", desk)
    let run = { try desk.run(["rank", "peta.shp", "t.xlsx", "--format", "csv", "--lang", "en"] + $0) }
    // Which of two sheets with figures is meant is asked.
    let open = try run(["--workforce", "t.xlsx", "--workforce-sheet", "Pekerja"])
    #expect(open.code == 65)
    print("OPEN", open.errors)
    let same = try run(["--sheet", "Peserta", "--workforce", "t.xlsx", "--workforce-sheet", "Pekerja"])
    #expect(same.code == 0)
    #expect(same.output.contains("64.02.14,Muara Jawa,64.02,Kabupaten Kutai Kartanegara,10,1,1,9,"))
    #expect(
      try run(["--sheet", "Peserta", "--workforce", "w.xlsx", "--workforce-sheet", "2025"]).output == same.output)
    // A sheet that was asked for is never replaced by another in silence.
    let other = try run(["--workforce", "w.xlsx", "--sheet", "Peserta"])
    #expect(other.code == 65)
    #expect(other.errors == "jangkau: w.xlsx: there is no sheet “Peserta”. Its sheets are: “2025”.\n")
    let text = try desk.run("rank", "peta.shp", "tabel.csv", "--sheet", "Peserta", "--lang", "en")
    #expect(text.code == 64)
    #expect(
      text.errors
        == "jangkau: --sheet “Peserta” is for workbooks (.xlsx or .ods), and the table is none. Leave the option out.\n"
    )
    let alone = try run(["--sheet", "Peserta", "--workforce-sheet", "Pekerja"])
    print("ALONE", alone.code, alone.errors)
  }

  @Test func faultsNameTheCell() throws {
    let desk = try desk([
      [.text("kode"), .text("peserta"), .text("potensi")], [.decimal(64.1), .integer(1), .integer(2)],
      [.text("64.02.14"), .integer(1), .integer(2)],
    ])
    let codes = try desk.run("analyze", "peta.shp", "tabel.xlsx", "--sheet", "Peserta", "--output", "keluar")
    #expect(codes.code == 65)
    #expect(
      codes.errors
        == "jangkau: Table tabel.xlsx [Peserta]: the column “kode” holds codes that became numbers (cell A2: “64.1”), and "
        + "there is no column of names. Format the column as Text where it comes from, or name a column of names with "
        + "--name-column.\n")
    #expect(desk.files("keluar") == nil)
    // The cover sheet before it is passed over.
    let cover = try desk.run("check", "peta.shp", "tabel.xlsx", "--lang", "id")
    #expect(cover.code == 65)
    #expect(
      cover.errors
        == "jangkau: Tabel tabel.xlsx [Peserta]: kolom “kode” berisi kode yang sudah menjadi angka (sel A2: “64.1”), dan tidak "
        + "ada kolom nama. Ubah format kolom itu menjadi Text di tabel asalnya, atau sebutkan kolom nama dengan "
        + "--name-column.\n")
    try write(
      [
        .init(
          name: "Data", columnWidths: [],
          rows: [[.text("kode"), .text("peserta"), .text("potensi")], [.text("64.99.01"), .integer(1), .integer(2)]],
          isTable: true)
      ], to: "t.xlsx", desk)
    let rejected = try desk.run("analyze", "peta.shp", "t.xlsx", "--output", "keluar", "--rejected", "r.csv")
    #expect(rejected.code == 65)
    #expect(rejected.errors.contains("\n  t.xlsx [Data], row 2: “64.99.01” – no unit of the map has this code"))
    #expect(desk.text("r.csv")?.contains("t.xlsx [Data],2,unknown_code,") == true)
  }

  // MARK: ranking.xlsx

  private static let awkward = [
    "=cmd|' /C calc'!A0", "<b>&\"'", "\u{202E}kiri\u{200F}", String(repeating: "x", count: 40),
  ]

  @Test func theRankingAsAWorkbook() throws {
    let desk = try Desk()
    try desk.layer("peta", Desk.codes, Self.awkward)
    desk.folder.write(
      "kode,peserta,potensi\n64.02.14,40,120\n64.07.09,3,4\n64.02.13,70000,71000\n", to: "tabel.csv")
    #expect(try desk.run("analyze", "peta.shp", "tabel.csv", "--output", "keluar", "--lang", "id").code == 0)
    let bytes = try #require(desk.folder.read("keluar/ranking.xlsx"))
    let workbook = try Workbook(bytes, name: "ranking.xlsx")
    #expect(workbook.sheets.map(\.name) == ["Peringkat", "Keterangan"])
    let cells = try workbook.worksheet(workbook.sheets[0]).cells
    let header = try #require(desk.text("keluar/ranking.csv")?.split(separator: "\r\n").first).split(separator: ",")
    #expect(cells.filter { $0.row == 1 }.map(\.value) == header.map { .text(String($0)) })
    func column(_ name: String) -> [Worksheet.Value] {
      let column = header.firstIndex { $0 == name }
      return cells.filter { $0.column == column && $0.row > 1 }.map(\.value)
    }
    #expect(column("code") == [.text("64.02.13"), .text("64.02.14"), .text("64.07.09"), .text("64.08.08")])
    #expect(column("name") == [2, 0, 1, 3].map { .text(Self.awkward[$0]) })
    #expect(column("uncovered") == [.number(1000), .number(80), .number(1)])
    #expect(column("coverage_pct") == [.number(98.59), .number(33.33), .number(75)])
    #expect(cells.allSatisfy { !$0.isFormula })
    let notes = try workbook.worksheet(workbook.sheets[1]).cells
    #expect(notes.contains { $0.value == .text("belum terlindungi: potensi dikurangi yang terlindungi") })
    // Every column is explained.
    #expect(Set(notes.filter { $0.column == 0 }.map(\.value)).isSuperset(of: header.map { .text(String($0)) }))
    let english = try desk.run(
      "analyze", "peta.shp", "tabel.csv", "--output", "lain", "--lang", "en", "--threads", "1",
      environment: ["TZ": "America/New_York"])
    #expect(english.code == 0)
    let other = try Workbook(try #require(desk.folder.read("lain/ranking.xlsx")), name: "r.xlsx")
    #expect(other.sheets.map(\.name) == ["Ranking", "Notes"])
    #expect(
      try desk.run(
        "analyze", "peta.shp", "tabel.csv", "--output", "waktu", "--lang", "id", environment: ["TZ": "Pacific/Apia"]
      ).code == 0)
    #expect(desk.folder.read("waktu/ranking.xlsx") == bytes)
  }

  /// What was written is a table of the same counts.
  @Test func theRankingIsReadAgain() throws {
    let desk = try Desk()
    #expect(try desk.run("analyze", "peta.shp", "tabel.csv", "--output", "keluar", "--lang", "en").code == 0)
    let again = try desk.run(
      "rank", "peta.shp", "keluar/ranking.xlsx", "--enrolled-column", "enrolled", "--eligible-column", "eligible",
      "--allow-unmatched", "--lang", "en")
    #expect(again.code == 0)
    #expect(again.output.contains("64.07.09  Muara Lawa       120       40         80    33.3 %\n"))
  }

  @Test func rankWritesAWorkbookToAFileOnly() throws {
    let desk = try Desk()
    #expect(try desk.run("analyze", "peta.shp", "tabel.csv", "--output", "keluar", "--lang", "en").code == 0)
    let process = Program.process(["rank", "peta.shp", "tabel.csv", "--format", "xlsx", "--quiet"], in: desk.path)
    let path = desk.folder.write("", to: "peringkat.xlsx")
    let file = try FileHandle(forWritingTo: URL(fileURLWithPath: path))
    process.standardOutput = file
    try process.run()
    process.waitUntilExit()
    #expect(process.terminationStatus == 0)
    #expect(desk.folder.read("peringkat.xlsx") == desk.folder.read("keluar/ranking.xlsx"))
    let shown = try Terminal.run(["rank", "peta.shp", "tabel.csv", "--format", "xlsx"], on: desk)
    #expect(shown.isEmpty)
  }
}
