/// Something about a ring that is not as its format wants it. The ring has been kept, put right where the kind says so.
public struct RingFinding: Sendable, Hashable {
  public enum Kind: Sendable, Hashable, CaseIterable {
    /// The part has no points at all; there was nothing to keep.
    case empty
    /// Fewer than four points, closed: no area. Kept, with its last point repeated until there are four.
    case tooFewPoints
    /// The last point does not repeat the first. Kept and closed.
    case unclosed
    /// Four points or more that enclose no area. Kept, in the file's direction.
    case zeroArea
    /// Shapefiles only, where the direction of a ring says what it is: an exterior that runs counter-clockwise in the
    /// file, or a hole that runs clockwise. Kept, with the direction that its place among the rings asks for.
    case wrongDirection
    /// Shapefiles only: it runs as a hole does and lies in no exterior. Kept as a polygon of its own.
    case holeOutside
  }

  /// Position of the record in the file, from 0.
  public let record: Int
  /// Position of the ring in the record, from 0.
  public let ring: Int
  public let kind: Kind

  public init(record: Int, ring: Int, kind: Kind) {
    self.record = record
    self.ring = ring
    self.kind = kind
  }
}
