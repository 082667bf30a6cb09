internal import Areas
internal import Diagnostics
internal import Tables

/// The columns of one kind of count, divided or not.
struct CountColumns: Sendable {
  /// A segment with the columns that are added for it: one, or one for each sex.
  struct Part: Sendable {
    /// nil where the count is of all workers.
    let segment: String?
    let label: String?
    let columns: [Int]
  }

  var whole: Part?
  var parts: [Part] = []
  /// The period of the headers, where they have one.
  var period: HeaderPhrase.HeaderPeriod?

  var columns: [Int] { ([whole].compactMap { $0 } + parts).flatMap(\.columns) }
}

extension TableReader {
  enum Family: Hashable { case enrolled, eligible }

  /// What a column counts by its header.
  private enum Measure: Hashable {
    case active, participants, registered, inactive
    case eligible(String)
    case workers(String)
    case both
  }

  private func measure(_ column: Int) -> Measure? {
    let phrase = phrases[column]
    // Numbers that tell persons apart count nobody.
    if phrase.other != nil || phrase.has(.code) || phrase.has(.runningNumber) { return nil }
    if phrase.has(.inactive) { return .inactive }
    let isActive = phrase.has(.active) || phrase.has(.enrolled)
    if phrase.has(.registered) && !isActive { return .registered }
    if !phrase.denominators.isEmpty { return isActive ? .both : .eligible(phrase.denominators.joined(separator: " ")) }
    if isActive { return .active }
    if phrase.has(.participants) { return .participants }
    if let workers = phrase.workers { return .workers(workers) }
    return nil
  }

  /// Finds the columns of participants and of eligible workers.
  ///
  /// - Returns: nil for a kind that is not wanted or could not be found; the doubts then say why.
  mutating func findCounts(hasSegmentColumn: Bool) throws -> (enrolled: CountColumns?, eligible: CountColumns?) {
    let namedEnrolled = try column(options.named.enrolled, "--enrolled-column")
    let namedEligible = try column(options.named.eligible, "--eligible-column")
    for column in [namedEnrolled, namedEligible].compactMap({ $0 }) { meanings[column] = nil }
    let candidates = open.filter {
      measure($0) != nil && $0 != namedEnrolled && $0 != namedEligible && !hasNoFigure($0)
    }
    var enrolled: CountColumns?
    var eligible: CountColumns?
    if purpose != .eligible {
      enrolled =
        if let namedEnrolled { named(namedEnrolled) } else { try enrolledColumns(candidates, hasSegmentColumn) }
    }
    if purpose != .enrolled {
      eligible =
        if let namedEligible { named(namedEligible) } else {
          try eligibleColumns(candidates, enrolled, hasSegmentColumn)
        }
    }
    return (enrolled, eligible)
  }

  /// Whether nothing but blanks and signs for no figure stands in a column; it is then left out, and that is said.
  private mutating func hasNoFigure(_ column: Int) -> Bool {
    for row in 0..<table.rowCount {
      switch draft.grid.look(draft.gridRows[row], column) {
      case .blank, .missing: continue
      case .year, .number, .other: return false
      }
    }
    meanings[column] = .ignored(.blank)
    notices.append(.columnWithoutFigures(label(column), table: name))
    return true
  }

  private mutating func named(_ column: Int) -> CountColumns {
    requireWholeNumbers([column])
    return CountColumns(whole: .init(segment: nil, label: nil, columns: [column]))
  }

  // MARK: Participants

