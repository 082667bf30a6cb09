import Testing

@testable import TableReading

/// Tables as offices write them: each of one kind, read as a careful person reads it, or refused with the reason.
@Suite struct KindsOfTablesTests {
  private static let units =
    "64.01;Kabupaten Paser;2000;6000\n64.02;Kabupaten Berau;3500;5000\n64.71;Kota Balikpapan;15000;20000\n"
  private static let expected = [
    "Kabupaten Paser": [2000, 6000], "Kabupaten Berau": [3500, 5000], "Kota Balikpapan": [15_000, 20_000],
  ]
  private static let header = "kode;kabupaten;peserta_aktif;potensi\n"

  // MARK: Block

  @Test(arguments: [
    "REKAPITULASI\n\n" + header + units,
    "Data peserta, potensi, dan cakupan, 2025\n" + header + units,
    "Provinsi;Kalimantan Timur;;\nTahun;2025;;\n;;;\n" + header + units,
    header + "(1);(2);(3);(4)\n" + units,
    header + units + "JUMLAH;;20500;31000\n;;;\nSumber: BPJS;;;\n*) sementara;;;\n",
    header + units + "\nSumber: BPJS Ketenagakerjaan\n",
    header + units + ";;Samarinda, 5 Januari 2026;\n;;Kepala Bidang;\n",
    header + units + header,
  ]) func titlesAndNotes(_ text: String) throws { #expect(try read(text).totals == Self.expected) }

  @Test func whatIsSetAsideIsTold() throws {
    let reading = try read(
      "Judul\n" + Self.header + "1;2;3;4\n" + Self.units + ";TOTAL;20500;31000\nCatatan: sementara\n")
    #expect(reading.setAside.map(\.kind) == [.title, .columnNumbers, .sum, .note])
    #expect(reading.setAside.map(\.line) == [1, 3, 7, 8])
    #expect(reading.columns.map(\.sum) == [nil, nil, 20_500, 31_000])
    #expect(reading.columns.map(\.first) == ["64.01", "Kabupaten Paser", "2000", "6000"])
  }

  /// A count may look like a year, and stand in the first row.
  @Test func aYearInTheFirstRowIsACount() throws {
    let reading = try read("kabupaten;peserta_aktif;potensi\nKabupaten Paser;2000;2024\nKabupaten Berau;5;10\n")
    #expect(reading.totals == ["Kabupaten Paser": [2000, 2024], "Kabupaten Berau": [5, 10]])
  }

  @Test(arguments: [
    "Kabupaten;Peserta Aktif;;Potensi;\n;PU;BPU;PU;BPU\n",
    "Kabupaten;PU;;BPU;\n;Peserta Aktif;Potensi;Peserta Aktif;Potensi\n",
    "Kabupaten;Tahun 2025;;;\n;PU;;BPU;\n;Aktif;Potensi;Aktif;Potensi\n",
    ";Peserta Aktif;;Potensi;\nKabupaten;PU;BPU;PU;BPU\n",
    "Kabupaten;Peserta Aktif PU;Peserta Aktif BPU;Potensi PU;Potensi BPU\nRegency;Active PU;Active BPU;Eligible PU;Eligible BPU\n",
  ]) func headersOfSeveralLines(_ header: String) throws {
    let isPaired = header.contains("PU;;BPU")
    let row =
      isPaired
      ? "Kabupaten Paser;1;10;2;20\nKabupaten Berau;3;30;4;40\n"
      : "Kabupaten Paser;1;2;10;20\nKabupaten Berau;3;4;30;40\n"
    let reading = try read(header + row)
    #expect(reading.segments.map(\.label) == ["PU", "BPU"])
    #expect(reading.enrolled == [[1, 3], [2, 4]])
    #expect(reading.eligible == [[10, 30], [20, 40]])
  }

  // MARK: Meanings

  @Test(arguments: [
    ("kode;Peserta Aktif 2024;Peserta Aktif 2025;Potensi 2024;Potensi 2025", "1;2;3;4", [2, 4]),
    ("kode;2024 Aktif;2024 Potensi;2025 Aktif;2025 Potensi", "1;2;3;4", [3, 4]),
    ("kode;Peserta Aktif Januari;Peserta Aktif Februari;Potensi;Cakupan (%)", "1;2;4;50", [2, 4]),
    ("kode;Peserta Aktif;Peserta Non Aktif;Total Peserta;Potensi", "2;1;3;4", [2, 4]),
    ("kode;Perusahaan Aktif;Tenaga Kerja Aktif;Potensi Tenaga Kerja;Iuran (Rp)", "1;2;4;9", [2, 4]),
    ("kode;Peserta Aktif;JKK;JHT;Potensi", "2;2;1;4", [2, 4]),
    ("kode;Peserta Aktif L;Peserta Aktif P;Potensi L;Potensi P", "1;1;3;1", [2, 4]),
    ("kode;Peserta Aktif L;Peserta Aktif P;Peserta Aktif L+P;Potensi", "1;1;2;4", [2, 4]),
    ("kode;Target Peserta Aktif 2026;Peserta Aktif 2025;Potensi 2025;Gap Potensi", "9;2;4;2", [2, 4]),
    ("kode;Peserta PU;Peserta BPU;Peserta Total;Potensi", "1;1;2;4", [2, 4]),
    ("kode;Peserta Aktif;Peserta Baru;Peserta Aktif Nelayan;Potensi", "2;1;1;4", [2, 4]),
    ("kode;Penduduk Bekerja;Pengangguran;Peserta Aktif;Jumlah Penduduk", "4;1;2;9", [2, 4]),
    (
      "kode;Peserta Aktif PU;Peserta Aktif BPU;Peserta Aktif Nelayan;Peserta Aktif Jumlah;Potensi", "1;0;1;2;4", [2, 4]
    ),
  ]) func columnsThatAreTold(_ header: String, _ row: String, _ expected: [Int]) throws {
    #expect(try read("\(header)\n64.01;\(row)\n64.02;\(row)\n").totals["64.01"] == expected)
  }

  @Test(arguments: [
    ("kode;Peserta JKK;Peserta JKM;Potensi", "table.programmes.columns"),
    ("kode;Jumlah Peserta;Potensi", "table.enrolled.unstated"),
    ("kode;Peserta;Peserta Non Aktif;Potensi", "table.enrolled.beside-inactive"),
    ("kode;Peserta Non Aktif;Potensi;Cakupan", "table.enrolled.inactive"),
    ("kode;Peserta Terdaftar;Potensi;x", "table.enrolled.registered"),
    ("kode;Tenaga Kerja Aktif;Jumlah Tenaga Kerja;x", "table.eligible.workers"),
    ("kode;Pekerja Aktif;Jumlah Pekerja;x", "table.eligible.workers"),
    ("kode;Peserta Aktif;Tenaga Kerja;x", "table.eligible.workers"),
    ("kode;Peserta Aktif;Potensi;Angkatan Kerja", "table.eligible.several"),
    ("kode;Peserta Aktif;Angkatan Kerja (ribu orang);x", "table.count.thousands"),
    ("kode;Peserta Aktif Nelayan;Potensi;x", "table.count.unclear"),
    ("kode;Peserta Aktif PU;Peserta Aktif BPU;Peserta Aktif Nelayan;Potensi", "table.group.unknown"),
    ("kode;Peserta Aktif PU;Potensi;x", "table.segment.unpaired"),
    ("kode;Peserta Aktif PU;Peserta Aktif BPU;Pekerja Rentan;Potensi", "table.segment.elsewhere"),
    (
      "kode;Peserta Aktif PU;Peserta Aktif BPU;Peserta Aktif Formal;Peserta Aktif Informal;Potensi",
      "table.segment.divisions"
    ),
    ("kode;Peserta Aktif L;Potensi;x", "table.sex.alone"),
    ("kode;Peserta Aktif;Peserta Aktif;Potensi", "table.column.twice"),
    ("kode;Peserta Aktif;Tenaga Kerja Aktif;Potensi", "table.count.twice"),
    ("kode;Peserta Aktif;Peserta Aktif 2025;Potensi", "table.period.undated"),
    ("kode;Peserta Aktif TW I 2025;Peserta Aktif 2025;Potensi", "table.period.year"),
    ("apa;Peserta Aktif;Potensi;x", "table.unit.missing"),
    ("kode;Potensi;x;y", "table.enrolled.missing"),
    ("kode;Peserta Aktif;x;y", "table.eligible.missing"),
  ]) func doubts(_ header: String, _ code: String) {
    let values = header.split(separator: ";").dropFirst().enumerated().map { String([7, 90, 31, 40, 5][$0.offset]) }
      .joined(separator: ";")
    #expect(fault("\(header)\n64.01;\(values)\n64.02;\(values)\n") == code)
  }

  @Test func allDoubtsInOneMessage() {
    #expect(fault("kode;Jumlah Peserta;Potensi;Angkatan Kerja\n64.01;1;2;3\n") == "table.doubts")
  }

  @Test func aColumnIsTheSumOfTheOthersWhateverItIsCalled() throws {
    let reading = try read(
      "kode;Peserta Aktif PU;Peserta Aktif BPU;Peserta Aktif Jakon;Potensi\n64.01;1;2;3;9\n64.02;4;5;9;20\n")
    #expect(reading.totals == ["64.01": [3, 9], "64.02": [9, 20]])
    #expect(reading.noticeCodes.contains("table.part.sum"))
  }

  @Test func aPeriodMayBeNamed() throws {
    let text = "kode;Peserta Aktif 2024;Peserta Aktif 2025;Potensi 2024;Potensi 2025\n64.01;1;2;3;4\n"
    #expect(try read(text) { $0.period = "2024" }.totals == ["64.01": [1, 3]])
    #expect(try read(text).period == "2025")
    #expect(fault(text) { $0.period = "2023" } == "table.period.absent-column")
  }

  @Test func ignoredColumnsAndStatedSegments() throws {
    let text = "kode;Peserta Aktif Nelayan;Peserta Aktif Petani;Potensi Nelayan;Potensi Petani\n64.01;1;2;3;4\n"
    let reading = try read(text) { $0.segments = ["nelayan", "petani"] }
    #expect(reading.segments.map(\.label) == ["Nelayan", "Petani"])
    #expect(
      try read("kode;Peserta Aktif;Potensi;Angkatan Kerja\n64.01;1;2;3\n") { $0.named.ignored = ["Angkatan Kerja"] }
        .totals
        == ["64.01": [1, 2]])
  }

