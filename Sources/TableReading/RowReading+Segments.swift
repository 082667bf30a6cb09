internal import Areas
internal import Diagnostics
internal import Tables

/// Rows of parts of a unit: segments, sexes, and eligible workers that are written on each of them.
extension RowReading {
  // MARK: Segments

  mutating func divide(_ reader: inout TableReader, _ unitRows: UnitRows) throws {
    guard let column = roles.segment else { return }
    isDividedByRow = true
    let counts = counts
    let rows = rows.filter { kinds[$0] == nil && !reader.isSum($0) }
    dividedRows = rows
    var identities: [String: (identity: String, isTotal: Bool)] = [:]
    let texts = rows.map { table.cell($0, column) }
    for text in Set(texts) {
      let phrase = HeaderPhrase(text, segments: reader.options.segments)
      let key = HeaderText.key(text)
      let isTotal =
        phrase.segments.count > 1 && (phrase.hasConjunction || phrase.has(.total))
        || (phrase.segments.isEmpty && phrase.has(.total) && phrase.unknown.isEmpty)
      let single = phrase.unknown.isEmpty ? phrase.segment ?? key : key
      identities[text] = (isTotal ? "" : single, isTotal)
    }
    for inner in identities.filter({ !$0.value.isTotal }).keys.sorted() {
      let words = Set(HeaderPhrase(inner, segments: reader.options.segments).segments)
      if words.count < 2 { continue }
      if let outer = identities.keys.sorted().first(where: { text in
        let own = Set(HeaderPhrase(text, segments: reader.options.segments).segments)
        return !own.isEmpty && own.isStrictSubset(of: words)
      }) {
        reader.doubts.append(.rowsArePartOfAnother(inner, of: outer, column: reader.label(column)))
        break
      }
    }
    // Refused before the search for sums, which would take long.
    if identities.count > CountLimits.segments {
      var seen: Set<String> = [""]
      let labels = texts.filter { seen.insert(identities[$0]!.identity).inserted }
      if labels.count > CountLimits.segments { throw Diagnostic.tooManySegments(labels, table: table.name) }
    }
    let isOnlyTotal = !identities.contains { !$0.value.isTotal && !$0.key.isEmpty }
    // Of one status and sex each, whose sums are told apart too.
    let units = [roles.status, roles.sex].compactMap { $0 }.reduce(unitRows) { $0.divided(by: $1, of: table) }
      .groups(rows)
    // A segment that is the sum of the others in every unit, whatever it is called.
    totalTexts = Set(identities.filter { $0.value.isTotal }.map(\.key))
    let names = identities.filter { !$0.value.isTotal && !$0.key.isEmpty }.map(\.key).sorted()
    if names.count > 2 && !isOnlyTotal {
      for text in names {
        var proven = 0
        var fails = false
        for unit in units {
          let members = unit.filter { !texts[$0].isEmpty && !totalTexts.contains(texts[$0]) }
          guard members.count > 2, let own = members.first(where: { texts[$0] == text }) else { continue }
          let totals = counts.indices.map { index in
            members.reduce(0) { $1 == own ? $0 : $0 + present(counts, index, rows[$1]) }
          }
          if !agrees(rows[own], totals) { fails = true } else if totals.contains(where: { $0 > 0 }) { proven += 1 }
          if fails { break }
        }
        if !fails && proven > 1 {
          totalTexts.insert(text)
          reader.notices.append(.partIsSum(text, table: table.name))
          break
        }
      }
    }
    if let (inner, outer) = nestedRows(units, texts) {
      reader.doubts.append(.rowsArePartOfAnother(inner, of: outer, column: reader.label(column)))
    }
    var found: [TableReading.Segment] = []
    var positions: [String: Int] = [:]
    var known: [String: TableReading.RowSegment] = [:]
    func segment(_ text: String) -> TableReading.RowSegment {
      if text.isEmpty { return .blank }
      if totalTexts.contains(text) && !isOnlyTotal { return .total }
      let identity = identities[text]!.identity.isEmpty ? HeaderText.key(text) : identities[text]!.identity
      if let position = positions[identity] { return .segment(position) }
      positions[identity] = found.count
      found.append(.init(label: text, headerKey: HeaderText.key(text), identity: identity))
      return .segment(found.count - 1)
    }
    segmentOfRow = texts.map { text in
      if let known = known[text] { return known }
      let new = segment(text)
      known[text] = new
      return new
    }
    segments = found
    for members in units {
      let parts = members.filter { if case .segment = segmentOfRow[$0] { true } else { false } }
      if parts.isEmpty || parts.count == members.count || isOnlyTotal { continue }
      let totals = counts.indices.map { index in parts.reduce(0) { $0 + present(counts, index, rows[$1]) } }
      for position in members {
        switch segmentOfRow[position] {
        case .segment: continue
        case .blank:
          if hasCount(rows[position]) && agrees(rows[position], totals) { kinds[rows[position]] = .sum }
        case .total:
          let row = rows[position]
          let isWhole = parts.allSatisfy { part in
            counts.indices.allSatisfy { counts[$0][rows[part]] != nil || counts[$0][row] == nil }
          }
          if agrees(row, totals) {
            kinds[row] = .sum
            provenPerSegment = provenPerSegment || (parts.count > 1 && eligible.contains { ($0[row] ?? 0) > 0 })
          } else if eligible.count == 1, let only = eligible[0][row], only > 0,
            parts.allSatisfy({ eligible[0][rows[$0]] == only }),
            enrolled.allSatisfy({ values in values[row] == parts.reduce(0) { $0 + (values[rows[$1]] ?? 0) } })
          {
            // The eligible of the unit on every row, the sum's too.
            kinds[row] = .sum
          } else if isWhole {
            let index = counts.indices.first { counts[$0][row] != nil && counts[$0][row] != totals[$0] } ?? 0
            let source = (paired.enrolled + paired.eligible)[index]
            throw Diagnostic.sumRowDisagrees(
              at: table.place(row, source[0]), text: sumTitle(row, texts[position], reader),
              column: reader.label(source[0]),
              stated: counts[index][row] ?? 0, sum: totals[index], table: table.name)
          }
        }
      }
    }
  }

