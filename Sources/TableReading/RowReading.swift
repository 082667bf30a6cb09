internal import Areas
internal import Diagnostics
internal import Tables

/// The rows of a table, told apart: those that count units, and those that head sections, sum others or remark.
///
/// Every sum is checked: one that equals rows it may stand for is set aside, and one that equals none is an error that
/// shows the difference.
struct RowReading {
  private(set) var rows: [Int] = []
  private(set) var otherPeriodRows = 0
  private(set) var provenSums: Set<Int> = []
  private(set) var segments: [TableReading.Segment] = []
  private(set) var segmentOfRow: [TableReading.RowSegment] = []
  private(set) var enrolled: [[Int?]]
  private(set) var eligible: [[Int?]]
  private(set) var period: String?
  private(set) var isDividedByRow = false

  private var kinds: [Int: SetAsideRow.Kind] = [:]
  private var loneKinds: [Int: SetAsideRow.Kind] = [:]
  private let table: DelimitedTable
  private let roles: RoleColumns
  private let paired: PairedColumns

  init(_ reader: inout TableReader, _ roles: RoleColumns, _ places: inout PlaceColumns, _ paired: PairedColumns) throws
  {
    table = reader.table
    self.roles = roles
    self.paired = paired
    enrolled = try paired.enrolled.map { try reader.sum($0) }
    eligible = try paired.eligible.map { try reader.sum($0) }
    try selectPeriod(&reader)
    sortOutBlankRows(places)
    findSections(reader, &places)
    try divide(&reader, places)
    try findSums(reader, places)
    try selectStatus(&reader)
    rows.removeAll { kinds[$0] != nil }
    try mergeSexes(&reader, places)
    try askWhoseEligible(&reader, places)
    rows.removeAll { kinds[$0] != nil }
    if !segmentOfRow.isEmpty {
      let kept = Set(rows)
      segmentOfRow = zip(dividedRows, segmentOfRow).filter { kept.contains($0.0) }.map(\.1)
    }
  }

  /// Rows as they were when each got its segment.
  private var dividedRows: [Int] = []

  mutating func release() { kinds = [:] }

  func setAsideRows(_ draft: TableDraft) -> [SetAsideRow] {
    var found: [(position: Int, row: SetAsideRow)] = draft.setAside.map { kind, position in
      (position, SetAsideRow(kind: kind, line: draft.grid.lineNumber(position), text: draft.text(position)))
    }
    for (row, kind) in kinds where kind != .otherPeriod {
      let position = draft.gridRows[row]
      found.append((position, SetAsideRow(kind: kind, line: table.lineNumber(row), text: draft.text(position))))
    }
    for (position, kind) in loneKinds {
      found.append(
        (position, SetAsideRow(kind: kind, line: draft.grid.lineNumber(position), text: draft.text(position))))
    }
    return found.sorted { $0.position < $1.position }.map(\.row)
  }

  /// All columns of counts, by row.
  private var counts: [[Int?]] { enrolled + eligible }

  private func hasCount(_ row: Int) -> Bool {
    enrolled.contains { $0[row] != nil } || eligible.contains { $0[row] != nil }
  }

  // MARK: Period

