/// What became of every row and every worker of one table. It balances: read = used + rejected.
public struct Ledger: Sendable, Equatable {
  public struct Sum: Sendable, Equatable {
    public var rows = 0
    /// nil in a publication, which withholds it.
    public var enrolled: Int? = 0
    public var eligible = 0

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
  public internal(set) var used = Sum()
  public internal(set) var rejected = Sum()
  /// Units of the layer, and how many of them have a row.
  public let units: Int
  public internal(set) var unitsWithRows = 0

  public var read: Sum { used + rejected }
}
