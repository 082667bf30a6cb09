internal import Areas
internal import Diagnostics
internal import Tables

/// Rows that sum others: each is proven, or stops the reading.
extension RowReading {
  /// Whether a row's figures are those sums; a missing figure proves nothing, and one must be there.
  func agrees(_ row: Int, _ totals: [Int]) -> Bool {
    var compared = 0
    for (columns, first) in [(enrolled, 0), (eligible, enrolled.count)] {
      for (column, values) in columns.enumerated() {
        guard let stated = values[row] else { continue }
        if stated != totals[first + column] { return false }
        compared += 1
      }
    }
    return compared > 0
  }

  mutating func findSums(_ reader: TableReader, _ places: PlaceColumns) throws {
    let marked = rows.filter { kinds[$0] == nil && reader.isSum($0) }
    let isSum = Set(marked)
    let filters = [roles.segment, roles.status, roles.sex].compactMap { $0 }
    let units = rows.filter { kinds[$0] == nil && !isSum.contains($0) }
    for row in marked {
      if !hasCount(row) {
        kinds[row] = .note
        continue
      }
      let own = filters.map { (column: $0, text: table.cell(row, $0)) }.filter { entry in
        !entry.text.isEmpty && !isSumValue(entry.text) && !totalTexts.contains(entry.text)
      }
      let relevant =
        own.isEmpty ? units : units.filter { unit in own.allSatisfy { table.cell(unit, $0.column) == $0.text } }
      // A sum may be of the active alone.
      if let status = roles.status, table.cell(row, status).isEmpty {
        let active = relevant.filter { StatusWord(table.cell($0, status)) == .active }
        if (try? settle(row, relevant, isSum, reader, places)) == nil { try settle(row, active, isSum, reader, places) }
      } else {
        try settle(row, relevant, isSum, reader, places)
      }
    }
    if filters.isEmpty { findSumsByCode(rows.filter { kinds[$0] == nil }, places, reader.level) }
    let remaining = rows.filter { kinds[$0] == nil }
    if filters.isEmpty { findUnmarkedSums(remaining, reader, places) }
    for row in rows where kinds[row] == nil && reader.isAverage(row) { kinds[row] = .average }
  }

  func isSumValue(_ text: String) -> Bool {
    let phrase = HeaderPhrase(text)
    return phrase.has(.total) && phrase.segments.isEmpty && phrase.unknown.isEmpty
  }

  /// Sets a row of sums aside where it equals rows that it may stand for.
  mutating func settle(
    _ row: Int, _ units: [Int], _ sums: Set<Int>, _ reader: TableReader, _ places: PlaceColumns
  ) throws {
    let counts = counts
    var best: [Int]?
    func distance(_ totals: [Int]) -> Int {
      counts.indices.reduce(0) { sum, column in
        sum &+ (counts[column][row].map { Int(($0 &- totals[column]).magnitude) } ?? 0)
      }
    }
    var found = false
    func consider(_ totals: [Int]) {
      if agrees(row, totals) { found = true }
      if best == nil || distance(totals) < distance(best!) { best = totals }
    }
    func add(_ unit: Int, to totals: inout [Int]) {
      for column in counts.indices { totals[column] += present(counts, column, unit) }
    }
    // Rows above, back to each earlier sum or heading; then those below, to the next; then all.
    var totals = counts.map { _ in 0 }
    var isEmpty = true
    var boundaries = 0
    let split = units.partitioningIndex { $0 > row }
    var previous = row
    for position in stride(from: split - 1, through: 0, by: -1) {
      let unit = units[position]
      if hasBoundary(between: unit, and: previous, sums), !isEmpty {
        consider(totals)
        boundaries += 1
        if found || boundaries > 400 { break }
      }
      add(unit, to: &totals)
      isEmpty = false
      previous = unit
    }
    if !found && !isEmpty { consider(totals) }
    if !found {
      var below = counts.map { _ in 0 }
      var last = row
      for unit in units[split...] {
        if last != row, hasBoundary(between: last, and: unit, sums) { consider(below) }
        if found { break }
        add(unit, to: &below)
        last = unit
      }
      if !found && last != row { consider(below) }
      if !found {
        var all = counts.map { _ in 0 }
        for unit in units { add(unit, to: &all) }
        consider(all)
      }
    }
    if !found {
      // JUMLAH KABUPATEN PASER: the rows of that parent, wherever they stand.
      let words = SumWords.object(of: reader.sumText(row) ?? "")
      let stated = words.isEmpty ? nil : AreaName(words.joined(separator: " "), level: .regency).base
      let bases = stated.map { [$0] } ?? parentBases(row, places).subtracting([""]).sorted()
      for object in bases {
        var own = counts.map { _ in 0 }
        var any = false
        for unit in units where parentBases(unit, places).contains(object) {
          add(unit, to: &own)
          any = true
        }
        if any { consider(own) }
      }
    }
    if found {
      kinds[row] = .sum
      return
    }
    let sums = best ?? counts.map { _ in 0 }
    let column = counts.indices.first { counts[$0][row] != nil && counts[$0][row] != sums[$0] } ?? 0
    let source = (paired.enrolled + paired.eligible)[column]
    throw Diagnostic.sumRowDisagrees(
      at: table.place(row, source[0]), text: reader.sumText(row) ?? reader.leadingText(row),
      column: reader.label(source[0]),
      stated: counts[column][row] ?? 0, sum: sums[column], table: table.name)
  }

