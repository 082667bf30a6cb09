internal import Diagnostics

/// What titles above a table, notes below it and names of sheets say against its headers: a table of inactive participants, of a target, of one programme or
/// one sex, whose columns are headed like any other's.
extension TableReader {
  /// Asks where a title says that other people are counted than the headers say, and tells of a title that names one
  /// segment.
  mutating func askAboutTitles(_ roles: RoleColumns, _ paired: PairedColumns) {
    askAboutThousands()
    let used = paired.enrolled + paired.eligible
    guard !used.isEmpty else { return }
    askAboutNotes(paired)
    if options.named.enrolled == nil { askAboutGroupHeadings(used) }
    let isEnrolledStated = paired.enrolled.isEmpty || options.named.enrolled != nil
    let isStated = isEnrolledStated && (paired.eligible.isEmpty || options.named.eligible != nil)
    for text in titleTexts {
      let title = HeaderPhrase(text)
      if !isStated, let other = differentSubject(title, text, roles, paired, isEnrolledStated) {
        doubts.append(
          .titleSaysOtherwise(
            HeaderText.short(text), other, column: label(used[0][0]),
            option: paired.enrolled.isEmpty ? "--eligible-column" : "--enrolled-column"))
        return
      }
      let words = HeaderText.words(of: text)
      let isAside = !Self.exclusions.isDisjoint(with: words)
      let isOfOthers = [.employers, .money].contains(title.other) && !phrases.contains { $0.other == title.other }
      if isAside || isOfOthers || !Self.provisional.union(Self.groups).isDisjoint(with: words) {
        notices.append(.noteLimits(HeaderText.short(text), table: name))
      }
      if isAside { continue }
      if let narrowing = narrowing(text) {
        notices.append(.titleNarrows(HeaderText.short(text), narrowing, table: name))
      }
      if let segment = title.segments.first, title.segments.count == 1, roles.segment == nil,
        used.joined().allSatisfy({ phrases[$0].segments.isEmpty })
      {
        notices.append(.titleNamesSegment(HeaderText.short(text), segmentWords(title, segment), table: name))
        return
      }
    }
  }

  /// Words of titles and notes that say that a table is not what it seems.
  private static let provisional: Set<String> = [
    "simulasi", "contoh", "draft", "draf", "dummy", "latihan", "template", "prognosa", "kumulatif", "estimasi",
    "perkiraan", "target", "proyeksi",
  ]

  /// Words that leave somebody out, or tell that somebody is among the others.
  private static let exclusions: Set<String> = [
    "termasuk", "selain", "tanpa", "kecuali", "exclude", "excluding", "luar", "bukan", "non", "dihitung",
  ]

  /// People of whom titles speak without a word that divides them.
  private static let groups: Set<String> = [
    "nelayan", "petani", "magang", "honorer", "umkm", "guru", "perangkat", "pegawai", "ekosistem", "dibiayai", "hanya",
    "pertumbuhan", "kenaikan", "penurunan", "perkembangan",
  ]

  /// The words by which a title speaks of some people only: of an age, of a sector.
  private func narrowing(_ text: String) -> String? {
    let words = HeaderText.words(of: text)
    guard let start = words.firstIndex(where: { ["usia", "umur", "sektor", "lapangan"].contains($0) }),
      start + 1 < words.count, !["menurut", "per", "dan", "semua", "seluruh"].contains(words[start + 1]),
      start == 0 || !["menurut", "per", "semua", "seluruh", "berdasarkan"].contains(words[start - 1])
    else { return nil }
    let narrowing = words[start..<min(start + 3, words.count)].joined(separator: " ")
    return phrases.contains { !Set($0.unknown).isDisjoint(with: words[(start + 1)...]) } ? nil : narrowing
  }

  /// Asks about a heading over some columns of figures that is not known: it stood between the title and the header.
  private mutating func askAboutGroupHeadings(_ used: [[Int]]) {
    guard let header = draft.block.header.first, let title = draft.block.titles.last,
      draft.grid.lineNumber(title) + 1 == draft.grid.lineNumber(header)
    else { return }
    let columns = Set(used.joined())
    for range in draft.grid.mergedAcross
    where range.line == draft.grid.lineNumber(title) && range.columns.lowerBound > 0
      && !columns.isDisjoint(with: range.columns)
    {
      let text = draft.grid.cell(title, range.columns.lowerBound)
      if text.isEmpty { continue }
      doubts.append(
        .titleSaysOtherwise(
          HeaderText.short(text), HeaderText.line(text), column: label(used[0][0]), option: "--enrolled-column"))
      return
    }
  }

