import Areas
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
    ("kode;Peserta Aktif;Peserta Baru;Potensi", "2;1;4", [2, 4]),
    (
      "kode;Peserta Aktif PU;Peserta Aktif BPU;Jumlah Peserta Aktif;Peserta Aktif Nelayan;Potensi", "1;1;2;1;4", [2, 4]
    ),
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
    ("kode;Peserta Aktif PU;Peserta Aktif BPU;Peserta Aktif BPU – Pekerja Rentan;Potensi", "table.segment.nested"),
    ("kode;Peserta Aktif;Peserta Aktif BPU;Potensi", "table.segment.alone"),
    ("kode;Peserta Aktif;Peserta Aktif Nelayan;Potensi", "table.count.beside"),
    ("kode;Peserta Aktif;Peserta Aktif (revisi);Potensi", "table.count.beside"),
    ("kode;Peserta Aktif;Koreksi;Potensi", "table.count.left-out"),
    ("kode;Peserta In Aktif;Potensi;x", "table.enrolled.inactive"),
    ("kode;Peserta Aktif Desa;Potensi;x", "table.count.level"),
    ("kode;No. Peserta Aktif;Potensi;x", "table.enrolled.missing"),
    ("kode;Peserta Aktif;Perempuan;Potensi", "table.count.left-out"),
    ("kode;Peserta Aktif;BPU;Potensi", "table.count.left-out"),
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

  /// A group's heading over the second of its columns: half of the workers would be left out.
  @Test(arguments: [
    ";;L;;P\nkode;Aktif;Potensi;Aktif;Potensi\n", ";;PU;;BPU\nkode;Aktif;Potensi;Aktif;Potensi\n",
    ";;2024;;2025\nkode;Peserta Aktif;Potensi;Peserta Aktif;Potensi\n",
  ]) func headingsThatStandOneColumnToTheRight(_ header: String) {
    #expect(fault(header + "64.01;1;10;2;20\n64.02;3;30;4;40\n") != nil)
  }

  @Test func columnsWithoutAHeaderGoByTheirLetter() throws {
    let text = "kode;Peserta Aktif;;Potensi\n64.01;1;5;10\n64.02;3;7;30\n"
    #expect(try read(text) { $0.named.ignored = ["C"] }.totals == ["64.01": [1, 10], "64.02": [3, 30]])
    #expect(fault(text) == "table.count.unnamed")
    #expect(fault("kode;Peserta Aktif;Potensi;\n64.01;1;5;10\n64.02;3;7;30\n") == "table.count.unnamed")
    #expect(fault(text) { $0.named.ignored = ["D"] } == "table.column.missing")
    // Running numbers on the left and sketches far from any count are nobody's part.
    #expect(fault(";kode;Peserta Aktif;Potensi\n1;64.01;1;10\n2;64.02;3;30\n") == nil)
    #expect(fault("kode;Peserta Aktif;Potensi;Ket;\n64.01;1;10;a;9\n64.02;3;30;b;9\n") == nil)
  }

  /// Counts of participants at two dates are not added, whatever stands under “Jumlah”.
  @Test(arguments: [
    ("kode;Peserta Aktif TW I;Peserta Aktif TW II;Jumlah Peserta Aktif;Potensi", "table.period.undated"),
    ("kode;Peserta Aktif Semester I;Peserta Aktif Semester II;Peserta Aktif Jumlah;Potensi", "table.period.undated"),
    ("kode;Peserta Aktif I;Peserta Aktif II;Peserta Aktif Jumlah;Potensi", "table.count.beside"),
    ("kode;Peserta Aktif Tahap 1;Peserta Aktif Tahap 2;Peserta Aktif Jumlah;Potensi", "table.count.beside"),
    ("kode;JKK;JHT;Total Peserta Aktif;Potensi", "table.programmes.columns"),
  ]) func sumsOverTimeAndProgrammes(_ header: String, _ code: String) {
    #expect(fault("\(header)\n64.01;3;4;7;90\n64.02;5;6;11;80\n") == code)
  }

  /// PU and BPU make up the participants, and so are theirs.
  @Test func partsThatASumProves() throws {
    let reading = try read("kode;PU;BPU;Peserta Aktif;Potensi\n64.01;1;2;3;9\n64.02;3;4;7;8\n")
    #expect(reading.totals == ["64.01": [3, 9], "64.02": [7, 8]])
  }

  @Test(arguments: [
    "64.01 Kabupaten Paser", "01 - Kabupaten Paser", "6401 Kabupaten Paser", "Kabupaten Paser (64.01)",
    "64.01: Kabupaten Paser", "12. Kabupaten Paser",
  ]) func namesWithACodeOrANumber(_ text: String) throws {
    let reading = try read("Row Labels;Pst. Aktif;Pot.\n\(text);1;9\n64.02 Kabupaten Berau;2;8\n")
    #expect(reading.rows.map { reading.name($0) } == ["Kabupaten Paser", "Kabupaten Berau"])
    #expect(PlaceText.cleaned("2 x 11 Kayu Tanam") == "2 x 11 Kayu Tanam")
  }

  @Test func quartersWithoutAYearAreInOrder() throws {
    let reading = try read("kode;Peserta Aktif TW II;Peserta Aktif TW III;Peserta Aktif TW I;Potensi\n64.01;2;3;1;9\n")
    #expect(reading.totals == ["64.01": [3, 9]])
    #expect(reading.period == "TW III")
  }

  /// A column beside the count that makes up a third one with it belongs to it.
  @Test(arguments: [
    "kode;Peserta Aktif;Peserta Perisai;Jumlah Peserta;Potensi\n64.01;3;4;7;90\n64.02;5;6;11;80\n",
    "kode;Peserta Aktif;Potensi;Tenaga Honorer;Total\n64.01;3;80;10;90\n64.02;5;60;20;80\n",
    "kode;Peserta Aktif PU;Peserta Aktif BPU;Proyek;Jumlah;Potensi\n64.01;1;2;3;6;90\n64.02;3;4;5;12;80\n",
  ]) func partsOfASum(_ text: String) { #expect(fault(text) == "table.count.part-of-sum") }

  @Test func sumsOverOthersThanTheInsuredAreLeftAlone() throws {
    let reading = try read(
      "kode;Peserta Aktif;Peserta Non Aktif;Jumlah Peserta;Potensi\n64.01;3;4;7;90\n64.02;5;6;11;80\n")
    #expect(reading.totals == ["64.01": [3, 90], "64.02": [5, 80]])
  }

  @Test(arguments: [
    ";;Perusahaan;;Tenaga Kerja\nkode;Aktif;Potensi;Aktif;Potensi\n64.01;3;9;300;900\n64.02;5;8;500;800\n",
    ";;Badan Usaha;;Peserta\nkode;Aktif;Potensi;Aktif;Potensi\n64.01;3;9;300;900\n64.02;5;8;500;800\n",
  ]) func theFirstColumnWithoutAHeading(_ text: String) { #expect(fault(text) == "table.header.shifted") }

  /// One row for each unit, of some of its people.
  @Test(arguments: [
    ("jenis", "Non Aktif"), ("Keterangan", "Target 2026"), ("program", "JHT"), ("kelompok_umur", "15-24"),
    ("lapangan_usaha", "Pertanian"), ("desa", "Kuaro"), ("nama_perusahaan", "PT Maju"),
    ("npp", "A0123"), ("Kategori", "BPU"), ("Keterangan", "dalam ribuan"), ("Kepesertaan", "In Aktif"),
  ]) func rowsOfSomePeopleOnly(_ header: String, _ value: String) throws {
    let text = "kode;\(header);peserta_aktif;potensi\n64.01;\(value);3;9\n64.02;\(value);5;8\n"
    #expect(fault(text) == "table.rows.parts")
    #expect(try read(text) { $0.named.ignored = [header] }.totals == ["64.01": [3, 9], "64.02": [5, 8]])
  }

  /// The same where each unit has other people.
  @Test(arguments: [
    ("Usia", "15-24", "25-59"), ("Sektor", "Formal", "Informal"), ("Jenis", "Formal", "Informal"),
    ("Kategori", "UMKM", "Besar"), ("Jenis Data", "Realisasi", "Estimasi"), ("Formal/Informal", "Formal", "Informal"),
    ("Status Kerja", "Tetap", "Kontrak"), ("Sumber Dana", "APBD", "Mandiri"),
  ]) func rowsOfDifferentPeople(_ header: String, _ first: String, _ second: String) {
    func table(_ header: String, _ first: String, _ second: String) -> String {
      "kode;\(header);peserta_aktif;potensi\n64.01;\(first);3;9\n64.02;\(second);5;8\n"
    }
    #expect(fault(table(header, first, second)) == "table.rows.parts")
    #expect(fault(table("Kategori", "Tinggi", "Rendah")) == nil)
  }

  @Test func figuresUnderUnknownHeadersAreSaid() throws {
    let reading = try read("kode;Peserta Aktif;Ojol;Potensi;Jumlah Penduduk\n64.01;1;5;9;99\n64.02;2;6;8;88\n")
    #expect(reading.notices.first { $0.code == "table.column.unknown-figures" }?.arguments["columns"] == "Ojol")
  }

  @Test func remarksOnSomeRowsAreSaid() throws {
    let reading = try read(
      "kode;Keterangan;peserta_aktif;potensi\n64.01;tanpa BPU;3;9\n64.02;;5;8\n64.03;;5;8\n")
    #expect(reading.noticeCodes.contains("table.column.remarks"))
    #expect(!reading.noticeCodes.contains("table.column.constant"))
  }

  @Test func aDenominatorsPeriodIsNotTheParticipants() throws {
    let reading = try read("kode;Peserta Aktif;Potensi 2030\n64.01;1;2\n64.02;3;4\n")
    #expect(reading.period == nil)
    #expect(reading.noticeCodes.contains("table.period.of-eligible"))
  }

  @Test func notesWithRaisedMarksAndExtremes() throws {
    let reading = try read(Self.header + Self.units + ";Tertinggi;15000;20000\n¹ BPJS Ketenagakerjaan\n")
    #expect(reading.totals == Self.expected)
    let letters = try read("kode;Peserta Aktif (a);Potensi [b]\n64.01;1;2\n64.02;3;4\n")
    #expect(letters.totals == ["64.01": [1, 2], "64.02": [3, 4]])
  }

  @Test func textThatTellsNothingOfPeopleIsLeftAlone() throws {
    let reading = try read(
      "kode;Keterangan;Kelas;peserta_aktif;potensi\n64.01;baik;I;3;9\n64.02;;I;5;8\n")
    #expect(reading.totals == ["64.01": [3, 9], "64.02": [5, 8]])
    #expect(reading.noticeCodes.contains("table.column.constant"))
  }

  @Test func theEligibleOfTheParentOnEachRow() throws {
    func table(_ values: [String]) -> String {
      "Kabupaten;Kecamatan;Peserta Aktif;Potensi\nPaser;Kuaro;1;\(values[0])\nPaser;Long Ikis;2;\(values[1])\n"
        + "Berau;Sambaliung;3;\(values[2])\nBerau;Segah;4;\(values[3])\n"
    }
    #expect(fault(table(["90", "90", "80", "80"]), level: .district) == "table.eligible.of-parents")
    #expect(fault(table(["90", "", "80", ""]), level: .district) == "table.eligible.of-parents")
    #expect(fault(table(["90", "90", "80", "80"]), level: .district) { $0.named.eligible = "Potensi" } == nil)
    #expect(fault(table(["90", "90", "90", "90"]), level: .district) == nil)
    #expect(fault(table(["90", "91", "80", "80"]), level: .district) == nil)
  }

  @Test func figuresThatAreExchanged() {
    let rows = "64.01;90;10\n64.02;80;30\n64.03;70;20\n"
    #expect(fault(Self.shortHeader + rows) == "table.count.swapped")
    #expect(
      fault(Self.shortHeader + rows) { ($0.named.enrolled, $0.named.eligible) = ("peserta_aktif", "potensi") } == nil)
    #expect(fault(Self.shortHeader + "64.01;90;10\n64.02;80;30\n64.03;7;20\n") == nil)
  }

  @Test func nothingButZerosIsSaid() throws {
    #expect(
      try read(Self.shortHeader + "64.01;0;10\n64.02;0;30\n64.03;0;20\n").noticeCodes.contains("table.count.zeros"))
    #expect(
      try !read(Self.shortHeader + "64.01;0;10\n64.02;1;30\n64.03;0;20\n").noticeCodes.contains("table.count.zeros"))
  }

  @Test func aPeriodThatIsNotComplete() throws {
    func rows(_ period: String, _ units: ClosedRange<Int>, _ segments: [String] = ["PU"]) -> String {
      units.flatMap { unit in segments.map { "64.0\(unit);\(period);\($0);\(unit);\(unit * 10 + $0.count)\n" } }
        .joined()
    }
    let header = "kode;periode;segmen;peserta_aktif;potensi\n"
    #expect(fault(header + rows("2025-11", 1...6) + rows("2025-12", 1...4)) == "table.period.incomplete")
    #expect(fault(header + rows("2025-11", 1...6) + rows("2025-12", 1...5)) == nil)
    #expect(fault(header + rows("2025-11", 1...3) + rows("2025-12", 4...6)) == "table.period.some-units")
    #expect(
      fault(header + rows("2025-11", 1...6, ["PU", "BPU"]) + rows("2025-12", 1...6)) == "table.period.incomplete")
    #expect(
      try read(header + rows("2025-11", 1...6) + rows("2025-12", 1...4)) { $0.period = "2025-12" }.rows.count == 4)
    let columns = "kode;Peserta Aktif 2024;Peserta Aktif 2025;Potensi\n64.01;1;5;9\n64.02;2;;9\n64.03;3;;9\n"
    #expect(fault(columns) == "table.period.incomplete")
  }

  /// What a title says holds for the columns below it, unless one of them says it.
  @Test(arguments: [
    ("PESERTA NON AKTIF 2025", true), ("Peserta Aktif dan Non Aktif", false), ("TARGET PESERTA AKTIF 2026", true),
    ("Target dan Realisasi Kepesertaan", false), ("Proyeksi peserta 2030", true), ("Penambahan peserta 2025", true),
    ("Peserta baru tahun 2025", true), ("Peserta aktif perempuan", true), ("Laki-laki dan perempuan", false),
    ("Peserta program JHT", true), ("Peserta JKK, JKM, dan JHT", false), ("Peserta BPJS Kesehatan", true),
    ("Capaian (dalam persen)", true), ("REKAPITULASI KEPESERTAAN", false), ("Satuan: %", true),
    ("Satuan: Rupiah", true), ("Selisih peserta aktif 2024-2025", true), ("Status Kepesertaan : In Aktif", true),
    ("Jumlah dan Persentase Peserta", false), ("PROGNOSA PESERTA 2026", true), ("Target RPJMD 2025-2029: 70%", false),
    ("Peserta non aktif sebanyak 12.345 orang tidak dihitung", false),
    ("Rencana Strategis BPJS Ketenagakerjaan", false),
    ("Cakupan = Peserta Aktif / Potensi x 100%", false), ("Pertumbuhan Kepesertaan 2025", false),
    ("Dinas Tenaga Kerja Provinsi Kalimantan Timur", false), ("Data tenaga kesehatan honorer", false),
  ]) func titlesThatSayOtherwise(_ title: String, _ isRefused: Bool) {
    let text = "\(title)\n\n" + Self.header + Self.units
    #expect(fault(text) == (isRefused ? "table.title.otherwise" : nil))
    #expect(fault(text) { ($0.named.enrolled, $0.named.eligible) = ("peserta_aktif", "potensi") } == nil)
  }

  @Test func aColumnThatSaysWhatItsTitleSaysSettlesIt() throws {
    let table = "kode;Peserta Aktif;Peserta Non Aktif;Potensi\n64.01;1;5;10\n64.02;3;7;30\n"
    #expect(try read("Peserta non aktif\n" + table).totals == ["64.01": [1, 10], "64.02": [3, 30]])
  }

  @Test func aTitleThatNamesOneSegmentIsSaid() throws {
    let reading = try read("Kepesertaan BPU\n" + Self.header + Self.units)
    #expect(reading.noticeCodes.contains("table.title.segment"))
    #expect(try !read("Peserta selain BPU\n" + Self.header + Self.units).noticeCodes.contains("table.title.segment"))
    #expect(try !read("PU dan BPU\n" + Self.header + Self.units).noticeCodes.contains("table.title.segment"))
  }

  @Test(arguments: [
    ("Peserta usia 15-24 tahun", "table.title.narrows"), ("Peserta sektor pertanian", "table.title.narrows"),
    ("DRAFT", "table.note.limits"), ("Rekap Peserta Aktif (Tidak Termasuk Jasa Konstruksi)", "table.note.limits"),
    ("Peserta Aktif tanpa BPU", "table.note.limits"), ("Nelayan dan Petani", "table.note.limits"),
  ]) func titlesThatNarrowAreSaid(_ title: String, _ code: String) throws {
    #expect(try read("\(title)\n\n" + Self.header + Self.units).noticeCodes.contains(code))
    #expect(
      try !read("Peserta menurut sektor\n\n" + Self.header + Self.units).noticeCodes.contains("table.title.narrows"))
  }

  @Test func notesThatLimitAreSaid() throws {
    #expect(
      try read(Self.header + Self.units + "\nCatatan: tidak termasuk BPU\n").noticeCodes.contains("table.note.limits"))
    #expect(fault(Self.header + Self.units + "\nKeterangan: jumlah dalam persen\n") == "table.title.otherwise")
  }

  @Test func participantsThatAreFewerThanAnyPercentage() throws {
    let rows = (1...6).map { "64.0\($0);\($0 * 9);\($0 * 1000)" }.joined(separator: "\n")
    #expect(fault(Self.shortHeader + rows + "\n") == "table.count.percentages")
    #expect(fault(Self.shortHeader + rows + "\n") { $0.named.enrolled = "peserta_aktif" } == nil)
    #expect(fault(Self.shortHeader + rows + "\n64.07;101;9000\n") == nil)
  }

  private static let shortHeader = "kode;peserta_aktif;potensi\n"

  /// 03/04/2025 is April in Indonesia and March in America.
  @Test func datesThatMayBeReadEitherWay() throws {
    func table(_ first: String, _ second: String) -> String {
      "kode;periode;peserta_aktif;potensi\n64.01;\(first);1;10\n64.01;\(second);2;20\n"
    }
    #expect(fault(table("05/03/2025", "03/04/2025")) == "table.period.either-way")
    #expect(try read(table("05/03/2025", "03/04/2025")) { $0.period = "03/04/2025" }.totals == ["64.01": [2, 20]])
    #expect(try read(table("01/11/2025", "01/12/2025")).totals == ["64.01": [2, 20]])
    #expect(try read(table("05/03/2025", "31/03/2025")).totals == ["64.01": [2, 20]])
  }

  @Test func figuresWithWordsAreNoFigures() {
    #expect(fault("kode;peserta_aktif;potensi\n64.01;10 orang;20 orang\n") == "table.figures.none")
    #expect(fault("kode;peserta_aktif;potensi\n") == "table.rows.none")
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

  @Test func codesInParts() throws {
    func codes(_ text: String, _ level: AdministrativeLevel = .district) throws -> [String] {
      let reading = try read(text, level: level)
      return reading.rows.map { reading.code($0) }
    }
    let bps = "kdprov;kdkab;kdkec;nmkec;peserta_aktif;potensi\n64;1;10;Batu Sopang;1;2\n64;1;110;Kuaro;3;4\n"
    #expect(try codes(bps) == ["6401010", "6401110"])
    #expect(try read(bps, level: .district).noticeCodes.contains("table.codes.joined"))
    let dotted = "kode kab;kode kec;peserta_aktif;potensi\n64.01;01;1;2\n64.01;02;3;4\n"
    #expect(try codes(dotted) == ["640101", "640102"])
    #expect(
      try codes("kode prov;kode kab;peserta_aktif;potensi\n64;1;1;2\n64;74;3;4\n", .regency) == ["6401", "6474"])
    let village =
      "kdprov;kdkab;kdkec;kddesa;peserta_aktif;potensi\n64;01;010;001;1;2\n64;01;110;012;3;4\n64;01;110;13;3;4\n"
    #expect(try codes(village, .village) == ["6401010001", "6401110012", "6401110013"])
    let lone = "kode;Kabupaten;Kecamatan;peserta_aktif;potensi\n07;Paser;Kuaro;1;2\n03;Paser;Long Ikis;3;4\n"
    let named = try read(lone, level: .district)
    #expect(named.codeColumn == nil)
    #expect(named.rows.map { named.parents($0)[0].text } == ["Paser", "Paser"])
    #expect(
      fault("kode kec;peserta_aktif;potensi\n07;1;2\n03;3;4\n", level: .district) == "table.codes.part")
  }

  // MARK: Rows

  /// A figure that lacks one of its parts is none, and the parts that are there are not lost.
  @Test(arguments: [
    ("kode;PU Aktif;BPU Aktif;Potensi\n64.01;1;2;9\n64.02;4;-;8\nJUMLAH;5;2;17\n", 4, 8),
    ("kode;Peserta Aktif L;Peserta Aktif P;Potensi\n64.01;1;2;9\n64.02;4;;8\n", 4, 8),
    ("kode;Jenis Kelamin;Peserta Aktif;Potensi\n64.01;L;1;4\n64.01;P;2;5\n64.02;L;4;6\n64.02;P;-;7\n", 4, 13),
  ]) func partsWithoutASumAreNotLost(_ text: String, _ enrolled: Int, _ eligible: Int) throws {
    let reading = try read(text)
    #expect(reading.totals == ["64.01": [3, 9], "64.02": [0, eligible]])
    let known = try #require(reading.workers(reading.rows[1]))
    #expect(known == (enrolled, eligible))
    #expect(reading.enrolled[0][reading.rows[1]] == nil)
    #expect(reading.noticeCodes.contains("table.parts.without-sum"))
    #expect(reading.workers(reading.rows[0]).map { $0 == (3, 9) } == true)
  }

  /// Rows below another that they make up.
  @Test(arguments: [
    ["PU", "diantaranya ASN", "BPU"], ["PU", "- Besar", "- Kecil", "BPU"], ["PU", "Besar", "Kecil", "BPU"],
    ["PU", "Laki-laki", "Perempuan", "BPU"], ["ASN", "Swasta", "PU", "BPU"],
  ]) func rowsThatAnotherRowSums(_ segments: [String]) {
    let text = (1...3).flatMap { unit in
      segments.map { segment in
        let count = segment == "BPU" ? unit : segment == "PU" ? 10 * unit : segments.count == 3 ? 10 * unit : 5 * unit
        return "64.0\(unit);\(segment);\(count);\(count * 3 + segment.count)\n"
      }
    }.joined()
    #expect(fault("kode;segmen;peserta_aktif;potensi\n" + text) == "table.segment.nested-rows")
  }

  @Test(arguments: ["TW I|TW II", "Target|Realisasi"]) func valuesOfASegmentColumnThatAreNone(_ values: String) {
    let words = values.split(separator: "|")
    let text = (1...3).flatMap { unit in words.enumerated().map { "64.0\(unit);\($1);\(unit + $0);\(unit * 7 + $0)\n" }
    }
    #expect(fault("kode;segmen;peserta_aktif;potensi\n" + text.joined()) != nil)
  }

  /// A name with a number like a year is a name.
  @Test func segmentsWithNumbersAreNoPeriods() throws {
    let reading = try read("kode;segmen;peserta_aktif;potensi\n64.01;S2010;1;9\n64.01;S7;2;8\n64.02;S2010;4;6\n")
    #expect(reading.segments.map(\.label) == ["S2010", "S7"])
  }

  @Test func segmentsOfRowsThatMayBePartOfAnother() throws {
    let text =
      "kode;segmen;peserta_aktif;potensi\n64.01;PU;1;9\n64.01;BPU;2;8\n64.01;BPU - Pekerja Rentan;3;7\n64.02;PU;4;6\n"
    #expect(fault(text) == "table.segment.nested-rows")
    let stated = try read(text) { $0.segments = ["BPU - Pekerja Rentan"] }
    #expect(stated.segments.map(\.label) == ["PU", "BPU", "BPU - Pekerja Rentan"])
    #expect(stated.totals == ["64.01": [6, 24], "64.02": [4, 6]])
    // Two halves of BPU without BPU itself are two segments.
    let halves = try read(
      "kode;segmen;peserta_aktif;potensi\n64.01;PU;1;9\n64.01;BPU Mandiri;2;8\n64.01;BPU PBI;3;7\n64.02;PU;4;6\n")
    #expect(halves.segments.map(\.label) == ["PU", "BPU Mandiri", "BPU PBI"])
  }

  @Test func columnNumbersBelowARepeatedHeader() throws {
    let header = "kabupaten;peserta_aktif;potensi\n"
    let reading = try read(header + "1;2;3\nPaser;1;2\n" + header + "1;2;3\nBerau;3;4\n")
    #expect(reading.totals == ["Paser": [1, 2], "Berau": [3, 4]])
    #expect(reading.setAside.map(\.kind) == [.columnNumbers, .repeatedHeader, .columnNumbers])
  }

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

  @Test(arguments: [
    "(dalam 000)", "x 1.000", "x1000 orang", "'000 orang", "Satuan: 1.000 jiwa", "(Rb)", "Satuan ribu jiwa",
    "in thousands",
  ]) func thousandsInTitlesAndNotes(_ text: String) {
    let table = "kode;peserta_aktif;potensi\n64.01;1;2\n64.02;3;4\n"
    #expect(fault("\(text)\n\(table)") == "table.count.thousands")
    #expect(fault("Upah rata-rata Rp1.000.000\n\(table)") == nil)
    #expect(fault("Perda 1000 Tahun 2020\n\(table)") == nil)
  }

  @Test func thousandsInNotesBelow() {
    let table = "kode;peserta_aktif;potensi\n64.01;1;2\n64.02;3;4\n"
    #expect(fault(table + "\nKeterangan: angka dalam ribuan orang\n") == "table.count.thousands")
    #expect(fault(table + ";;\nKeterangan: angka dalam ribuan orang;;\n") == "table.count.thousands")
    #expect(fault(table + "Catatan: potensi mencapai ribuan orang\n") == nil)
    #expect(fault(table + "Catatan: jumlah termasuk peserta non aktif\n") == "table.title.otherwise")
  }
}