  // MARK: Places

  @Test func parentsWrittenOnce() throws {
    let reading = try read(
      "Kabupaten;Kecamatan;Peserta Aktif;Potensi\nPaser;Kuaro;1;2\n;Long Ikis;3;4\n;Jumlah;4;6\nBerau;Sambaliung;5;6\n",
      level: .district)
    #expect(reading.rows.map { reading.parents($0)[0].text } == ["Paser", "Paser", "Berau"])
    #expect(reading.noticeCodes.contains("table.filled.down"))
  }

  /// Where the parent stands on each row, a blank is a hole, and the row could be anywhere.
  @Test func aHoleInAColumnOfParentsStaysBlank() throws {
    let reading = try read(
      "Kabupaten;Kecamatan;Peserta Aktif;Potensi\nPaser;Kuaro;1;2\nPaser;Long Ikis;3;4\n;Sambaliung;5;6\n",
      level: .district)
    #expect(reading.rows.map { reading.lacksParent($0) } == [false, false, true])
  }

  @Test(arguments: [
    "Kecamatan;Peserta Aktif;Potensi\nKabupaten Paser;;\nKuaro;1;2\nLong Ikis;3;4\nKota Bontang;;\nBontang Utara;5;6\n",
    "Kabupaten/Kecamatan;Peserta Aktif;Potensi\nKab. Paser;4;6\nKuaro;1;2\nLong Ikis;3;4\nKota Bontang;5;6\nBontang Utara;5;6\n",
    "Kecamatan;Peserta Aktif;Potensi\nKabupaten Paser\nKuaro;1;2\nLong Ikis;3;4\nKota Bontang\nBontang Utara;5;6\n",
    "No;Kecamatan;Peserta Aktif;Potensi\nI;KABUPATEN PASER;;\n1;Kuaro;1;2\n2;Long Ikis;3;4\n;Sub Total;4;6\nII;KOTA BONTANG;;\n1;Bontang Utara;5;6\n;Sub Total;5;6\n;Total;9;12\n",
  ]) func districtsBelowTheirRegency(_ text: String) throws {
    let reading = try read(text, level: .district)
    #expect(reading.totals == ["Kuaro": [1, 2], "Long Ikis": [3, 4], "Bontang Utara": [5, 6]])
    let parents = reading.rows.map { reading.parents($0)[0].text.lowercased().split(separator: " ").last! }
    #expect(parents == ["paser", "paser", "bontang"])
  }

