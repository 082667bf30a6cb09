package import Diagnostics

/// What became of every record. It balances: records = counted + inactive + duplicates + rejected.
public struct AggregationLedger: Sendable, Equatable {
  /// Lines with something in them, below the header.
  public internal(set) var records = 0
  /// Records that the table of counts holds.
  public internal(set) var counted = 0
  public internal(set) var inactive = 0
  /// Records beyond the first of the same participant, segment and period.
  public internal(set) var duplicates = 0
  /// Participants, segment and period alike, whose records name different units; the first record counts.
  public internal(set) var inSeveralUnits = 0
  /// Points in more than one unit of the map; they count in the first.
  public internal(set) var pointsInSeveralUnits = 0
  /// Lines of blanks and separators alone, which are no records.
  public internal(set) var blankLines = 0

  /// By position in `RecordReason.allCases`.
  private var rejections = [Int](repeating: 0, count: RecordReason.allCases.count)
  private var firstLines = [[Int]](repeating: [], count: RecordReason.allCases.count)

  /// How many lines are remembered for each reason.
  static let lineLimit = 5

  mutating func reject(_ reason: RecordReason, line: Int) {
    let position = RecordReason.positions[reason]!
    rejections[position] += 1
    if firstLines[position].count < Self.lineLimit { firstLines[position].append(line) }
  }

  public var rejected: Int { rejections.reduce(0, +) }

  public func rejected(_ reason: RecordReason) -> Int { rejections[RecordReason.positions[reason]!] }

  /// The first lines of that reason.
  public func lines(_ reason: RecordReason) -> [Int] { firstLines[RecordReason.positions[reason]!] }

  public var isBalanced: Bool { records == counted + inactive + duplicates + rejected }

  /// `baris 3, 17, 29, …`
  package func lines(of reason: RecordReason, _ language: Language) -> String {
    let lines = lines(reason)
    let word = language == .indonesian ? "baris" : lines.count == 1 ? "line" : "lines"
    return "\(word) \(lines.map(String.init).joined(separator: ", "))"
      + (rejected(reason) > lines.count ? ", …" : "")
  }
}
