/// A position on the grid of the written files: ten-thousandths of a degree (about 11 m).
///
/// Every vertex is put on this grid before any border is assembled, so that two units that share a vertex share it to
/// the bit.
struct GridPosition: Hashable, Comparable {
  var lon, lat: Int

  init(longitude: Double, latitude: Double) {
    lon = Int((longitude * 10_000).rounded())
    lat = Int((latitude * 10_000).rounded())
  }

  var longitude: Double { Double(lon) / 10_000 }
  var latitude: Double { Double(lat) / 10_000 }

  static func < (a: GridPosition, b: GridPosition) -> Bool { (a.lon, a.lat) < (b.lon, b.lat) }
}