  private mutating func selectPeriod(_ reader: inout TableReader) throws {
    let all = Array(0..<table.rowCount)
    guard let column = roles.period else {
      if let wanted = reader.options.period, paired.period == nil {
        throw Diagnostic.noPeriodColumn(wanted, table: table.name)
      }
      rows = all
      return
    }
    var texts = all.map { row in
      roles.year.map { "\(table.cell(row, column)) \(table.cell(row, $0))" } ?? table.cell(row, column)
    }
    func isBlank(_ text: String) -> Bool { text.allSatisfy(\.isWhitespace) }
    // Written once for the rows below, or blank beside a sum.
    // Sums and headings are of every period, until it is known what they are.
    var timeless: Set<Int> = []
    for row in all where isBlank(texts[row]) {
      if reader.isSum(row) || !hasCount(row) {
        timeless.insert(row)
        texts[row] = ""
      } else {
        throw Diagnostic.blankPeriod(at: table.place(row, column), column: table.header[column], table: table.name)
      }
    }
    let distinct = Array(Set(texts)).filter { !isBlank($0) }.sorted()
    var known: [String: Period] = [:]
    for text in distinct { known[text] = Period(text) }
    let chosen: (String) -> Bool
    let label: String
    if let wanted = reader.options.period {
      let target = Period(wanted)
      chosen = { $0 == wanted || (target != nil && known[$0] == target) }
      label = wanted
    } else if let same = reader.options.preferredPeriod.flatMap(Period.init),
      let text = distinct.first(where: { known[$0] == same })
    {
      chosen = { known[$0] == same }
      label = text
    } else if distinct.count == 1 {
      chosen = { !isBlank($0) }
      label = distinct[0]
    } else {
      if let unknown = distinct.first(where: { known[$0] == nil }) {
        throw Diagnostic.periodNotUnderstood(unknown, among: distinct, table: table.name)
      }
      let latest = known.values.max()!
      chosen = { known[$0] == latest }
      label = distinct.first(where: chosen)!
    }
    rows = all.filter { chosen(texts[$0]) || timeless.contains($0) }
    if rows.count == timeless.count { throw Diagnostic.noSuchPeriod(label, among: distinct, table: table.name) }
    period = label
    otherPeriodRows = table.rowCount - rows.count
    let used = Set(distinct.filter(chosen))
    if distinct.count > used.count {
      reader.notices.append(
        .periodOfRows(label, others: distinct.filter { !used.contains($0) }, rows: otherPeriodRows, table: table.name))
    }
  }

  // MARK: Rows that say nothing

  private mutating func sortOutBlankRows(_ places: PlaceColumns) {
    guard places.code != nil || places.name != nil else { return }
    for row in rows where !hasCount(row) {
      let isNameless = [places.code, places.name].compactMap { $0 }.allSatisfy { table.cell(row, $0).isEmpty }
      // Numbered lines that nobody filled in, and remarks.
      if isNameless, counts.indices.allSatisfy({ _ in true }), !hasMissingMark(row) { kinds[row] = .note }
    }
  }

  private func hasMissingMark(_ row: Int) -> Bool {
    (paired.enrolled + paired.eligible).joined().contains { !table.cell(row, $0).isEmpty }
  }

  // MARK: Sections

