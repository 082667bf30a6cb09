internal import Diagnostics

extension Notice {
  private static func unknown(_ columns: [(String, [String])], _ language: Language) -> String {
    columns.prefix(6).map { name, words in
      words.isEmpty ? "“\(name)”" : "“\(name)” (\(words.joined(separator: " ")))"
    }.joined(separator: ", ") + (columns.count > 6 ? ", …" : "")
  }

  static func notUnderstood(_ columns: [(String, [String])], option: String) -> Notice {
    Notice(
      "table.count.unclear", ["columns": columns.map(\.0).joined(separator: "; "), "option": option],
      id:
        "judul kolom \(unknown(columns, .indonesian)) memuat kata yang tidak dikenal. Bila itu segmen, sebutkan dengan "
        + "--segment; pilih kolomnya dengan \(option), atau lewati dengan --ignore-column.",
      en: "the headers \(unknown(columns, .english)) hold words that are not known. If they are segments, say so with "
        + "--segment; choose the column with \(option), or leave it out with --ignore-column.")
  }

  static func unknownGroups(_ columns: [(String, [String])], option: String) -> Notice {
    Notice(
      "table.group.unknown", ["columns": columns.map(\.0).joined(separator: "; "), "option": option],
      id: "di samping segmen yang dikenal ada kolom \(unknown(columns, .indonesian)), dan tidak ada kolom jumlah yang "
        + "menunjukkan apakah itu segmen juga. Sebutkan dengan --segment bila ya, atau lewati dengan --ignore-column.",
      en:
        "beside known segments there are the columns \(unknown(columns, .english)), and no column of sums shows whether "
        + "they are segments too. Say --segment if they are, or leave them out with --ignore-column.")
  }

  static func segmentsElsewhere(_ columns: [String], option: String) -> Notice {
    Notice(
      "table.segment.elsewhere", ["columns": columns.joined(separator: "; "), "option": option],
      id:
        "\(Language.indonesian.quoted(columns)) menyebut segmen yang tidak ada di antara segmen yang dihitung, dan tidak "
        + "jelas apakah termasuk di dalamnya. Lewati dengan --ignore-column bila termasuk, atau beri judul yang menyebut apa "
        + "yang dihitung.",
      en:
        "\(Language.english.quoted(columns)) names a segment that is not among those counted, and it is not clear whether "
        + "it is part of them. Leave it out with --ignore-column if it is, or give it a header that says what it counts."
    )
  }

  static func registeredIsNotActive(_ column: String) -> Notice {
    Notice(
      "table.enrolled.registered", ["column": column],
      id:
        "hanya ada kolom peserta terdaftar (“\(column)”), padahal yang dihitung peserta aktif: peserta terdaftar bisa "
        + "saja menunggak. Berikan kolom peserta aktif, atau pakai --enrolled-column “\(column)” bila memang itu yang "
        + "dimaksud.",
      en:
        "there are only registered participants (“\(column)”), but active ones count: a registered participant may be in "
        + "arrears. Give the active participants, or say --enrolled-column “\(column)” if that is what you mean.")
  }

  static func onlyInactive(_ column: String) -> Notice {
    Notice(
      "table.enrolled.inactive", ["column": column],
      id:
        "kolom “\(column)” berisi peserta nonaktif, yang tidak terlindungi, dan tidak ada kolom peserta aktif. Sebutkan "
        + "dengan --enrolled-column.",
      en:
        "the column “\(column)” counts inactive participants, who are not covered, and there is none of active ones. Name "
        + "it with --enrolled-column.")
  }

  static func noEnrolledColumn(_ header: [String]) -> Notice {
    Notice(
      "table.enrolled.missing", ["columns": header.joined(separator: "; ")],
      id: "tidak ada kolom peserta aktif yang dikenal. Sebutkan dengan --enrolled-column. Kolom yang ada: "
        + "\(header.map(HeaderText.short).joined(separator: ", ")).",
      en: "there is no known column of active participants. Name it with --enrolled-column. Its columns are: "
        + "\(header.map(HeaderText.short).joined(separator: ", ")).")
  }

  static func noEligibleColumn(_ header: [String]) -> Notice {
    Notice(
      "table.eligible.missing", ["columns": header.joined(separator: "; ")],
      id:
        "tidak ada kolom potensi pekerja yang dikenal. Sebutkan dengan --eligible-column, atau berikan tabelnya dengan "
        + "--workforce. Kolom yang ada: \(header.map(HeaderText.short).joined(separator: ", ")).",
      en: "there is no known column of eligible workers. Name it with --eligible-column, or give their table with "
        + "--workforce. Its columns are: \(header.map(HeaderText.short).joined(separator: ", ")).")
  }

