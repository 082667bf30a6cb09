internal import Areas
internal import Boundaries
internal import Diagnostics
internal import TableReading
internal import Tables

/// One table's rows matched to the units of a layer, with what became of each.
struct TableMatching {
  /// Without the rows that found their unit, which are told by `unitUse(complete:)`.
  private(set) var ledger: Ledger
  private(set) var rejections: [Rejection] = []
  private(set) var notices: [Notice] = []
  let finding: CodeSystemFinding?
  /// Why most rows miss, where one reason explains them.
  private(set) var missPattern: MissPattern?
  /// Rows that turned out to be the sum of the others.
  private(set) var sums: Set<Int> = []
  private let table: CountTable
  private let unitCount: Int
  private var titles: [String] = []
  /// For each used row: its position in the table, unit and segment.
  private var places: [(row: Int, unit: Int, segment: Int)] = []

  /// - Throws: `Diagnostic` where the code system cannot be decided, or rows count the same unit and segment.
  init(_ layer: BoundaryLayer, _ index: UnitIndex, _ table: CountTable, stated: CodeSystem?) throws {
    self.table = table
    unitCount = layer.units.count
    ledger = Ledger(
      table: table.table.name, otherPeriodRows: table.reading.otherPeriodRowCount, units: layer.units.count)
    let reading = table.reading
    let codes = table.rows.map { row in reading.codeColumn == nil ? nil : AreaCode(reading.code(row)) }
    var translation: CodeTranslation?
    if let column = reading.codeColumn {
      translation = try CodeTranslation(
        layer, table, codes: codes, header: table.table.header[column], stated: stated, &notices)
    }
    finding = translation?.finding
    let placing = RowPlacing(index, table, codes: codes, translation)
    let misses = place(placing, index)
    missPattern = MissPattern(layer, index, table, codes: codes, misses: misses)
    try refuseDoubles(index)
    note(placing, index)
    titles = layer.units.indices.map { index.title(of: $0) }
  }

  /// The rows of each unit.
  ///
  /// - Parameters:
  ///   - complete: by unit, whether it lacks no count, in this table or in the one beside it.
  ///   - paired: by unit, whether it has both counts of some segment.
  func unitUse(complete: [Bool], paired: [Bool]) -> [Ledger.UnitUse] {
    var units = titles.indices.map {
      Ledger.UnitUse(title: titles[$0], hasData: paired[$0], isComplete: complete[$0])
    }
    for place in places {
      units[place.unit].sum = units[place.unit].sum + workers(place.row)
      // A row without any count is no data.
      if table.reading.workers(place.row) != nil { units[place.unit].hasCount = true }
    }
    return units
  }

  /// - Returns: positions among the table's rows of those that name a place which was not found.
  private mutating func place(_ placing: RowPlacing, _ index: UnitIndex) -> [Int] {
    var misses: [Int] = []
    places.reserveCapacity(table.rows.count)
    for (position, row) in table.rows.enumerated() {
      switch placing.decision(position) {
      case .place(let unit, let segment):
        places.append((row, unit, segment))
      case .provenSum:
        sums.insert(row)
        notices.append(.provenSum(table.table.place(row), table.reading.name(row), table: table.table.name))
      case .none(let reason):
        if reason.kind == .miss { misses.append(position) }
        rejections.append(rejection(position, reason, placing, index))
        ledger.rejected = ledger.rejected + workers(row)
      }
    }
    return misses
  }

  private func workers(_ row: Int) -> Ledger.Sum {
    let workers = table.reading.workers(row)
    return Ledger.Sum(rows: 1, enrolled: workers?.enrolled ?? 0, eligible: workers?.eligible ?? 0)
  }

  private func rejection(
    _ position: Int, _ reason: Rejection.Reason, _ placing: RowPlacing, _ index: UnitIndex
  ) -> Rejection {
    let row = table.rows[position]
    let source = table.table
    let name = table.reading.name(row)
    let code = placing.translation == nil ? nil : placing.codes[position]
    let text = [code.map { _ in table.reading.code(row) }, name.isEmpty ? nil : name].compactMap { $0 }
    let sum = workers(row)
    return Rejection(
      table: source.name, line: source.lineNumber(row), place: source.place(row), reason: reason,
      value: text.joined(separator: " "),
      candidates: reason.mayMeanAnother
        ? index.candidates(name: name, key: code?.key, parents: placing.parents(row)) : [],
      cells: source.rawRow(row), enrolled: sum.enrolled, eligible: sum.eligible)
  }

  private func refuseDoubles(_ index: UnitIndex) throws {
    let segmentCount = max(1, table.segments.count)
    var occupied = [Int?](repeating: nil, count: unitCount * segmentCount)
    var doubles: [(first: Int, second: Int, unit: String, segment: String?)] = []
    for place in places {
      let position = place.unit * segmentCount + place.segment
      if let earlier = occupied[position] {
        let isNamed = !table.segments.isEmpty && !table.hasSegmentColumns
        doubles.append(
          (
            table.table.lineNumber(earlier), table.table.lineNumber(place.row), index.title(of: place.unit),
            isNamed ? table.segments[place.segment].label : nil
          ))
      }
      occupied[position] = place.row
    }
    if !doubles.isEmpty {
      throw Diagnostic.duplicateRows(doubles, table: table.table.name, isSheet: table.table.sheet != nil)
    }
  }

  /// Says which rows joined by their codes under other names.
  private mutating func note(_ placing: RowPlacing, _ index: UnitIndex) {
    if placing.translation == nil || table.reading.nameColumn == nil { return }
    var position = 0
    var differing: [(place: Message, name: String, unit: String)] = []
    for place in places {
      while table.rows[position] != place.row { position += 1 }
      if placing.hasOtherName(place.unit, position) {
        differing.append((table.table.place(place.row), table.reading.name(place.row), index.title(of: place.unit)))
      }
    }
    if !differing.isEmpty { notices.append(.namesDiffer(differing, table: table.table.name)) }
  }

  /// Counts by segment and unit from counts by column and row.
  func counts(_ columns: [[Int?]]) -> [[Int?]] {
    var result = [[Int?]](repeating: Array(repeating: nil, count: unitCount), count: max(1, table.segments.count))
    // A table may count participants alone, or eligible workers alone.
    if columns.isEmpty { return result }
    for place in places {
      if table.hasSegmentColumns {
        for segment in columns.indices { result[segment][place.unit] = columns[segment][place.row] }
      } else {
        result[place.segment][place.unit] = columns[0][place.row]
      }
    }
    return result
  }
}
