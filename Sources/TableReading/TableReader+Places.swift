internal import Areas
internal import Diagnostics
internal import Tables

/// The columns that tell the unit of a row, with what was made of their cells.
struct PlaceColumns: Sendable {
  var code: Int?
  var codeLevel: AdministrativeLevel?
  var name: Int?
  var nameLevel: AdministrativeLevel?
  /// Names of the units above, finest first.
  var parents: [(column: Int, level: AdministrativeLevel?)] = []
  /// What cells hold where it differs from what stands in them, by row: codes, names, and parents as `parents` has them.
  var codes: [Int: String] = [:]
  var names: [Int: String] = [:]
  var parentNames: [[Int: String]] = []
  /// The unit above, from the row that heads a section.
  var sections: [Int: (text: String, level: AdministrativeLevel)] = [:]
}

extension TableReader {
  /// Finds the columns of codes and names at the layer's level, and the names of the levels above.
  ///
  /// The columns in `dividing` tell a unit's rows apart.
  mutating func findPlaces(dividedBy dividing: [Int]) throws -> PlaceColumns {
    var places = PlaceColumns()
    let named = options.named
    if let code = try column(named.code, "--code-column") {
      places.code = code
      places.codeLevel = phrases[code].levels.max()
    } else {
      let found = open.filter { phrases[$0].isCode && !isBlank($0) }
      places.code = chosen(found, isCode: true)
      places.codeLevel = places.code.flatMap { phrases[$0].levels.max() }
    }
    let names = open.filter { phrases[$0].isPlace && !phrases[$0].isCode && $0 != places.code && !isBlank($0) }
    if let name = try column(named.name, "--name-column") {
      places.name = name
    } else {
      places.name = chosen(names, isCode: false)
      // Units of two levels under one name: kecamatan listed under their regency.
      if places.name == nil, places.code == nil, let level, level == .district || level == .village {
        places.name = names.filter { (phrases[$0].levels.max() ?? .unit) < level && isMixed($0) }.last
      }
    }
    let own = places.name.flatMap { phrases[$0].levels.max() } ?? level
    places.nameLevel = own
    if let parent = try column(named.parent, "--parent-column") {
      places.parents = [(parent, phrases[parent].levels.max())]
    } else {
      places.parents = names.filter { column in
        guard column != places.name, let entry = phrases[column].levels.max() else { return false }
        return own.map { entry < $0 } ?? true
      }
      .map { ($0, phrases[$0].levels.max()) }
      .sorted { ($1.level!, $0.column) < ($0.level!, $1.column) }
    }
    try requireSingle(places)
    joinCodeParts(&places)
    repairCodes(&places)
    takeParentCodes(&places)
    if let code = places.code { meanings[code] = .code(places.codeLevel) }
    if let name = places.name { meanings[name] = .name(places.nameLevel ?? level) }
    for parent in places.parents { meanings[parent.column] = .parent(parent.level) }
    places.parentNames = places.parents.map { _ in [:] }
    fillDown(&places, dividedBy: dividing)
    clean(&places)
    return places
  }

  /// The column of the layer's own level, else one of no level; else, where the layer's level is not known, the finest.
  private func chosen(_ columns: [Int], isCode: Bool) -> Int? {
    func rank(_ column: Int) -> Int {
      phrases[column].has(.place) && table.header[column].lowercased().contains("bps") ? 1 : 0
    }
    func first(_ candidates: [Int]) -> Int? { candidates.min { (rank($0), $0) < (rank($1), $1) } }
    if let level, let own = first(columns.filter { phrases[$0].levels.max() == level }) { return own }
    if let any = first(columns.filter { phrases[$0].levels.isEmpty }) { return any }
    if level == nil || (level == .unit && !isCode) {
      return columns.max { left, right in
        let (a, b) = (phrases[left].levels.max() ?? .province, phrases[right].levels.max() ?? .province)
        return a != b ? a < b : left > right
      }
    }
    return nil
  }

  /// Two columns of one name, either of which could be meant.
  private func requireSingle(_ places: PlaceColumns) throws {
    let used = [places.code, places.name].compactMap { $0 } + places.parents.map(\.column)
    for column in used {
      let key = HeaderText.key(table.header[column])
      let same = open.filter { HeaderText.key(table.header[$0]) == key }
      if same.count > 1, options.named.all.first(where: { HeaderText.key($0) == key }) == nil {
        throw Diagnostic.columnTwice(table.header[column], table: name)
      }
    }
    let levels = places.parents.compactMap(\.level)
    if Set(levels).count < levels.count, let twice = levels.first(where: { one in levels.count { $0 == one } > 1 }) {
      let columns = places.parents.filter { $0.level == twice }.map { table.header[$0.column] }
      throw Diagnostic.columnTwice(columns.joined(separator: "”, “"), table: name)
    }
  }

