internal import Areas
internal import Boundaries
internal import Diagnostics
internal import Enrolment

/// Finds the unit of a record by code of residence, or by names where the code is blank.
///
/// Answers are remembered, because millions of records name the same few thousand places; the memory is emptied when it
/// is full, so it stays bounded whatever stands in the file.
final class PlaceResolver {
  /// What the cells of a place say.
  enum Answer: Sendable, Hashable {
    case unit(Int)
    case rejected(RecordReason)
    /// Neither code nor name.
    case blank
  }

  private let index: UnitIndex
  private let codes: ResidenceCodes?
  /// Whether the first cell of a place is a code.
  private let hasCode: Bool
  private let parentLevels: [AdministrativeLevel?]
  private let hasName: Bool
  private var memory: [[String]: Answer] = [:]

  static let memoryLimit = 1 << 17

  /// - Parameter finding: what the table's codes are; nil where it is not known yet, and no code is looked up.
  init(_ layer: BoundaryLayer, _ columns: RecordColumns, finding: CodeSystemFinding?) {
    let index = UnitIndex(layer)
    self.index = index
    codes = finding.map { ResidenceCodes(layer, index, finding: $0) }
    hasCode = columns.code != nil
    hasName = columns.name != nil
    parentLevels = columns.parents.map(\.level)
  }

  func notices(table: String) -> [Notice] { codes?.notices(table: table) ?? [] }

  /// - Parameter cells: the code, if the table has one, then the name, if it has one, then the names of the parents.
  func answer(_ cells: [String]) -> Answer {
    if let known = memory[cells] { return known }
    let answer = find(cells)
    if memory.count >= Self.memoryLimit { memory.removeAll(keepingCapacity: true) }
    memory[cells] = answer
    return answer
  }

  private func find(_ cells: [String]) -> Answer {
    let name = hasName ? cells[hasCode ? 1 : 0] : ""
    let isNamed = hasName && !Self.isMissing(name)
    if hasCode, !Self.isMissing(cells[0]), let code = AreaCode(cells[0]) {
      guard let codes else { return .blank }
      switch codes.unit(of: code) {
      case .none(let reason): return .rejected(RecordReason(reason))
      case .unit(let unit):
        if isNamed, !index.isNamed(unit, name), index.units(named: name).contains(where: { $0 != unit }) {
          return .rejected(.codeAgainstName)
        }
        return .unit(unit)
      }
    }
    if !isNamed { return .blank }
    let parents = zip(cells.dropFirst(hasCode ? 2 : 1), parentLevels).filter { !Self.isMissing($0.0) }
    switch index.find(name: name, parents: parents.map { (text: $0.0, level: $0.1) }) {
    case .unit(let unit): return .unit(unit)
    case .none(let reason): return .rejected(RecordReason(reason))
    }
  }

  private static let missing: Set<String> = [
    "", "na", "null", "none", "nan", "nil", "tidakada", "belumada", "kosong", "unknown", "tidakdiketahui",
  ]

  /// Whether a cell says that there is nothing to say.
  static func isMissing(_ text: String) -> Bool {
    if text.isEmpty { return true }
    let word = AreaName.words(of: text).joined()
    return missing.contains(word) || word.utf8.allSatisfy { $0 == 0x30 }
  }
}
