internal import Areas
internal import Diagnostics
internal import Tables

/// What speaks against the columns that were chosen: counts that were left out, sums that hold more than they do, and
/// columns of text that say that each row is only a part of its unit.
extension TableReader {
  mutating func askWhetherComplete(_ places: PlaceColumns, _ paired: PairedColumns) {
    if paired.enrolled.isEmpty && paired.eligible.isEmpty { return }
    askForUnreadCounts(paired)
    if purpose == .enrolled { tellOfEligibleElsewhere() }
    askForUnnamedCounts(paired)
    askAboutSums(paired, places)
    askAboutHeadings(paired)
    askAboutLevels(paired)
    askAboutParts(places)
  }

  // MARK: Counts that are left out

  /// Asks about columns of figures whose headers speak of people that are counted, and of which nothing was made: a column
  /// that is left out in silence may be half of the workers. Kinds of counts that were not found have doubts of their own.
  private mutating func askForUnreadCounts(_ paired: PairedColumns) {
    let asksEnrolled = !paired.enrolled.isEmpty && options.named.enrolled == nil
    let asksEligible = !paired.eligible.isEmpty && options.named.eligible == nil
    let left = open.filter { column in
      let phrase = phrases[column]
      if isCorrection(column) { return asksEnrolled || asksEligible }
      // “Peserta Aktif Padan NIK” counts people, though it speaks of their numbers.
      let isOfPersons = phrase.other == .person && phrase.has(.active)
      guard phrase.unknown.isEmpty || isOfPersons, phrase.other == nil || isOfPersons, !phrase.isPlace,
        !phrase.has(.code), !phrase.has(.runningNumber), !phrase.has(.programme),
        !phrase.has(.inactive), !phrase.has(.registered), phrase.workers == nil
      else { return false }
      let isOfEligible = !phrase.denominators.isEmpty
      let isOfEnrolled = phrase.has(.participants) || phrase.has(.active) || phrase.has(.enrolled)
      let isOfPart = !phrase.segments.isEmpty || phrase.has(.men) || phrase.has(.women)
      let isWanted =
        asksEnrolled && (isOfEnrolled || isOfPart && !isOfEligible)
        || asksEligible && (isOfEligible || isOfPart && !isOfEnrolled)
      return isWanted && looksNumeric(column)
    }
    for whole in (asksEnrolled ? paired.enrolled : []) + (asksEligible ? paired.eligible : []) {
      if (try? partsOf(whole, are: left)) == true {
        for column in left { meanings[column] = .ignored(.partsOfSum) }
        return
      }
    }
    if !left.isEmpty { doubts.append(.countsLeftOut(left.map(label))) }
  }

  /// Tells of eligible workers in a table beside which another gives them.
  private mutating func tellOfEligibleElsewhere() {
    let left = open.filter { !phrases[$0].denominators.isEmpty && phrases[$0].other == nil && looksNumeric($0) }
    if !left.isEmpty { notices.append(.eligibleElsewhere(left.map(label), table: name)) }
  }

  /// Whether a column of figures corrects others.
  private func isCorrection(_ column: Int) -> Bool {
    let words: Set<String> = ["koreksi", "penyesuaian", "correction", "adjustment"]
    return !words.isDisjoint(with: phrases[column].unknown) && phrases[column].other == nil
      && (0..<min(table.rowCount, 200)).contains {
        [.number, .other].contains(draft.grid.look(draft.gridRows[$0], column))
      }
  }

  /// Asks about figures without a header to the right of a count: the header of two columns may stand over the first.
  private mutating func askForUnnamedCounts(_ paired: PairedColumns) {
    let used = Set((paired.enrolled + paired.eligible).joined())
    for column in open where table.header[column].isEmpty && looksNumeric(column) {
      guard let left = (0..<column).last(where: { !table.header[$0].isEmpty }), used.contains(left),
        (left + 1..<column).allSatisfy({ looksNumeric($0) })
      else { continue }
      doubts.append(.countWithoutHeader(table.letters(of: column), beside: label(left)))
    }
  }

  // MARK: Sums

