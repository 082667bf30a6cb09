import CoverageTestSupport
import Diagnostics
import TestSupport
import Testing

@testable import Coverage
@testable import Enrolment

@Suite struct EnrolmentTableTests {
  let workspace = Workspace()

  private func layer() throws -> String {
    try workspace.layer(
      "peta", [("kode", ["64.02.01", "64.02.02", "64.02.03"]), ("nama", ["Muara Muntai", "Loa Kulu", "Loa Janan"])])
  }

  private func join(
    _ table: String, workforce: String? = nil, _ configure: (inout RunOptions) -> Void = { _ in }
  ) throws -> Join {
    try workspace.join(try layer(), table, workforce: workforce, configure)
  }

  // MARK: Shapes of tables

  @Test func oneRowPerUnit() throws {
    let join = try join("Kode Wilayah;Peserta Aktif;Potensi\n64.02.01;1.234;10.000\n64.02.02;5;6\n")
    #expect(join.segments.isEmpty)
    #expect(join.enrolled == [[1234, 5, nil]])
    #expect(join.eligible == [[10_000, 6, nil]])
    #expect(join.period == nil)
  }

  @Test func aRowPerUnitAndSegment() throws {
    let join = try join(
      "kode;segmen;peserta;potensi\n64.02.01;PU;1;2\n64.02.01;BPU;3;4\n64.02.02;pu;5;6\n64.02.03;Jasa Konstruksi;7;8\n")
    #expect(join.segments.map(\.label) == ["PU", "BPU", "Jasa Konstruksi"])
    #expect(join.segments.map(\.key) == ["pu", "bpu", "jasa_konstruksi"])
    #expect(join.enrolled == [[1, 5, nil], [3, nil, nil], [nil, nil, 7]])
    #expect(join.eligible == [[2, 6, nil], [4, nil, nil], [nil, nil, 8]])
  }

  @Test func segmentsInColumnsInAnyOrder() throws {
    let join = try join(
      "kode;potensi_bpu;peserta_pu;peserta_bpu;potensi_pu\n64.02.01;4;1;3;2\n64.02.02;40;10;30;20\n")
    #expect(join.segments.map(\.key) == ["pu", "bpu"])
    #expect(join.enrolled == [[1, 10, nil], [3, 30, nil]])
    #expect(join.eligible == [[2, 20, nil], [4, 40, nil]])
  }

  @Test func columnsOfSumsAreCheckedAndNotCounted() throws {
    let header = "kode;peserta_pu;peserta_bpu;peserta_total;potensi_pu;potensi_bpu;potensi_jumlah\n"
    let join = try join(header + "64.02.01;1;3;4;2;4;6\n64.02.02;1;;9;2;4;6\n")
    #expect(join.enrolled == [[1, 1, nil], [3, nil, nil]])
    expectFault(
      id:
        "Tabel t.csv, baris 3: kolom “peserta_total” berisi 5, padahal jumlah “peserta_pu”, “peserta_bpu” 4 (selisih 1). "
        + "Perbaiki salah satunya, atau sebutkan kolom yang dimaksud dengan --enrolled-column dan --eligible-column.",
      en:
        "Table t.csv, line 3: the column “peserta_total” says 5, but “peserta_pu”, “peserta_bpu” sum to 4 (a difference of "
        + "1). Correct one of them, or name the columns that are meant with --enrolled-column and --eligible-column."
    ) { try self.join(header + "64.02.02;1;3;4;2;4;6\n64.02.01;1;3;5;2;4;6\n") }
  }

