/// Which counts of workers are too small to leave the office: enrolled or uncovered workers from 1 to below a limit.
///
/// Nobody and many are no secret. Eligible workers come from public sources and are never withheld.
public struct SmallCountRule: Sendable, Hashable {
  /// Counts from 1 to one below it are small. At least 3: with 2 a small count could only be 1, and everybody who
  /// knows that it is small would know it.
  public let limit: Int

  public static let standardLimit = 10
  public static let limits = 3...1_000

  public init(limit: Int = standardLimit) {
    precondition(Self.limits.contains(limit), "the limit of small counts lies in \(Self.limits)")
    self.limit = limit
  }

  func isSmall(_ count: Int) -> Bool { count > 0 && count < limit }

  func isSmall(enrolled: Int, uncovered: Int) -> Bool { isSmall(enrolled) || isSmall(uncovered) }

  func isSmall(_ counts: CoverageFigures.Counts) -> Bool {
    isSmall(enrolled: counts.enrolled, uncovered: counts.uncovered)
  }

  /// Units, and segments within units, that have a small count.
  func count(in figures: CoverageFigures) -> (units: Int, segmentCells: Int) {
    func count(_ column: [CoverageFigures.Counts?]) -> Int { column.count { $0.map(isSmall) ?? false } }
    return (count(figures.units), figures.segments.reduce(0) { $0 + count($1) })
  }
}
