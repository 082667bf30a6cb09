internal import Diagnostics
internal import Geometry
internal import Projections

/// All places within a geodesic distance of one point on WGS 84, as a polygon in degrees.
///
/// Its vertices lie in equal steps of azimuth, a little further out than the reach, so that the polygon's area is that of
/// the disc: by √((2π/n) / sin(2π/n)), which for n = 1,440 is 1.6 parts in a million. Its boundary is nowhere further from
/// the circle than that: 4 cm at 25 km. Edges are straight in longitude and latitude, as GEOS takes them; with so many the
/// difference to geodesics is smaller than that near the equator, and of that order elsewhere.
struct ReachDisc: Sendable {
  static let vertexCount = 1440
  /// √((2π/1440) / sin(2π/1440)).
  static let widening = 1.000_001_586_551

  /// A single ring, whose longitudes may lie beyond ±180.
  private let polygons: PolygonBuffer

  /// - Throws: `badInput` where the disc includes a pole, as it then has no boundary in the plane of degrees.
  init(
    around center: PointDistances.Place, metres: Double, title: @autoclosure () -> Message
  ) throws {
    let geodesic = Geodesic(on: .wgs84)
    let radius = metres * Self.widening
    for pole in [90.0, -90.0] {
      let toPole = geodesic.distance(lon1: center.longitude, lat1: center.latitude, lon2: center.longitude, lat2: pole)
      if toPole <= radius { throw Diagnostic.reachIncludesPole(title(), kilometres: metres / 1000) }
    }
    // Azimuths run clockwise, and exteriors the other way: from north by west to south, and back as the mirror image.
    let west = (0...Self.vertexCount / 2).map { step in
      geodesic.destination(
        lon: center.longitude, lat: center.latitude, azimuth: -360 * Double(step) / Double(Self.vertexCount),
        metres: radius)
    }
    let east = west.dropFirst().dropLast().reversed().map { (2 * center.longitude - $0.longitude, $0.latitude) }
    var ring = west.map { ($0.longitude, $0.latitude) } + east
    ring.append(ring[0])
    var polygons = PolygonBuffer()
    polygons.append(feature: [[ring]])
    self.polygons = polygons
  }

  /// The disc as often as it meets a box of longitudes and latitudes: one across the antimeridian meets layers on either
  /// side of it, a whole turn apart.
  func copies(meeting box: Box) -> [PolygonBuffer] {
    [-360.0, 0, 360].compactMap { turn in
      var copy = polygons
      if turn != 0 {
        for index in stride(from: 0, to: copy.coordinates.count, by: 2) { copy.coordinates[index] += turn }
      }
      return copy.bounds.intersects(box) ? copy : nil
    }
  }
}

extension Diagnostic {
  static func reachIncludesPole(_ title: Message, kilometres: Double) -> Diagnostic {
    Diagnostic(
      .badInput, "reach.pole", ["point": title.english, "kilometres": String(kilometres)],
      id: "Titik layanan \(id: title): jangkauan \(id: kilometres, significant: 3) km mencakup kutub, yang tidak dapat "
        + "dihitung. Periksa koordinatnya, atau kecilkan --reach.",
      en: "The service point \(en: title): its reach of \(en: kilometres, significant: 3) km includes a pole, which "
        + "cannot be computed. Check its coordinates, or take a smaller --reach.")
  }
}
