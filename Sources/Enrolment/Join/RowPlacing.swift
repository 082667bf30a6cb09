internal import Areas
internal import Boundaries
internal import TableReading
internal import Tables

/// Decides which unit and segment a row of a table counts, a row at a time: first the segment, then the unit by its code
/// or its name, then what else the row says of that unit.
struct RowPlacing {
  enum Decision: Equatable {
    case place(unit: Int, segment: Int)
    /// It equals the sum of the other rows and names no unit.
    case provenSum
    case none(Rejection.Reason)
  }

  private let index: UnitIndex
  private let table: CountTable
  /// By position among the table's rows; nil where there is none.
  let codes: [AreaCode?]
  /// nil where names join.
  let translation: CodeTranslation?

  init(_ index: UnitIndex, _ table: CountTable, codes: [AreaCode?], _ translation: CodeTranslation?) {
    self.index = index
    self.table = table
    self.codes = codes
    self.translation = translation
  }

  /// - Parameter position: among the table's rows.
  func decision(_ position: Int) -> Decision {
    let row = table.rows[position]
    let segment: Int
    switch self.segment(position) {
    case .success(let found): segment = found
    case .failure(let miss): return settled(miss.reason, row)
    }
    switch unit(position) {
    case .unit(let unit):
      if let reason = objection(to: unit, position) { return settled(reason, row) }
      return .place(unit: unit, segment: segment)
    case .none(let reason): return settled(reason, row)
    }
  }

  private struct Miss: Error { let reason: Rejection.Reason }

  private func segment(_ position: Int) -> Result<Int, Miss> {
    if table.segmentOfRow.isEmpty { return .success(0) }
    switch table.segmentOfRow[position] {
    case .segment(let segment): return .success(segment)
    case .total: return .failure(Miss(reason: .total))
    case .blank: return .failure(Miss(reason: .noSegment))
    }
  }

  /// The unit that the row's code means, or its name where it has no code.
  private func unit(_ position: Int) -> UnitIndex.Found {
    let row = table.rows[position]
    let reading = table.reading
    if let translation, let code = codes[position] { return translation.unit(of: code, in: index) }
    let name = reading.name(row)
    if name.isEmpty { return .none(.noUnit) }
    // Without its parent a name could be anywhere.
    if reading.lacksParent(row) { return .none(index.units(named: name).isEmpty ? .unknownName : .noParent) }
    return index.find(name: name, parents: parents(row))
  }

  /// What else the row says that speaks against the unit of its code.
  private func objection(to unit: Int, _ position: Int) -> Rejection.Reason? {
    guard translation != nil, codes[position] != nil else { return nil }
    let row = table.rows[position]
    let name = table.reading.name(row)
    if !name.isEmpty, !index.isNamed(unit, name), index.units(named: name).contains(where: { $0 != unit }) {
      return .codeAgainstName
    }
    return index.contradicts(unit, parents(row)) ? .codeAgainstParent : nil
  }

  /// A row that found no unit may be one of sums: by arithmetic, or by its words.
  private func settled(_ reason: Rejection.Reason, _ row: Int) -> Decision {
    if table.reading.provenSums.contains(row) { return .provenSum }
    switch reason {
    case .unknownCode, .otherLevel, .noBridge, .unknownName, .noUnit:
      let words = [table.reading.code(row), table.reading.name(row)]
      return .none(words.contains(where: Self.isSum) ? .total : reason)
    default: return .none(reason)
    }
  }

  func parents(_ row: Int) -> [(text: String, level: AdministrativeLevel?)] {
    table.reading.parents(row).filter { !$0.text.isEmpty }
  }

  /// Whether the row joined by its code although the unit has another name that nobody else has.
  func hasOtherName(_ unit: Int, _ position: Int) -> Bool {
    guard translation != nil, codes[position] != nil else { return false }
    let name = table.reading.name(table.rows[position])
    return !name.isEmpty && !index.isNamed(unit, name)
  }

  /// Rows of sums, as people label them.
  private static func isSum(_ text: String) -> Bool {
    guard let first = AreaName.words(of: text).first else { return false }
    return ["total", "jumlah", "grand", "subtotal"].contains(first)
  }
}