  private mutating func enrolledColumns(_ candidates: [Int], _ hasSegmentColumn: Bool) throws -> CountColumns? {
    func columns(_ wanted: Measure) -> [Int] { candidates.filter { measure($0) == wanted } }
    for column in columns(.inactive) { meanings[column] = .ignored(.inactive) }
    for column in columns(.registered) { meanings[column] = .ignored(.registered) }
    let active = columns(.active)
    let participants = columns(.participants)
    let known = active.filter { phrases[$0].unknown.isEmpty }
    if known.isEmpty && participants.allSatisfy({ !phrases[$0].unknown.isEmpty }) {
      let unclear = active + participants
      if !unclear.isEmpty {
        doubts.append(.notUnderstood(unclear.map { (label($0), phrases[$0].unknown) }, option: "--enrolled-column"))
      } else if let column = columns(.registered).first {
        doubts.append(.registeredIsNotActive(label(column)))
      } else if let column = columns(.inactive).first {
        doubts.append(.onlyInactive(label(column)))
      } else {
        doubts.append(.noEnrolledColumn(table.header))
      }
      return nil
    }
    let pool = known.isEmpty ? participants : active
    guard let divided = try divide(pool, .enrolled, hasSegmentColumn) else { return nil }
    if !known.isEmpty {
      for column in participants { meanings[column] = .ignored(.statusUnstated) }
    } else {
      let used = divided.columns
      if let inactive = columns(.inactive).first {
        // Participants beside the inactive ones are all of them, as far as anybody can tell.
        doubts.append(.participantsBesideInactive(label(used[0]), label(inactive)))
      } else if let whole = divided.whole, divided.parts.isEmpty, phrases[whole.columns[0]].beginsWithTotal {
        doubts.append(.participantsUnstated(label(whole.columns[0])))
      } else if let first = divided.parts.first, phrases[first.columns[0]].beginsWithTotal {
        doubts.append(.participantsUnstated(label(first.columns[0])))
      } else {
        notices.append(.participantsTakenAsActive(label(used[0]), table: name))
      }
    }
    return divided
  }

  // MARK: Eligible workers

  private mutating func eligibleColumns(
    _ candidates: [Int], _ enrolled: CountColumns?, _ hasSegmentColumn: Bool
  ) throws -> CountColumns? {
    let taken = Set(enrolled?.columns ?? [])
    let strong = candidates.filter { if case .eligible = measure($0) { !taken.contains($0) } else { false } }
    let known = strong.filter { phrases[$0].unknown.isEmpty }
    let workers = candidates.filter { if case .workers = measure($0) { true } else { false } }
    if known.isEmpty && !strong.isEmpty {
      doubts.append(.notUnderstood(strong.map { (label($0), phrases[$0].unknown) }, option: "--eligible-column"))
      return nil
    }
    if !known.isEmpty {
      for column in workers { meanings[column] = .ignored(.otherColumn(label(known[0]))) }
      let kinds = Dictionary(grouping: known) { phrases[$0].denominators.joined(separator: " ") }
      if kinds.count > 1 {
        doubts.append(.severalDenominators(known.map(label)))
        return nil
      }
      return try divide(strong, .eligible, hasSegmentColumn)
    }
    let clear = workers.filter { phrases[$0].unknown.isEmpty }
    if clear.isEmpty {
      if workers.isEmpty {
        doubts.append(.noEligibleColumn(table.header))
      } else {
        doubts.append(.notUnderstood(workers.map { (label($0), phrases[$0].unknown) }, option: "--eligible-column"))
      }
      return nil
    }
    // Workers beside active participants may be the registered ones: then no coverage is left to find.
    let nouns = Set(clear.compactMap { phrases[$0].workers })
    let ofParticipants = Set((enrolled?.columns ?? []).compactMap { phrases[$0].workers })
    if purpose != .eligible,
      nouns.contains("tenaga kerja") || !nouns.isDisjoint(with: ofParticipants) || nouns.count > 1
    {
      doubts.append(.workersAreNoDenominator(clear.map(label), beside: (enrolled?.columns ?? []).prefix(1).map(label)))
      return nil
    }
    notices.append(.workersTakenAsEligible(label(clear[0]), table: name))
    return try divide(workers, .eligible, hasSegmentColumn)
  }

  // MARK: Periods, programmes, sexes, segments

  private mutating func requireWholeNumbers(_ columns: [Int]) {
    let rounded = columns.filter { phrases[$0].has(.multiple) }
    if !rounded.isEmpty { doubts.append(.countsInThousands(rounded.map(label))) }
  }

