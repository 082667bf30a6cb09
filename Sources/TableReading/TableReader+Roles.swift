internal import Areas
internal import Diagnostics
internal import Tables

/// Columns whose values tell what a row is of.
struct RoleColumns: Sendable {
  var segment: Int?
  var period: Int?
  /// The year, where the period's column holds the month alone.
  var year: Int?
  var status: Int?
  var sex: Int?
  var unit: Int?
  var programme: Int?

  /// The columns that tell a unit's rows apart; none where it has one row.
  var dividing: [Int] { [segment, status, sex, period, year].compactMap { $0 } }
}

/// What the values of a column of statuses or sexes mean.
enum StatusWord: Sendable {
  case active, inactive, blank, unknown

  init(_ text: String) {
    let phrase = HeaderPhrase(text)
    if text.isEmpty {
      self = .blank
    } else if phrase.has(.inactive) {
      self = .inactive
    } else if phrase.has(.active) && phrase.unknown.isEmpty {
      self = .active
    } else {
      self = .unknown
    }
  }
}

extension TableReader {
  /// Finds the columns of segments, periods, statuses and sexes, by header and by what stands in them.
  mutating func findRoles() throws -> RoleColumns {
    var roles = RoleColumns()
    for name in options.named.ignored {
      if let index = try column(name, "--ignore-column") { meanings[index] = .ignored(.stated) }
    }
    roles.segment = try column(options.named.segment, "--segment-column")
    roles.period = try column(options.named.period, "--period-column")
    func first(_ role: HeaderVocabulary.Role) throws -> Int? {
      let taken = [roles.segment, roles.period].compactMap { $0 }
      let found = open.filter { phrases[$0].role == role && !taken.contains($0) && !isBlank($0) }
      let keys = found.map { HeaderText.key(table.header[$0]) }
      if Set(keys).count < keys.count { throw Diagnostic.columnTwice(table.header[found[0]], table: name) }
      return found.first
    }
    if roles.period == nil {
      // The month before the year: “Bulan” and “Tahun” make one period.
      let found = open.filter { phrases[$0].role == .period && $0 != roles.segment && !isBlank($0) }
      func named(_ words: Set<String>) -> [Int] { found.filter { words.contains(HeaderText.key(table.header[$0])) } }
      let years = named(["tahun", "year", "tahun_data"])
      let months = named(["bulan", "month", "bulan_data", "triwulan", "semester", "kuartal", "quarter"])
      let others = found.filter { !years.contains($0) && !months.contains($0) }
      if let whole = others.first {
        roles.period = whole
      } else if let month = months.first {
        roles.period = month
        roles.year = years.first
      } else {
        roles.period = years.first
      }
      if others.count > 1 || months.count > 1 || years.count > 1 {
        throw Diagnostic.columnTwice(found.map { table.header[$0] }.joined(separator: "”, “"), table: name)
      }
    } else if let period = roles.period,
      ["bulan", "month", "triwulan", "semester", "kuartal", "quarter"].contains(HeaderText.key(table.header[period]))
    {
      roles.year = open.first { ["tahun", "year"].contains(HeaderText.key(table.header[$0])) }
    }
    if roles.segment == nil { roles.segment = try first(.segment) }
    roles.status = try first(.status)
    roles.sex = try first(.sex)
    roles.unit = try first(.unit)
    roles.programme = try first(.programme)
    for period in [roles.period, roles.year].compactMap({ $0 }) { try table.requirePeriods(inColumn: period) }

    // What stands in a column counts more than what its header says.
    if let column = roles.segment {
      let words = distinct(column).filter { !$0.isEmpty }
      let statuses = words.map(StatusWord.init)
      if !words.isEmpty, statuses.allSatisfy({ $0 == .active || $0 == .inactive }), statuses.contains(.inactive),
        words.allSatisfy({ HeaderPhrase($0).segments.isEmpty })
      {
        if roles.status == nil { roles.status = column } else { doubts.append(.statusTwice(label(column))) }
        roles.segment = nil
      } else if statuses.contains(.inactive) {
        doubts.append(.segmentsWithStatus(label(column), words))
      } else if words.count > 1, words.allSatisfy({ Self.isSex($0) }) {
        roles.sex = roles.sex ?? column
        roles.segment = nil
      } else if words.contains(where: { HeaderPhrase($0).has(.programme) }) {
        doubts.append(.programmeRows(label(column), words))
      } else if words.contains(where: Self.isPeriod) {
        doubts.append(.segmentsArePeriods(label(column), words))
      } else if let other = words.first(where: { HeaderPhrase($0).other == .target }) {
        doubts.append(.rowsAreParts(label(column), other))
      }
    }
    if let column = roles.status {
      let words = distinct(column).filter { !$0.isEmpty }
      if !words.contains(where: { [.active, .inactive].contains(StatusWord($0)) }) {
        // A status of something else, such as a village's.
        meanings[column] = .ignored(.notUnderstood([]))
        roles.status = nil
      }
    }
    if let programme = roles.programme {
      let words = distinct(programme).filter { !$0.isEmpty }
      if words.count > 1 { doubts.append(.programmeRows(label(programme), words)) }
      meanings[programme] = .ignored(.programme)
    }
    if let column = roles.segment { meanings[column] = .segment }
    if let column = roles.period { meanings[column] = .period }
    if let column = roles.year { meanings[column] = .year }
    if let column = roles.status { meanings[column] = .status }
    if let column = roles.sex { meanings[column] = .sex }
    if let column = roles.unit { meanings[column] = .ignored(.unit) }
    return roles
  }