  /// Whether some rows name a unit of a higher level and others do not.
  private func isMixed(_ column: Int) -> Bool {
    var stated = 0
    var plain = 0
    for row in 0..<table.rowCount {
      let text = PlaceText.cleaned(table.cell(row, column))
      if text.isEmpty { continue }
      if let level = PlaceText.statedLevel(text), level < (self.level ?? .unit) { stated += 1 } else { plain += 1 }
    }
    return stated > 0 && plain > stated
  }

  // MARK: Codes

  /// Takes codes out of numbers, and leaves a column that holds running numbers, or codes that are lost, where names
  /// tell the units.
  private mutating func repairCodes(_ places: inout PlaceColumns) {
    guard let code = places.code else { return }
    var floats: [Int] = []
    var lost: [Int] = []
    var numbers: [Int] = []
    var filled = 0
    for row in 0..<table.rowCount {
      if places.codes[row] != nil { continue }
      let state = table.withCellBytes(row, code) { bytes -> UInt8 in
        if bytes.isEmpty { return 0 }
        if bytes.allSatisfy({ $0 >= 0x30 && $0 <= 0x39 }) { return 1 }
        // Floats have one mark, and dotted codes of districts and villages more.
        return bytes.count { $0 == 0x2E || $0 == 0x2C } == 1 ? 2 : 3
      }
      if state == 0 { continue }
      filled += 1
      if state == 1 {
        if numbers.count == filled - 1, let number = Int(table.cell(row, code)) { numbers.append(number) }
        continue
      }
      if state == 3 { continue }
      let text = table.cell(row, code)
      if CodeText.isFloat(text) {
        floats.append(row)
        places.codes[row] = CodeText.repaired(text)
      } else if CodeText.isLost(text) || (table.isTypedNumber(row, code) && text.contains(".")) {
        lost.append(row)
      }
    }
    if !floats.isEmpty {
      notices.append(.floatCodes(floats.count, first: table.cell(floats[0], code), column: label(code), table: name))
    }
    let isNamed = options.named.code != nil
    if !lost.isEmpty, places.name != nil, !isNamed {
      notices.append(
        .codesLost(
          lost.count, first: table.cell(lost[0], code), place: table.place(lost[0], code), column: label(code),
          table: name))
      meanings[code] = .ignored(.codesLost)
      places.code = nil
      places.codes = [:]
    } else if places.name != nil, !isNamed, numbers.count == filled, filled > 2, Self.isRunning(numbers) {
      notices.append(.runningNumbers(column: label(code), table: name))
      meanings[code] = .ignored(.runningNumbers)
      places.code = nil
    } else if !lost.isEmpty, !isNamed {
      let cells = lost.prefix(5).map { (table.place($0, code), table.cell($0, code)) }
      doubts.append(.codesLostWithoutNames(lost.count, cells, column: label(code)))
    } else if filled > 2, numbers.count == filled, Self.isRunning(numbers), numbers.max()! < 1000, places.name == nil,
      !isNamed,
      level != .unit, level != nil
    {
      doubts.append(.runningNumbersWithoutNames(column: label(code)))
    }
  }

  /// Codes of a higher level under a header that does not say so are those of the parents, where names tell the units.
  private mutating func takeParentCodes(_ places: inout PlaceColumns) {
    guard let code = places.code, options.named.code == nil, places.name != nil, let level, level != .unit else {
      return
    }
    var higher = 0
    var own = 0
    for row in 0..<min(table.rowCount, 2_000) {
      guard let found = AreaCode(places.codes[row] ?? table.cell(row, code))?.level else { continue }
      if found < level { higher += 1 } else { own += 1 }
    }
    guard higher > 0, own == 0 else { return }
    let found = AreaCode(places.codes.values.first ?? firstText(code))?.level
    places.parents.append((code, found))
    places.code = nil
    places.codes = [:]
  }

  /// The first text of a column that is not blank; blank where there is none.
  func firstText(_ column: Int) -> String {
    (0..<table.rowCount).lazy.map { table.cell($0, column) }.first { !$0.isEmpty } ?? ""
  }

  /// 1, 2, 3, …, which may begin again with 1, and stay where a unit has several rows.
  static func isRunning(_ numbers: [Int]) -> Bool {
    guard numbers.first == 1, let last = numbers.max(), last > 2 || numbers.count == last else { return false }
    return zip(numbers, numbers.dropFirst()).allSatisfy { $1 == $0 + 1 || $1 == $0 || $1 == 1 }
  }

  // MARK: Parents written once