  /// Kota Bangun is a kecamatan, and no heading of those below it.
  @Test func aDistrictWithTheWordForACity() throws {
    let reading = try read(
      "Kecamatan;Peserta Aktif;Potensi\nKota Bangun;1;2\nAnggana;3;4\nMuara Jawa;5;6\n", level: .district)
    #expect(reading.rows.count == 3)
  }

  @Test func kindsAsHeadings() throws {
    let reading = try read(
      "Kabupaten/Kota;Peserta Aktif;Potensi\nKabupaten/Regency;;\n1. Paser;1;2\n2. Berau;3;4\nKota/Municipality;;\n"
        + "1. Bontang;5;6\nKalimantan Timur;9;12\n")
    #expect(reading.totals == ["Kabupaten Paser": [1, 2], "Kabupaten Berau": [3, 4], "Kota Bontang": [5, 6]])
    #expect(reading.setAside.map(\.kind) == [.section, .section, .sum])
  }

  @Test func runningNumbersAreNoCodes() throws {
    let reading = try read("Kode;Kabupaten;Peserta Aktif;Potensi\n1;Paser;1;2\n2;Berau;3;4\n3;Bontang;5;6\n")
    #expect(reading.codeColumn == nil)
    #expect(reading.noticeCodes.contains("table.codes.running"))
    #expect(fault("Kode;Peserta Aktif;Potensi\n1;1;2\n2;3;4\n3;5;6\n") == "table.codes.running.nameless")
  }