  static func participantsBesideInactive(_ column: String, _ inactive: String) -> Notice {
    Notice(
      "table.enrolled.beside-inactive", ["column": column],
      id:
        "“\(column)” di samping “\(inactive)” mungkin memuat peserta nonaktif juga. Sebutkan kolom peserta aktif dengan "
        + "--enrolled-column.",
      en:
        "“\(column)” beside “\(inactive)” may hold inactive participants too. Name the column of active participants with "
        + "--enrolled-column.")
  }

  static func participantsUnstated(_ column: String) -> Notice {
    Notice(
      "table.enrolled.unstated", ["column": column],
      id: "judul “\(column)” tidak menyebut bahwa yang dihitung peserta aktif. Bila ya, pakai --enrolled-column "
        + "“\(column)”.",
      en: "the header “\(column)” does not say that it counts active participants. If it does, say --enrolled-column "
        + "“\(column)”.")
  }

  static func participantsTakenAsActive(_ column: String, table: String) -> Notice {
    Notice(
      "table.enrolled.assumed", ["table": table, "column": column],
      id: "Tabel \(table): “\(column)” dibaca sebagai peserta aktif.",
      en: "Table \(table): “\(column)” was read as active participants.")
  }

  static func severalDenominators(_ columns: [String]) -> Notice {
    Notice(
      "table.eligible.several", ["columns": columns.joined(separator: "; ")],
      id: "beberapa kolom dapat menjadi penyebut: \(Language.indonesian.quoted(columns)). Pilih satu dengan "
        + "--eligible-column.",
      en: "several columns may be the denominator: \(Language.english.quoted(columns)). Choose one with "
        + "--eligible-column.")
  }

  static func workersAreNoDenominator(_ columns: [String], beside enrolled: [String]) -> Notice {
    Notice(
      "table.eligible.workers", ["columns": columns.joined(separator: "; ")],
      id:
        "\(Language.indonesian.quoted(columns)) di samping peserta aktif (\(Language.indonesian.quoted(enrolled))) mungkin "
        + "tenaga kerja yang terdaftar, bukan potensi. Bila memang penyebutnya, pakai --eligible-column; bila bukan, "
        + "berikan potensinya dengan --workforce.",
      en:
        "\(Language.english.quoted(columns)) beside active participants (\(Language.english.quoted(enrolled))) may be the "
        + "registered workers and not the eligible ones. If it is the denominator, say --eligible-column; if not, give "
        + "the eligible workers with --workforce.")
  }

  static func workersTakenAsEligible(_ column: String, table: String) -> Notice {
    Notice(
      "table.eligible.assumed", ["table": table, "column": column],
      id: "Tabel \(table): “\(column)” dibaca sebagai potensi pekerja (penyebut).",
      en: "Table \(table): “\(column)” was read as the eligible workers (the denominator).")
  }

  static func countsLeftOut(_ columns: [String]) -> Notice {
    Notice(
      "table.count.left-out", ["columns": columns.joined(separator: "; ")],
      id:
        "\(Language.indonesian.quoted(columns)) tampaknya memuat jumlah orang juga, tetapi tidak jelas bagian dari apa. "
        + "Samakan judulnya dengan kolom lain (periksa judul bertingkat yang bergeser), atau lewati dengan --ignore-column.",
      en:
        "\(Language.english.quoted(columns)) seems to count people too, and it is not clear of what it is a part. Give it a "
        + "header like those of the others (see whether a group's heading stands in the wrong column), or leave it out with "
        + "--ignore-column.")
  }

  static func countsInThousands(_ columns: [String]) -> Notice {
    Notice(
      "table.count.thousands", ["columns": columns.joined(separator: "; ")],
      id:
        "\(Language.indonesian.quoted(columns)) dalam ribuan atau jutaan (ribu orang), sehingga sudah dibulatkan. Berikan "
        + "jumlah orangnya.",
      en:
        "\(Language.english.quoted(columns)) is in thousands or millions (ribu, juta, 000), so it is rounded. Give the number of "
        + "persons.")
  }

  static func programmes(_ columns: [String], option: String) -> Notice {
    Notice(
      "table.programmes.columns", ["columns": columns.joined(separator: "; ")],
      id:
        "\(Language.indonesian.quoted(columns)): program (JKK, JKM, JHT, JP, JKP) memuat orang yang sama, jadi tidak dapat "
        + "dijumlahkan. Pilih satu kolom dengan \(option), misalnya peserta JKK.",
      en:
        "\(Language.english.quoted(columns)): programmes (JKK, JKM, JHT, JP, JKP) hold the same persons and cannot be "
        + "added. Choose one column with \(option), such as the participants of JKK.")
  }