  /// Gives blank cells what stands above them, where the column is written once for each group of rows: no value
  /// follows itself. Codes and names too, where a unit has several rows.
  private mutating func fillDown(_ places: inout PlaceColumns, dividedBy dividing: [Int]) {
    for position in places.parents.indices {
      let column = places.parents[position].column
      let filled = writtenOnce(column)
      if filled.isEmpty { continue }
      places.parentNames[position].merge(filled) { _, new in new }
      notices.append(.filledDown(filled.count, column: label(column), table: name))
    }
    let own = [places.code, places.name].compactMap { $0 }
    let filled = unitsWrittenOnce(own, dividedBy: dividing)
    if filled.isEmpty { return }
    for (row, above) in filled {
      if let code = places.code { places.codes[row] = places.codes[above] ?? table.cell(above, code) }
      if let name = places.name { places.names[row] = table.cell(above, name) }
    }
    notices.append(.filledDown(filled.count, column: own.map(label).joined(separator: "”, “"), table: name))
  }

  /// For each row that names no unit, the row above that names it; none where units are not written once for all their
  /// rows: where one follows itself, or the dividing columns do not tell the rows of each apart.
  private func unitsWrittenOnce(_ own: [Int], dividedBy dividing: [Int]) -> [(row: Int, above: Int)] {
    if own.isEmpty || dividing.isEmpty { return [] }
    var filled: [(row: Int, above: Int)] = []
    var above: Int?
    var isUnderSum = false
    var parts: Set<[String]> = []
    for row in 0..<table.rowCount {
      let namesNone = own.allSatisfy { table.withCellBytes(row, $0) { $0.isEmpty } }
      if isSum(row) {
        // What stands below a sum is no part of what stands above it.
        if !namesNone { (above, isUnderSum) = (nil, true) }
        continue
      }
      let part = dividing.map { table.cell(row, $0) }
      if !namesNone {
        if let above, own.allSatisfy({ table.cell(row, $0) == table.cell(above, $0) }) { return [] }
        (above, isUnderSum) = (row, false)
        parts = [part]
        continue
      }
      if isUnderSum || part.allSatisfy(\.isEmpty) { continue }
      guard let above, parts.insert(part).inserted else { return [] }
      filled.append((row, above))
    }
    return filled
  }

  /// What blank cells of a column take from above, by row; none where the column is not written once for each group.
  private func writtenOnce(_ column: Int) -> [Int: String] {
    guard table.rowCount > 1 else { return [:] }
    var blanks: [Int] = []
    for row in 0..<table.rowCount where table.withCellBytes(row, column, { $0.isEmpty }) { blanks.append(row) }
    if blanks.isEmpty { return [:] }
    var filled: [Int: String] = [:]
    var current = ""
    var previousWasFilled = false
    for row in 0..<table.rowCount {
      let text = table.cell(row, column)
      if text.isEmpty {
        // A row of sums has no parent, and what is above the first value has none either.
        if current.isEmpty { return [:] }
        if !isSum(row) { filled[row] = current }
        previousWasFilled = false
        continue
      }
      // The same value twice in a row: it is written on each row, and a blank is a hole.
      if previousWasFilled && text == current { return [:] }
      if isSum(row) && SumWords.begin(text) {
        previousWasFilled = false
        continue
      }
      current = text
      previousWasFilled = true
    }
    return filled
  }

  /// Whether one of the cells that say what a row is begins with a word for a sum.
  func isSum(_ row: Int) -> Bool { sumText(row) != nil }

  /// The cell that says that a row is a sum.
  func sumText(_ row: Int) -> String? {
    let position = draft.gridRows[row]
    for column in draft.labelColumns where mayBegin(position, column, SumWords.sumBeginnings) {
      let text = draft.grid.cell(position, column)
      if SumWords.begin(text) { return text }
    }
    return nil
  }

  /// Whether one of those cells begins with a word for a mean.
  func isAverage(_ row: Int) -> Bool {
    let position = draft.gridRows[row]
    return draft.labelColumns.contains { column in
      mayBegin(position, column, SumWords.averageBeginnings)
        && HeaderText.words(of: draft.grid.cell(position, column)).first.map(SumWords.averages.contains) ?? false
    }
  }

  private func mayBegin(_ position: Int, _ column: Int, _ words: SumWords.Beginnings) -> Bool {
    draft.grid.withCellBytes(position, column) { text in
      SumWords.isInitial((text.first ?? 0) | 0x20) && words.mayStand(in: text)
    }
  }

  /// The first text of a row that begins with a letter; blank where there is none.
  func leadingText(_ row: Int) -> String {
    let position = draft.gridRows[row]
    return draft.grid.firstWord(position).map { draft.grid.cell(position, $0) } ?? ""
  }

  // MARK: Names

