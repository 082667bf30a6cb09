import Testing

@testable import TableReading

@Suite struct HeaderPhraseTests {
  @Test(arguments: [
    ("Peserta Aktif (orang)", [HeaderVocabulary.Token.participants, .active, .persons]),
    ("Potensi\n(jiwa)", [.eligible("potensi"), .persons]),
    ("PESERTA NON-AKTIF", [.participants, .inactive]),
    ("Bukan Penerima Upah", [.segment("bpu")]),
    ("Tenaga Kerja PU", [.workers("tenaga kerja"), .segment("pu")]),
    ("Peserta JKK", [.participants, .programme]),
    ("Iuran (Rp)", [.other(.money), .other(.money)]),
    ("Peserta Laki-laki + Perempuan", [.participants, .men, .women]),
    ("Nama Kabupaten/Kota", [.name, .level(.regency), .level(.regency)]),
    ("bps_kode_kabupaten_kota", [.place, .code, .level(.regency), .level(.regency)]),
    ("kdkec", [.code, .level(.district)]),
    ("Jasa Konstruksi Potensi", [.segment("jakon"), .eligible("potensi")]),
    ("Angkatan Kerja (ribu orang)", [.eligible("angkatan kerja"), .multiple, .persons]),
  ]) func words(_ header: String, _ tokens: [HeaderVocabulary.Token]) {
    let phrase = HeaderPhrase(header)
    #expect(phrase.tokens == tokens)
    #expect(phrase.unknown.isEmpty)
  }

  @Test(arguments: [
    ("Peserta Aktif Nelayan", ["nelayan"]), ("Peserta Aktif 15-24", ["15", "24"]), ("Kode Pos", ["pos"]),
    ("Potensi 2024/2025", ["2024", "2025"]),
  ]) func wordsThatNoListKnows(_ header: String, _ unknown: [String]) {
    #expect(HeaderPhrase(header).unknown == unknown)
    #expect(!HeaderPhrase(header).isRecognised)
    #expect(!HeaderPhrase(header).isPlace)
  }

  @Test(arguments: [
    ("Peserta Aktif s.d. Desember 2025", 2025, 12), ("Potensi 2025", 2025, 12), ("Aktif TW I 2025", 2025, 3),
    ("Peserta Triwulan III 2024", 2024, 9), ("Jan-25 Potensi", 2025, 1), ("Semester II 2023", 2023, 12),
    ("Keadaan 31 Agustus 2025", 2025, 8), ("2025Q2 Peserta", 2025, 6),
  ]) func periods(_ header: String, _ year: Int, _ month: Int) {
    let phrase = HeaderPhrase(header)
    #expect(phrase.period?.period?.year == year)
    #expect(phrase.period?.period?.month == month)
    #expect(phrase.unknown.isEmpty)
  }

  @Test func aMonthWithoutAYear() {
    #expect(HeaderPhrase("Peserta Aktif Maret").period?.month == 3)
    #expect(HeaderPhrase("Peserta Aktif Maret").period?.period == nil)
    #expect(HeaderPhrase("Peserta Aktif").period == nil)
  }

  @Test(arguments: [
    ("Peserta Aktif*)", "Peserta Aktif"), ("Potensi 1)", "Potensi"), ("Potensi¹", "Potensi"), ("Potensi **", "Potensi"),
    ("Aktif a)", "Aktif"), ("Potensi (orang)", "Potensi (orang)"), ("Sepaku", "Sepaku"),
  ]) func footnoteMarks(_ text: String, _ expected: String) {
    #expect(HeaderText.withoutFootnoteMarks(text) == expected)
  }

  @Test func segmentsThatTheUserStates() {
    let phrase = HeaderPhrase("Peserta Aktif Nelayan Kecil", segments: ["nelayan kecil"])
    #expect(phrase.segments == ["nelayan_kecil"])
    #expect(phrase.unknown.isEmpty)
  }
}

@Suite struct PlaceTextTests {
  @Test(arguments: [
    ("1. Kabupaten Paser", "Kabupaten Paser"), ("12) Kota Bontang", "Kota Bontang"), ("(3) Berau", "Berau"),
    ("1.2. Kuaro", "Kuaro"), ("Balikpapan, Kota", "Kota Balikpapan"), ("Paser (Kab.)", "Kabupaten Paser"),
    ("Sepaku*)", "Sepaku"), ("Sepaku 1)", "Sepaku"), ("Kutai\n Barat", "Kutai Barat"), ("3-4 Ulu", "3-4 Ulu"),
    ("10 Ulu", "10 Ulu"), ("Loa Janan (Ilir)", "Loa Janan (Ilir)"), ("S. Kunjang", "S. Kunjang"),
  ]) func names(_ text: String, _ expected: String) { #expect(PlaceText.cleaned(text) == expected) }

  /// A second name in brackets narrows the search for a parent no less when it is left out.
  @Test func parents() { #expect(PlaceText.cleaned("Kab. Paser (Pasir)", isParent: true) == "Kab. Paser") }

  @Test(arguments: [
    ("640201.0", "640201"), ("6401,0", "6401"), ("6401.00", "6401"), ("64.02.01", "64.02.01"), ("64.10", "64.10"),
    ("64.0", "64"), ("6402.01", "6402.01"),
  ]) func codes(_ text: String, _ expected: String) { #expect(CodeText.repaired(text) == expected) }

  @Test(arguments: [("64.1", true), ("64.01", false), ("64.02.1", false), ("6402.5", true), ("6402.0", false)])
  func codesThatLostDigits(_ text: String, _ expected: Bool) { #expect(CodeText.isLost(text) == expected) }
}
