public import Geometry
internal import Glibc

/// A place on a drawing, in steps of 1/100,000 of its unit; x runs to the right and y down, as in SVG.
public struct GridPoint: Sendable, Hashable {
  public let x, y: Int32

  public init(x: Int32, y: Int32) {
    self.x = x
    self.y = y
  }

  /// Both coordinates in one number, which orders points by x and then by y.
  @inline(__always) var key: UInt64 { UInt64(UInt32(bitPattern: x)) << 32 | UInt64(UInt32(bitPattern: y)) }
}

/// How longitude and latitude become places on a drawing: equirectangular, true to scale along the parallel through the
/// middle of the layer, so that shapes there are right in both directions. A province on the equator is distorted by less
/// than a thousandth; the whole of Indonesia by less than two hundredths.
public struct DrawingGrid: Sendable {
  /// Coordinates are whole numbers of steps, which double arithmetic and 64-bit products hold exactly.
  public static let stepsPerUnit: Int32 = 100_000
  /// The largest side of a drawing, in units.
  public static let largestSide = 10_000

  /// The drawing's sides, in units.
  public let width, height: Int
  /// Units in a degree of latitude.
  public let unitsPerDegree: Double
  /// The cosine of the middle latitude: how much shorter a degree of longitude is.
  public let cosine: Double
  /// The middle of the drawing.
  public let centreLongitude, centreLatitude: Double

  private let bounds: Box

  /// - Parameters:
  ///   - bounds: of the layer in degrees; a layer without extent gives a drawing of one point.
  ///   - width: the widest that the drawing may be, in units, at most `largestSide`.
  ///   - height: the highest, likewise.
  public init(_ bounds: Box, width: Int, height: Int) {
    precondition(max(width, height) <= Self.largestSide, "a drawing of at most \(Self.largestSide) units")
    let bounds = bounds.isEmpty ? Box(minX: 0, minY: 0, maxX: 0, maxY: 0) : bounds
    let cosine = max(0.01, cos((bounds.minY + bounds.maxY) / 2 * .pi / 180))
    let across = (bounds.maxX - bounds.minX) * cosine
    let down = bounds.maxY - bounds.minY
    let perDegree = min(
      across > 0 ? Double(width) / across : .infinity, down > 0 ? Double(height) / down : .infinity)
    unitsPerDegree = perDegree.isFinite ? perDegree : 1
    self.width = min(width, Int((across * unitsPerDegree).rounded(.up)))
    self.height = min(height, Int((down * unitsPerDegree).rounded(.up)))
    self.cosine = cosine
    self.bounds = bounds
    centreLongitude = (bounds.minX + bounds.maxX) / 2
    centreLatitude = (bounds.minY + bounds.maxY) / 2
  }

  @inline(__always) public func point(longitude: Double, latitude: Double) -> GridPoint {
    let scale = unitsPerDegree * Double(Self.stepsPerUnit)
    let x = (longitude - bounds.minX) * cosine * scale
    let y = (bounds.maxY - latitude) * scale
    return GridPoint(x: Self.step(x, within: width), y: Self.step(y, within: height))
  }

  @inline(__always) private static func step(_ value: Double, within side: Int) -> Int32 {
    Int32(min(max(value.rounded(), 0), Double(side) * Double(stepsPerUnit)))
  }
}