  /// Without the word total in its header it is one all the same: netting its segments would hide a gap.
  @Test func sumsBesideSegmentColumnsWithoutTheWord() throws {
    let header = "kode;peserta;peserta_pu;peserta_bpu;potensi;potensi_pu;potensi_bpu\n"
    let join = try join(header + "64.02.01;146602;69528;77074;130777;79691;51086\n")
    #expect(join.segments.map(\.key) == ["pu", "bpu"])
    let figures = try CoverageFigures(
      enrolled: join.enrolled, eligible: join.eligible, target: .init(percent: 100), rates: .binomial)
    #expect(figures.units[0]?.uncovered == 10_163)
    expectFault(
      en:
        "Table t.csv, line 2: the column “peserta” says 5, but “peserta_pu”, “peserta_bpu” sum to 4 (a difference of 1). "
        + "Correct one of them, or name the columns that are meant with --enrolled-column and --eligible-column."
    ) { try self.join(header + "64.02.01;5;1;3;6;2;4\n") }
    // Named columns are what the user means.
    let named = try self.join(header + "64.02.01;5;1;3;6;2;4\n") {
      $0.columns.enrolled = "peserta"
      $0.columns.eligible = "potensi"
    }
    #expect(named.segments.isEmpty)
    #expect(named.enrolled == [[5, nil, nil]])
  }

  @Test func aColumnBesideTheCountsIsNoSegment() throws {
    let join = try join("kode;peserta;peserta_baru;potensi\n64.02.01;5;1;9\n")
    #expect(join.segments.isEmpty)
    #expect(join.enrolled == [[5, nil, nil]])
  }

  @Test func segmentColumnsNeedBothCounts() {
    expectFault(
      id: "Tabel t.csv: setiap segmen perlu kolom peserta dan kolom potensi, tetapi ini tidak berpasangan: "
        + "“peserta_jakon”. Sebutkan kolom jumlahnya dengan --enrolled-column dan --eligible-column.",
      en: "Table t.csv: each segment needs a column of participants and one of eligible workers, but these have no "
        + "counterpart: “peserta_jakon”. Name columns of sums with --enrolled-column and --eligible-column."
    ) { try self.join("kode;peserta_pu;peserta_jakon;potensi_pu\n64.02.01;1;2;3\n") }
  }

  @Test func theSameSegmentTwiceIsRefused() {
    expectFault(
      id:
        "Tabel t.csv punya lebih dari satu kolom “peserta_pu”. Ganti nama salah satunya, atau lewati yang tidak dipakai "
        + "dengan --ignore-column.",
      en:
        "The table t.csv has more than one column “peserta_pu”. Rename one of them, or leave out what is not meant with "
        + "--ignore-column."
    ) { try self.join("kode;peserta_pu;Peserta PU;potensi_pu\n64.02.01;1;2;3\n") }
  }

  /// A row of sums that agrees with the segments of its unit needs no leave to be set aside; one that does not stops all.
  @Test func rowsOfSumsAmongSegmentsAreSetAside() throws {
    let join = try join(
      "kode;segmen;peserta;potensi\n64.02.01;PU;1;2\n64.02.01;Total;3;4\n64.02.02;;5;6\n64.02.01;BPU;2;2\n")
    #expect(join.rejections.map(\.reason) == [.noSegment])
    #expect(join.segments.map(\.key) == ["pu", "bpu"])
    #expect(join.ledgers[0].read == Ledger.Sum(rows: 3, enrolled: 8, eligible: 10))
    // A table whose only segment is the whole has one segment of that name.
    let whole = try self.join("kode;segmen;peserta;potensi\n64.02.01;Total;3;4\n")
    #expect(whole.rejections.isEmpty)
    #expect(whole.enrolled == [[3, nil, nil]])
    expectFault(
      en: "Table t.csv, line 4: the row of sums “Total” says 4 in the column “peserta”, but its rows sum to 3 (a "
        + "difference of 1). A row may be missing or a figure mistyped. Correct it, or delete the row of sums."
    ) {
      try self.join("kode;segmen;peserta;potensi\n64.02.01;PU;1;2\n64.02.01;BPU;2;2\n64.02.01;Total;4;4\n")
    }
  }

  @Test func blankCellsAreMissingAndNotZero() throws {
    let join = try join("kode;peserta;potensi\n64.02.01;;10\n64.02.02;0;10\n64.02.03;-;10\n")
    #expect(join.enrolled == [[nil, 0, nil]])
    #expect(join.eligible == [[10, 10, 10]])
  }

