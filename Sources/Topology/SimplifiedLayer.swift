public import Geometry

/// The outlines of a layer for a drawing: fewer points, whole numbers, and still a map. What two units share they still
/// share to the last digit, no border crosses another, no unit vanishes, and neighbours stay neighbours.
///
/// Borders are cut into arcs that are simplified once each (`ArcNetwork`, `EffectiveArea`), checked against each other
/// (`ArcSimplification`, `ArcNoding`) and rounded (`ArcRounding`), in this order, so that what is written is what was checked. Where a
/// layer's own borders cross or do not match, its gaps and overlaps stay as they are, to the size of a drawn unit.
public struct SimplifiedLayer: Sendable {
  public struct Options: Sendable {
    /// Points whose triangle with their neighbours is smaller go, in square units of the drawing.
    public var leastArea = 25.0
    /// Islands and enclaves below this go, in square units, but never the largest polygon of a unit.
    public var leastRing = 50.0
    /// At most about so many points stay, each border counted once.
    public var pointBudget = 50_000
    public var threads = 1

    public init() {}
  }

  /// A stretch of border between two nodes, or a whole ring.
  public struct Arc: Sendable {
    public let points: [GridPoint]
    /// The units on its sides, ascending: one on the outer border, two between neighbours.
    public let features: [Int]
  }

  public let arcs: [Arc]
  /// The rings of ring number r: arcs by index, `~index` where the ring runs against the arc; empty where the drawing
  /// leaves the ring out.
  public let rings: [[Int]]
  /// As in the layer.
  public let polygonOffsets: [Int]
  public let featureOffsets: [Int]

  public var featureCount: Int { featureOffsets.count - 1 }

  /// Points of all arcs.
  public var pointCount: Int { arcs.reduce(0) { $0 + $1.points.count } }

  /// Memory of about 100 bytes for each vertex of the layer while it works.
  ///
  /// - Complexity: O(v log v) for v vertices, and the checks, which grow with the points that stay.
  public init(_ layer: PolygonBuffer, on grid: DrawingGrid, options: Options = Options()) {
    let network = ArcNetwork(layer, on: grid)
    polygonOffsets = network.polygonOffsets
    featureOffsets = network.featureOffsets
    let steps = Double(DrawingGrid.stepsPerUnit)
    // Twice an area in square steps, as far as those can be told apart.
    func doubledSteps(_ area: Double) -> Int64 { Int64(min(2 * area * steps * steps, 9e18)) }
    let roles = RingRoles(network, leastDoubledArea: doubledSteps(options.leastRing))
    let simplified = ArcSimplification(
      network, roles, threshold: doubledSteps(options.leastArea), budget: options.pointBudget,
      threads: options.threads)
    var chains = simplified.chains
    ArcNoding.node(&chains)
    arcs = Self.rounded(chains, roles)
    rings = (0..<network.ringCount).map { ring in
      roles.isLeftOut[ring] ? [] : network.arcs(ofRing: ring).map(Int.init)
    }
  }

  /// The points that stay, as they are drawn; an arc that no drawn ring has is empty.
  private static func rounded(_ chains: [[GridPoint]], _ roles: RingRoles) -> [Arc] {
    var places: [GridPoint] = []
    var numbers: [GridPoint: Int32] = [:]
    var segments: [(from: Int32, to: Int32)] = []
    let numbered = chains.map { chain in
      let own = chain.map { point in
        if let known = numbers[point] { return known }
        let number = Int32(places.count)
        numbers[point] = number
        places.append(point)
        return number
      }
      for (from, to) in zip(own, own.dropFirst()) { segments.append((from, to)) }
      return own
    }
    let rounding = ArcRounding(places, segments: segments)
    return numbered.enumerated().map { arc, own in
      Arc(points: own.map { rounding.rounded(Int($0)) }, features: roles.features[arc])
    }
  }

  /// The points of a ring, from its first to the one before it closes; empty for a ring that is left out.
  public func points(ofRing ring: Int) -> [GridPoint] {
    var points: [GridPoint] = []
    for arc in rings[ring] {
      let own = arcs[arc < 0 ? ~arc : arc].points
      points += arc < 0 ? own.reversed().dropLast() : own.dropLast()
    }
    return points
  }

  /// The rings of a unit, exteriors and holes, that are drawn.
  public func rings(ofFeature feature: Int) -> [[GridPoint]] {
    let polygons = featureOffsets[feature]..<featureOffsets[feature + 1]
    let rings = polygonOffsets[polygons.lowerBound]..<polygonOffsets[polygons.upperBound]
    return rings.compactMap { ring in
      let points = points(ofRing: ring)
      return points.isEmpty ? nil : points
    }
  }
}
