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

  /// A sheet of the workbook as its readers see it, below the header that begins with a text.
  private struct Table {
    let cells: [Worksheet.Cell]
    let headings: [String]
    let headerRow: Int

    init(_ workbook: Workbook, _ sheet: String, headedBy first: String) throws {
      cells = try workbook.worksheet(workbook.sheet(named: sheet)).cells
      let corner = try #require(cells.first { $0.column == 0 && $0.value == .text(first) }, "\(sheet)")
      headerRow = corner.row
      headings = cells.filter { $0.row == corner.row }.compactMap {
        if case .text(let text) = $0.value { text } else { nil }
      }
    }

    /// From the first row below the header.
    func column(_ heading: String) -> [Worksheet.Value] {
      guard let column = headings.firstIndex(of: heading) else { return [] }
      return cells.filter { $0.column == column && $0.row > headerRow }.map(\.value)
    }

    func value(_ row: Int, _ heading: String) -> Worksheet.Value? {
      let column = headings.firstIndex(of: heading)
      return cells.first { $0.row == row && $0.column == column }?.value
    }

    func number(_ row: Int, _ heading: String) -> Double? {
      if case .number(let number)? = value(row, heading) { number } else { nil }
    }
  }

  private func ranking(_ desk: Desk, _ path: String = "keluar/ranking.xlsx") throws -> Workbook {
    try Workbook(try #require(desk.folder.read(path)), name: "ranking.xlsx")
  }

  @Test func theRankingAsAWorkbook() throws {
    let desk = try Desk()
    try desk.layer("peta", Desk.codes, Self.awkward)
    desk.folder.write(
      "kode,peserta,potensi\n64.02.14,40,120\n64.07.09,3,4\n64.02.13,70000,71000\n", to: "tabel.csv")
    #expect(try desk.run("analyze", "peta.shp", "tabel.csv", "--output", "keluar", "--lang", "id").code == 0)
    let bytes = try #require(desk.folder.read("keluar/ranking.xlsx"))
    let workbook = try ranking(desk)
    #expect(
      workbook.sheets.map(\.name) == ["Peringkat", "Kabupaten dan kota", "Klaster", "Definisi", "Keterangan"])
    let table = try Table(workbook, "Peringkat", headedBy: "No")
    #expect(
      table.headings.prefix(14) == [
        "No", "Kecamatan", "Kabupaten/kota", "Kode", "Potensi pekerja", "Peserta aktif", "Terlindungi",
        "Belum terlindungi", "Bagian dari semua yang belum terlindungi (%)", "Cakupan (%)",
        "Cakupan, batas bawah 95 % (%)", "Cakupan, batas atas 95 % (%)", "Kekurangan ke target", "Status",
      ])
    #expect(Set(table.headings).count == table.headings.count)
    #expect(table.cells.first?.value == .text("Peringkat menurut pekerja belum terlindungi – 4 kecamatan"))
    #expect(table.column("Kode") == [.text("64.02.13"), .text("64.02.14"), .text("64.07.09"), .text("64.08.08")])
    #expect(table.column("Kecamatan") == [2, 0, 1, 3].map { .text(Self.awkward[$0]) } + [.text("Jumlah")])
    #expect(table.column("Belum terlindungi") == [.number(1000), .number(80), .number(1), .number(1081)])
    #expect(table.column("Cakupan (%)").prefix(3) == [.number(98.59), .number(33.33), .number(75)])
    #expect(
      table.column("Status")
        == ["Di bawah target", "Di bawah target", "Di bawah target", "Tidak ada data"].map { .text($0) })
    #expect(table.column("Ada segmen di atas 100 %") == Array(repeating: .text("tidak"), count: 3))
    // Formulas are ours alone: the sums of a table, and what is computed from them.
    let total = table.headerRow + 5
    #expect(table.cells.filter(\.isFormula).allSatisfy { $0.row == total })
    #expect(table.cells.contains { $0.isFormula })
    // Every column of ranking.csv is there, and explained under its name.
    let header = try #require(desk.text("keluar/ranking.csv")?.split(separator: "\r\n").first).split(separator: ",")
    let definitions = try Table(workbook, "Definisi", headedBy: "Judul kolom")
    #expect(
      Set(definitions.column("Nama di berkas")).isSuperset(
        of: header.filter { !$0.hasPrefix("uncovered_share") }.map { .text(String($0)) }))
    #expect(definitions.column("Arti").contains(.text("belum terlindungi: potensi dikurangi yang terlindungi")))
    #expect(Set(definitions.column("Judul kolom")).isSuperset(of: table.headings.map { .text($0) }))
    let notes = try Table(workbook, "Keterangan", headedBy: "Tentang")
    #expect(notes.column("Isi").contains(.text("3 dibaca = 3 dipakai + 0 ditolak")))
    let english = try desk.run(
      "analyze", "peta.shp", "tabel.csv", "--output", "lain", "--lang", "en", "--threads", "1",
      environment: ["TZ": "America/New_York"])
    #expect(english.code == 0)
    let other = try ranking(desk, "lain/ranking.xlsx")
    #expect(
      other.sheets.map(\.name) == ["Ranking", "Regencies and cities", "Clusters", "Definitions", "Notes"])
    #expect(
      try Table(other, "Ranking", headedBy: "No").column("Status")
        == ["Under target", "Under target", "Under target", "No data"].map { .text($0) })
    #expect(
      try desk.run(
        "analyze", "peta.shp", "tabel.csv", "--output", "waktu", "--lang", "id", environment: ["TZ": "Pacific/Apia"]
      ).code == 0)
    #expect(desk.folder.read("waktu/ranking.xlsx") == bytes)
  }

  /// Names of parents that a spreadsheet would take for conditions, and texts longer than a formula may quote.
  private static let parents = ["*", ">5", "a\"b'", String(repeating: "y", count: 300), "A\"B'", "~?"]

  /// Twelve units of six parents, of which some lack a row, a count of a segment, or anybody to insure.
  private func parentDesk() throws -> Desk {
    let desk = try Desk()
    let count = 12
    var features: [String] = []
    var rows = ["kode,segmen,peserta,potensi"]
    for unit in 0..<count {
      let parent = Self.parents[unit % Self.parents.count].replacing("\"", with: "\\\"")
      let (west, east) = (Double(unit) / 10, Double(unit + 1) / 10)
      features.append(
        """
        {"type":"Feature","properties":{"kode":"A\(unit)","nama":"Desa Tani","induk":"\(parent)"},"geometry":\
        {"type":"Polygon","coordinates":[[[\(west),0],[\(east),0],[\(east),0.1],[\(west),0.1],[\(west),0]]]}}
        """)
      if unit == 3 { continue }
      rows.append("A\(unit),PU,\(unit == 7 ? 0 : 40 + 7 * unit),\(unit == 7 ? 0 : 60 + 5 * unit)")
      if unit == 5 { continue }
      rows.append("A\(unit),BPU,\(unit == 7 ? 0 : 10 + unit),\(unit == 7 ? 0 : 30 + unit)")
    }
    desk.folder.write(
      "{\"type\":\"FeatureCollection\",\"features\":[\(features.joined(separator: ","))]}", to: "peta.geojson")
    desk.folder.write(rows.joined(separator: "\n") + "\n", to: "tabel.csv")
    return desk
  }

  private static let parentFields = [
    "peta.geojson", "tabel.csv", "--code-field", "kode", "--name-field", "nama", "--parent-field", "induk", "--area",
    "all",
  ]

  /// What the formulas add up is what stands beside them, also where units lack data and where names look like conditions.
  @Test func sumsAreThoseOfTheRows() throws {
    let desk = try parentDesk()
    let run = try desk.run(["analyze"] + Self.parentFields + ["--output", "keluar", "--lang", "en"])
    #expect(run.code == 0, "\(run.errors)")
    let workbook = try ranking(desk)
    let units = try Table(workbook, "Ranking", headedBy: "No")
    let rows = (units.headerRow + 1)...(units.headerRow + 12)
    let total = rows.upperBound + 1
    #expect(units.value(total, "Unit") == .text("Total of units with complete data"))
    func sum(_ heading: String, where holds: (Int) -> Bool = { _ in true }) -> Double {
      rows.reduce(0) { $0 + (holds($1) ? units.number($1, heading) ?? 0 : 0) }
    }
    for heading in ["Covered", "Uncovered", "Gap to target", "Surplus"] {
      #expect(units.number(total, heading) == sum(heading), "\(heading)")
    }
    // One unit shows what is known of it and is in no sum.
    #expect(units.number(total, "Eligible workers") == sum("Covered") + sum("Uncovered"))
    #expect(sum("Eligible workers") > sum("Covered") + sum("Uncovered") - 1)
    #expect(units.number(total, "Active participants") == sum("Covered") + sum("Surplus"))
    #expect(units.number(total, "Coverage (%)") == 100 * sum("Covered") / (sum("Covered") + sum("Uncovered")))
    #expect(units.value(total, "Uncovered – PU") == nil)
    let parents = try Table(workbook, "Parents", headedBy: "No")
    #expect(parents.cells.filter(\.isFormula).count > 6 * 10)
    let names = parents.column("Parent")
    #expect(Set(names.prefix(6)) == Set(Self.parents.map { .text($0) }))
    for row in (parents.headerRow + 1)...(parents.headerRow + 6) {
      let name = parents.value(row, "Parent")
      let isOwn = { units.value($0, "Parent") == name }
      #expect(parents.number(row, "Units") == 2)
      for heading in ["Covered", "Uncovered", "Gap to target", "Surplus"] {
        #expect(parents.number(row, heading) == sum(heading, where: isOwn), "\(heading) of \(row)")
      }
      let counted = { isOwn($0) && units.value($0, "Uncovered") != nil }
      #expect(
        parents.number(row, "Uncovered – BPU") == sum("Uncovered – BPU", where: counted))
      #expect(parents.number(row, "Eligible workers – PU") == sum("Eligible workers – PU", where: counted))
    }
    let last = parents.headerRow + 7
    #expect(parents.number(last, "Uncovered") == sum("Uncovered"))
    #expect(parents.number(last, "Units with data") == 10)
    let segments = try Table(workbook, "Segments", headedBy: "Segment")
    let counted = { units.value($0, "Uncovered") != nil }
    #expect(segments.column("Segment") == [.text("PU"), .text("BPU"), .text("Total")])
    #expect(segments.number(segments.headerRow + 1, "Uncovered") == sum("Uncovered – PU", where: counted))
    #expect(segments.number(segments.headerRow + 3, "Uncovered") == sum("Uncovered"))
    // Of two villages with one name, the parent is told.
    #expect(units.column("Unit").prefix(12).allSatisfy { $0 == .text("Desa Tani") })
    #expect(units.headings.firstIndex(of: "Parent") == 2)
  }

  /// Sums over cells of which some are withheld would be false, so there are none.
  @Test func aPublicationHasValuesAndNoFormulas() throws {
    let desk = try parentDesk()
    let run = try desk.run(
      ["analyze"] + Self.parentFields + ["--output", "keluar", "--lang", "en", "--publish", "--suppress-below", "40"])
    #expect(run.code == 0, "\(run.errors)")
    let workbook = try ranking(desk)
    let units = try Table(workbook, "Ranking", headedBy: "No")
    #expect(units.cells.allSatisfy { !$0.isFormula })
    let total = units.headerRow + 13
    #expect(units.value(total, "Unit") == .text("Total, with what is withheld"))
    let record = try #require(
      try JSONSerialization.jsonObject(with: Data(desk.folder.read("keluar/run.json") ?? [])) as? [String: Any])
    let totals = try #require(record["totals"] as? [String: Any])
    #expect(units.number(total, "Uncovered") == (totals["uncovered"] as? Int).map(Double.init))
    let parents = try Table(workbook, "Parents", headedBy: "No")
    #expect(parents.cells.allSatisfy { !$0.isFormula })
    #expect(parents.value(parents.headerRow + 7, "Parent") == .text("Total of the whole map"))
    let notes = try Table(workbook, "Notes", headedBy: "About")
    #expect(
      notes.column("Contents").contains(
        .text("its figures are values and no formulas, because they include units whose figures are withheld")))
  }

  /// What was written is a table of the same counts, whose sums agree.
  @Test func theRankingIsReadAgain() throws {
    let desk = try Desk()
    // A unit that lacks a count is no part of the row of sums, which the reader would then doubt.
    desk.folder.write("kode,peserta,potensi\n64.02.14,70000,71000\n64.07.09,40,120\n", to: "tabel.csv")
    #expect(try desk.run("analyze", "peta.shp", "tabel.csv", "--output", "keluar", "--lang", "en").code == 0)
    // Above its header stand title and source.
    let header = try Table(ranking(desk), "Ranking", headedBy: "No").headerRow
    let again = try desk.run(
      "rank", "peta.shp", "keluar/ranking.xlsx", "--sheet", "Ranking", "--header-line", "\(header)",
      "--enrolled-column", "Active participants",
      "--eligible-column", "Eligible workers", "--allow-unmatched", "--lang", "en")
    #expect(again.code == 0, "\(again.errors)")
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
    // It is the workbook of the run, without the clusters that `rank` does not look for.
    let (alone, whole) = (try ranking(desk, "peringkat.xlsx"), try ranking(desk))
    #expect(alone.sheets.map(\.name) == whole.sheets.map(\.name).filter { $0 != "Clusters" })
    let tables = try [alone, whole].map { try Table($0, "Ranking", headedBy: "No") }
    // `rank` looks for no clusters: the columns up to the status are the same.
    let status = try #require(tables[0].headings.firstIndex(of: "Status"))
    #expect(tables[1].headings.firstIndex(of: "Status") == status)
    let cells = tables.map { table in
      table.cells.filter { $0.row >= table.headerRow && $0.column <= status && $0.row < table.headerRow + 5 }.map(
        \.value)
    }
    #expect(cells[0].count > 40 && cells[0] == cells[1])
    let shown = try Terminal.run(["rank", "peta.shp", "tabel.csv", "--format", "xlsx"], on: desk)
    #expect(shown.isEmpty)
  }
}