  /// Refuses counts that a title or a note says are in thousands.
  private mutating func askAboutThousands() {
    // A note may speak of thousands for other reasons than the table's figures.
    let wrong =
      titleTexts.filter(HeaderText.multiplies)
      + remarks.filter { text in
        HeaderText.multiplies(text)
          && !Set(["dalam", "satuan", "angka", "in", "unit", "figures"]).isDisjoint(with: HeaderText.words(of: text))
      }
    for text in wrong { doubts.append(.countsInThousands([HeaderText.short(text)])) }
  }

  /// Tells of notes that limit what is counted, and asks where one says that it is inactive participants too, or per cent.
  private mutating func askAboutNotes(_ paired: PairedColumns) {
    let asks = !paired.enrolled.isEmpty && options.named.enrolled == nil
    let hasShares = phrases.contains { $0.other == .share }
    var isAsked = false
    for text in remarks {
      let words = HeaderText.words(of: text)
      let limits = Self.provisional.union(["termasuk", "hanya", "kecuali"])
      if Self.noteBeginnings.contains(words.first ?? "") || !limits.isDisjoint(with: words) {
        notices.append(.noteLimits(HeaderText.short(text), table: name))
      }
      guard asks, !isAsked, let other = otherPeople(words, hasShares: hasShares, text) else { continue }
      isAsked = true
      doubts.append(
        .titleSaysOtherwise(
          HeaderText.short(text), other, column: label(paired.enrolled[0][0]), option: "--enrolled-column"))
    }
  }

  private static let noteBeginnings: Set<String> = ["catatan", "note", "notes", "keterangan", "ket"]

  /// The word by which a note says that others are counted than the headers say.
  private func otherPeople(_ words: [String], hasShares: Bool, _ text: String) -> String? {
    if !hasShares, words.contains("dalam"), let share = words.first(where: { ["persen", "persentase"].contains($0) }) {
      return share
    }
    guard !words.contains("tidak"), !words.contains("belum"), HeaderPhrase(text).has(.inactive) else { return nil }
    return words.first { ["termasuk", "including"].contains($0) }
  }

  /// What stands below the table, in lines of its own between its rows, and on other sheets without a table.
  private var remarks: [String] {
    let ends =
      table.rowCount > 60 ? Array(0..<10) + Array((table.rowCount - 50)..<table.rowCount) : Array(0..<table.rowCount)
    let single = ends.map { draft.gridRows[$0] }.filter { row in
      (0..<draft.grid.cellCount(row)).count { !draft.grid.isBlank(row, $0) } == 1
    }
    return (draft.block.notes + draft.lone + single).map(draft.text) + draft.otherRemarks
  }

  /// The cells of titles, and the name of a sheet.
  private var titleTexts: [String] {
    let cells = draft.block.titles.flatMap { row in
      (0..<draft.grid.cellCount(row)).map { draft.grid.cell(row, $0) }.filter { !$0.isEmpty }
    }
    return cells + [table.sheet].compactMap { $0 }
  }

  private func segmentWords(_ title: HeaderPhrase, _ segment: String) -> String {
    let words = title.segmentWords[segment] ?? segment
    return words.utf8.count <= 5 ? words.uppercased() : words
  }