  /// Rows that another one sums in every unit, or that say that they are parts of the one above.
  private func nestedRows(_ units: [[Int]], _ texts: [String]) -> (inner: String, outer: String)? {
    func isPart(_ text: String) -> Bool {
      let words = HeaderText.words(of: text)
      return text.hasPrefix("-") || text.hasPrefix("–") || text.lowercased().hasPrefix("o/w")
        || ["diantaranya", "termasuk", "antaranya"].contains(words.first ?? "")
        || words.prefix(2) == ["di", "antaranya"] || words.prefix(2) == ["antara", "lain"]
    }
    func members(_ unit: [Int]) -> [Int] { unit.filter { !texts[$0].isEmpty && !totalTexts.contains(texts[$0]) } }
    guard let model = units.lazy.map(members).max(by: { $0.count < $1.count }), (2...40).contains(model.count),
      let values = enrolled.first ?? eligible.first
    else { return nil }
    var seen: Set<String> = []
    let labels = model.map { texts[$0] }.filter { seen.insert($0).inserted }
    if let part = labels.first(where: isPart), let whole = labels.first(where: { !isPart($0) }) { return (part, whole) }
    func figure(_ label: String, _ unit: [Int]) -> Int? {
      unit.first { texts[$0] == label }.flatMap { values[dividedRows[$0]] }
    }
    for outer in labels.indices {
      for inner in Self.runs(beside: outer, in: labels.count) {
        var proven = 0
        var figures: Set<Int> = []
        let isSum = units.allSatisfy { unit in
          guard let whole = figure(labels[outer], unit) else { return true }
          let parts = inner.compactMap { figure(labels[$0], unit) }
          guard parts.count == inner.count else { return true }
          if parts.reduce(0, +) != whole { return false }
          if whole > 0, figures.insert(whole).inserted { proven += 1 }
          return true
        }
        if isSum, proven > (inner.count == 1 ? 2 : 1) { return (labels[inner.lowerBound], labels[outer]) }
      }
    }
    return nil
  }

  /// The neighbours of a position on either side, near ones first; never all others, whose sum is a total.
  private static func runs(beside position: Int, in count: Int) -> [Range<Int>] {
    (1..<max(2, count - 1)).flatMap { length in
      [position + 1..<position + 1 + length, position - length..<position].filter {
        $0.lowerBound >= 0 && $0.upperBound <= count
      }
    }
  }

  /// What a row of sums is called: its unit and its part.
  func sumTitle(_ row: Int, _ part: String, _ reader: TableReader) -> String {
    let unit = reader.leadingText(row)
    return unit.isEmpty || unit == part ? part : "\(unit) \(part)"
  }

  // MARK: Sexes