  @Test func codesThatBecameNumbers() throws {
    let whole = try read("kode;Peserta Aktif;Potensi\n6401.0;1;2\n6403.0;3;4\n")
    #expect(whole.rows.map { whole.code($0) } == ["6401", "6403"])
    let named = try read("kode;Kabupaten;Peserta Aktif;Potensi\n64.01;Paser;1;2\n64.1;Tana Tidung;3;4\n")
    #expect(named.codeColumn == nil)
    #expect(fault("kode;Peserta Aktif;Potensi\n64.01;1;2\n64.1;3;4\n") == "table.codes.lost.nameless")
  }

  // MARK: Rows

  @Test(arguments: [
    units + "TOTAL;;20500;31000\n", "Total;;20500;31000\n" + units, units + ";Kalimantan Timur;20500;31000\n",
    units + ";;20500;31000\n", "64;Kalimantan Timur;20500;31000\n" + units,
  ]) func sumsThatAgree(_ rows: String) throws {
    let reading = try read(Self.header + rows)
    #expect(reading.totals == Self.expected)
  }

  @Test(arguments: [units + "TOTAL;;20500;31001\n", "Jumlah;;20400;31000\n" + units]) func sumsThatDoNot(_ rows: String)
  {
    #expect(fault(Self.header + rows) == "table.sum.rows")
  }