  /// Divides the columns of one kind by period, programme, segment and sex, and checks every sum among them.
  private mutating func divide(_ all: [Int], _ family: Family, _ hasSegmentColumn: Bool) throws -> CountColumns? {
    let option = family == .enrolled ? "--enrolled-column" : "--eligible-column"
    var pool = all
    let byProgramme = pool.filter { phrases[$0].has(.programme) }
    if byProgramme.count == pool.count {
      doubts.append(.programmes(byProgramme.map(label), option: option))
      return nil
    }
    for column in byProgramme { meanings[column] = .ignored(.programme) }
    pool.removeAll { phrases[$0].has(.programme) }
    let known = doubts.count
    let period = latest(&pool, option: option)
    guard !pool.isEmpty, doubts.count == known else { return nil }
    let unclear = pool.filter { !phrases[$0].unknown.isEmpty }
    pool.removeAll { !phrases[$0].unknown.isEmpty }
    guard !pool.isEmpty else {
      doubts.append(.notUnderstood(unclear.map { (label($0), phrases[$0].unknown) }, option: option))
      return nil
    }
    requireWholeNumbers(pool)

    // By segment; headers of several segments at once are sums, as those of none are.
    var keys: [String] = []
    var bySegment: [String: [Int]] = [:]
    for column in pool {
      let key = phrases[column].segment ?? ""
      if bySegment[key] == nil { keys.append(key) }
      bySegment[key, default: []].append(column)
    }
    var divided = CountColumns(period: period)
    for key in keys {
      guard let part = try bothSexes(bySegment[key]!, segment: key.isEmpty ? nil : key, option: option) else {
        return nil
      }
      if key.isEmpty { divided.whole = part } else { divided.parts.append(part) }
    }
    if !divided.parts.isEmpty && hasSegmentColumn {
      doubts.append(.segmentsTwice(divided.parts.map { label($0.columns[0]) }))
      return nil
    }
    if family == .enrolled, let whole = divided.whole {
      let programmes = table.header.indices.filter {
        phrases[$0].has(.programme) && phrases[$0].other == nil && looksNumeric($0)
      }
      if try partsOf(whole.columns, are: programmes) {
        doubts.append(.programmes((programmes + whole.columns).map(label), option: option))
        return nil
      }
    }
    return try settle(divided, unclear, family, option)
  }

  /// Keeps the columns of one period: the one that is wanted, or the latest.
  private mutating func latest(_ pool: inout [Int], option: String) -> HeaderPhrase.HeaderPeriod? {
    let dated = pool.filter { phrases[$0].period != nil }
    if dated.isEmpty { return nil }
    let undated = pool.filter { phrases[$0].period == nil }
    let distinct = Set(dated.map { phrases[$0].period! })
    if !undated.isEmpty {
      // A sum over years, or the figure of a year that is not told.
      doubts.append(.undatedBesideDated(undated.map(label), dated.map(label), option: option))
      return nil
    }
    // A year beside its own months or quarters may be their sum.
    let years = Set(distinct.filter(\.isYear).compactMap { $0.period?.year })
    let parts = distinct.filter { !$0.isYear && $0.period.map { years.contains($0.year) } == true }
    if !parts.isEmpty && options.period == nil {
      doubts.append(.yearBesideItsParts(dated.map(label)))
      return nil
    }
    let chosen: HeaderPhrase.HeaderPeriod?
    let wantedText = options.period.map { HeaderText.words(of: $0).joined(separator: " ") }
    if let same = distinct.first(where: { $0.text == wantedText }) {
      chosen = same
    } else if let wanted = options.period.flatMap(Period.init), distinct.contains(where: { $0.period == wanted }) {
      chosen = distinct.first { $0.period == wanted }
    } else if let preferred = options.preferredPeriod.flatMap(Period.init),
      let same = distinct.first(where: { $0.period == preferred })
    {
      chosen = same
    } else if distinct.count == 1 {
      chosen = distinct.first
    } else if distinct.allSatisfy({ $0.period != nil }) {
      chosen = distinct.max { $0.period! < $1.period! }
    } else if distinct.allSatisfy({ $0.month != nil }) {
      chosen = distinct.max { $0.month! < $1.month! }
    } else {
      doubts.append(.periodsOutOfOrder(dated.map(label)))
      return nil
    }
    guard let chosen else { return nil }
    if options.period == nil, let fuller = fullerPeriod(than: chosen, dated) {
      doubts.append(.periodIncomplete(chosen.label, fuller.label))
      return nil
    }
    let texts = distinct.filter { $0.period == chosen.period && $0.month == chosen.month && $0.isYear == chosen.isYear }
    for column in dated where !texts.contains(phrases[column].period!) {
      meanings[column] = .ignored(.otherPeriod(phrases[column].period!.text))
    }
    pool.removeAll { !texts.contains(phrases[$0].period!) }
    return chosen
  }