  /// Adds the rows of men and women of one unit and segment.
  mutating func mergeSexes(_ reader: inout TableReader, _ unitRows: UnitRows) throws {
    guard let column = roles.sex else { return }
    let alive = rows.filter { kinds[$0] == nil }
    let groups = (roles.segment.map { unitRows.divided(by: $0, of: table) } ?? unitRows).groups(alive)
    var alone: Set<String> = []
    var halves = 0
    var sexPairs: [(Int, Int)] = []
    for group in groups {
      let members = group.map { alive[$0] }
      func rowsOf(_ test: (HeaderPhrase) -> Bool) -> [Int] {
        members.filter { test(HeaderPhrase(table.cell($0, column))) }
      }
      let men = rowsOf { $0.has(.men) && !$0.has(.women) }
      let women = rowsOf { $0.has(.women) && !$0.has(.men) }
      let both = members.filter { !men.contains($0) && !women.contains($0) }
      if men.count > 1 || women.count > 1 { continue }
      guard let first = men.first, let second = women.first else {
        if men.isEmpty && women.isEmpty { continue }
        alone.insert(table.cell(members[0], column))
        halves += 1
        continue
      }
      let counts = counts
      let totals = counts.indices.map { present(counts, $0, first) + present(counts, $0, second) }
      for row in both {
        if agrees(row, totals) {
          kinds[row] = .sum
        } else {
          let index = counts.indices.first { counts[$0][row] != nil && counts[$0][row] != totals[$0] } ?? 0
          let source = (paired.enrolled + paired.eligible)[index]
          throw Diagnostic.sumRowDisagrees(
            at: table.place(row, source[0]), text: sumTitle(row, table.cell(row, column), reader),
            column: reader.label(source[0]), stated: counts[index][row] ?? 0, sum: totals[index], table: table.name)
        }
      }
      sexPairs.append((first, second))
    }
    if halves > 0 {
      reader.doubts.append(.oneSexInRows(halves, alone.sorted(), column: reader.label(column)))
      return
    }
    if sexPairs.isEmpty { return }
    let same = sexPairs.count { pair in
      eligible.contains { $0[pair.0] != nil && $0[pair.0] == $0[pair.1] && $0[pair.0]! > 0 }
    }
    let perUnit: Bool
    if !eligible.isEmpty, same * 10 >= sexPairs.count * 9, sexPairs.count > 1 {
      guard let stated = reader.options.eligiblePer else {
        reader.doubts.append(.eligibleRepeated(same, of: sexPairs.count, column: reader.label(column)))
        return
      }
      perUnit = stated == .unit
    } else {
      perUnit = false
    }
    for (first, second) in sexPairs {
      add(second, to: first, 0..<enrolled.count + (perUnit ? 0 : eligible.count))
      kinds[second] = .merged
    }
    reader.notices.append(.sexRowsAdded(sexPairs.count, column: reader.label(column), table: table.name))
  }

  // MARK: Eligible workers of the unit on each row

  mutating func askWhoseEligible(_ reader: inout TableReader, _ unitRows: UnitRows) throws {
    guard isDividedByRow, eligible.count == 1, !paired.eligible.isEmpty else { return }
    let alive = dividedRows.indices.filter { position in
      guard kinds[dividedRows[position]] == nil, case .segment = segmentOfRow[position] else { return false }
      return true
    }.map { dividedRows[$0] }
    let units = unitRows.groups(alive).map { $0.map { alive[$0] } }
    let several = units.filter { $0.count > 1 }
    var values: Set<Int> = []
    let same = several.filter { members in
      let figures = members.compactMap { eligible[0][$0] }
      guard figures.count > 1, figures[0] > 0, figures.allSatisfy({ $0 == figures[0] }) else { return false }
      values.insert(figures[0])
      return true
    }
    // In two units it may be chance only where both have the same figure.
    let isRepeated = same.count * 10 >= several.count * 9 && (same.count > 2 || (same.count == 2 && values.count == 2))
    switch reader.options.eligiblePer {
    case .segment: return
    case nil:
      if !isRepeated || provenPerSegment { return }
      reader.doubts.append(.eligibleRepeated(same.count, of: several.count, column: reader.label(roles.segment!)))
    case .unit:
      for members in units {
        let first = members[0]
        let figures = Set(members.compactMap { eligible[0][$0] })
        if figures.count > 1 {
          throw Diagnostic.eligibleDiffers(
            at: table.place(members[1], paired.eligible[0][0]), figures.sorted(), table: table.name)
        }
        eligible[0][first] = figures.first
        for other in members.dropFirst() {
          add(other, to: first, 0..<enrolled.count)
          kinds[other] = .merged
        }
      }
      reader.notices.append(.segmentsMerged(segments.map(\.label), table: table.name))
      isDividedByRow = false
      segments = []
      segmentOfRow = []
    }
  }
}