  @Test(arguments: [
    ("kode_wilayah,nama_wilayah,peserta_aktif,angkatan_kerja", "64.02.01,Muara Muntai,3,4"),
    ("Kode Kecamatan,Kabupaten/Kota,Kecamatan,Jml Peserta Aktif,Potensi TK", "64.02.01,Kukar,Muara Muntai,3,4"),
    ("code,name,enrolled,eligible", "64.02.01,Muara Muntai,3,4"),
    ("KECAMATAN,TENAGA KERJA AKTIF,PENDUDUK BEKERJA", "MUARA MUNTAI,3,4"),
    ("pcode,active members,labour force", "id6403060,3,4"),
    ("Nama Kecamatan,Peserta,Jumlah Pekerja", "Kec. Muara Muntai,3,4"),
  ]) func headers(_ header: String, _ row: String) throws {
    let join = try join("\(header)\n\(row)\n")
    #expect(join.rejections.isEmpty)
    #expect(join.enrolled[0].compactMap { $0 } == [3])
    #expect(join.eligible[0].compactMap { $0 } == [4])
  }

  @Test func activeIsPreferredToPlainParticipants() throws {
    #expect(try join("kode,peserta,peserta_aktif,potensi\n64.02.01,9,3,10\n").enrolled[0][0] == 3)
    #expect(try join("kode,peserta,peserta_terdaftar,potensi\n64.02.01,9,30,10\n").enrolled[0][0] == 9)
  }

  @Test func columnsMayBeNamed() throws {
    let join = try join("a,b,c,d,e\nPU,64.02.01,3,4,x\nBPU,64.02.01,5,6,x\n") {
      $0.columns.code = "b"
      $0.columns.enrolled = "c"
      $0.columns.eligible = "d"
      $0.columns.segment = "a"
    }
    #expect(join.enrolled == [[3, nil, nil], [5, nil, nil]])
    expectFault(
      id: "Tabel t.csv tidak punya kolom “z” yang diminta --eligible-column. Kolom yang ada: kode, peserta.",
      en: "The table t.csv has no column “z”, which --eligible-column asks for. Its columns are: kode, peserta."
    ) { try self.join("kode,peserta\n64.02.01,3\n") { $0.columns.eligible = "z" } }
  }

  @Test func severalDenominatorsAreRefused() {
    expectFault(
      id: "Tabel t.csv: beberapa kolom dapat menjadi penyebut: “potensi”, “angkatan_kerja”. Pilih satu dengan "
        + "--eligible-column.",
      en: "Table t.csv: several columns may be the denominator: “potensi”, “angkatan_kerja”. Choose one with "
        + "--eligible-column."
    ) { try self.join("kode,peserta,potensi,angkatan_kerja\n64.02.01,1,2,3\n") }
  }

  @Test func registeredIsNotActive() throws {
    expectFault(
      id: "Tabel t.csv: hanya ada kolom peserta terdaftar (“peserta_terdaftar”), padahal yang dihitung peserta aktif: "
        + "peserta terdaftar bisa saja menunggak. Berikan kolom peserta aktif, atau pakai --enrolled-column "
        + "“peserta_terdaftar” bila memang itu yang dimaksud.",
      en:
        "Table t.csv: there are only registered participants (“peserta_terdaftar”), but active ones count: a registered "
        + "participant may be in arrears. Give the active participants, or say --enrolled-column “peserta_terdaftar” if "
        + "that is what you mean."
    ) { try self.join("kode,peserta_terdaftar,potensi\n64.02.01,1,2\n") }
    let named = try join("kode,peserta_terdaftar,potensi\n64.02.01,1,2\n") { $0.columns.enrolled = "peserta_terdaftar" }
    #expect(named.enrolled[0][0] == 1)
  }