  /// A period with figures for many more units than one has.
  private func fullerPeriod(
    than chosen: HeaderPhrase.HeaderPeriod, _ columns: [Int]
  ) -> HeaderPhrase.HeaderPeriod? {
    func figures(_ period: HeaderPhrase.HeaderPeriod) -> Int {
      columns.filter { phrases[$0].period == period }.map { column in
        (0..<table.rowCount).count { row in
          switch draft.grid.look(draft.gridRows[row], column) {
          case .number, .year: true
          case .blank, .missing, .other: false
          }
        }
      }.max() ?? 0
    }
    let own = figures(chosen)
    let periods = columns.compactMap { phrases[$0].period }
    return periods.first { own * 5 < figures($0) * 4 }
  }

  /// The columns that are added for one segment: one, or men and women.
  private mutating func bothSexes(_ columns: [Int], segment: String?, option: String) throws -> CountColumns.Part? {
    func isMen(_ column: Int) -> Bool { phrases[column].has(.men) && !phrases[column].has(.women) }
    func isWomen(_ column: Int) -> Bool { phrases[column].has(.women) && !phrases[column].has(.men) }
    let men = try single(columns.filter(isMen), option: option)
    let women = try single(columns.filter(isWomen), option: option)
    let all = try single(columns.filter { !isMen($0) && !isWomen($0) }, option: option)
    guard let men, let women, let all else { return nil }
    let label = segment.map { id in segmentLabel(id, columns) }
    if let whole = all.first {
      if let first = men.first, let second = women.first {
        try check(total: whole, of: [first, second])
        for column in [first, second] { meanings[column] = .ignored(.partsOfSum) }
      }
      return CountColumns.Part(segment: segment, label: label, columns: [whole])
    }
    guard let first = men.first, let second = women.first else {
      doubts.append(.oneSexAlone((men + women).map(self.label), option: option))
      return nil
    }
    notices.append(.sexesAdded([first, second].map(self.label), table: name))
    return CountColumns.Part(segment: segment, label: label, columns: [first, second])
  }

  /// One column of those that mean the same: where their figures are the same everywhere, the first.
  /// - Returns: nil, with a doubt, where they differ.
  private mutating func single(_ columns: [Int], option: String) throws -> [Int]? {
    guard columns.count > 1 else { return columns }
    let names = columns.map { HeaderText.key(table.header[$0]) }
    if Set(names).count < names.count { throw Diagnostic.columnTwice(table.header[columns[0]], table: name) }
    let first = try values(columns[0])
    for other in columns.dropFirst() where try values(other) != first {
      doubts.append(.sameMeaning(columns.map(label), option: option))
      return nil
    }
    for other in columns.dropFirst() { meanings[other] = .ignored(.otherColumn(label(columns[0]))) }
    return [columns[0]]
  }

