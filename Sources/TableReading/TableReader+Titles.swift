internal import Diagnostics

/// What titles above a table say against its headers: a table of inactive participants, of a target, of one programme or
/// one sex, whose columns are headed like any other's.
extension TableReader {
  /// Asks where a title says that other people are counted than the headers say, and tells of a title that names one
  /// segment.
  mutating func askAboutTitles(_ roles: RoleColumns, _ paired: PairedColumns) {
    let used = paired.enrolled + paired.eligible
    guard !used.isEmpty else { return }
    askAboutNotes(paired)
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
      if let segment = title.segments.first, title.segments.count == 1, roles.segment == nil,
        used.joined().allSatisfy({ phrases[$0].segments.isEmpty })
      {
        notices.append(.titleNamesSegment(HeaderText.short(text), segmentWords(title, segment), table: name))
        return
      }
    }
  }

  /// Asks where a note says that inactive participants are among those who are counted.
  private mutating func askAboutNotes(_ paired: PairedColumns) {
    guard !paired.enrolled.isEmpty, options.named.enrolled == nil else { return }
    for text in remarks {
      let words = HeaderText.words(of: text)
      guard HeaderPhrase(text).has(.inactive),
        let including = words.first(where: { ["termasuk", "including"].contains($0) })
      else { continue }
      doubts.append(
        .titleSaysOtherwise(
          HeaderText.short(text), including, column: label(paired.enrolled[0][0]), option: "--enrolled-column"))
      return
    }
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
    if title.has(.inactive), !title.has(.active), roles.status == nil, noHeader({ $0.has(.inactive) }),
      let inactive = has("non aktif", "nonaktif", "tidak aktif", "menunggak", "belum aktif", "inactive")
    {
      return inactive
    }
    if let target = has("target", "proyeksi", "rencana", "rkat", "projection"),
      has("realisasi", "capaian", "pencapaian") == nil, noHeader({ $0.other == .target })
    {
      return target
    }
    if let change = has(
      "pertumbuhan", "penambahan", "kenaikan", "penurunan", "akuisisi", "rekrutmen", "peserta baru", "growth"),
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
    if let share = has("dalam persen", "dalam persentase", "satuan persen"), noHeader({ $0.other == .share }) {
      return share
    }
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
        "“\(title)”, which stands outside of the table, says “\(words)”, and the column “\(column)” does not. If that column is what you mean, name "
        + "it with \(option); if not, give the table that is.")
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