  static func segmentsTwice(_ columns: [String]) -> Notice {
    Notice(
      "table.segment.twice", ["columns": columns.joined(separator: "; ")],
      id:
        "segmen ada di kolom segmen dan juga di judul kolom (\(Language.indonesian.quoted(columns))). Lewati salah satunya "
        + "dengan --ignore-column.",
      en:
        "segments are in a column of segments and in headers too (\(Language.english.quoted(columns))). Leave one of them "
        + "out with --ignore-column.")
  }

  static func undatedBesideDated(_ undated: [String], _ dated: [String], option: String) -> Notice {
    Notice(
      "table.period.undated", ["undated": undated.joined(separator: "; "), "dated": dated.joined(separator: "; ")],
      id: "\(Language.indonesian.quoted(undated)) tanpa periode di samping \(Language.indonesian.quoted(dated)). Pilih "
        + "kolomnya dengan \(option).",
      en:
        "\(Language.english.quoted(undated)) has no period beside \(Language.english.quoted(dated)). Choose the column "
        + "with \(option).")
  }

  static func yearBesideItsParts(_ columns: [String]) -> Notice {
    Notice(
      "table.period.year", ["columns": columns.joined(separator: "; ")],
      id: "\(Language.indonesian.quoted(columns)): setahun di samping bulan atau triwulannya dapat berarti jumlah, dan "
        + "peserta tidak dapat dijumlahkan antarwaktu. Pilih dengan --period.",
      en:
        "\(Language.english.quoted(columns)): a year beside its own months or quarters may be their sum, and participants "
        + "cannot be added over time. Choose one with --period.")
  }

  static func periodsOutOfOrder(_ columns: [String]) -> Notice {
    Notice(
      "table.period.unordered", ["columns": columns.joined(separator: "; ")],
      id:
        "periode pada judul kolom \(Language.indonesian.quoted(columns)) tidak dapat diurutkan. Pilih dengan --period.",
      en: "the periods in the headers \(Language.english.quoted(columns)) cannot be put in order. Choose one with "
        + "--period.")
  }

  static func oneSexAlone(_ columns: [String], option: String) -> Notice {
    Notice(
      "table.sex.alone", ["columns": columns.joined(separator: "; ")],
      id: "\(Language.indonesian.quoted(columns)) hanya untuk satu jenis kelamin. Bila memang itu yang dimaksud, pakai "
        + "\(option).",
      en: "\(Language.english.quoted(columns)) is of one sex alone. If that is what you mean, say \(option).")
  }

  static func columnWithoutFigures(_ column: String, table: String) -> Notice {
    Notice(
      "table.column.blank", ["table": table, "column": column],
      id: "Tabel \(table): kolom “\(column)” tidak memuat angka sama sekali dan tidak dipakai.",
      en: "Table \(table): the column “\(column)” holds no figure at all and was not used.")
  }

  static func sexesAdded(_ columns: [String], table: String) -> Notice {
    Notice(
      "table.sex.added", ["table": table, "columns": columns.joined(separator: "; ")],
      id: "Tabel \(table): \(Language.indonesian.quoted(columns)) dijumlahkan.",
      en: "Table \(table): \(Language.english.quoted(columns)) were added.")
  }

  static func sameMeaning(_ columns: [String], option: String) -> Notice {
    Notice(
      "table.count.twice", ["columns": columns.joined(separator: "; ")],
      id:
        "\(Language.indonesian.quoted(columns)) berarti sama tetapi angkanya berbeda. Pilih satu dengan \(option), atau "
        + "lewati yang lain dengan --ignore-column.",
      en:
        "\(Language.english.quoted(columns)) mean the same, but their figures differ. Choose one with \(option), or leave "
        + "the others out with --ignore-column.")
  }

  static func twoDivisions(_ columns: [String], option: String) -> Notice {
    Notice(
      "table.segment.divisions", ["columns": columns.joined(separator: "; ")],
      id:
        "\(Language.indonesian.quoted(columns)) membagi pekerja yang sama dengan dua cara. Lewati salah satunya dengan "
        + "--ignore-column.",
      en: "\(Language.english.quoted(columns)) divide the same workers in two ways. Leave one out with --ignore-column."
    )
  }

