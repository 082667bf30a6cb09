internal import Diagnostics

extension Diagnostic {
  static func recordsRejected(_ ledger: AggregationLedger, table: String, savedTo path: String?) -> Diagnostic {
    func list(_ language: Language) -> String {
      RecordReason.allCases.filter { ledger.rejected($0) > 0 }.map { reason in
        let count = language.text(ledger.rejected(reason))
        return "\(reason.explanation[language]) \(count) (\(ledger.lines(of: reason, language)))"
      }.joined(separator: "; ")
    }
    let saved =
      path.map { Message(id: " Nomor barisnya ada di \($0).", en: " Their lines are in \($0).") }
      ?? Message(
        id: " Simpan nomor barisnya dengan --rejected BERKAS.", en: " Save their lines with --rejected FILE.")
    let indonesian = Language.indonesian.text(ledger.rejected)
    let english = Language.english.text(ledger.rejected)
    return Diagnostic(
      .badInput,
      id: "Tabel \(table): \(indonesian) catatan ditolak, jadi tidak ada yang ditulis. \(list(.indonesian))."
        + "\(saved.indonesian) Perbaiki, atau lanjutkan tanpanya dengan --allow-unmatched.",
      en: "Table \(table): \(english) records were rejected, so nothing was written. \(list(.english))."
        + "\(saved.english) Correct them, or go on without them with --allow-unmatched.")
  }

  static func nothingCounted(_ table: String) -> Diagnostic {
    Diagnostic(
      .badInput,
      id:
        "Tabel \(table): tidak ada peserta aktif yang dapat dihitung, jadi tidak ada yang ditulis. Periksa kolom status "
        + "dan tempat tinggalnya.",
      en:
        "Table \(table): there is no active participant to count, so nothing was written. Check the columns of status "
        + "and residence.")
  }

  static func pointSystemUnknown(table: String) -> Diagnostic {
    Diagnostic(
      .badInput,
      id:
        "Tabel \(table): koordinatnya (x dan y) tidak menyebut sistem koordinat. Sebutkan dengan --points-crs, misalnya "
        + "--points-crs EPSG:32650 (UTM 50N) atau --points-crs EPSG:4326 (bujur dan lintang).",
      en:
        "Table \(table): the coordinates (x and y) do not tell their reference system. State it with --points-crs, for "
        + "example --points-crs EPSG:32650 (UTM 50N) or --points-crs EPSG:4326 (longitude and latitude).")
  }

  static let stateEncoding = Diagnostic(
    .badInput,
    id: "Teks dari masukan standar bukan UTF-8 dan tidak dapat dibaca dua kali. Sebutkan pengodeannya dengan "
      + "--table-encoding.",
    en: "The text from standard input is not UTF-8 and cannot be read twice. State its encoding with --table-encoding.")

  static let stateCodeSystem = Diagnostic(
    .badInput,
    id:
      "Sistem kode dari masukan standar baru dapat dipastikan setelah semuanya dibaca, dan tidak dapat dibaca dua kali. "
      + "Sebutkan dengan --code-system kemendagri atau --code-system bps.",
    en:
      "The code system of standard input can be told only after reading all of it, and it cannot be read twice. State "
      + "it with --code-system kemendagri or --code-system bps.")
}

extension Message {
  static func doublesNotSought(table: String) -> Message {
    Message(
      id:
        "Tabel \(table) tidak punya kolom nomor peserta yang dikenal, jadi peserta ganda tidak dicari. Sebutkan dengan "
        + "--participant-column.",
      en: "The table \(table) has no known column of participant numbers, so doubles were not looked for. Name it with "
        + "--participant-column.")
  }

  static func noSegments(table: String) -> Message {
    Message(
      id: "Tabel \(table) tidak punya kolom segmen yang dikenal, jadi semua peserta dihitung bersama.",
      en: "The table \(table) has no known segment column, so all participants are counted together.")
  }

  static func pointsInSeveralUnits(_ count: Int, table: String) -> Message {
    Message(
      id: "Tabel \(table): \(Language.indonesian.text(count)) titik berada di lebih dari satu wilayah karena batasnya "
        + "bertumpang tindih; dihitung di wilayah pertama menurut urutan peta.",
      en:
        "Table \(table): \(Language.english.text(count)) points lie in more than one unit because boundaries overlap; "
        + "they count in the first in the order of the map.")
  }
}