  /// Whether a text is a period and nothing else; `S2010` is a name.
  private static func isPeriod(_ text: String) -> Bool {
    let phrase = HeaderPhrase(text)
    let isName = AreaName.words(of: text).contains { word in
      let letters = word.filter { !$0.isNumber }
      return !letters.isEmpty && letters.count < word.count && !["tw", "q", "smt", "sem"].contains(letters)
    }
    return phrase.period != nil && phrase.unknown.isEmpty && !isName
  }

  static func isSex(_ text: String) -> Bool {
    let phrase = HeaderPhrase(text)
    return phrase.unknown.isEmpty && (phrase.has(.men) || phrase.has(.women))
  }

  /// The values of a column, in order of appearance, each once.
  func distinct(_ column: Int) -> [String] {
    var seen: Set<String> = []
    var found: [String] = []
    for row in 0..<table.rowCount {
      let text = table.cell(row, column)
      if seen.insert(text).inserted { found.append(text) }
    }
    return found
  }

  /// Refuses counts that a column of units says are not of persons one by one.
  mutating func requireUnits(_ roles: RoleColumns) {
    if let column = roles.unit {
      let wrong = distinct(column).filter { text in
        let phrase = HeaderPhrase(text)
        return phrase.has(.multiple) || phrase.other != nil
      }
      if !wrong.isEmpty { doubts.append(.unitsOfMeasure(label(column), wrong)) }
    }
  }
}

extension Notice {
  static func statusTwice(_ column: String) -> Notice {
    Notice(
      "table.status.twice", ["column": column],
      id:
        "dua kolom menyatakan siapa yang aktif, salah satunya “\(column)”. Lewati salah satunya dengan --ignore-column.",
      en: "two columns tell who is active, “\(column)” one of them. Leave one out with --ignore-column.")
  }

  static func segmentsWithStatus(_ column: String, _ values: [String]) -> Notice {
    Notice(
      "table.segment.status", ["column": column, "values": values.joined(separator: "; ")],
      id:
        "kolom “\(column)” mencampur segmen dan status nonaktif (\(Language.indonesian.quoted(values))). Hapus baris peserta "
        + "nonaktif, atau pisahkan statusnya ke kolom tersendiri.",
      en:
        "the column “\(column)” mixes segments with the status inactive (\(Language.english.quoted(values))). Remove the "
        + "rows of inactive participants, or put the status into a column of its own.")
  }

  static func programmeRows(_ column: String, _ values: [String]) -> Notice {
    Notice(
      "table.programmes", ["column": column, "values": values.joined(separator: "; ")],
      id:
        "kolom “\(column)” memuat program (\(Language.indonesian.quoted(values))): JKK, JKM, JHT, JP, dan JKP memuat orang "
        + "yang sama, jadi tidak dapat dijumlahkan. Sisakan baris satu program.",
      en:
        "the column “\(column)” holds programmes (\(Language.english.quoted(values))): JKK, JKM, JHT, JP and JKP hold the "
        + "same persons and cannot be added. Keep the rows of one programme.")
  }

  static func segmentsArePeriods(_ column: String, _ values: [String]) -> Notice {
    Notice(
      "table.segment.periods", ["column": column, "values": values.joined(separator: "; ")],
      id: "kolom “\(column)” berisi periode (\(Language.indonesian.quoted(values))), bukan segmen. Sebutkan dengan "
        + "--period-column “\(column)”.",
      en:
        "the column “\(column)” holds periods (\(Language.english.quoted(values))) and no segments. Say --period-column "
        + "“\(column)”.")
  }

  static func unitsOfMeasure(_ column: String, _ values: [String]) -> Notice {
    Notice(
      "table.count.units", ["column": column, "values": values.joined(separator: "; ")],
      id:
        "kolom “\(column)” menyebut satuan \(Language.indonesian.quoted(values)), bukan orang satu per satu. Berikan jumlah "
        + "orangnya.",
      en:
        "the column “\(column)” gives the unit \(Language.english.quoted(values)), and not single persons. Give the number "
        + "of persons.")
  }
}