  /// Asks where a column is the sum of others beside it, only some of which are counted.
  private mutating func askAboutSums(_ paired: PairedColumns, _ places: PlaceColumns) {
    let used = Set((paired.enrolled + paired.eligible).joined())
    let ofPlaces = Set([places.code, places.name].compactMap { $0 } + places.parents.map(\.column))
    func isFigure(_ column: Int) -> Bool {
      let phrase = phrases[column]
      return !ofPlaces.contains(column) && !phrase.has(.code) && phrase.other != .share && looksNumeric(column)
    }
    let stated = Set([options.named.enrolled, options.named.eligible].compactMap { $0 }.map(HeaderText.key))
    for total in table.header.indices where !used.contains(total) && phrases[total].other == nil && isFigure(total) {
      switch meanings[total] {
      case .sum, .ignored(.stated), .ignored(.otherPeriod): continue
      default: break
      }
      guard let sums = figures(total) else { continue }
      var run: [Int] = []
      var totals = [Int](repeating: 0, count: table.rowCount)
      var column = total - 1
      while column >= 0, run.count < 12, isFigure(column), let own = figures(column) {
        run.append(column)
        column -= 1
        for row in totals.indices { totals[row] += own[row] ?? 0 }
        guard run.count > 1, !used.isDisjoint(with: run) else { continue }
        let left = run.filter { left in
          let phrase = phrases[left]
          // Sums over time are nobody's count.
          if case .ignored(.otherPeriod) = meanings[left] { return false }
          return !used.contains(left) && !phrase.has(.inactive) && phrase.other != .remainder
            && meanings[left] != .ignored(.stated)
        }
        let compared = sums.indices.filter { (sums[$0] ?? 0) > 0 }
        guard !left.isEmpty, compared.count > 1, compared.allSatisfy({ sums[$0] == totals[$0] }) else { continue }
        let parts = run.filter(used.contains)
        if parts.allSatisfy({ stated.contains(HeaderText.key(table.header[$0])) }) { break }
        doubts.append(
          .partOfASum(parts.reversed().map(label), of: label(total), with: left.reversed().map(label)))
        return
      }
    }
  }

  /// The whole numbers of a column, without a word about them; nil where something else stands in it.
  private func figures(_ column: Int) -> [Int?]? {
    (try? table.counts(inColumn: column, convention: options.convention))?.values
  }

  // MARK: Headings

  /// Asks where a column that is counted lacks the heading of its group, which another of the same name has: a heading
  /// over the middle of its columns instead of the first.
  private mutating func askAboutHeadings(_ paired: PairedColumns) {
    let isProven = meanings.contains { $0 == .sum || $0 == .ignored(.partsOfSum) }
    guard !isProven, options.named.enrolled == nil || options.named.eligible == nil else { return }
    for column in (paired.enrolled + paired.eligible).joined() {
      guard let other = draft.block.headless[column] else { continue }
      doubts.append(.headingInAnotherColumn(label(column), label(other)))
      return
    }
  }

  /// Asks where the header of a count names another level than the layer's: the eligible of the regency on each kecamatan.
  private mutating func askAboutLevels(_ paired: PairedColumns) {
    guard let level, level != .unit else { return }
    for (columns, option, isStated) in [
      (paired.enrolled, "--enrolled-column", options.named.enrolled != nil),
      (paired.eligible, "--eligible-column", options.named.eligible != nil),
    ] where !isStated {
      let wrong = columns.joined().filter { column in phrases[column].levels.max().map { $0 != level } ?? false }
      if !wrong.isEmpty { doubts.append(.countsOfAnotherLevel(wrong.map(label), option: option)) }
    }
  }

  // MARK: Parts

  /// What a column divides people by.
  private static let dimensions: Set<String> = [
    "umur", "usia", "pendidikan", "lapangan", "sektor", "skala", "klasifikasi", "daerah", "kategori", "jenis", "tipe",
    "kondisi", "kepesertaan", "program", "uraian", "kelompok", "golongan", "pekerjaan", "jabatan", "age",
    "education", "sector", "category", "type",
  ]

  /// Those that never tell units apart.
  private static let ofPeople: Set<String> = [
    "umur", "usia", "pendidikan", "lapangan", "sektor", "pekerjaan", "pembayar", "age", "education", "sector",
  ]

  /// Words that tell that such a column speaks of the table and not of people.
  private static let ofDocuments: Set<String> = ["laporan", "wilayah", "dokumen", "publikasi", "klasifikasi"]

  /// Whether a value of such a column is some people: of a segment, a trade, a town.
  private static func isOfPeople(_ text: String) -> Bool {
    let groups: Set<String> = [
      "perkotaan", "perdesaan", "nelayan", "petani", "umkm", "mikro", "apbd", "apbn", "asn", "honorer", "realisasi",
      "estimasi", "tetap", "kontrak",
    ]
    return !HeaderPhrase(text).segments.isEmpty || !groups.isDisjoint(with: HeaderText.words(of: text))
  }