  /// Whether a sum or a heading stands between two rows.
  func hasBoundary(between first: Int, and second: Int, _ sums: Set<Int>) -> Bool {
    if second - first <= 1 { return false }
    return ((first + 1)..<second).contains { sums.contains($0) || kinds[$0] == .section || kinds[$0] == .sum }
  }

  func parentBases(_ row: Int, _ places: PlaceColumns) -> Set<String> {
    var texts = places.parents.enumerated().map { position, parent in
      places.parentNames[position][row] ?? table.cell(row, parent.column)
    }
    if let section = places.sections[row] { texts.append(section.text) }
    return Set(texts.map { AreaName($0, level: .regency).base })
  }

  /// Rows of units above, by code: 64.01 before 64.01.01 and its like, where it is their sum.
  mutating func findSumsByCode(_ candidates: [Int], _ places: PlaceColumns, _ level: AdministrativeLevel?) {
    guard let column = places.code, let level, level != .unit, level != .province else { return }
    var higher: [(row: Int, key: String)] = []
    var own: [(row: Int, key: String)] = []
    for row in candidates {
      guard let code = AreaCode(places.codes[row] ?? table.cell(row, column)), let found = code.level else { continue }
      if found < level { higher.append((row, code.key)) } else if found == level { own.append((row, code.key)) }
    }
    guard !higher.isEmpty, higher.count < own.count else { return }
    let counts = counts
    var totals: [String: [Int]] = [:]
    for (row, key) in own {
      for length in [2, 4, 6, 7] where length < key.utf8.count {
        var sums = totals[String(key.prefix(length))] ?? counts.map { _ in 0 }
        for index in counts.indices { sums[index] += present(counts, index, row) }
        totals[String(key.prefix(length))] = sums
      }
    }
    for (row, key) in higher {
      if let sums = totals[key], agrees(row, sums) { kinds[row] = .sum }
    }
  }

  /// Rows that equal the sum of all others though no word says so: the first, the last, and those without a code or a
  /// number where the others have one.
  mutating func findUnmarkedSums(_ candidates: [Int], _ reader: TableReader, _ places: PlaceColumns) {
    guard candidates.count > 3 else { return }
    let counts = counts
    var totals = counts.map { _ in 0 }
    for row in candidates { for column in counts.indices { totals[column] += present(counts, column, row) } }
    let number = reader.table.header.indices.first { reader.phrases[$0].isRunningNumber }
    let marks = [number, places.code].compactMap { $0 }
    for row in candidates where agrees(row, counts.indices.map { totals[$0] - present(counts, $0, row) }) {
      if counts.allSatisfy({ ($0[row] ?? 0) == 0 }) { continue }
      let isNameless = [places.code, places.name].compactMap { $0 }.allSatisfy { table.cell(row, $0).isEmpty }
      let lacksMark = marks.contains { column in
        table.cell(row, column).isEmpty && candidates.allSatisfy { $0 == row || !table.cell($0, column).isEmpty }
      }
      let lacksNumber =
        places.name.map { name in
          !PlaceText.isNumbered(table.cell(row, name))
            && candidates.allSatisfy { $0 == row || PlaceText.isNumbered(table.cell($0, name)) }
        } ?? false
      if isNameless || lacksMark || lacksNumber { kinds[row] = .sum } else { provenSums.insert(row) }
    }
  }
}

extension Array where Element == Int {
  /// The first position at which a test holds that holds for all behind it.
  fileprivate func partitioningIndex(_ holds: (Int) -> Bool) -> Int {
    var low = 0
    var high = count
    while low < high {
      let middle = (low + high) / 2
      if holds(self[middle]) { high = middle } else { low = middle + 1 }
    }
    return low
  }
}
