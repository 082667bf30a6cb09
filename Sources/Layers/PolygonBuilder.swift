internal import Geometry

/// Makes a `PolygonBuffer` of rings as files have them whose formats say which rings are exteriors: vertices, then the
/// end of their ring, polygon and feature, in the order of the file.
///
/// Rings are closed and have four vertices at least; a ring without vertices is left out. The first ring of a polygon is
/// its exterior. Directions mean nothing in such files and are put right in silence.
public struct PolygonBuilder: Sendable {
  private var buffer = PolygonBuffer()
  private var findings: [RingFinding] = []
  /// Rings of the feature so far, those left out included.
  private var ring = 0

  public init() {}

  public mutating func reserve(vertices: Int) { buffer.coordinates.reserveCapacity(2 * vertices) }

  public var featureCount: Int { buffer.featureCount }

  /// - Precondition: both are finite.
  public mutating func append(x: Double, y: Double) {
    buffer.coordinates.append(x)
    buffer.coordinates.append(y)
  }

  /// Appends vertices, x before y.
  ///
  /// - Precondition: all are finite, and their count is even.
  public mutating func append(_ interleaved: UnsafeBufferPointer<Double>) {
    buffer.coordinates.append(contentsOf: interleaved)
  }

  public mutating func endRing() {
    let start = 2 * buffer.ringOffsets[buffer.ringOffsets.count - 1]
    let record = buffer.featureCount
    defer { ring += 1 }
    guard buffer.coordinates.count > start else {
      findings.append(RingFinding(record: record, ring: ring, kind: .empty))
      return
    }
    let (x, y) = (buffer.coordinates[start], buffer.coordinates[start + 1])
    let end = buffer.coordinates.count
    if end > start + 2 && buffer.coordinates[end - 2] == x && buffer.coordinates[end - 1] == y {
      // To the bit, although -0 equals 0.
      buffer.coordinates[end - 2] = x
      buffer.coordinates[end - 1] = y
    } else {
      if end > start + 2 { findings.append(RingFinding(record: record, ring: ring, kind: .unclosed)) }
      buffer.coordinates.append(x)
      buffer.coordinates.append(y)
    }
    if buffer.coordinates.count - start < 8 {
      findings.append(RingFinding(record: record, ring: ring, kind: .tooFewPoints))
      while buffer.coordinates.count - start < 8 {
        buffer.coordinates.append(x)
        buffer.coordinates.append(y)
      }
    }
    buffer.ringOffsets.append(buffer.coordinates.count / 2)
    if !hasFinding(.tooFewPoints) && buffer.doubledSignedArea(ofRing: buffer.ringCount - 1) == 0 {
      findings.append(RingFinding(record: record, ring: ring, kind: .zeroArea))
    }
  }

  private func hasFinding(_ kind: RingFinding.Kind) -> Bool {
    findings.last == RingFinding(record: buffer.featureCount, ring: ring, kind: kind)
  }

  /// A polygon without rings is none.
  public mutating func endPolygon() {
    if buffer.ringCount > buffer.polygonOffsets[buffer.polygonOffsets.count - 1] {
      buffer.polygonOffsets.append(buffer.ringCount)
    }
  }

  /// A feature without polygons is a null shape.
  public mutating func endFeature() {
    buffer.featureOffsets.append(buffer.polygonCount)
    ring = 0
  }

  /// The polygons, exteriors counter-clockwise and holes clockwise. O(vertices).
  public consuming func finish() -> PolygonReading {
    buffer.restoreWinding(ofPolygons: 0..<buffer.polygonCount)
    return PolygonReading(polygons: buffer, findings: findings)
  }
}
