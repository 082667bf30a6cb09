internal import Areas
internal import Diagnostics
internal import Tables

/// The rows of a table, told apart: those that count units, and those that head sections, sum others or remark.
///
/// Every sum is checked: one that equals rows it may stand for is set aside, and one that equals none is an error that
/// shows the difference.
struct RowReading {
  var rows: [Int] = []
  var otherPeriodRows = 0
  var provenSums: Set<Int> = []
  var segments: [TableReading.Segment] = []
  var segmentOfRow: [TableReading.RowSegment] = []
  var enrolled: [[Int?]]
  var eligible: [[Int?]]
  var period: String?
  var isDividedByRow = false

  var kinds: [Int: SetAsideRow.Kind] = [:]
  var loneKinds: [Int: SetAsideRow.Kind] = [:]
  let table: DelimitedTable
  let roles: RoleColumns
  let paired: PairedColumns

  init(_ reader: inout TableReader, _ roles: RoleColumns, _ places: inout PlaceColumns, _ paired: PairedColumns) throws
  {
    table = reader.table
    self.roles = roles
    self.paired = paired
    enrolled = try paired.enrolled.map { try reader.sum($0) }
    eligible = try paired.eligible.map { try reader.sum($0) }
    try keepParts(&reader)
    try selectPeriod(&reader, places)
    sortOutBlankRows(places)
    findSections(reader, &places)
    let unitRows = roles.segment == nil && roles.sex == nil ? nil : UnitRows(table, places)
    if let unitRows { try divide(&reader, unitRows) }
    try findSums(reader, places)
    try selectStatus(&reader)
    rows.removeAll { kinds[$0] != nil }
    if let unitRows {
      try mergeSexes(&reader, unitRows)
      try askWhoseEligible(&reader, unitRows)
    }
    rows.removeAll { kinds[$0] != nil }
    if !segmentOfRow.isEmpty {
      var isKept = Array(repeating: false, count: table.rowCount)
      for row in rows { isKept[row] = true }
      segmentOfRow = zip(dividedRows, segmentOfRow).filter { isKept[$0.0] }.map(\.1)
    }
    let without = parts.isEmpty ? [] : rows.filter { parts[$0] != nil }
    if !without.isEmpty { reader.notices.append(.rowsWithoutSum(without.map { table.place($0) }, table: table.name)) }
  }

  // MARK: Figures that have no sum

  /// What is there in rows that lack one of several figures that are added, by row and by position in `counts`: no sum,
  /// but nothing that may be lost.
  private(set) var parts: [Int: [Int]] = [:]

  private mutating func keepParts(_ reader: inout TableReader) throws {
    for (position, columns) in (paired.enrolled + paired.eligible).enumerated() where columns.count > 1 {
      let values = try columns.map { try reader.values($0) }
      for row in 0..<table.rowCount where self[position, row] == nil {
        let there = values.compactMap { $0[row] }
        if !there.isEmpty { keep(there.reduce(0, +), position, row) }
      }
    }
  }

  private mutating func keep(_ part: Int, _ position: Int, _ row: Int) {
    parts[row, default: Array(repeating: 0, count: enrolled.count + eligible.count)][position] += part
  }

  /// The parts of figures that have no sum, by row.
  var workersWithoutSum: [Int: (enrolled: Int, eligible: Int)] {
    var found: [Int: (enrolled: Int, eligible: Int)] = [:]
    for row in rows {
      guard let known = parts[row] else { continue }
      func sum(_ positions: Range<Int>) -> Int { positions.reduce(0) { $0 + (self[$1, row] == nil ? known[$1] : 0) } }
      found[row] = (sum(0..<enrolled.count), sum(enrolled.count..<known.count))
    }
    return found
  }

  /// A figure by its position in `counts`.
  private subscript(position: Int, row: Int) -> Int? {
    get { position < enrolled.count ? enrolled[position][row] : eligible[position - enrolled.count][row] }
    set {
      if position < enrolled.count {
        enrolled[position][row] = newValue
      } else {
        eligible[position - enrolled.count][row] = newValue
      }
    }
  }

  /// A figure of `counts`, or what is there of it.
  func present(_ counts: [[Int?]], _ position: Int, _ row: Int) -> Int {
    counts[position][row] ?? (parts.isEmpty ? 0 : parts[row]?[position] ?? 0)
  }

  /// Adds figures of one row to another of the same unit. Where either lacks one there is no sum.
  mutating func add(_ row: Int, to first: Int, _ positions: Range<Int>) {
    for position in positions {
      if let one = self[position, first], let other = self[position, row] {
        self[position, first] = one + other
        continue
      }
      let known = [self[position, first], self[position, row], parts[row]?[position]].compactMap { $0 }
      self[position, first] = nil
      if !known.isEmpty { keep(known.reduce(0, +), position, first) }
    }
  }

  /// Values of the column of segments that stand for their sum.
  var totalTexts: Set<String> = []
  /// Whether rows of sums show that the eligible are of each segment.
  var provenPerSegment = false
  /// Rows as they were when each got its segment.
  var dividedRows: [Int] = []

