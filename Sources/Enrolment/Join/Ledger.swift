/// What became of every row and every worker of one table. It balances: read = used + incomplete + rejected + outside of the
/// area, in rows and in workers; units = with data + incomplete + without.
///
/// Used is what the totals of the figures contain: a unit that lacks a count, in some segment or in the other table, is
/// in no total, so its rows are set aside whole.
public struct Ledger: Sendable, Equatable {
  public struct Sum: Sendable, Equatable {
    public var rows = 0
    /// nil in a publication, which withholds it.
    public var enrolled: Int? = 0
    public var eligible = 0

    /// Sums of counts that were read stay far below the largest whole number.
    static func - (left: Sum, right: Sum) -> Sum {
      var enrolled: Int?
      if let first = left.enrolled, let second = right.enrolled { enrolled = first - second }
      return Sum(rows: left.rows - right.rows, enrolled: enrolled, eligible: left.eligible - right.eligible)
    }

    static func + (left: Sum, right: Sum) -> Sum {
      var enrolled: Int?
      if let first = left.enrolled, let second = right.enrolled { enrolled = first + second }
      return Sum(rows: left.rows + right.rows, enrolled: enrolled, eligible: left.eligible + right.eligible)
    }
  }

  /// The file's name.
  public let table: String
  /// Rows of other periods than the one analysed; they are not read.
  public let otherPeriodRows: Int
  /// Rows of units whose counts are complete.
  public internal(set) var used = Sum()
  /// Rows of units that lack a count, as far as they have some.
  public internal(set) var incomplete = Sum()
  public internal(set) var rejected = Sum()
  /// Rows of units outside of the part of the layer that is analysed.
  public internal(set) var outsideArea = Sum()
  /// Units of the layer, or of the part that is analysed.
  public internal(set) var units: Int
  public internal(set) var unitsWithRows = 0
  /// Units that have both counts of some segment and lack another count.
  public internal(set) var unitsIncomplete = 0
  /// Units that have both counts of no segment, as a person would name them, in the order of the layer.
  public internal(set) var namesWithoutData: [String] = []

  /// Rows that found their unit.
  package var matched: Sum { used + incomplete }
  public var read: Sum { matched + rejected + outsideArea }
  public var unitsWithData: Int { unitsWithRows - unitsIncomplete }
  public var unitsWithoutData: Int { units - unitsWithRows }
}

extension Ledger {
  /// The rows of one unit.
  struct UnitUse: Sendable {
    /// As a person would name it.
    let title: String
    /// Whether some row has a count of it.
    var hasCount = false
    /// Whether it has both counts of some segment: without them nothing can be said of its coverage.
    var hasData = false
    /// Whether it lacks no count, in this table or in the one beside it.
    var isComplete = true
    var sum = Sum()
  }

  /// The ledger with the rows of these units divided into used and incomplete.
  func counting(_ units: [UnitUse]) -> Ledger {
    var ledger = self
    ledger.units = units.count
    ledger.used = units.filter(\.isComplete).reduce(Sum()) { $0 + $1.sum }
    ledger.incomplete = units.filter { !$0.isComplete }.reduce(Sum()) { $0 + $1.sum }
    ledger.unitsWithRows = units.count { $0.hasData }
    ledger.unitsIncomplete = units.count { $0.hasData && !$0.isComplete }
    ledger.namesWithoutData = units.filter { !$0.hasData }.map(\.title)
    return ledger
  }
}
