internal import CPROJ
public import Diagnostics
public import Geometry

extension CoordinateReferenceSystem {
  /// Why coordinates cannot be, or are unlikely to be, what a system says they are.
  public enum Misfit: Sendable, Hashable {
    /// Not degrees where degrees are stated: the first record (from 1) that is out of range, and its point.
    case notDegrees(record: Int, x: Double, y: Double)
    /// Degrees where the system is projected.
    case degrees
    /// Latitude before longitude, or northing before easting: exchanged they fit.
    case swapped
    /// Outside of what the system is made for, by so many degrees. `other` is the code of the same zone's other
    /// hemisphere, where that fits.
    case outside(Placement, other: String?)

    /// Whether a layer with it can be used, once that is said.
    public var isDoubtOnly: Bool {
      if case .outside(let placement, nil) = self { return placement.distance <= 6 }
      return false
    }
  }

  /// Where coordinates would lie, and where their system is made for.
  public struct Placement: Sendable, Hashable {
    /// Longitudes and latitudes in degrees.
    public let bounds: Box
    public let area: Box
    /// The area's name in PROJ's database, in English.
    public let areaName: String
    /// In degrees of longitude or latitude; 0 where the two meet.
    public let distance: Double
  }

  /// What speaks against a layer's coordinates being what this system says they are; nil if nothing does.
  ///
  /// In degrees no latitude is beyond ±90 and no longitude beyond ±360, but for the rounding of a pole, which is mended
  /// here; in a projected system no whole layer lies within what would be degrees (a patch of 720 by 180 units around the
  /// false origin). Where PROJ's database says for which area a projected system is made, the layer must meet it.
  ///
  /// - Complexity: O(vertices).
  public func misfit(of buffer: inout PolygonBuffer) -> Misfit? {
    var bounds = buffer.bounds
    if bounds.isEmpty { return nil }
    if isInDegrees && (bounds.minY < -90 || bounds.maxY > 90) {
      Self.roundPoles(of: &buffer)
      bounds = buffer.bounds
    }
    let looksLikeDegrees = Self.looksLikeDegrees(bounds)
    if isInDegrees {
      if looksLikeDegrees { return nil }
      let swapped = Box(minX: bounds.minY, minY: bounds.minX, maxX: bounds.maxY, maxY: bounds.maxX)
      if Self.looksLikeDegrees(swapped) && (bounds.minY > 90 || bounds.maxY < -90) { return .swapped }
      for feature in 0..<buffer.featureCount {
        for vertex in buffer.vertices(ofFeature: feature) {
          let (x, y) = (buffer.coordinates[2 * vertex], buffer.coordinates[2 * vertex + 1])
          if abs(x) > 360 || abs(y) > 90 { return .notDegrees(record: feature + 1, x: x, y: y) }
        }
      }
      return nil
    }
    if isGeographic { return nil }
    if looksLikeDegrees { return .degrees }
    guard let placement = placement(of: bounds), placement.distance > 0 else { return nil }
    let swapped = Box(minX: bounds.minY, minY: bounds.minX, maxX: bounds.maxY, maxY: bounds.maxX)
    if self.placement(of: swapped)?.distance == 0 { return .swapped }
    let other = otherHemisphere.flatMap { try? CoordinateReferenceSystem(definition: $0) }
    let fits = other?.placement(of: bounds)?.distance == 0
    return .outside(placement, other: fits ? other?.authorityCode : nil)
  }

  /// Refuses a layer whose coordinates cannot be what this system says they are.
  ///
  /// - Returns: a doubt that the reader must be told; nil if there is none.
  /// - Throws: `badInput` for all other misfits.
  /// - Complexity: O(vertices).
  @discardableResult public func checkPlausible(_ buffer: inout PolygonBuffer) throws -> Misfit? {
    guard let misfit = misfit(of: &buffer) else { return nil }
    if misfit.isDoubtOnly { return misfit }
    throw Diagnostic.misfit(misfit, system: label, bounds: buffer.bounds)
  }

  private static func looksLikeDegrees(_ bounds: Box) -> Bool {
    bounds.minX >= -360 && bounds.maxX <= 360 && bounds.minY >= -90 && bounds.maxY <= 90
  }

  /// Brings latitudes that are beyond a pole by rounding alone to it.
  private static func roundPoles(of buffer: inout PolygonBuffer) {
    let tolerance = 1e-9
    for index in stride(from: 1, to: buffer.coordinates.count, by: 2) {
      let latitude = buffer.coordinates[index]
      if abs(latitude) > 90 && abs(latitude) <= 90 + tolerance { buffer.coordinates[index] = latitude < 0 ? -90 : 90 }
    }
  }