  static func countsBeside(_ columns: [(String, [String])], _ whole: [String], option: String) -> Notice {
    Notice(
      "table.count.beside", ["columns": columns.map(\.0).joined(separator: "; "), "option": option],
      id:
        "di samping \(Language.indonesian.quoted(whole)) ada \(unknown(columns, .indonesian)), yang mungkin dimaksud, atau "
        + "bagian darinya. Pilih kolomnya dengan \(option), atau lewati yang lain dengan --ignore-column.",
      en:
        "beside \(Language.english.quoted(whole)) there is \(unknown(columns, .english)), which may be what is meant, or a "
        + "part of it. Choose the column with \(option), or leave the others out with --ignore-column.")
  }

  static func periodIncomplete(_ period: String, _ fuller: String) -> Notice {
    Notice(
      "table.period.incomplete", ["period": period, "fuller": fuller],
      id: "periode terbaru (\(period)) jauh kurang lengkap daripada \(fuller). Pilih dengan --period.",
      en: "the latest period (\(period)) is far less complete than \(fuller). Choose one with --period.")
  }

  static func periodOfSomeUnits(_ period: String, _ own: Int, of all: Int) -> Notice {
    Notice(
      "table.period.some-units", ["period": period, "units": "\(own)", "of": "\(all)"],
      id:
        "periode terbaru (\(period)) hanya memuat \(own) dari \(Language.indonesian.count(all, "wilayah")) di tabel. Pilih "
        + "dengan --period.",
      en:
        "the latest period (\(period)) has \(own) of the \(Language.english.count(all, "unit")) in the table. Choose one "
        + "with --period.")
  }

  static func eligibleElsewhere(_ columns: [String], table: String) -> Notice {
    Notice(
      "table.eligible.elsewhere", ["table": table, "columns": columns.joined(separator: "; ")],
      id:
        "Tabel \(table): \(Language.indonesian.quoted(columns)) tidak dipakai, karena potensi berasal dari tabel lain.",
      en:
        "Table \(table): \(Language.english.quoted(columns)) was not used, because the eligible workers come from another "
        + "table.")
  }

  static func oneSegmentBesideAll(_ part: String, _ whole: String, option: String) -> Notice {
    Notice(
      "table.segment.alone", ["column": part, "of": whole, "option": option],
      id:
        "“\(part)” di samping “\(whole)”: bagian darinya, atau judul bertingkat yang bergeser? Bila bagian, lewati dengan "
        + "--ignore-column; bila tidak, perbaiki judulnya, atau pilih satu kolom dengan \(option).",
      en:
        "“\(part)” beside “\(whole)”: a part of it, or a group's heading in the wrong column? If it is a part, leave it "
        + "out with --ignore-column; if not, correct the headers, or choose one column with \(option).")
  }

  static func partOfAnother(_ inner: String, of outer: String) -> Notice {
    Notice(
      "table.segment.nested", ["column": inner, "of": outer],
      id: "“\(inner)” mungkin sudah termasuk di dalam “\(outer)”. Bila ya, lewati dengan --ignore-column; bila tidak, "
        + "sebutkan sebagai segmen tersendiri dengan --segment.",
      en: "“\(inner)” may be part of “\(outer)”. If it is, leave it out with --ignore-column; if not, state it as a "
        + "segment of its own with --segment.")
  }

  static func rowsArePartOfAnother(_ inner: String, of outer: String, column: String) -> Notice {
    Notice(
      "table.segment.nested-rows", ["segment": inner, "of": outer, "column": column],
      id:
        "kolom “\(column)”: “\(inner)” mungkin sudah termasuk di dalam “\(outer)”. Bila ya, hapus barisnya; bila tidak, "
        + "sebutkan sebagai segmen tersendiri dengan --segment.",
      en: "column “\(column)”: “\(inner)” may be part of “\(outer)”. If it is, delete its rows; if not, state it as a "
        + "segment of its own with --segment.")
  }

  static func countWithoutHeader(_ letter: String, beside column: String) -> Notice {
    Notice(
      "table.count.unnamed", ["column": letter, "beside": column],
      id: "kolom \(letter) tanpa judul berisi angka di sebelah “\(column)”, mungkin bagian darinya. Beri judul, atau "
        + "lewati dengan --ignore-column \(letter).",
      en: "column \(letter) has no header and holds figures beside “\(column)”, of which it may be a part. Give it a "
        + "header, or leave it out with --ignore-column \(letter).")
  }

  static func looksLikePercentages(_ column: String, most: Int, eligible: Int) -> Notice {
    Notice(
      "table.count.percentages", ["column": column, "most": "\(most)"],
      id:
        "“\(column)” paling banyak \(most), sedangkan potensinya paling sedikit \(Language.indonesian.text(eligible)): "
        + "persentase, atau dalam ribuan? Bila memang jumlah orang, sebutkan dengan --enrolled-column.",
      en: "“\(column)” is at most \(most), while the eligible workers are at least \(Language.english.text(eligible)): "
        + "percentages, or thousands? If they are persons, say so with --enrolled-column.")
  }