  @Test func tablesWithoutWhatIsNeeded() {
    expectFault(
      en:
        "Table t.csv: there is no known column of active participants. Name it with --enrolled-column. Its columns are: "
        + "kode, potensi."
    ) { try self.join("kode,potensi\n64.02.01,1\n") }
    expectFault(
      en:
        "Table t.csv: there is no known column of eligible workers. Name it with --eligible-column, or give their table "
        + "with --workforce. Its columns are: kode, peserta."
    ) { try self.join("kode,peserta\n64.02.01,1\n") }
    expectFault(
      en:
        "Table t.csv: there is no known column of area codes or names. Name it with --code-column or --name-column. Its "
        + "columns are: apa, peserta, potensi."
    ) { try self.join("apa,peserta,potensi\n64.02.01,1,2\n") }
    // All at once, and not one after the other.
    expectFault(
      en: "Table t.csv was not read. These must be settled first:"
        + "\n- the header “Jumlah Peserta” does not say that it counts active participants. If it does, say "
        + "--enrolled-column “Jumlah Peserta”."
        + "\n- several columns may be the denominator: “potensi”, “angkatan_kerja”. Choose one with --eligible-column."
    ) { try self.join("kode,Jumlah Peserta,potensi,angkatan_kerja\n64.02.01,1,2,3\n") }
  }

  // MARK: Two tables

  @Test func workersInATableOfTheirOwn() throws {
    let join = try join(
      "kode;peserta\n64.02.01;1\n64.02.02;2\n", workforce: "kecamatan,angkatan_kerja\nLoa Kulu,20\nMuara Muntai,10\n")
    #expect(join.enrolled == [[1, 2, nil]])
    #expect(join.eligible == [[10, 20, nil]])
    #expect(join.ledgers.map(\.table) == ["t.csv", "w.csv"])
    #expect(join.ledgers[0].used == Ledger.Sum(rows: 2, enrolled: 3, eligible: 0))
    #expect(join.ledgers[1].used == Ledger.Sum(rows: 2, enrolled: 0, eligible: 30))
  }

  @Test func bothTablesBySegment() throws {
    let join = try join(
      "kode;segmen;peserta\n64.02.01;PU;1\n64.02.01;BPU;2\n",
      workforce: "kode;segmen;potensi\n64.02.01;bpu;20\n64.02.01;pu;10\n")
    #expect(join.segments.map(\.key) == ["pu", "bpu"])
    #expect(join.enrolled == [[1, nil, nil], [2, nil, nil]])
    #expect(join.eligible == [[10, nil, nil], [20, nil, nil]])
    expectFault(
      id: "Segmen “JAKON” ada di tabel w.csv, tetapi tidak ada di tabel t.csv. Samakan segmen kedua tabel.",
      en: "The segment “JAKON” is in the table w.csv but not in the table t.csv. Give both the same segments."
    ) {
      try self.join(
        "kode;segmen;peserta\n64.02.01;PU;1\n", workforce: "kode;potensi_pu;potensi_jakon\n64.02.01;20;10\n")
    }
  }

  @Test func segmentsOfOneTableAloneAreSummedAndThatIsSaid() throws {
    let enrolment = "kode;segmen;peserta\n64.02.01;PU;1\n64.02.01;BPU;2\n64.02.02;PU;5\n64.02.03;PU;5\n64.02.03;BPU;\n"
    let join = try join(enrolment, workforce: "kode;potensi\n64.02.01;20\n64.02.02;30\n64.02.03;30\n")
    #expect(join.segments.isEmpty)
    // A sum over segments of which one is missing is no sum.
    #expect(join.enrolled == [[3, nil, nil]])
    #expect(join.eligible == [[20, 30, 30]])
    #expect(join.notices.contains { $0.english.contains("Only the table t.csv is divided by segment") })
  }

  @Test func rejectedRowsOfBothTables() throws {
    let join = try join("kode;peserta\n64.02.01;1\n64.02.77;2\n", workforce: "kode;potensi\n64.02.01;20\n64.02.78;3\n")
    #expect(join.rejections.map(\.table) == ["t.csv", "w.csv"])
    #expect(join.ledgers[1].rejected == Ledger.Sum(rows: 1, enrolled: 0, eligible: 3))
  }

  // MARK: Periods