  func segmentLabel(_ id: String, _ columns: [Int]) -> String {
    func title(_ words: String) -> String {
      if !words.contains(" ") && words.utf8.count <= 5 { return words.uppercased() }
      return words.split(separator: " ").map(\.capitalizedFirst).joined(separator: " ")
    }
    if let words = columns.lazy.compactMap({ phrases[$0].segmentWords[id] }).first { return title(words) }
    guard let phrase = columns.lazy.map({ phrases[$0] }).first(where: { $0.segment == id }) else { return title(id) }
    return phrase.segments.map { title(phrase.segmentWords[$0] ?? $0) }.joined(separator: " ")
  }

  // MARK: Sums among columns

  /// Sums over the rows of some columns; nil where one of them is missing.
  mutating func sum(_ columns: [Int]) throws -> [Int?] {
    var result = try values(columns[0])
    for column in columns.dropFirst() {
      let other = try values(column)
      for row in result.indices {
        if let first = result[row], let second = other[row] { result[row] = first + second } else { result[row] = nil }
      }
    }
    return result
  }

  /// The first row in which a total differs from its parts; rows with a missing figure prove nothing.
  private mutating func firstDifference(_ total: [Int], _ parts: [Int]) throws -> (row: Int, stated: Int, sum: Int)? {
    let stated = try sum(total)
    let sums = try sum(parts)
    for row in stated.indices {
      if let one = stated[row], let other = sums[row], one != other { return (row, one, other) }
    }
    return nil
  }

  private mutating func check(total: Int, of parts: [Int]) throws {
    if let found = try firstDifference([total], parts) {
      throw Diagnostic.totalDisagrees(
        at: table.place(found.row, total), column: label(total), stated: found.stated, sum: found.sum,
        parts: parts.map(label), table: name)
    }
  }

  /// Finds a part that is the sum of the others everywhere, checks the whole against the parts, and takes unclear
  /// columns for segments only where the sum proves them.
  private mutating func settle(
    _ given: CountColumns, _ unclear: [Int], _ family: Family, _ option: String
  ) throws -> CountColumns? {
    var divided = given
    if divided.parts.count > 2 {
      for (index, part) in divided.parts.enumerated() {
        let others = divided.parts.indices.filter { $0 != index }.flatMap { divided.parts[$0].columns }
        let figures = try sum(part.columns)
        let sums = try sum(others)
        let compared = figures.indices.filter { figures[$0] != nil && sums[$0] != nil }
        if compared.count(where: { figures[$0]! > 0 }) > 1, compared.allSatisfy({ figures[$0] == sums[$0] }) {
          notices.append(.partIsSum(label(part.columns[0]), table: name))
          if divided.whole == nil {
            divided.whole = .init(segment: nil, label: nil, columns: part.columns)
          } else {
            for column in part.columns { meanings[column] = .sum }
          }
          divided.parts.remove(at: index)
          break
        }
      }
    }
    if let whole = divided.whole, !divided.parts.isEmpty {
      let parts = divided.parts.flatMap(\.columns)
      if let found = try firstDifference(whole.columns, parts) {
        // A group that no list knows may be the part that is missing.
        let missing = unclear.filter { measure($0) == measure(parts[0]) && !isOrdinal($0) }
        if try !missing.isEmpty && firstDifference(whole.columns, parts + missing) == nil {
          for column in missing {
            let words = phrases[column].unknown
            divided.parts.append(
              .init(
                segment: words.joined(separator: "_"), label: words.joined(separator: " ").capitalizedFirst,
                columns: [column]))
          }
          notices.append(.segmentsProven(missing.map(label), sum: label(whole.columns[0]), table: name))
          return divided
        }
        if divided.parts.count == 1 {
          doubts.append(.oneSegmentBesideAll(label(parts[0]), label(whole.columns[0]), option: option))
          return nil
        }
        throw Diagnostic.totalDisagrees(
          at: table.place(found.row, whole.columns[0]), column: label(whole.columns[0]), stated: found.stated,
          sum: found.sum, parts: parts.map(label), table: name)
      }
    }
    if !unclear.isEmpty {
      if divided.whole == nil {
        doubts.append(.unknownGroups(unclear.map { (label($0), phrases[$0].unknown) }, option: option))
        return nil
      }
      // Beside a sum that its known parts prove they are parts of parts; alone beside a count they may be what is meant.
      let isProven = try !divided.parts.isEmpty || partsOf(divided.whole?.columns ?? [], are: unclear)
      guard isProven else {
        doubts.append(
          .countsBeside(
            unclear.map { (label($0), phrases[$0].unknown) }, (divided.whole?.columns ?? []).map(label), option: option)
        )
        return nil
      }
      for column in unclear { meanings[column] = .ignored(.notUnderstood(phrases[column].unknown)) }
    }
    // A segment that is counted elsewhere in the table, but not among these: their sum is not of all workers.
    if divided.whole == nil {
      let own = Set(divided.parts.compactMap(\.segment))
      let others = open.filter { column in
        let found = phrases[column].segments
        return found.count == 1 && !own.contains(found[0]) && phrases[column].other == nil
          && phrases[column].period == nil
          && phrases[column].denominators.isEmpty == (family == .enrolled) && looksNumeric(column)
      }
      if !divided.parts.isEmpty && !others.isEmpty {
        doubts.append(.segmentsElsewhere(others.map(label), option: option))
        return nil
      }
    }
    if divided.whole == nil, let nested = nestedParts(divided.parts) {
      doubts.append(.partOfAnother(label(nested.inner.columns[0]), of: label(nested.outer.columns[0])))
      return nil
    }
    let families = Set(
      divided.parts.compactMap { part in Self.families.first { $0.value.contains(part.segment ?? "") }?.key })
    if families.count > 1 && divided.whole == nil {
      doubts.append(.twoDivisions(divided.parts.map { label($0.columns[0]) }, option: option))
      return nil
    }
    return divided
  }