  /// Where an extent lies, beside the area that the system is made for; nil where PROJ knows no such area, or the extent
  /// has no place on the Earth.
  private func placement(of bounds: Box) -> Placement? {
    let context = PROJContext()
    // A .prj has no area of use; the code that PROJ knows it by has.
    guard let object = context.object(proj_create(context.handle, authorityCode ?? wkt2)) else { return nil }
    var (west, south, east, north) = (0.0, 0.0, 0.0, 0.0)
    var name: UnsafePointer<CChar>?
    guard proj_get_area_of_use(context.handle, object.pointer, &west, &south, &east, &north, &name) != 0,
      west > -1000, west <= east
    else { return nil }
    let area = Box(minX: west, minY: south, maxX: east, maxY: north)
    guard let place = (try? geographicBounds(of: bounds)) ?? nil else {
      return Placement(bounds: bounds, area: area, areaName: name.map { String(cString: $0) } ?? "", distance: 360)
    }
    let gaps = [area.minX - place.maxX, place.minX - area.maxX, area.minY - place.maxY, place.minY - area.maxY]
    return Placement(
      bounds: place, area: area, areaName: name.map { String(cString: $0) } ?? "", distance: max(0, gaps.max() ?? 0))
  }

  /// The code of the same UTM zone on the other side of the equator; nil for all other systems.
  private var otherHemisphere: String? {
    guard let authorityCode, authorityCode.hasPrefix("EPSG:"), let code = Int(authorityCode.dropFirst(5)) else {
      return nil
    }
    switch code {
    case 32601...32660: return "EPSG:\(code + 100)"
    case 32701...32760: return "EPSG:\(code - 100)"
    // DGN95 and SRGI2013, zones 46N–52N and 47S–54S.
    case 23866...23872: return "EPSG:\(code + 10)"
    case 23876...23882: return "EPSG:\(code - 10)"
    case 9476...9482: return "EPSG:\(code + 10)"
    case 9486...9492: return "EPSG:\(code - 10)"
    default: return nil
    }
  }

  /// Name and code, for messages.
  public var label: String {
    guard let authorityCode, authorityCode != name else { return name }
    return "\(name) (\(authorityCode))"
  }
}

extension Diagnostic {
  static func misfit(
    _ misfit: CoordinateReferenceSystem.Misfit, system: String, bounds: Box
  ) -> Diagnostic {
    switch misfit {
    case .notDegrees(let record, let x, let y): notDegrees(system: system, record: record, x: x, y: y)
    case .degrees: degreesInProjectedSystem(system: system, bounds)
    case .swapped: swappedAxes(system: system, bounds)
    case .outside(let placement, let other): outsideAreaOfUse(system: system, placement, other: other)
    }
  }

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

  static func swappedAxes(system: String, _ bounds: Box) -> Diagnostic {
    let extent = "(\(bounds.minX), \(bounds.minY)) – (\(bounds.maxX), \(bounds.maxY))"
    return Diagnostic(
      .badInput, "crs.axes.swapped", ["system": system],
      id: """
        Koordinat peta tertukar: x dan y-nya, dengan cakupan \(extent), baru cocok dengan \(system) bila ditukar. \
        Tukar dahulu, misalnya di QGIS dengan Processing > Swap X and Y coordinates.
        """,
      en: """
        The layer's coordinates are swapped: its x and y, with the extent \(extent), fit \(system) only when they are \
        exchanged. Exchange them first, in QGIS for example by Processing > Swap X and Y coordinates.
        """)
  }

  static func outsideAreaOfUse(
    system: String, _ placement: CoordinateReferenceSystem.Placement, other: String?
  ) -> Diagnostic {
    let suggestion: (id: String, en: String) =
      other.map {
        (
          " Koordinatnya cocok dengan belahan bumi yang lain, \($0): perbaiki .prj-nya atau nyatakan --crs \($0).",
          " The coordinates fit the other hemisphere, \($0): correct the .prj or state --crs \($0)."
        )
      } ?? (
        " Zona atau belahan buminya mungkin keliru. Nyatakan sistem yang benar dengan --crs EPSG:N.",
        " The zone or the hemisphere may be wrong. State the right system with --crs EPSG:N."
      )
    return Diagnostic(
      .badInput, "crs.area.outside", ["system": system, "other": other ?? ""],
      id:
        "Menurut \(system), peta ini terletak di \(placement.place(.indonesian)), di luar wilayah yang dilayani sistem "
        + "itu (\(placement.areaText(.indonesian)))." + suggestion.id,
      en: "By \(system) this layer lies at \(placement.place(.english)), outside the area of use of that system "
        + "(\(placement.areaText(.english)))." + suggestion.en)
  }
}

extension CoordinateReferenceSystem.Placement {
  /// The middle of the layer, in words; the extent as it stands where it is nowhere on the Earth.
  public func place(_ language: Language) -> String {
    guard distance < 360 else {
      return language == .indonesian ? "tempat yang tidak ada di bumi" : "a place that is not on the Earth"
    }
    return Self.text((bounds.minX + bounds.maxX) / 2, (bounds.minY + bounds.maxY) / 2, language)
  }

  public func areaText(_ language: Language) -> String {
    let (first, last) = (
      Self.text(area.minX, area.minY, language), Self.text(area.maxX, area.maxY, language)
    )
    return "\(first) – \(last)"
  }

  private static func text(_ longitude: Double, _ latitude: Double, _ language: Language) -> String {
    func degrees(_ value: Double, _ positive: String, _ negative: String) -> String {
      "\(language.text(min(abs(value), 1e6), decimals: 1))° \(value < 0 ? negative : positive)"
    }
    return language == .indonesian
      ? "\(degrees(longitude, "BT", "BB")), \(degrees(latitude, "LU", "LS"))"
      : "\(degrees(longitude, "E", "W")), \(degrees(latitude, "N", "S"))"
  }
}