  /// Asks where a column of text that is not used says that each row is of some people of the unit only: of one age, of
  /// one village, of one company, of a target.
  private mutating func askAboutParts(_ places: PlaceColumns) {
    let placeColumns = Set([places.code, places.name].compactMap { $0 } + places.parents.map(\.column))
    var unknownFigures: [Int] = []
    defer {
      if !unknownFigures.isEmpty { notices.append(.figuresNotUsed(unknownFigures.map(label), table: name)) }
    }
    for column in table.header.indices where !placeColumns.contains(column) {
      switch meanings[column] {
      case nil, .ignored(.notUnderstood), .ignored(.other), .ignored(.otherLevel), .ignored(.programme),
        .ignored(.statusUnstated):
        break
      default: continue
      }
      let phrase = phrases[column]
      let words = HeaderText.words(of: table.header[column])
      let isOfCompanies = words.contains("npp") || (phrase.other == .employers && !looksNumeric(column))
      if looksNumeric(column) && !words.contains("npp") {
        if !phrase.unknown.isEmpty, phrase.other == nil, !phrase.isPlace, !phrase.has(.code), phrase.period == nil {
          unknownFigures.append(column)
        }
        continue
      }
      let values = values(ofText: column)
      // Several programmes are told by themselves.
      if meanings[column] == .ignored(.programme), values.count > 1 { continue }
      guard let first = values.first else { continue }
      let blank = blankShare(column)
      let isOfFinerUnits =
        phrase.isPlace && blank < 0.5
        && level.flatMap { level in phrase.levels.max().map { level != .unit && $0 > level } } == true
      let part =
        isOfCompanies || isOfFinerUnits
        ? first
        : values.first(where: Self.saysOtherwise) ?? (narrows(words, values, blank: blank) ? first : nil)
      if let part {
        doubts.append(.rowsAreParts(label(column), part))
      } else if table.rowCount > 1, Set(["dasar", "sumber", "source"]).isDisjoint(with: words) {
        if values.count == 1, blank == 0 {
          notices.append(.constantColumn(label(column), first, table: name))
        } else if values.count < 6, blank > 0.5 {
          notices.append(.remarksInRows(label(column), values, table: name))
        }
      }
    }
  }

  /// Whether a column that divides people has one value in all rows, or values that are some people.
  private func narrows(_ words: [String], _ values: [String], blank: Double) -> Bool {
    guard Self.ofDocuments.isDisjoint(with: words), table.rowCount > 1 else { return false }
    if blank < 0.5, values.count < 20, values.allSatisfy(Self.isOfPeople) { return true }
    guard !Self.dimensions.union(Self.ofPeople).isDisjoint(with: words) else { return false }
    if values.count == 1 && blank == 0 { return true }
    return blank < 0.5 && (!Self.ofPeople.isDisjoint(with: words) || values.contains(where: Self.isOfPeople))
  }

  private static func saysOtherwise(_ text: String) -> Bool {
    let words = HeaderText.words(of: text)
    guard words.count <= 6 else { return false }
    let phrase = HeaderPhrase(text)
    if phrase.has(.inactive) && !phrase.has(.active) { return true }
    if words.first == "target" || words.first == "proyeksi" { return true }
    let programmes = Set(words).intersection(["jkk", "jkm", "jht", "jp", "jkp"])
    if !programmes.isEmpty, programmes.isDisjoint(with: ["jkk", "jkm"]) { return true }
    return HeaderText.multiplies(text)
  }

  /// Texts beyond so many different ones are no parts of people.
  private static let manyValues = 200

  /// The different texts of a column that are not blank, looked for until there are many.
  private func values(ofText column: Int) -> [String] {
    var seen: Set<String> = []
    var found: [String] = []
    for row in 0..<table.rowCount where found.count <= Self.manyValues {
      let text = table.cell(row, column)
      guard text.contains(where: { $0.isLetter || $0.isNumber }), !seen.contains(text), !isSum(row) else { continue }
      seen.insert(text)
      found.append(text)
    }
    return found
  }

  /// Which part of the rows, sums apart, is blank in a column.
  private func blankShare(_ column: Int) -> Double {
    let rows = (0..<table.rowCount).filter { !isSum($0) }
    let blank = rows.count { table.withCellBytes($0, column) { $0.isEmpty } }
    return rows.isEmpty ? 1 : Double(blank) / Double(rows.count)
  }
}