  private static let periods =
    "kode;periode;peserta;potensi\n64.02.01;Juni 2025;1;10\n64.02.01;Desember 2025;2;10\n64.02.01;2024;3;10\n"

  @Test func theLatestPeriodIsTaken() throws {
    let join = try join(Self.periods)
    #expect(join.enrolled[0][0] == 2)
    #expect(join.period == "Desember 2025")
    #expect(join.ledgers[0].otherPeriodRows == 2)
    #expect(join.ledgers[0].read.rows == 1)
  }

  @Test(arguments: [("Juni 2025", 1), ("2025-06", 1), ("12/2025", 2), ("2024", 3), ("2025-06-30", 1)])
  func aPeriodMayBeChosen(_ period: String, _ count: Int) throws {
    #expect(try join(Self.periods) { $0.reading.period = period }.enrolled[0][0] == count)
  }

  @Test func periodsThatAreNotThere() {
    expectFault(
      id: "Tabel t.csv tidak memuat periode 2023. Periode yang ada: 2024, Desember 2025, Juni 2025.",
      en: "The table t.csv has no period 2023. Its periods are: 2024, Desember 2025, Juni 2025."
    ) { try self.join(Self.periods) { $0.reading.period = "2023" } }
    expectFault(
      en: "--period 2023 was asked for, but the table t.csv has no known period column. Name it with --period-column, "
        + "or leave --period out."
    ) { try self.join("kode;peserta;potensi\n64.02.01;1;2\n") { $0.reading.period = "2023" } }
    expectFault(
      en: "The table t.csv holds several periods (2024, lalu), and “lalu” cannot be put in order. Choose one with "
        + "--period."
    ) { try self.join("kode;periode;peserta;potensi\n64.02.01;2024;1;2\n64.02.01;lalu;1;2\n") }
    expectFault(en: "Table t.csv, line 3: the period column “periode” is blank. Fill it in.") {
      try self.join("kode;periode;peserta;potensi\n64.02.01;2024;1;2\n64.02.02;;1;2\n")
    }
  }

  @Test func monthAndYearInTwoColumns() throws {
    let join = try join(
      "kode;bulan;tahun;peserta;potensi\n64.02.01;Desember;2024;1;9\n64.02.01;Januari;2025;2;9\n64.02.02;1;2025;4;9\n")
    #expect(join.enrolled[0] == [2, 4, nil])
  }

  @Test func onePeriodNeedNotBeUnderstood() throws {
    #expect(try join("kode;periode;peserta;potensi\n64.02.01;tahun lalu;1;2\n").period == "tahun lalu")
  }

