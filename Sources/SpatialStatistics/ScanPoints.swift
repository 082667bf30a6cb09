internal import Glibc
internal import Projections

/// The places of the units and how far they are from each other: coordinates on the unit sphere or in the plane, in an
/// order that does not depend on the order in which the units were given, near ones near each other.
struct ScanPoints: Sendable {
  /// Mean radius of the Earth (IUGG), kilometres.
  static let earthRadius = 6371.0088

  let metric: ScanPlaces.Metric
  /// The units' positions in the caller's arrays, in the order that is used here.
  let original: [Int]
  /// Unit vectors, or x, y, 0.
  let places: [SIMD3<Double>]
  private let extent: Double
  private let ellipsoid: ScanEllipsoid?
  private let boxes: [Box]

  private struct Box: Sendable {
    var low: SIMD3<Double>
    var high: SIMD3<Double>
  }
  private static let boxSize = 32

  /// - Parameters:
  ///   - units: which of the units take part, by position.
  ///   - precedes: the order of units at the same place, by their figures.
  init(_ scanPlaces: ScanPlaces, units: [Int], precedes: (Int, Int) -> Bool) {
    metric = scanPlaces.metric
    let (x, y) = (scanPlaces.x, scanPlaces.y)
    let (x0, x1) = (units.map { x[$0] }.min() ?? 0, units.map { x[$0] }.max() ?? 0)
    let (y0, y1) = (units.map { y[$0] }.min() ?? 0, units.map { y[$0] }.max() ?? 0)
    let extent = max(x1 - x0, y1 - y0)
    self.extent = extent
    func spread(_ value: Double) -> UInt64 {
      var bits = extent > 0 ? UInt64(value / extent * 65_535) : 0
      bits = (bits | bits << 16) & 0x0000_FFFF_0000_FFFF
      bits = (bits | bits << 8) & 0x00FF_00FF_00FF_00FF
      bits = (bits | bits << 4) & 0x0F0F_0F0F_0F0F_0F0F
      bits = (bits | bits << 2) & 0x3333_3333_3333_3333
      return (bits | bits << 1) & 0x5555_5555_5555_5555
    }
    let codes = units.map { (spread(x[$0] - x0) << 1 | spread(y[$0] - y0), $0) }
    original =
      codes.sorted { a, b in
        if a.0 != b.0 { return a.0 < b.0 }
        let (i, j) = (a.1, b.1)
        if x[i] != x[j] { return x[i] < x[j] }
        if y[i] != y[j] { return y[i] < y[j] }
        if precedes(i, j) { return true }
        return precedes(j, i) ? false : i < j
      }.map(\.1)
    switch metric {
    case .plane:
      places = original.map { SIMD3(x[$0] - x0, y[$0] - y0, 0) }
    case .greatCircle, .geodesic, .measured:
      places = original.map { Self.unitVector(longitude: x[$0], latitude: y[$0]) }
    }
    if case .geodesic(let semiMajorAxis, let flattening) = metric {
      ellipsoid = ScanEllipsoid(
        Ellipsoid(semiMajorAxis: semiMajorAxis, flattening: flattening), longitudes: original.map { x[$0] },
        latitudes: original.map { y[$0] })
    } else {
      ellipsoid = nil
    }
    let count = places.count
    let places = places
    boxes = stride(from: 0, to: count, by: Self.boxSize).map { first in
      var box = Box(low: places[first], high: places[first])
      for place in places[first..<min(first + Self.boxSize, count)] {
        box.low = pointwiseMin(box.low, place)
        box.high = pointwiseMax(box.high, place)
      }
      return box
    }
  }

  static func unitVector(longitude: Double, latitude: Double) -> SIMD3<Double> {
    let (lon, lat) = (longitude * .pi / 180, latitude * .pi / 180)
    return SIMD3(cos(lat) * cos(lon), cos(lat) * sin(lon), sin(lat))
  }

  /// The straight distance of two places.
  @inline(__always) func chord(_ a: Int, _ b: Int) -> Double {
    let difference = places[a] - places[b]
    return (difference * difference).sum().squareRoot()
  }

  /// Whether circles are not ordered by chords but by `geodesic`.
  var isGeodesic: Bool {
    switch metric {
    case .geodesic, .measured: true
    case .greatCircle, .plane: false
    }
  }

  /// The length of the geodesic in metres; nil where distances are chords.
  func geodesic(_ centre: Int, _ unit: Int) -> Double? {
    if case .measured(let distance) = metric { return distance(original[centre], original[unit]) }
    return ellipsoid?.distance(centre, unit)
  }

  /// Calls `body` with each unit whose chord to `centre` is at most `radius`, and the chord.
  @inline(__always) func withinChord(_ centre: Int, _ radius: Double, _ body: (_ unit: Int, _ chord: Double) -> Void) {
    let place = places[centre]
    // A box is tested with a little to spare for rounding; its members are tested themselves.
    let reach = radius * radius * (1 + 1e-12)
    places.withUnsafeBufferPointer { places in
      for (index, box) in boxes.enumerated() {
        let gap = pointwiseMax(pointwiseMax(box.low - place, place - box.high), .zero)
        if (gap * gap).sum() > reach { continue }
        let first = index * Self.boxSize
        for unit in first..<min(first + Self.boxSize, places.count) {
          let difference = place - places[unit]
          let chord = (difference * difference).sum().squareRoot()
          if chord <= radius { body(unit, chord) }
        }
      }
    }
  }

  /// East and north of a centre: in the plane as given, on the sphere in its azimuthal equidistant plane (kilometres).
  func offsets(from centre: Int, _ body: (_ unit: Int, _ east: Double, _ north: Double) -> Void) {
    let origin = places[centre]
    if case .plane = metric {
      for unit in places.indices { body(unit, places[unit].x - origin.x, places[unit].y - origin.y) }
      return
    }
    let horizontal = (origin.x * origin.x + origin.y * origin.y).squareRoot()
    let east = horizontal > 0 ? SIMD3(-origin.y / horizontal, origin.x / horizontal, 0) : SIMD3(0, 1, 0)
    let north = SIMD3(
      origin.y * east.z - origin.z * east.y, origin.z * east.x - origin.x * east.z,
      origin.x * east.y - origin.y * east.x)
    for unit in places.indices {
      let difference = places[unit] - origin
      let (e, n) = ((difference * east).sum(), (difference * north).sum())
      let sine = (e * e + n * n).squareRoot()
      // The angle over its sine.
      let angle = 2 * asin(min(1, 0.5 * chord(centre, unit)))
      let scale = sine > 0 ? angle / sine * Self.earthRadius : 0
      body(unit, e * scale, n * scale)
    }
  }

  /// A window's radius or major semi-axis as it is reported, from its key: kilometres on the Earth, the caller's unit
  /// in the plane.
  func radius(_ key: Double, _ ellipse: ScanEllipse) -> Double {
    if ellipse.shape != 1 { return key }
    return switch metric {
    case .plane: key
    case .greatCircle: 2 * asin(min(1, 0.5 * key)) * Self.earthRadius
    case .geodesic, .measured: key / 1000
    }
  }

  /// Keys that differ by no more are the same distance: 0.2 mm where geodesics are measured, which have an error of up
  /// to 0.1 mm; a micrometre for great circles and ellipses.
  func tolerance(_ ellipse: ScanEllipse) -> Double {
    switch metric {
    case .plane: 1e-12 * extent
    case .greatCircle: ellipse.shape == 1 ? 1e-9 / Self.earthRadius : 1e-9
    case .geodesic, .measured: ellipse.shape == 1 ? 2e-4 : 1e-9
    }
  }
}