extension Notice {
  static func partOfASum(_ parts: [String], of total: String, with others: [String]) -> Notice {
    Notice(
      "table.count.part-of-sum",
      ["columns": parts.joined(separator: "; "), "of": total, "with": others.joined(separator: "; ")],
      id:
        "“\(total)” sama dengan jumlah \(Language.indonesian.quoted(parts)) dan \(Language.indonesian.quoted(others)), "
        + "jadi yang dibaca hanya sebagian. Pilih kolomnya dengan --enrolled-column atau --eligible-column, atau lewati "
        + "“\(total)” dengan --ignore-column.",
      en:
        "“\(total)” is the sum of \(Language.english.quoted(parts)) and \(Language.english.quoted(others)), so only a "
        + "part would be read. Choose the column with --enrolled-column or --eligible-column, or leave “\(total)” out "
        + "with --ignore-column.")
  }

  static func headingInAnotherColumn(_ column: String, _ other: String) -> Notice {
    Notice(
      "table.header.shifted", ["column": column, "other": other],
      id:
        "kolom “\(column)” tidak punya judul kelompok, sedangkan “\(other)” punya: mungkin judul bertingkatnya bergeser. "
        + "Letakkan judul kelompok di atas kolom pertamanya (atau gabung selnya), atau pilih dengan --enrolled-column dan "
        + "--eligible-column.",
      en:
        "the column “\(column)” has no heading of a group, and “\(other)” has: a heading may stand over another column. "
        + "Put it over the first column of its group (or merge its cells), or choose with --enrolled-column and "
        + "--eligible-column.")
  }

  static func countsOfAnotherLevel(_ columns: [String], option: String) -> Notice {
    Notice(
      "table.count.level", ["columns": columns.joined(separator: "; "), "option": option],
      id: "judul \(Language.indonesian.quoted(columns)) menyebut tingkat wilayah lain daripada petanya. Bila angkanya "
        + "memang milik wilayah pada baris itu, sebutkan dengan \(option).",
      en:
        "\(Language.english.quoted(columns)) names units of another level than the map's. If the figures are of the unit "
        + "in the row, say so with \(option).")
  }

  static func constantColumn(_ column: String, _ value: String, table: String) -> Notice {
    Notice(
      "table.column.constant", ["table": table, "column": column, "value": value],
      id: "Tabel \(table): kolom “\(column)” berisi “\(HeaderText.short(value))” di setiap baris dan tidak dipakai.",
      en: "Table \(table): the column “\(column)” is “\(HeaderText.short(value))” in each row and was not used.")
  }

  static func figuresNotUsed(_ columns: [String], table: String) -> Notice {
    Notice(
      "table.column.unknown-figures", ["table": table, "columns": columns.joined(separator: "; ")],
      id:
        "Tabel \(table): \(Language.indonesian.quoted(columns)) berisi angka dan tidak dipakai, karena judulnya tidak "
        + "dikenal.",
      en:
        "Table \(table): \(Language.english.quoted(columns)) holds figures and was not used, because its header is not "
        + "known.")
  }

  static func remarksInRows(_ column: String, _ values: [String], table: String) -> Notice {
    Notice(
      "table.column.remarks", ["table": table, "column": column],
      id: "Tabel \(table): kolom “\(column)” berisi catatan di beberapa baris dan tidak dipakai: "
        + "\(Language.indonesian.quoted(values)).",
      en: "Table \(table): the column “\(column)” remarks on some rows and was not used: "
        + "\(Language.english.quoted(values)).")
  }

  static func rowsAreParts(_ column: String, _ value: String) -> Notice {
    Notice(
      "table.rows.parts", ["column": column, "value": value],
      id: "kolom “\(column)” (“\(HeaderText.short(value))”) tampaknya membatasi barisnya: yang dihitung hanya sebagian "
        + "orang di wilayah itu, atau bukan peserta aktif. Berikan tabel untuk seluruh wilayah, atau lewati kolom itu dengan "
        + "--ignore-column bila barisnya memang lengkap.",
      en:
        "the column “\(column)” (“\(HeaderText.short(value))”) seems to narrow its rows: they would count some people of "
        + "the unit only, or other than active participants. Give a table of whole units, or leave the column out with "
        + "--ignore-column if its rows are whole.")
  }
}