  static func partIsSum(_ column: String, table: String) -> Notice {
    Notice(
      "table.part.sum", ["table": table, "column": column],
      id:
        "Tabel \(table): “\(column)” sama dengan jumlah kolom segmen lain di setiap baris, jadi dibaca sebagai jumlah.",
      en: "Table \(table): “\(column)” equals the sum of the other segments in every row and was read as their sum.")
  }

  static func segmentsProven(_ columns: [String], sum: String, table: String) -> Notice {
    Notice(
      "table.segment.proven", ["table": table, "columns": columns.joined(separator: "; ")],
      id:
        "Tabel \(table): \(Language.indonesian.quoted(columns)) dibaca sebagai segmen, karena bersama yang lain jumlahnya "
        + "sama dengan “\(sum)”.",
      en:
        "Table \(table): \(Language.english.quoted(columns)) were read as segments, because with the others they make "
        + "“\(sum)”.")
  }

  static func unpairedSegments(_ columns: [String]) -> Notice {
    Notice(
      "table.segment.unpaired", ["columns": columns.joined(separator: "; ")],
      id: "setiap segmen perlu kolom peserta dan kolom potensi, tetapi ini tidak berpasangan: "
        + "\(Language.indonesian.quoted(columns)). Sebutkan kolom jumlahnya dengan --enrolled-column dan --eligible-column.",
      en: "each segment needs a column of participants and one of eligible workers, but these have no counterpart: "
        + "\(Language.english.quoted(columns)). Name columns of sums with --enrolled-column and --eligible-column.")
  }

  static func segmentsAdded(_ columns: [String], table: String) -> Notice {
    Notice(
      "table.segment.added", ["table": table, "columns": columns.joined(separator: "; ")],
      id:
        "Tabel \(table): segmen \(Language.indonesian.quoted(columns)) dijumlahkan, karena hitungan lainnya tidak terbagi "
        + "per segmen: kelebihan di satu segmen dapat menutupi kesenjangan di segmen lain.",
      en: "Table \(table): the segments \(Language.english.quoted(columns)) were added, because the other count is not "
        + "divided by segment: a surplus in one may hide a gap in another.")
  }

  static func periodsOfHeadersDiffer(_ enrolled: String, _ eligible: String, table: String) -> Notice {
    Notice(
      "table.period.headers", ["table": table, "enrolled": enrolled, "eligible": eligible],
      id: "Tabel \(table): peserta dari \(enrolled), potensi dari \(eligible).",
      en: "Table \(table): participants are of \(enrolled), eligible workers of \(eligible).")
  }

  static func periodOfHeaders(_ period: String, others: [String], table: String) -> Notice {
    Notice(
      "table.period.latest", ["table": table, "period": period, "others": others.joined(separator: "; ")],
      id: "Tabel \(table): judul kolom memuat beberapa periode; dipakai \(period), tidak dipakai "
        + "\(Language.indonesian.list(others)). Periode lain: --period.",
      en:
        "Table \(table): its headers have several periods; \(period) was used, and not \(Language.english.list(others)). "
        + "For another: --period.")
  }
}

extension Diagnostic {
  static func totalDisagrees(
    at place: Message, column: String, stated: Int, sum: Int, parts: [String], table: String
  ) -> Diagnostic {
    let difference = (stated - sum).magnitude
    return Diagnostic(
      .badInput, "table.sum.columns",
      [
        "table": table, "column": column, "stated": "\(stated)", "sum": "\(sum)",
        "parts": parts.joined(separator: "; "),
      ],
      id:
        "Tabel \(table), \(place.indonesian): kolom “\(column)” berisi \(Language.indonesian.text(stated)), padahal jumlah "
        + "\(Language.indonesian.quoted(parts)) \(Language.indonesian.text(sum)) (selisih "
        + "\(Language.indonesian.text(Int(difference)))). Perbaiki salah satunya, atau sebutkan kolom yang dimaksud dengan "
        + "--enrolled-column dan --eligible-column.",
      en: "Table \(table), \(place.english): the column “\(column)” says \(Language.english.text(stated)), but "
        + "\(Language.english.quoted(parts)) sum to \(Language.english.text(sum)) (a difference of "
        + "\(Language.english.text(Int(difference)))). Correct one of them, or name the columns that are meant with "
        + "--enrolled-column and --eligible-column.")
  }
}
