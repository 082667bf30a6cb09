internal import Diagnostics

extension Diagnostic {
  static func sumRowDisagrees(
    at place: Message, text: String, column: String, stated: Int, sum: Int, table: String
  ) -> Diagnostic {
    let difference = Int((stated - sum).magnitude)
    return Diagnostic(
      .badInput, "table.sum.rows",
      ["table": table, "row": text, "column": column, "stated": "\(stated)", "sum": "\(sum)"],
      id: "Tabel \(table), \(place.indonesian): baris jumlah “\(HeaderText.short(text))” berisi "
        + "\(Language.indonesian.text(stated)) di kolom “\(column)”, padahal barisnya berjumlah "
        + "\(Language.indonesian.text(sum)) (selisih \(Language.indonesian.text(difference))). Mungkin ada baris yang hilang "
        + "atau angka yang salah ketik. Perbaiki, atau hapus baris jumlahnya.",
      en:
        "Table \(table), \(place.english): the row of sums “\(HeaderText.short(text))” says \(Language.english.text(stated)) "
        + "in the column “\(column)”, but its rows sum to \(Language.english.text(sum)) (a difference of "
        + "\(Language.english.text(difference))). A row may be missing or a figure mistyped. Correct it, or delete the row "
        + "of sums.")
  }

  static func eligibleDiffers(at place: Message, _ figures: [Int], table: String) -> Diagnostic {
    func list(_ language: Language) -> String { language.list(figures.map { language.text($0) }) }
    return Diagnostic(
      .badInput, "table.eligible.differs", ["table": table],
      id:
        "Tabel \(table), \(place.indonesian): --eligible-per unit menyatakan satu potensi per wilayah, tetapi wilayah ini "
        + "punya beberapa (\(list(.indonesian))).",
      en:
        "Table \(table), \(place.english): --eligible-per unit says that a unit has one figure of eligible workers, but "
        + "this one has several (\(list(.english))).")
  }

  static func noPeriodColumn(_ period: String, table: String) -> Diagnostic {
    Diagnostic(
      .badInput, "table.period.column", ["table": table, "period": period],
      id: "--period \(period) diminta, tetapi tabel \(table) tidak punya kolom periode yang dikenal. Sebutkan kolomnya "
        + "dengan --period-column, atau hapus --period.",
      en: "--period \(period) was asked for, but the table \(table) has no known period column. Name it with "
        + "--period-column, or leave --period out.")
  }

  static func datesEitherWay(_ texts: [String], column: String, table: String) -> Diagnostic {
    Diagnostic(
      .badInput, "table.period.either-way", ["table": table, "column": column],
      id: "Tabel \(table), kolom “\(column)”: tanggal (\(Language.indonesian.list(texts, limit: 12))) dapat dibaca "
        + "hari/bulan atau bulan/hari, dan yang terbaru berbeda. Pilih dengan --period.",
      en:
        "Table \(table), column “\(column)”: the dates (\(Language.english.list(texts, limit: 12))) may be day/month or "
        + "month/day, and the latest differs. Choose one with --period.")
  }

  static func blankPeriod(at place: Message, column: String, table: String) -> Diagnostic {
    Diagnostic(
      .badInput, "table.period.blank", ["table": table, "column": column],
      id: "Tabel \(table), \(place.indonesian): kolom periode “\(column)” kosong. Isi periodenya.",
      en: "Table \(table), \(place.english): the period column “\(column)” is blank. Fill it in.")
  }

  static func periodNotUnderstood(_ text: String, among all: [String], table: String) -> Diagnostic {
    Diagnostic(
      .badInput, "table.period.unknown", ["table": table, "period": text],
      id:
        "Tabel \(table) memuat beberapa periode (\(Language.indonesian.list(all, limit: 12))), dan “\(text)” tidak dapat "
        + "diurutkan. Pilih dengan --period.",
      en:
        "The table \(table) holds several periods (\(Language.english.list(all, limit: 12))), and “\(text)” cannot be put in "
        + "order. Choose one with --period.")
  }

  static func noSuchPeriod(_ text: String, among all: [String], table: String) -> Diagnostic {
    Diagnostic(
      .badInput, "table.period.absent", ["table": table, "period": text],
      id: "Tabel \(table) tidak memuat periode \(text). Periode yang ada: \(Language.indonesian.list(all, limit: 12)).",
      en: "The table \(table) has no period \(text). Its periods are: \(Language.english.list(all, limit: 12)).")
  }
}

