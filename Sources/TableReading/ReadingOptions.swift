public import Tables

/// What a person states of a table, so that nothing of it need be found or guessed.
public struct ReadingOptions: Sendable {
  /// Names of columns: as the table writes them, or in the form `kode_wilayah`.
  public struct Named: Sendable {
    public var code, name, parent, enrolled, eligible, segment, period: String?
    /// Columns that are not to be read.
    public var ignored: [String] = []

    public init(
      code: String? = nil, name: String? = nil, parent: String? = nil, enrolled: String? = nil,
      eligible: String? = nil, segment: String? = nil, period: String? = nil, ignored: [String] = []
    ) {
      self.code = code
      self.name = name
      self.parent = parent
      self.enrolled = enrolled
      self.eligible = eligible
      self.segment = segment
      self.period = period
      self.ignored = ignored
    }

    var all: [String] { [code, name, parent, enrolled, eligible, segment, period].compactMap { $0 } + ignored }
  }

  /// What the eligible workers on the row of a segment are of.
  public enum EligiblePer: String, Sendable, CaseIterable {
    /// The whole unit: the same figure on each segment's row.
    case unit
    /// That segment.
    case segment
  }

  /// What a table is read for.
  public enum Purpose: Sendable {
    /// Participants and eligible workers.
    case both
    case enrolled
    case eligible
  }

  public var named = Named()
  /// Further names of segments.
  public var segments: [String] = []
  /// The period to take, an error where the table does not have it; the latest if nil.
  public var period: String?
  /// The period to take instead of the latest, where the table has it.
  public var preferredPeriod: String?
  public var eligiblePer: EligiblePer?
  /// How thousands are marked; decided for each column if nil.
  public var convention: NumberConvention?

  public init() {}
}