  private mutating func findSections(_ reader: TableReader, _ places: inout PlaceColumns) {
    guard let name = places.name else { return }
    let draft = reader.draft
    let own = places.nameLevel.flatMap { $0 == .unit ? nil : $0 } ?? reader.level ?? .unit
    let level = reader.level.map { $0 == .unit ? own : max(own, $0) } ?? own
    let hasParentColumn = !places.parents.isEmpty
    /// What a heading says: the unit above, or the kind of the units below.
    enum Heading {
      case parent(String, AdministrativeLevel)
      case kind(String?)
    }
    var headings: [(position: Int, heading: Heading)] = []

    func kindHeading(_ text: String) -> Heading? {
      let phrase = HeaderPhrase(text)
      guard phrase.isPlace, !phrase.levels.isEmpty, !phrase.has(.name), !phrase.has(.code) else { return nil }
      let words = HeaderText.words(of: text)
      return .kind(
        words.first == "kota" ? "Kota" : words.first == "kabupaten" || words.first == "kab" ? "Kabupaten" : nil)
    }
    func parentHeading(_ text: String, isForm: Bool) -> Heading? {
      let clean = PlaceText.cleaned(PlaceText.withoutLetterMark(text), isParent: true)
      if let stated = PlaceText.statedLevel(clean), stated < level { return .parent(clean, stated) }
      guard isForm, let above = level.parent, !clean.isEmpty else { return nil }
      return .parent(clean, above)
    }

    for position in draft.lone {
      let text = draft.text(position)
      let words = HeaderText.words(of: text)
      if let kind = kindHeading(text) {
        headings.append((position, kind))
      } else if !SumWords.begin(text), words.count <= 6, !TableBlock.isNote(text),
        let heading = parentHeading(text, isForm: !hasParentColumn)
      {
        headings.append((position, heading))
      } else {
        loneKinds[position] = .note
        continue
      }
      loneKinds[position] = .section
    }

    // Rows without figures, and rows whose figures are the sums of those below.
    var bare: [Int] = []
    var sums: [Int] = []
    for row in rows where kinds[row] == nil {
      if !hasCount(row) {
        if !hasMissingMark(row) { bare.append(row) }
      } else {
        let first = draft.grid.firstByte(draft.gridRows[row], name)
        // Kabupaten, Kota, Kecamatan, Provinsi, or a number before them.
        if first == 0x6B || first == 0x70 || (first >= 0x30 && first <= 0x39) || first == 0x28,
          let stated = PlaceText.statedLevel(places.names[row] ?? table.cell(row, name)), stated < level
        {
          sums.append(row)
        }
      }
    }
    var letterMarked = 0
    for row in bare where PlaceText.letterMark(table.cell(row, name)) != nil { letterMarked += 1 }
    for row in bare {
      let raw = table.cell(row, name)
      if raw.isEmpty { continue }
      let others = table.header.indices.filter {
        $0 != name && !table.cell(row, $0).isEmpty && !reader.phrases[$0].isRunningNumber
      }
      if let kind = kindHeading(raw) {
        headings.append((draft.gridRows[row], kind))
        kinds[row] = .section
      } else if others.isEmpty, SumWords.begin(raw) || TableBlock.isNote(raw) {
        kinds[row] = .note
      } else if others.isEmpty,
        let heading = parentHeading(
          raw, isForm: letterMarked > 1 && PlaceText.letterMark(raw) != nil && !hasParentColumn)
      {
        headings.append((draft.gridRows[row], heading))
        kinds[row] = .section
      }
    }
    // A unit of a higher level with figures is a heading where they are the sum of the rows below it. From the bottom, so
    // that sums of sums are proven after those. (Kota Bangun is a kecamatan: its figures are no sum.)
    let plain = rows.filter { kinds[$0] == nil }
    let isCandidate = Set(sums)
    var place: [Int: Int] = [:]
    for (index, row) in plain.enumerated() where isCandidate.contains(row) { place[row] = index }
    // One row of the same figures may be chance, unless the table has such headings.
    var proven = 0
    for (row, least) in sums.reversed().map({ ($0, 2) }) + sums.reversed().map({ ($0, 1) }) {
      if least == 1 && proven == 0 || kinds[row] == .sum { continue }
      guard let start = place[row] else { continue }
      var totals = counts.map { _ in 0 }
      var length = 0
      for index in (start + 1)..<max(start + 1, plain.count) {
        let below = plain[index]
        if kinds[below] == .sum { continue }
        if reader.isSum(below) { break }
        var isMore = false
        for (column, values) in counts.enumerated() {
          totals[column] += values[below] ?? 0
          if let stated = values[row], totals[column] > stated { isMore = true }
        }
        // Counts only grow: what is more than the heading says never comes back to it.
        if isMore { break }
        length += 1
        let isLast =
          index + 1 == plain.count || isCandidate.contains(plain[index + 1]) || reader.isSum(plain[index + 1])
        if length > 1 || (least == 1 && isLast), agrees(row, totals), totals.contains(where: { $0 > 0 }) {
          kinds[row] = .sum
          proven += 1
          break
        }
      }
      if kinds[row] == .sum {
        let text = PlaceText.cleaned(places.names[row] ?? table.cell(row, name), isParent: true)
        if let stated = PlaceText.statedLevel(text) { headings.append((draft.gridRows[row], .parent(text, stated))) }
      }
    }
    // The first of several tables below each other has its heading among the titles.
    let hasParents = headings.contains { if case .parent = $0.heading { true } else { false } }
    if hasParents, let title = draft.block.titles.last, let heading = parentHeading(draft.text(title), isForm: false) {
      headings.append((title, heading))
    }
    if headings.isEmpty { return }
    headings.sort { $0.position < $1.position }
    var next = 0
    var parent: (text: String, level: AdministrativeLevel)?
    var kind: String?
    for row in rows {
      while next < headings.count, headings[next].position < draft.gridRows[row] {
        switch headings[next].heading {
        case .parent(let text, let level): parent = (text, level)
        case .kind(let text): kind = text
        }
        next += 1
      }
      if kinds[row] != nil { continue }
      if let parent, !hasParentColumn { places.sections[row] = parent }
      if let kind, level == .regency || level == .unit {
        let text = places.names[row] ?? table.cell(row, name)
        if !text.isEmpty, PlaceText.statedLevel(text) == nil, !reader.isSum(row) {
          places.names[row] = "\(kind) \(text)"
        }
      }
    }
  }