extension Notice {
  static func periodOfRows(_ period: String, others: [String], rows: Int, table: String) -> Notice {
    Notice(
      "table.period.rows-latest", ["table": table, "period": period, "others": others.joined(separator: "; ")],
      id: "Tabel \(table): dipakai periode \(period); \(Language.indonesian.count(rows, "baris")) dari "
        + "\(Language.indonesian.list(others)) dilewati. Periode lain: --period.",
      en: "Table \(table): the period \(period) was used; \(Language.english.count(rows, "row")) of "
        + "\(Language.english.list(others)) left aside. For another: --period.")
  }

  static func rowsWithoutSum(_ places: [Message], table: String) -> Notice {
    func list(_ language: Language) -> String { language.list(places.map { $0[language] }) }
    return Notice(
      "table.parts.without-sum", ["table": table, "rows": "\(places.count)"],
      id: "Tabel \(table): \(Language.indonesian.count(places.count, "baris")) tidak punya salah satu angka yang "
        + "dijumlahkan (\(list(.indonesian))), sehingga jumlahnya tidak dihitung. Isi 0 bila memang tidak ada orangnya.",
      en:
        "Table \(table): \(Language.english.count(places.count, "row lacks", "rows lack")) one of the figures that are "
        + "added (\(list(.english))), without which there is no sum. Write 0 where there are no such people.")
  }

  static func statusNotUnderstood(_ cells: [(Message, String)], column: String) -> Notice {
    func list(_ language: Language) -> String {
      cells.map { "\($0[language]): “\(HeaderText.short($1))”" }.joined(separator: ", ")
    }
    return Notice(
      "table.status.unclear", ["column": column],
      id:
        "kolom “\(column)” memuat status yang tidak dikenal (\(list(.indonesian))): aktif atau nonaktif? Tulis salah satunya, "
        + "atau lewati kolomnya dengan --ignore-column.",
      en:
        "the column “\(column)” holds a status that is not known (\(list(.english))): active or inactive? Write one of them, "
        + "or leave the column out with --ignore-column.")
  }

  static func inactiveLeftAside(_ rows: Int, workers: Int, column: String, table: String) -> Notice {
    Notice(
      "table.status.inactive", ["table": table, "column": column, "rows": "\(rows)", "workers": "\(workers)"],
      id: "Tabel \(table), kolom “\(column)”: \(Language.indonesian.count(rows, "baris")) peserta nonaktif "
        + "(\(Language.indonesian.count(workers, "orang"))) tidak dihitung.",
      en: "Table \(table), column “\(column)”: \(Language.english.count(rows, "row")) of inactive participants "
        + "(\(Language.english.count(workers, "person", "persons"))) not counted.")
  }

  static func oneSexInRows(_ units: Int, _ values: [String], column: String) -> Notice {
    Notice(
      "table.sex.rows-alone", ["column": column],
      id:
        "kolom “\(column)”: \(Language.indonesian.count(units, "wilayah")) hanya punya baris untuk satu jenis kelamin "
        + "(\(Language.indonesian.quoted(values))). Lengkapi, atau lewati kolomnya dengan --ignore-column.",
      en: "column “\(column)”: \(Language.english.count(units, "unit has", "units have")) rows of one sex alone "
        + "(\(Language.english.quoted(values))). Complete them, or leave the column out with --ignore-column.")
  }

  static func sexRowsAdded(_ units: Int, column: String, table: String) -> Notice {
    Notice(
      "table.sex.rows-added", ["table": table, "column": column],
      id: "Tabel \(table), kolom “\(column)”: baris laki-laki dan perempuan dijumlahkan.",
      en: "Table \(table), column “\(column)”: rows of men and women were added.")
  }

  static func eligibleRepeated(_ units: Int, of all: Int, column: String) -> Notice {
    Notice(
      "table.eligible.repeated", ["column": column, "units": "\(units)", "of": "\(all)"],
      id: "potensi sama di setiap baris “\(column)” pada \(Language.indonesian.text(units)) dari "
        + "\(Language.indonesian.count(all, "wilayah")): potensi wilayah yang diulang, atau potensi setiap segmen? Sebutkan "
        + "--eligible-per unit atau --eligible-per segment.",
      en: "the eligible workers are the same on each row of “\(column)” in \(Language.english.text(units)) of "
        + "\(Language.english.count(all, "unit")): those of the unit repeated, or those of each segment (segmen)? Say "
        + "--eligible-per unit or --eligible-per segment.")
  }

  static func segmentsMerged(_ segments: [String], table: String) -> Notice {
    Notice(
      "table.segment.merged", ["table": table],
      id:
        "Tabel \(table): potensi milik seluruh wilayah, jadi peserta segmen \(Language.indonesian.list(segments)) dijumlahkan.",
      en:
        "Table \(table): the eligible workers are of the whole unit, so the participants of \(Language.english.list(segments)) "
        + "were added.")
  }
}
