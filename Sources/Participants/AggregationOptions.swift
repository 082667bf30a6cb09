public import Boundaries
public import TableReading

extension Aggregation {
  /// Names of the columns of a table of participants, where they are not found by themselves.
  public struct NamedColumns: Sendable {
    public var code, name, village, district, regency, longitude, latitude: String?
    public var segment, status, period, participant: String?

    public init() {}
  }

  /// What is read, how, and where the results go.
  public struct Options: Sendable {
    /// The table of participants; `-` is standard input.
    public var records: String
    public var boundaries: String
    /// The table of counts.
    public var output: String
    public var layer = BoundaryLayer.Options()
    public var format = TableFormat()

    public var columns = NamedColumns()
    /// The reference system of the points, as `EPSG:n`; WGS 84 longitude and latitude if nil.
    public var pointSystem: String?
    /// Further values of the status column, and further segments.
    public var activeValues: [String] = []
    public var inactiveValues: [String] = []
    public var segments: [String] = []
    /// Whether every record is of an active participant, in a table that does not say so.
    public var areAllActive = false

    /// Whether the counts are written although records were rejected.
    public var allowsRejected = false
    /// Where the lines of rejected records go.
    public var rejectedPath: String?
    /// Whether units without participants are written with 0: the table must hold all participants there are.
    public var isComplete = false
    public var replacesOutput = false
    public var threads = 1

    /// How pieces and doubles are held in memory; only tests choose other sizes.
    var pieceSize = 2 << 20
    var participantLimits = ParticipantIndex.Limits()

    public init(records: String, boundaries: String, output: String) {
      self.records = records
      self.boundaries = boundaries
      self.output = output
    }
  }
}