  /// Whether a whole is the sum of parts in every row, and not of periods.
  mutating func partsOf(_ whole: [Int], are parts: [Int]) throws -> Bool {
    guard parts.count > 1, !whole.isEmpty, !parts.contains(where: isOrdinal) else { return false }
    let sums = try sum(parts)
    let stated = try sum(whole)
    let compared = sums.indices.filter { sums[$0] != nil && stated[$0] != nil }
    return compared.contains { (sums[$0] ?? 0) > 0 } && compared.allSatisfy { sums[$0] == stated[$0] }
  }

  /// Whether what is not known of a header is a number in a row of such: I, II, III; tahap 1.
  private func isOrdinal(_ column: Int) -> Bool {
    let words: Set<String> = ["tahap", "periode", "minggu", "pekan", "gelombang", "batch", "ke"]
    let numerals: Set<String> = ["i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii"]
    let unknown = phrases[column].unknown
    let numbers = unknown.filter { numerals.contains($0) || Int($0).map { (1...12).contains($0) } == true }
    return numbers.count == 1 || !words.isDisjoint(with: unknown)
  }

  /// A segment that may be part of another by its name: vulnerable workers of BPU beside BPU.
  private func nestedParts(_ parts: [CountColumns.Part]) -> (inner: CountColumns.Part, outer: CountColumns.Part)? {
    func words(_ part: CountColumns.Part) -> Set<String> {
      Set(part.columns.first.map { phrases[$0].segments } ?? [])
    }
    for inner in parts where words(inner).count > 1 {
      if let outer = parts.first(where: { !words($0).isEmpty && words($0).isStrictSubset(of: words(inner)) }) {
        return (inner, outer)
      }
    }
    return nil
  }

  /// Divisions of the same workers: a worker is in one of each.
  private static let families: [String: Set<String>] = [
    "kepesertaan": ["pu", "bpu", "jakon", "pmi"], "sektor": ["formal", "informal"],
  ]
}

extension StringProtocol {
  /// With its first letter in upper case.
  var capitalizedFirst: String { prefix(1).uppercased() + dropFirst() }
}
