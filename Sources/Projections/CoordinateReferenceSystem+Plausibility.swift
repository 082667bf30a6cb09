internal import Diagnostics
public import Geometry

extension CoordinateReferenceSystem {
  /// Refuses a layer whose coordinates cannot be what this system says they are.
  ///
  /// In degrees no latitude is beyond ±90 and no longitude beyond ±360; in a projected system no whole layer lies within
  /// what would be degrees (a patch of 720 by 180 units around the false origin).
  ///
  /// - Throws: `badInput` naming the first record (from 1) that is out of range, or the layer's extent.
  /// - Complexity: O(vertices).
  public func checkPlausible(_ buffer: PolygonBuffer) throws {
    let bounds = buffer.bounds
    if bounds.isEmpty { return }
    let looksLikeDegrees =
      bounds.minX >= -360 && bounds.maxX <= 360 && bounds.minY >= -90 && bounds.maxY <= 90
    if isInDegrees, !looksLikeDegrees {
      for feature in 0..<buffer.featureCount {
        for vertex in buffer.vertices(ofFeature: feature) {
          let x = buffer.coordinates[2 * vertex]
          let y = buffer.coordinates[2 * vertex + 1]
          if abs(x) > 360 || abs(y) > 90 {
            throw Diagnostic.notDegrees(system: label, record: feature + 1, x: x, y: y)
          }
        }
      }
    } else if !isGeographic, looksLikeDegrees {
      throw Diagnostic.degreesInProjectedSystem(system: label, bounds)
    }
  }

  /// Name and code, for messages.
  var label: String {
    guard let authorityCode, authorityCode != name else { return name }
    return "\(name) (\(authorityCode))"
  }
}

extension Diagnostic {
  static func notDegrees(system: String, record: Int, x: Double, y: Double) -> Diagnostic {
    Diagnostic(
      .badInput, "crs.coordinates.projected",
      ["system": system, "record": String(record), "x": String(x), "y": String(y)],
      id: """
        Koordinat peta bukan derajat: rekaman \(record) memuat titik (\(x), \(y)), sedangkan sistem koordinatnya \
        \(system). Tampaknya koordinat ini terproyeksi, misalnya UTM. Nyatakan sistem yang benar, misalnya EPSG:32650 \
        (WGS 84 / UTM 50N).
        """,
      en: """
        The layer's coordinates are not degrees: record \(record) has the point (\(x), \(y)), but the coordinate \
        reference system is \(system). The coordinates look projected, UTM for example. State the right system, for \
        example EPSG:32650 (WGS 84 / UTM 50N).
        """)
  }

  static func degreesInProjectedSystem(system: String, _ bounds: Box) -> Diagnostic {
    let extent = "(\(bounds.minX), \(bounds.minY)) – (\(bounds.maxX), \(bounds.maxY))"
    return Diagnostic(
      .badInput, "crs.coordinates.degrees", ["system": system, "extent": extent],
      id: """
        Koordinat peta tampaknya bujur dan lintang dalam derajat, dari \(extent), sedangkan sistem koordinatnya \
        \(system), yang terproyeksi. Nyatakan sistem yang benar, misalnya EPSG:4326 (WGS 84).
        """,
      en: """
        The layer's coordinates look like longitudes and latitudes in degrees, with the extent \(extent), but the \
        coordinate reference system is \(system), which is projected. State the right system, for example EPSG:4326 \
        (WGS 84).
        """)
  }
}