  @Test func theWorkforceIsTakenOfTheSamePeriod() throws {
    let workforce = "kode;tahun;potensi\n64.02.01;2024;10\n64.02.01;2025;20\n"
    let same = try workspace.audit(
      try layer(), "kode;periode;peserta\n64.02.01;2024;1\n64.02.01;2025;2\n", workforce: workforce
    ) { $0.reading.period = "2024" }
    #expect(same.join?.eligible[0][0] == 10)
    #expect(!same.notices.contains { $0.english.contains("different periods") })
    let other = try workspace.audit(try layer(), "kode;periode;peserta\n64.02.01;2023;1\n", workforce: workforce)
    #expect(other.join?.eligible[0][0] == 20)
    #expect(
      other.notices.map(\.english).contains("The tables are of different periods: 2023 (t.csv) and 2025 (w.csv)."))
  }

  // MARK: Numbers

  @Test func brokenNumbersStopTheWork() {
    expectFault(
      en: "t.csv, column \"peserta\": 1 cell is no usable whole number: line 2: \"-5\" (negative). A count cannot be "
        + "less than zero."
    ) { try self.join("kode;peserta;potensi\n64.02.01;-5;2\n") }
    expectFault(
      en: "t.csv, column \"potensi\": 1 cell is no usable whole number: line 3: \"banyak\" (not a number). Write the "
        + "number alone, or leave the cell empty where there is no figure."
    ) { try self.join("kode;peserta;potensi\n64.02.01;5;2\n64.02.02;5;banyak\n") }
  }

  // MARK: The ledger

  /// Whatever the rows are, what was read is what was used and what was rejected, and each row is one or the other.
  @Test(arguments: 0..<40) func theLedgerBalances(_ seed: UInt64) throws {
    var random = FixedGenerator(state: seed)
    let districts = kaltimAreas(.district)
    let layer = try workspace.kaltim(
      .district, CodeStyle.allCases[Int(seed) % 3], only: { Int($0.kemendagri)! % 3 != 0 })
    let tableStyle = CodeStyle.allCases[Int(seed / 3) % 3]
    let hasSegments = seed % 2 == 0
    var text = "kode;kecamatan;\(hasSegments ? "segmen;" : "")peserta;potensi\n"
    var seen: Set<String> = []
    var rows = 0
    var enrolled = 0
    var eligible = 0
    for _ in 0..<Int.random(in: 1...120, using: &random) {
      let area = districts.randomElement(using: &random)!
      let segment = hasSegments ? ["PU", "BPU", ""].randomElement(using: &random)! : ""
      let kind = Int.random(in: 0..<10, using: &random)
      var code = tableStyle.code(area) ?? ""
      var name = area.name
      switch kind {
      case 0: code = "64.02"
      case 1: code = ""
      case 2: (code, name) = ("", name + "x")
      case 3: (code, name) = ("", ["", "x"].randomElement(using: &random)!)
      case 4 where !code.isEmpty: name = districts.randomElement(using: &random)!.name
      default: break
      }
      if !seen.insert("\(area.kemendagri) \(segment)").inserted && kind != 0 && kind != 2 && kind != 3 { continue }
      let counts = (0..<2).map { _ in
        Int.random(in: 0..<6, using: &random) == 0 ? nil : Int.random(in: 0..<900, using: &random)
      }
      text +=
        "\(code);\(name);\(hasSegments ? segment + ";" : "")\(counts.map { $0.map(String.init) ?? "" }.joined(separator: ";"))\n"
      // A row that names no unit and counts nobody is a remark.
      if code.isEmpty && name.isEmpty && counts.allSatisfy({ $0 == nil }) { continue }
      rows += 1
      enrolled += counts[0] ?? 0
      eligible += counts[1] ?? 0
    }
    if rows == 0 { return }
    // Named, because the figures have no meaning that could be doubted.
    let join = try workspace.join(layer, text) { options in
      options.layer.codeSystem = tableStyle.system
      (options.columns.enrolled, options.columns.eligible) = ("peserta", "potensi")
    }
    let ledger = join.ledgers[0]
    #expect(ledger.read == Ledger.Sum(rows: rows, enrolled: enrolled, eligible: eligible))
    #expect(ledger.rejected.rows == join.rejections.count)
    #expect(ledger.rejected.enrolled == join.rejections.reduce(0) { $0 + ($1.enrolled ?? 0) })
    #expect(ledger.rejected.eligible == join.rejections.reduce(0) { $0 + $1.eligible })
    #expect(ledger.matched.enrolled == join.enrolled.joined().reduce(0) { $0 + ($1 ?? 0) })
    #expect(ledger.matched.eligible == join.eligible.joined().reduce(0) { $0 + ($1 ?? 0) })
    #expect(ledger.unitsWithData >= 0 && ledger.unitsWithoutData >= 0)
    // What is used is what the totals hold.
    let figures = try CoverageFigures(
      enrolled: join.enrolled, eligible: join.eligible, target: .init(percent: 100), rates: .binomial)
    #expect(ledger.used.enrolled == figures.total.enrolled)
    #expect(ledger.used.eligible == figures.total.eligible)
    #expect(ledger.unitsWithData == figures.units.count { $0 != nil })
    // Of a unit that has both counts of no segment nothing can be said, and it is without data.
    let withPair = figures.incompleteUnits.count { unit in
      join.enrolled.indices.contains { join.enrolled[$0][unit] != nil && join.eligible[$0][unit] != nil }
    }
    #expect(ledger.unitsIncomplete == withPair)
  }
}
