/// The polygons of one layer in ragged flat buffers: one array of coordinates and three arrays of offsets.
///
/// Feature `f` owns polygons `featureOffsets[f]..<featureOffsets[f + 1]`, polygon `p` owns rings
/// `polygonOffsets[p]..<polygonOffsets[p + 1]` (the first is its exterior, the others its holes), and ring `r` owns
/// vertices `ringOffsets[r]..<ringOffsets[r + 1]`; vertex `v` is `(coordinates[2 * v], coordinates[2 * v + 1])`.
///
/// Invariants, which every producer keeps and every consumer may rely on:
/// - each offset array starts at 0, never decreases, and ends at the count of what it points into;
/// - rings are closed: the last vertex repeats the first to the bit;
/// - exteriors are counter-clockwise and holes clockwise, as RFC 7946 asks, unless a ring has no area;
/// - coordinates are finite, in the order x (or longitude), y (or latitude);
/// - a feature without polygons is a null shape, and keeps its place.
public struct PolygonBuffer: Sendable, Equatable {
  public var coordinates: [Double]
  public var ringOffsets: [Int]
  public var polygonOffsets: [Int]
  public var featureOffsets: [Int]

  /// A buffer of no features.
  public init() {
    coordinates = []
    ringOffsets = [0]
    polygonOffsets = [0]
    featureOffsets = [0]
  }

  public init(coordinates: [Double], ringOffsets: [Int], polygonOffsets: [Int], featureOffsets: [Int]) {
    precondition(ringOffsets.last == coordinates.count / 2, "ring offsets must end at the vertex count")
    precondition(polygonOffsets.last == ringOffsets.count - 1, "polygon offsets must end at the ring count")
    precondition(featureOffsets.last == polygonOffsets.count - 1, "feature offsets must end at the polygon count")
    self.coordinates = coordinates
    self.ringOffsets = ringOffsets
    self.polygonOffsets = polygonOffsets
    self.featureOffsets = featureOffsets
  }

  @inlinable public var featureCount: Int { featureOffsets.count - 1 }
  @inlinable public var polygonCount: Int { polygonOffsets.count - 1 }
  @inlinable public var ringCount: Int { ringOffsets.count - 1 }
  @inlinable public var vertexCount: Int { coordinates.count / 2 }

  @inlinable public func polygons(of feature: Int) -> Range<Int> {
    featureOffsets[feature]..<featureOffsets[feature + 1]
  }
  @inlinable public func rings(of polygon: Int) -> Range<Int> {
    polygonOffsets[polygon]..<polygonOffsets[polygon + 1]
  }
  @inlinable public func vertices(of ring: Int) -> Range<Int> { ringOffsets[ring]..<ringOffsets[ring + 1] }

  /// All rings of a feature, exteriors and holes, in the order of the buffer.
  @inlinable public func rings(ofFeature feature: Int) -> Range<Int> {
    polygonOffsets[featureOffsets[feature]]..<polygonOffsets[featureOffsets[feature + 1]]
  }
  /// All vertices of a feature, in the order of the buffer.
  @inlinable public func vertices(ofFeature feature: Int) -> Range<Int> {
    let rings = rings(ofFeature: feature)
    return ringOffsets[rings.lowerBound]..<ringOffsets[rings.upperBound]
  }

  /// Appends one feature given as polygons of closed rings of `(x, y)`; `[]` appends a null shape.
  ///
  /// For small layers and tests: readers fill the flat arrays themselves.
  public mutating func append(feature polygons: [[[(Double, Double)]]]) {
    for polygon in polygons {
      for ring in polygon {
        for (x, y) in ring {
          coordinates.append(x)
          coordinates.append(y)
        }
        ringOffsets.append(coordinates.count / 2)
      }
      polygonOffsets.append(ringOffsets.count - 1)
    }
    featureOffsets.append(polygonOffsets.count - 1)
  }

  /// The box of one feature; empty for a null shape. O(vertices).
  public func bounds(ofFeature feature: Int) -> Box {
    var box = Box.empty
    for vertex in vertices(ofFeature: feature) {
      box.extend(x: coordinates[2 * vertex], y: coordinates[2 * vertex + 1])
    }
    return box
  }

  /// The box of the whole layer. O(vertices).
  public var bounds: Box {
    coordinates.withUnsafeBufferPointer { xy in
      var box = Box.empty
      var index = 0
      while index < xy.count {
        box.extend(x: xy[index], y: xy[index + 1])
        index += 2
      }
      return box
    }
  }
}