  /// Nothing says that it is a sum but the figures: whoever knows the units decides.
  @Test func aRowThatEqualsTheOthersIsPerhapsASum() throws {
    let reading = try read(
      "kabupaten;peserta_aktif;potensi\nPaser;1;2\nBerau;3;4\nBontang;5;6\nKalimantan Timur;9;12\n")
    #expect(reading.provenSums == [3])
  }

  @Test func statusesSelectTheActive() throws {
    let reading = try read(
      "kode;Jenis Kepesertaan;Peserta;Potensi\n64.01;Aktif;2;9\n64.01;Non Aktif;1;9\n64.02;Aktif;3;8\n64.02;Non Aktif;7;8\n"
    )
    #expect(reading.totals == ["64.01": [2, 9], "64.02": [3, 8]])
    #expect(reading.setAside.map(\.kind) == [.inactive, .inactive])
    #expect(
      fault("kode;Status;Peserta;Potensi\n64.01;Aktif;2;9\n64.01;Meninggal;1;9\n") == "table.status.unclear")
    #expect(
      fault("kode;segmen;Peserta;Potensi\n64.01;PU Aktif;2;9\n64.01;PU Non Aktif;1;9\n") == "table.segment.status")
  }

  @Test func rowsOfMenAndWomenAreAdded() throws {
    let reading = try read(
      "kode;Jenis Kelamin;Peserta Aktif;Potensi\n64.01;L;1;4\n64.01;P;2;5\n64.02;L;3;6\n64.02;P;4;7\n")
    #expect(reading.totals == ["64.01": [3, 9], "64.02": [7, 13]])
    #expect(fault("kode;Jenis Kelamin;Peserta Aktif;Potensi\n64.01;L;1;4\n64.02;L;3;6\n") == "table.sex.rows-alone")
  }

  @Test func theEligibleOfTheUnitOnEachRow() throws {
    let text = "kode;segmen;peserta_aktif;potensi\n64.01;PU;1;9\n64.01;BPU;2;9\n64.02;PU;3;8\n64.02;BPU;4;8\n"
    #expect(fault(text) == "table.eligible.repeated")
    #expect(try read(text) { $0.eligiblePer = .unit }.totals == ["64.01": [3, 9], "64.02": [7, 8]])
    #expect(try read(text) { $0.eligiblePer = .segment }.totals == ["64.01": [3, 18], "64.02": [7, 16]])
    // Rows of sums show that they are of each segment.
    let proven = try read(text + "64.01;PU + BPU;3;18\n64.02;PU + BPU;7;16\n")
    #expect(proven.totals == ["64.01": [3, 18], "64.02": [7, 16]])
  }

  @Test func unitsWithoutFiguresStay() throws {
    let reading = try read("kabupaten;peserta_aktif;potensi\nPaser;1;2\nBerau;;\nBontang;-;6\nMahakam Ulu;;\n")
    #expect(reading.rows.count == 4)
    #expect(reading.enrolled[0] == [1, nil, nil, nil])
  }

  @Test(arguments: ["kode;program;peserta_aktif;potensi\n64.01;JKK;1;2\n64.01;JHT;1;2\n"]) func programmesAsRows(
    _ text: String
  ) {
    #expect(fault(text) == "table.programmes")
  }

  @Test func unitsOfMeasureInAColumnOrATitle() {
    #expect(fault("kode;peserta_aktif;potensi;satuan\n64.01;1;2;Ribu Orang\n") == "table.count.units")
    #expect(fault("Peserta (dalam ribuan)\nkode;peserta_aktif;potensi\n64.01;1;2\n") == "table.count.thousands")
    #expect(fault("kode;peserta_aktif;potensi;satuan\n64.01;1;2;Orang\n") == nil)
  }
}
