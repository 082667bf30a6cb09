internal import Layers

/// The type of a geometry, as GeoJSON names it.
enum GeometryKind: String {
  case point = "Point"
  case multiPoint = "MultiPoint"
  case lineString = "LineString"
  case multiLineString = "MultiLineString"
  case polygon = "Polygon"
  case multiPolygon = "MultiPolygon"
  case collection = "GeometryCollection"

  /// In how many brackets a position stands, its own included.
  var depth: Int {
    switch self {
    case .point: 1
    case .multiPoint, .lineString: 2
    case .multiLineString, .polygon: 3
    case .multiPolygon: 4
    case .collection: 0
    }
  }

  var isPolygonal: Bool { self == .polygon || self == .multiPolygon }
  var isPoints: Bool { self == .point || self == .multiPoint }
}

/// The coordinates of features as they are read, before it is known what they are of: the type may stand behind them.
struct FeatureShapes: ~Copyable {
  private(set) var polygons = PolygonBuilder()
  /// Positions of the present geometry that are in no ring: x before y.
  private var loose: [Double] = []
  private var points: [[(x: Double, y: Double)]] = []
  /// Of the first geometry, which all others must agree with, and its feature from 1.
  private(set) var first: (kind: GeometryKind, feature: Int)?
  /// Positions of a ring on their way into `polygons`.
  private let chunk = PositionChunk()

  init(expectedVertices: Int) { polygons.reserve(vertices: expectedVertices) }

  /// Reads coordinates of any depth.
  ///
  /// - Returns: in how many brackets the positions stand; nil where there are none.
  mutating func read(_ scanner: inout JSONScanner, level: Int = 1) throws -> Int? {
    guard level <= 4 else { throw scanner.fault(.tooDeep) }
    try scanner.expect("[")
    if try scanner.pass("]") { return nil }
    guard try scanner.peek() == UInt8(ascii: "[") else {
      loose += try position(&scanner)
      return 1
    }
    var depth: Int?
    repeat {
      if try scanner.beginsPosition() {
        guard depth == nil else { throw scanner.fault(.nesting) }
        try readPositions(&scanner, isRing: level > 1)
        return 2
      }
      guard let found = try read(&scanner, level: level + 1) else { continue }
      guard depth == nil || depth == found + 1 else { throw scanner.fault(.nesting) }
      depth = found + 1
      if found == 2 { polygons.endRing() }
      if found == 3 { polygons.endPolygon() }
    } while try scanner.goesOn(until: "]")
    return depth
  }

  /// Positions up to the end of their list, which is passed.
  private mutating func readPositions(_ scanner: inout JSONScanner, isRing: Bool) throws {
    var count = 0
    repeat {
      try scanner.expect("[")
      let x = try scanner.number()
      guard try scanner.pass(",") else { throw scanner.unexpected() }
      let y = try scanner.number()
      // Heights and measures are not kept.
      while try scanner.pass(",") { _ = try scanner.number() }
      guard try scanner.pass("]") else { throw scanner.unexpected() }
      chunk.positions[count] = x
      chunk.positions[count + 1] = y
      count += 2
      if count == PositionChunk.capacity { flush(&count, isRing) }
    } while try scanner.goesOn(until: "]")
    flush(&count, isRing)
  }

  private mutating func flush(_ count: inout Int, _ isRing: Bool) {
    let positions = UnsafeBufferPointer(rebasing: UnsafeBufferPointer(chunk.positions)[..<count])
    if isRing { polygons.append(positions) } else { loose.append(contentsOf: positions) }
    count = 0
  }

  /// A position without its opening bracket.
  private func position(_ scanner: inout JSONScanner) throws -> [Double] {
    let x = try scanner.number()
    guard try scanner.pass(",") else { throw scanner.unexpected() }
    let y = try scanner.number()
    while try scanner.pass(",") { _ = try scanner.number() }
    guard try scanner.pass("]") else { throw scanner.unexpected() }
    return [x, y]
  }

  /// Ends a feature.
  ///
  /// - Parameter geometry: its type, and in how many brackets its positions stood (nil where there were none); nil where
  ///   it has no geometry.
  /// - Returns: the fault of a type that is not of polygons or points, or not of the kind of those before; nil if all is well.
  mutating func endFeature(
    _ geometry: (kind: GeometryKind, depth: Int?)?, feature: Int
  ) -> JSONFault.Kind? {
    defer { loose.removeAll(keepingCapacity: true) }
    if let geometry {
      guard geometry.kind.isPolygonal || geometry.kind.isPoints else {
        return .otherShape(feature: feature, geometry.kind)
      }
      guard geometry.depth == nil || geometry.depth == geometry.kind.depth else {
        return .otherCoordinates(feature: feature, geometry.kind)
      }
      if let first, first.kind.isPolygonal != geometry.kind.isPolygonal {
        return .mixed(feature: feature, geometry.kind, first: first.feature, first.kind)
      }
      if first == nil { first = (geometry.kind, feature) }
      if geometry.kind == .polygon && geometry.depth != nil { polygons.endPolygon() }
    }
    polygons.endFeature()
    points.append(stride(from: 0, to: loose.count, by: 2).map { (loose[$0], loose[$0 + 1]) })
    return nil
  }

  consuming func finish() -> LoadedLayer.Shapes {
    if first?.kind.isPoints == true { return .points(points) }
    return .polygons(polygons.finish())
  }
}

/// Room for positions, x before y.
private final class PositionChunk {
  static let capacity = 2048
  let positions = UnsafeMutableBufferPointer<Double>.allocate(capacity: capacity)

  deinit { positions.deallocate() }
}