  /// Whether a row's figures are those sums; a missing figure proves nothing, and one must be there.
  private func agrees(_ row: Int, _ totals: [Int]) -> Bool {
    var compared = 0
    for (column, values) in counts.enumerated() {
      guard let stated = values[row] else { continue }
      if stated != totals[column] { return false }
      compared += 1
    }
    return compared > 0
  }

  // MARK: Sums of rows

  private mutating func findSums(_ reader: TableReader, _ places: PlaceColumns) throws {
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
    for row in rows where reader.isAverage(row) && kinds[row] == nil { kinds[row] = .average }
  }

  private func isSumValue(_ text: String) -> Bool {
    let phrase = HeaderPhrase(text)
    return phrase.has(.total) && phrase.segments.isEmpty && phrase.unknown.isEmpty
  }

  /// Sets a row of sums aside where it equals rows that it may stand for.
  private mutating func settle(
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
      for (column, values) in counts.enumerated() { totals[column] += values[unit] ?? 0 }
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
  private func hasBoundary(between first: Int, and second: Int, _ sums: Set<Int>) -> Bool {
    if second - first <= 1 { return false }
    return ((first + 1)..<second).contains { sums.contains($0) || kinds[$0] == .section || kinds[$0] == .sum }
  }

  private func parentBases(_ row: Int, _ places: PlaceColumns) -> Set<String> {
    var texts = places.parents.enumerated().map { position, parent in
      places.parentNames[position][row] ?? table.cell(row, parent.column)
    }
    if let section = places.sections[row] { texts.append(section.text) }
    return Set(texts.map { AreaName($0, level: .regency).base })
  }

  /// Rows of units above, by code: 64.01 before 64.01.01 and its like, where it is their sum.
  private mutating func findSumsByCode(_ candidates: [Int], _ places: PlaceColumns, _ level: AdministrativeLevel?) {
    guard let column = places.code, let level, level != .unit, level != .province else { return }
    var higher: [(row: Int, key: String)] = []
    var own: [(row: Int, key: String)] = []
    for row in candidates {
      guard let code = AreaCode(places.codes[row] ?? table.cell(row, column)), let found = code.level else { continue }
      if found < level { higher.append((row, code.key)) } else if found == level { own.append((row, code.key)) }
    }
    guard !higher.isEmpty, higher.count < own.count else { return }
    var totals: [String: [Int]] = [:]
    for (row, key) in own {
      for length in [2, 4, 6, 7] where length < key.utf8.count {
        var sums = totals[String(key.prefix(length))] ?? counts.map { _ in 0 }
        for (index, values) in counts.enumerated() { sums[index] += values[row] ?? 0 }
        totals[String(key.prefix(length))] = sums
      }
    }
    for (row, key) in higher {
      if let sums = totals[key], agrees(row, sums) { kinds[row] = .sum }
    }
  }

  /// Rows that equal the sum of all others though no word says so: the first, the last, and those without a code or a
  /// number where the others have one.
  private mutating func findUnmarkedSums(_ candidates: [Int], _ reader: TableReader, _ places: PlaceColumns) {
    guard candidates.count > 3 else { return }
    var totals = counts.map { _ in 0 }
    for row in candidates { for (column, values) in counts.enumerated() { totals[column] += values[row] ?? 0 } }
    let number = reader.table.header.indices.first { reader.phrases[$0].isRunningNumber }
    let marks = [number, places.code].compactMap { $0 }
    for row in candidates where agrees(row, counts.indices.map { totals[$0] - (counts[$0][row] ?? 0) }) {
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

  // MARK: Status

  /// Keeps the active.
  private mutating func selectStatus(_ reader: inout TableReader) throws {
    guard let column = roles.status else { return }
    var inactive = 0
    var workers = 0
    var unknown: [Int] = []
    for row in rows where kinds[row] == nil {
      switch StatusWord(table.cell(row, column)) {
      case .active: break
      case .inactive:
        kinds[row] = .inactive
        inactive += 1
        workers += enrolled.reduce(0) { $0 + ($1[row] ?? 0) }
      case .blank, .unknown: unknown.append(row)
      }
    }
    if !unknown.isEmpty {
      reader.doubts.append(
        .statusNotUnderstood(
          unknown.prefix(5).map { (table.place($0, column), table.cell($0, column)) }, column: reader.label(column)))
    }
    if inactive > 0 {
      reader.notices.append(
        .inactiveLeftAside(inactive, workers: workers, column: reader.label(column), table: table.name))
    }
  }

  // MARK: Segments

  private func unitKey(_ row: Int, _ places: PlaceColumns) -> String {
    if let code = places.code {
      let text = places.codes[row] ?? table.cell(row, code)
      if let key = AreaCode(text)?.key { return key }
    }
    var parts = [places.name.map { places.names[row] ?? table.cell(row, $0) } ?? ""]
    for (position, parent) in places.parents.enumerated() {
      parts.append(places.parentNames[position][row] ?? table.cell(row, parent.column))
    }
    if let section = places.sections[row] { parts.append(section.text) }
    return parts.map { AreaName.words(of: $0).joined() }.joined(separator: "|")
  }

  private mutating func divide(_ reader: inout TableReader, _ places: PlaceColumns) throws {
    guard let column = roles.segment else { return }
    isDividedByRow = true
    let rows = rows.filter { kinds[$0] == nil && !reader.isSum($0) }
    dividedRows = rows
    var identities: [String: (identity: String, isTotal: Bool)] = [:]
    for text in Set(rows.map { table.cell($0, column) }) {
      let phrase = HeaderPhrase(text, segments: reader.options.segments)
      let key = HeaderText.key(text)
      let isTotal =
        phrase.segments.count > 1 || (phrase.segments.isEmpty && phrase.has(.total) && phrase.unknown.isEmpty)
      let single = phrase.segments.count == 1 && phrase.unknown.isEmpty ? phrase.segments[0] : key
      identities[text] = (isTotal ? "" : single, isTotal)
    }
    let isOnlyTotal = !identities.contains { !$0.value.isTotal && !$0.key.isEmpty }
    let texts = rows.map { table.cell($0, column) }
    var units: [String: [Int]] = [:]
    var order: [String] = []
    for position in rows.indices {
      // Of one status and sex each, whose sums are told apart too.
      let others = [roles.status, roles.sex].compactMap { $0 }.map {
        "|" + HeaderText.key(table.cell(rows[position], $0))
      }
      let key = unitKey(rows[position], places) + others.joined()
      if units[key] == nil { order.append(key) }
      units[key, default: []].append(position)
    }
    // A segment that is the sum of the others in every unit, whatever it is called.
    totalTexts = Set(identities.filter { $0.value.isTotal }.map(\.key))
    let names = identities.filter { !$0.value.isTotal && !$0.key.isEmpty }.map(\.key).sorted()
    if names.count > 2 && !isOnlyTotal {
      for text in names {
        var proven = 0
        var fails = false
        for key in order {
          let members = units[key]!.filter { !texts[$0].isEmpty && !totalTexts.contains(texts[$0]) }
          guard members.count > 2, let own = members.first(where: { texts[$0] == text }) else { continue }
          let totals = counts.map { values in members.reduce(0) { $1 == own ? $0 : $0 + (values[rows[$1]] ?? 0) } }
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
    var found: [TableReading.Segment] = []
    var positions: [String: Int] = [:]
    segmentOfRow = texts.map { text in
      if text.isEmpty { return .blank }
      if totalTexts.contains(text) && !isOnlyTotal { return .total }
      let identity = identities[text]!.identity.isEmpty ? HeaderText.key(text) : identities[text]!.identity
      if let position = positions[identity] { return .segment(position) }
      positions[identity] = found.count
      found.append(.init(label: text, headerKey: HeaderText.key(text), identity: identity))
      return .segment(found.count - 1)
    }
    segments = found
    for key in order {
      let members = units[key]!
      let parts = members.filter { if case .segment = segmentOfRow[$0] { true } else { false } }
      let totals = counts.map { values in parts.reduce(0) { $0 + (values[rows[$1]] ?? 0) } }
      if parts.count < 1 || isOnlyTotal { continue }
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

  /// What a row of sums is called: its unit and its part.
  private func sumTitle(_ row: Int, _ part: String, _ reader: TableReader) -> String {
    let unit = reader.leadingText(row)
    return unit.isEmpty || unit == part ? part : "\(unit) \(part)"
  }

  /// Values of the column of segments that stand for their sum.
  private var totalTexts: Set<String> = []
  /// Whether rows of sums show that the eligible are of each segment.
  private var provenPerSegment = false

  // MARK: Sexes

  /// Adds the rows of men and women of one unit and segment.
  private mutating func mergeSexes(_ reader: inout TableReader, _ places: PlaceColumns) throws {
    guard let column = roles.sex else { return }
    var groups: [String: [Int]] = [:]
    var order: [String] = []
    for row in rows where kinds[row] == nil {
      let key = unitKey(row, places) + "|" + (roles.segment.map { HeaderText.key(table.cell(row, $0)) } ?? "")
      if groups[key] == nil { order.append(key) }
      groups[key, default: []].append(row)
    }
    var alone: Set<String> = []
    var halves = 0
    for key in order {
      let members = groups[key]!
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
      let totals = counts.map { ($0[first] ?? 0) + ($0[second] ?? 0) }
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
      for index in enrolled.indices {
        enrolled[index][first] = Self.sum(enrolled[index][first], enrolled[index][second])
      }
      if !perUnit {
        for index in eligible.indices {
          eligible[index][first] = Self.sum(eligible[index][first], eligible[index][second])
        }
      }
      kinds[second] = .merged
    }
    reader.notices.append(.sexRowsAdded(sexPairs.count, column: reader.label(column), table: table.name))
  }

  private var sexPairs: [(Int, Int)] = []

  private static func sum(_ first: Int?, _ second: Int?) -> Int? {
    guard let first, let second else { return nil }
    return first + second
  }

  // MARK: Eligible workers of the unit on each row

  private mutating func askWhoseEligible(_ reader: inout TableReader, _ places: PlaceColumns) throws {
    guard isDividedByRow, eligible.count == 1, !paired.eligible.isEmpty else { return }
    let alive = dividedRows.indices.filter { position in
      guard kinds[dividedRows[position]] == nil, case .segment = segmentOfRow[position] else { return false }
      return true
    }
    var groups: [String: [Int]] = [:]
    var order: [String] = []
    for position in alive {
      let row = dividedRows[position]
      let key = unitKey(row, places)
      if groups[key] == nil { order.append(key) }
      groups[key, default: []].append(row)
    }
    let several = order.filter { groups[$0]!.count > 1 }
    var values: Set<Int> = []
    let same = several.filter { key in
      let figures = groups[key]!.compactMap { eligible[0][$0] }
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
      for key in order {
        let members = groups[key]!
        let first = members[0]
        let figures = Set(members.compactMap { eligible[0][$0] })
        if figures.count > 1 {
          throw Diagnostic.eligibleDiffers(
            at: table.place(members[1], paired.eligible[0][0]), figures.sorted(), table: table.name)
        }
        eligible[0][first] = figures.first
        for other in members.dropFirst() {
          for index in enrolled.indices {
            enrolled[index][first] = Self.sum(enrolled[index][first], enrolled[index][other])
          }
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

extension TableDraft {
  /// The text of a row of the grid, on one line.
  func text(_ position: Int) -> String {
    (0..<grid.cellCount(position)).map { grid.cell(position, $0) }.filter { !$0.isEmpty }.map(HeaderText.line).joined(
      separator: " | ")
  }
}