  /// The words of a title by which the table counts other people than its columns say; nil where nothing speaks against
  /// them, or a header says the same and so tells them apart.
  private func differentSubject(
    _ title: HeaderPhrase, _ text: String, _ roles: RoleColumns, _ paired: PairedColumns, _ isEnrolledStated: Bool
  ) -> String? {
    let words = HeaderText.words(of: text)
    func has(_ wanted: String...) -> String? {
      for phrase in wanted {
        let own = phrase.split(separator: " ").map(String.init)
        if words.indices.contains(where: { words[$0...].starts(with: own) }) { return phrase }
      }
      return nil
    }
    func noHeader(_ test: (HeaderPhrase) -> Bool) -> Bool { !phrases.contains(where: test) }
    if title.has(.men) != title.has(.women), roles.sex == nil,
      let sex = has("laki laki", "perempuan", "wanita", "pria"),
      noHeader({ $0.has(.men) || $0.has(.women) })
    {
      return sex
    }
    if isEnrolledStated { return nil }
    if title.has(.inactive), !title.has(.active), has("dihitung", "termasuk", "tanpa", "kecuali") == nil,
      roles.status == nil, noHeader({ $0.has(.inactive) }),
      let inactive = has(
        "non aktif", "nonaktif", "tidak aktif", "in aktif", "inaktif", "tak aktif", "menunggak", "belum aktif",
        "inactive")
    {
      return inactive
    }
    let isOfParticipants = title.has(.participants) || title.has(.active) || title.has(.enrolled)
    if let target = has("target", "proyeksi", "prognosa", "rencana", "rkat", "projection"),
      isOfParticipants || words.count < 4,
      has("realisasi", "capaian", "pencapaian", "potensi", "dan") == nil, noHeader({ $0.other == .target })
    {
      return target
    }
    if let change = has(
      "penambahan", "selisih", "mutasi", "akuisisi", "rekrutmen", "peserta baru", "peserta keluar", "peserta masuk"),
      paired.period == nil, roles.period == nil, noHeader({ $0.other == .change })
    {
      return change
    }
    if let programme = has("jht", "jp", "jkp", "jaminan hari tua", "jaminan pensiun", "jaminan kehilangan pekerjaan"),
      has("jkk", "jkm", "jaminan kecelakaan kerja", "jaminan kematian") == nil, noHeader({ $0.has(.programme) }),
      roles.programme == nil
    {
      return programme
    }
    if let health = has("bpjs kesehatan", "jkn", "jaminan kesehatan"), has("ketenagakerjaan", "bpjamsostek") == nil {
      return health
    }
    if noHeader({ $0.other == .share }), has("jumlah", "dan") == nil,
      let share = has("persen", "persentase", "prosentase", "percent")
        ?? (text.contains("(%)") || (has("satuan") != nil && text.contains("%")) ? "%" : nil)
    {
      return share
    }
    if has("satuan", "dalam") != nil, let money = has("rupiah", "rp"), noHeader({ $0.other == .money }) { return money }
    return nil
  }
}

extension Notice {
  static func titleSaysOtherwise(_ title: String, _ words: String, column: String, option: String) -> Notice {
    Notice(
      "table.title.otherwise", ["title": title, "words": words, "column": column, "option": option],
      id:
        "“\(title)” di luar tabel menyebut “\(words)”, sedangkan kolom “\(column)” tidak. Bila kolom itu memang yang dimaksud, "
        + "sebutkan dengan \(option); bila tidak, berikan tabel yang sesuai.",
      en:
        "“\(title)”, which stands outside of the table, says “\(words)”, and the column “\(column)” does not. If that column is "
        + "what you mean, name it with \(option); if not, give the table that is.")
  }

  static func titleNarrows(_ title: String, _ words: String, table: String) -> Notice {
    Notice(
      "table.title.narrows", ["table": table, "title": title, "words": words],
      id:
        "Tabel \(table): judul “\(title)” menyebut “\(words)”; bila angkanya hanya untuk sebagian orang itu, begitu pula "
        + "cakupannya.",
      en: "Table \(table): the title “\(title)” says “\(words)”; if its figures are of those people only, so is the "
        + "coverage.")
  }

  static func noteLimits(_ note: String, table: String) -> Notice {
    Notice(
      "table.note.limits", ["table": table, "note": note],
      id: "Tabel \(table): perhatikan catatannya, “\(note)”.", en: "Table \(table): heed its note, “\(note)”.")
  }

  static func titleNamesSegment(_ title: String, _ segment: String, table: String) -> Notice {
    Notice(
      "table.title.segment", ["table": table, "title": title, "segment": segment],
      id: "Tabel \(table): judul “\(title)” menyebut segmen \(segment); angkanya dibaca sebagai milik segmen itu saja, "
        + "tanpa segmen lain.",
      en: "Table \(table): the title “\(title)” names the segment \(segment); its figures were read as of that segment "
        + "alone, without the others.")
  }
}