  private mutating func clean(_ places: inout PlaceColumns) {
    if let name = places.name {
      let letters = lettersRun(name)
      for row in 0..<table.rowCount {
        guard letters || places.names[row] != nil || table.withCellBytes(row, name, PlaceText.mayNeedCleaning) else {
          continue
        }
        let own = places.names[row] ?? table.cell(row, name)
        let text = PlaceText.cleaned(letters ? PlaceText.withoutLetterMark(own) : own)
        if text != own { places.names[row] = text }
      }
    }
    for position in places.parents.indices {
      let column = places.parents[position].column
      for row in 0..<table.rowCount {
        let filled = places.parentNames[position][row]
        guard filled != nil || table.withCellBytes(row, column, PlaceText.mayNeedCleaning) else { continue }
        let own = filled ?? table.cell(row, column)
        let text = PlaceText.cleaned(own, isParent: true)
        if text != own { places.parentNames[position][row] = text }
      }
    }
  }

  /// Whether letters or Roman numbers with a sign behind them run through a column: a. b. c., or I. II. III.
  private func lettersRun(_ column: Int) -> Bool {
    var marked = 0
    for row in 0..<min(table.rowCount, 2_000) where PlaceText.letterMark(table.cell(row, column)) != nil { marked += 1 }
    return marked > 1 && marked * 2 >= min(table.rowCount, 2_000)
  }
}

extension Notice {
  static func floatCodes(_ count: Int, first: String, column: String, table: String) -> Notice {
    Notice(
      "table.codes.float", ["table": table, "column": column, "count": "\(count)"],
      id:
        "Tabel \(table), kolom “\(column)”: \(Language.indonesian.count(count, "kode")) tertulis sebagai angka desimal "
        + "(“\(first)”) dan dibaca tanpa desimalnya.",
      en:
        "Table \(table), column “\(column)”: \(Language.english.count(count, "code is", "codes are")) written as decimal "
        + "numbers (“\(first)”) and read without the decimals.")
  }

  static func codesLost(_ count: Int, first: String, place: Message, column: String, table: String) -> Notice {
    Notice(
      "table.codes.lost", ["table": table, "column": column, "count": "\(count)"],
      id: "Tabel \(table), kolom “\(column)” tidak dipakai: \(Language.indonesian.count(count, "kode")) sudah menjadi "
        + "angka pecahan (\(place.indonesian): “\(first)”), sehingga nol di belakangnya mungkin hilang. Wilayah dicari "
        + "menurut namanya.",
      en: "Table \(table), column “\(column)” is not used: \(Language.english.count(count, "code has", "codes have")) "
        + "become fractions (\(place.english): “\(first)”), so zeros at their ends may be lost. Units were found by name."
    )
  }

  static func runningNumbers(column: String, table: String) -> Notice {
    Notice(
      "table.codes.running", ["table": table, "column": column],
      id:
        "Tabel \(table), kolom “\(column)” berisi nomor urut (1, 2, 3, …), bukan kode; wilayah dicari menurut namanya.",
      en:
        "Table \(table), column “\(column)” holds running numbers (1, 2, 3, …) and no codes; units were found by name.")
  }

  static func filledDown(_ count: Int, column: String, table: String) -> Notice {
    Notice(
      "table.filled.down", ["table": table, "column": column, "count": "\(count)"],
      id:
        "Tabel \(table), kolom “\(column)” ditulis sekali untuk beberapa baris: \(Language.indonesian.count(count, "sel")) "
        + "kosong mengikuti isi di atasnya.",
      en: "Table \(table), column “\(column)” is written once for several rows: "
        + "\(Language.english.count(count, "blank cell takes", "blank cells take")) what stands above.")
  }

  static func codesLostWithoutNames(_ count: Int, _ cells: [(Message, String)], column: String) -> Notice {
    func list(_ language: Language) -> String { cells.map { "\($0[language]): “\($1)”" }.joined(separator: ", ") }
    return Notice(
      "table.codes.lost.nameless", ["column": column, "count": "\(count)"],
      id:
        "kolom “\(column)” berisi kode yang sudah menjadi angka (\(list(.indonesian))), dan tidak ada kolom nama. Ubah "
        + "format kolom itu menjadi Text di tabel asalnya, atau sebutkan kolom nama dengan --name-column.",
      en:
        "the column “\(column)” holds codes that became numbers (\(list(.english))), and there is no column of names. "
        + "Format the column as Text where it comes from, or name a column of names with --name-column.")
  }

  static func runningNumbersWithoutNames(column: String) -> Notice {
    Notice(
      "table.codes.running.nameless", ["column": column],
      id:
        "kolom “\(column)” berisi nomor urut (1, 2, 3, …), bukan kode wilayah. Sebutkan kolom nama dengan --name-column, "
        + "atau kolom kodenya dengan --code-column.",
      en: "the column “\(column)” holds running numbers (1, 2, 3, …) and no area codes. Name a column of names with "
        + "--name-column, or the codes with --code-column.")
  }
}