  func setAsideRows(_ draft: TableDraft) -> [SetAsideRow] {
    var found: [(position: Int, row: SetAsideRow)] = draft.setAside.map { kind, position in
      (position, SetAsideRow(kind: kind, line: draft.grid.lineNumber(position), text: draft.text(position)))
    }
    for (row, kind) in kinds {
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
  var counts: [[Int?]] { enrolled + eligible }

  func hasCount(_ row: Int) -> Bool {
    enrolled.contains { $0[row] != nil } || eligible.contains { $0[row] != nil } || parts[row] != nil
  }

  // MARK: Period

  mutating func selectPeriod(_ reader: inout TableReader, _ places: PlaceColumns) throws {
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
    let written = Set(texts)
    let blank = written.filter { $0.allSatisfy(\.isWhitespace) }
    // Written once for the rows below, or blank beside a sum.
    // Sums and headings are of every period, until it is known what they are.
    var timeless: Set<Int> = []
    for row in all where !blank.isEmpty && blank.contains(texts[row]) {
      if reader.isSum(row) || !hasCount(row) {
        timeless.insert(row)
        texts[row] = ""
      } else {
        throw Diagnostic.blankPeriod(at: table.place(row, column), column: table.header[column], table: table.name)
      }
    }
    let distinct = written.subtracting(blank).sorted()
    if distinct.isEmpty {
      rows = all
      return
    }
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
      chosen = { _ in true }
      label = distinct[0]
    } else {
      if let unknown = distinct.first(where: { known[$0] == nil }) {
        throw Diagnostic.periodNotUnderstood(unknown, among: distinct, table: table.name)
      }
      let latest = known.values.max()!
      // 03/04/2025: the other way round another one may be the latest.
      let swapped = distinct.compactMap { text in Period.monthFirst(text).map { (text: text, period: $0) } }
      if swapped.count == distinct.count, let other = swapped.max(by: { $0.period < $1.period }),
        known[other.text] != latest
      {
        throw Diagnostic.datesEitherWay(distinct, column: table.header[column], table: table.name)
      }
      chosen = { known[$0] == latest }
      label = distinct.first(where: chosen)!
    }
    let used = Set(distinct.filter(chosen))
    if reader.options.period == nil, distinct.count > used.count {
      if let fuller = fullerPeriod(texts, than: used) {
        reader.doubts.append(.periodIncomplete(label, fuller))
      } else if let (own, all) = unitCounts(texts, used, reader, places), own * 5 < all * 4 {
        reader.doubts.append(.periodOfSomeUnits(label, own, of: all))
      }
    }
    rows = all.filter { used.contains(texts[$0]) || timeless.contains($0) }
    if rows.count == timeless.count { throw Diagnostic.noSuchPeriod(label, among: distinct, table: table.name) }
    period = label
    otherPeriodRows = table.rowCount - rows.count
    if distinct.count > used.count {
      reader.notices.append(
        .periodOfRows(label, others: distinct.filter { !used.contains($0) }, rows: otherPeriodRows, table: table.name))
    }
  }

  /// How many units the rows of a period have, and those of all periods.
  private func unitCounts(
    _ texts: [String], _ used: Set<String>, _ reader: TableReader, _ places: PlaceColumns
  ) -> (own: Int, all: Int)? {
    guard places.code != nil || places.name != nil else { return nil }
    var own: Set<[String]> = []
    var all: Set<[String]> = []
    for row in texts.indices where !texts[row].isEmpty && !reader.isSum(row) {
      var unit = places.parents.enumerated().map { places.parentNames[$0][row] ?? table.cell(row, $1.column) }
      unit += [places.codes[row] ?? places.code.map { table.cell(row, $0) } ?? ""]
      unit += [places.names[row] ?? places.name.map { table.cell(row, $0) } ?? ""]
      if unit.suffix(2).allSatisfy(\.isEmpty) { continue }
      all.insert(unit)
      if used.contains(texts[row]) { own.insert(unit) }
    }
    return (own.count, all.count)
  }

  /// A period with many more rows than those that are used.
  private func fullerPeriod(_ texts: [String], than used: Set<String>) -> String? {
    let counts = texts.reduce(into: [String: Int]()) { $0[$1, default: 0] += $1.isEmpty ? 0 : 1 }
    let own = counts.filter { used.contains($0.key) }.reduce(0) { $0 + $1.value }
    return counts.filter { own * 5 < $0.value * 4 }.max { ($0.value, $1.key) < ($1.value, $0.key) }?.key
  }

  // MARK: Rows that say nothing

  mutating func sortOutBlankRows(_ places: PlaceColumns) {
    guard places.code != nil || places.name != nil else { return }
    for row in rows where !hasCount(row) {
      let isNameless = [places.code, places.name].compactMap { $0 }.allSatisfy { table.cell(row, $0).isEmpty }
      // Numbered lines that nobody filled in, and remarks.
      if isNameless, !hasMissingMark(row) { kinds[row] = .note }
    }
  }

  func hasMissingMark(_ row: Int) -> Bool {
    (paired.enrolled + paired.eligible).joined().contains { !table.cell(row, $0).isEmpty }
  }

  // MARK: Status

  /// Keeps the active.
  mutating func selectStatus(_ reader: inout TableReader) throws {
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
        workers += enrolled.indices.reduce(0) { $0 + present(enrolled, $1, row) }
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
}

extension TableDraft {
  /// The text of a row of the grid, on one line.
  func text(_ position: Int) -> String { grid.text(position) }
}

extension TableGrid {
  /// The text of a row, on one line.
  func text(_ row: Int) -> String {
    (0..<cellCount(row)).map { cell(row, $0) }.filter { !$0.isEmpty }.map(HeaderText.line).joined(separator: " | ")
  }
}
