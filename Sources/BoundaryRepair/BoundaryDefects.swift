public import Boundaries
public import Geometry
internal import Projections

/// Where the boundaries of a layer contradict each other: holes between units, and land that belongs to several.
///
/// **Holes** are places that no unit covers and that units surround on all sides: slivers between boundaries that were
/// digitised separately, units that are missing, lakes. A hole inside one single unit counts too, with that unit's code
/// alone, because a missing enclave looks just so; whoever left a lake out on purpose knows it. Water that reaches the
/// outside of the layer, however narrow the channel, is no hole.
///
/// **Overlaps** are places that two or more units cover. Each place is in one overlap only, which names all of its units,
/// so that areas add up.
///
/// In a part of a layer (`--area`) the units around it fill what is theirs, and defects are those that a unit of the part
/// has a share in.
///
/// Areas are geodesic, on WGS 84. Less than a square millimetre is the rounding of crossings, and is left out.
public struct BoundaryDefects: Sendable {
  public enum Kind: String, Sendable, CaseIterable {
    case hole = "boundary_hole"
    case overlap = "boundary_overlap"
  }

  public struct Defect: Sendable {
    public let kind: Kind
    /// A hole's neighbours, or the units that an overlap belongs to, by index, ascending.
    public let units: [Int]
    public let areaSquareKilometres: Double
    /// Its centroid in WGS 84 degrees.
    public let longitude, latitude: Double
  }

  /// How many there are and how large they are together.
  public struct Sum: Sendable, Hashable {
    public internal(set) var count = 0
    public internal(set) var areaSquareKilometres = 0.0

    mutating func add(_ area: Double) {
      count += 1
      areaSquareKilometres += area
    }
  }

  /// Defects smaller than this many square kilometres are slivers, unless another limit is asked for: one hectare.
  public static let defaultMinimumArea = 0.01

  /// Smaller defects are summed and not listed.
  public let minimumAreaSquareKilometres: Double
  /// Those that are large enough: holes, then overlaps, the largest first.
  public let listed: [Defect]
  /// Feature d is the polygon of `listed[d]`, in WGS 84.
  public let polygons: PolygonBuffer
  /// Slivers and listed ones together.
  public let holes, overlaps: Sum
  /// Those that are too small to be listed.
  public let sliverHoles, sliverOverlaps: Sum

  public func sum(of kind: Kind) -> Sum { kind == .hole ? holes : overlaps }
  public func slivers(of kind: Kind) -> Sum { kind == .hole ? sliverHoles : sliverOverlaps }
  public func listed(_ kind: Kind) -> [Defect] { listed.filter { $0.kind == kind } }

  /// Finds the defects of a layer.
  ///
  /// Edges that two units share vertex for vertex cancel; only where the rings that are left cross or touch are
  /// boundaries cut at their crossings, for which GEOS is asked.
  ///
  /// - Parameters:
  ///   - layer: units and their boundaries.
  ///   - minimumAreaSquareKilometres: smaller ones are summed, not listed.
  ///   - threads: at most so many; the result does not depend on it.
  /// - Throws: `internalFault` where GEOS fails.
  /// - Complexity: O(v) for boundaries that match, and O(r log r) for the r vertices of the neighbourhoods where some do
  ///   not.
  public init(
    _ layer: BoundaryLayer, minimumAreaSquareKilometres: Double = defaultMinimumArea, threads: Int
  ) throws {
    try self.init(
      BoundaryDefectSearch(layer, threads: threads), minimumAreaSquareKilometres: minimumAreaSquareKilometres,
      threads: threads)
  }

  package init(_ search: BoundaryDefectSearch, minimumAreaSquareKilometres: Double, threads: Int) throws {
    let found = try search.defects(threads: threads)
    let measures = Ellipsoid.wgs84.areasAndCentroids(of: found.polygons, threads: threads)
    var sums: [Kind: Sum] = [:]
    var slivers: [Kind: Sum] = [:]
    var listed: [(defect: Defect, feature: Int)] = []
    for (feature, measure) in measures.enumerated() {
      let area = measure.areaSquareMetres / 1e6
      guard measure.areaSquareMetres >= Self.roundingSquareMetres, let centroid = measure.centroid else { continue }
      let units = found.units[feature].filter { $0 < search.unitCount }
      if units.isEmpty { continue }
      let kind = found.kinds[feature]
      sums[kind, default: Sum()].add(area)
      if area < minimumAreaSquareKilometres {
        slivers[kind, default: Sum()].add(area)
      } else {
        let defect = Defect(
          kind: kind, units: units, areaSquareKilometres: area, longitude: centroid.longitude,
          latitude: centroid.latitude)
        listed.append((defect, feature))
      }
    }
    listed.sort {
      let (a, b) = ($0.defect, $1.defect)
      if a.kind != b.kind { return a.kind == .hole }
      return (-a.areaSquareKilometres, $0.feature) < (-b.areaSquareKilometres, $1.feature)
    }
    var polygons = PolygonBuffer()
    for (_, feature) in listed { polygons.append(featuresOf: found.polygons, feature..<feature + 1) }
    self.minimumAreaSquareKilometres = minimumAreaSquareKilometres
    self.listed = listed.map(\.defect)
    self.polygons = polygons
    holes = sums[.hole] ?? Sum()
    overlaps = sums[.overlap] ?? Sum()
    sliverHoles = slivers[.hole] ?? Sum()
    sliverOverlaps = slivers[.overlap] ?? Sum()
  }

  private static let roundingSquareMetres = 1e-6
}
