internal import CPROJ
internal import Diagnostics

/// A coordinate reference system of a layer: geographic (longitude and latitude) or projected.
///
/// Only its horizontal part counts; coordinates are always taken in the order x or longitude, y or latitude, as files
/// have them, whatever order the authority declares.
public struct CoordinateReferenceSystem: Sendable, Hashable {
  /// The name that its definition or PROJ's database gives, for example `WGS 84 / UTM zone 50N`.
  public let name: String
  /// Authority and code, for example `EPSG:4326`, where the definition states them or PROJ identifies it with full
  /// confidence; nil otherwise.
  public let authorityCode: String?
  /// Whether coordinates are longitudes and latitudes.
  public let isGeographic: Bool
  /// The ellipsoid of its datum.
  public let ellipsoid: Ellipsoid
  /// Whether coordinates are degrees on WGS 84 from Greenwich (EPSG:4326, OGC:CRS84, ESRI's GCS_WGS_1984), so that
  /// RFC 7946 takes them as they are.
  public let isWGS84LongitudeLatitude: Bool
  /// The definition as WKT 2:2019, on one line.
  public let wkt2: String

  /// Whether it is geographic with angles in degrees, and not in grads.
  let isInDegrees: Bool
  /// The length of one unit of the first axis in metres, for a projected system.
  let metresPerUnit: Double
  /// The angle of one unit in radians, for a geographic system.
  private let angularUnit: Double
  /// What ``baseGeographic`` answers, where it is not the system itself.
  private let base: [CoordinateReferenceSystem]

  /// Reads a definition: WKT 1 (ESRI's too), WKT 2, PROJJSON, a PROJ string of type `crs`, or authority and code such
  /// as `EPSG:9470`.
  ///
  /// - Throws: `badInput` where PROJ does not know it, or it is neither geographic nor projected; `missingInput` where
  ///   PROJ's own database cannot be read.
  public init(definition: String) throws { try self.init(definition: definition, in: PROJContext()) }

  init(definition: String, in context: PROJContext) throws {
    // A PROJ_DATA left by another program (conda, an older QGIS) is common, and would look like an unknown system.
    guard context.object(proj_create(context.handle, "EPSG:4326")) != nil else {
      throw Diagnostic.unreadableDatabase(detail: context.lastMessage)
    }
    let text = definition.trimmingWhitespace
    guard !text.isEmpty, let object = context.object(proj_create(context.handle, text)),
      proj_is_crs(object.pointer) != 0
    else { throw Diagnostic.unknownReferenceSystem(text, detail: context.lastMessage) }
    guard let system = Self(object) else { throw Diagnostic.notHorizontal(text, name: object.name) }
    guard system.isUsable else { throw Diagnostic.unusableReferenceSystem(system.name) }
    self = system
  }

  /// Whether units and ellipsoid are such that places and areas can be computed: definitions come from files.
  private var isUsable: Bool {
    let axis = ellipsoid.semiMajorAxis
    let unit = isGeographic ? angularUnit : metresPerUnit
    return axis.isFinite && axis > 0 && ellipsoid.flattening.isFinite && ellipsoid.flattening >= 0
      && ellipsoid.flattening < 1 && unit.isFinite && unit > 0
  }

  /// WGS 84, longitude and latitude in degrees, the system of RFC 7946.
  public static let wgs84: CoordinateReferenceSystem = {
    do {
      return try CoordinateReferenceSystem(definition: "EPSG:4326")
    } catch {
      // Without its database PROJ cannot know any code; nothing else of the program would work either.
      preconditionFailure("PROJ cannot read its database proj.db: \(error)")
    }
  }()

  /// Its own datum's longitude and latitude in degrees; the system itself if that is what it is.
  ///
  /// Areas, distances and centroids on the layer's own ellipsoid are taken there: no datum shift is involved.
  public var baseGeographic: CoordinateReferenceSystem { base.first ?? self }

  /// Nil where the system has no horizontal coordinates on an ellipsoid.
  private init?(_ object: PROJObject) {
    let context = object.context
    let horizontal = object.horizontal
    let unbound = horizontal.unbound
    switch proj_get_type(unbound.pointer) {
    case PJ_TYPE_GEOGRAPHIC_2D_CRS, PJ_TYPE_GEOGRAPHIC_3D_CRS: isGeographic = true
    case PJ_TYPE_PROJECTED_CRS: isGeographic = false
    default: return nil
    }
    guard let axes = context.object(proj_crs_get_coordinate_system(context.handle, unbound.pointer)),
      let shape = context.object(proj_get_ellipsoid(context.handle, unbound.pointer)),
      let wkt = horizontal.wkt2
    else { return nil }

    var unit = 0.0
    proj_cs_get_axis_info(context.handle, axes.pointer, 0, nil, nil, nil, &unit, nil, nil, nil)
    isInDegrees = isGeographic && abs(unit * 180 / Double.pi - 1) < 1e-9
    metresPerUnit = isGeographic ? 0 : unit
    angularUnit = isGeographic ? unit : 0

    var semiMajor = 0.0
    var inverseFlattening = 0.0
    proj_ellipsoid_get_parameters(context.handle, shape.pointer, &semiMajor, nil, nil, &inverseFlattening)
    ellipsoid = Ellipsoid(
      semiMajorAxis: semiMajor, flattening: inverseFlattening == 0 ? 0 : 1 / inverseFlattening)

    name = unbound.name
    wkt2 = wkt
    var isWGS84 = false
    if isGeographic, horizontal === unbound, let wgs84 = context.object(proj_create(context.handle, "EPSG:4326")) {
      isWGS84 =
        proj_is_equivalent_to_with_ctx(
          context.handle, unbound.pointer, wgs84.pointer, PJ_COMP_EQUIVALENT_EXCEPT_AXIS_ORDER_GEOGCRS) != 0
    }
    isWGS84LongitudeLatitude = isWGS84
    if isInDegrees {
      base = []
    } else {
      guard let degrees = unbound.inDegrees, let system = Self(degrees), system.isInDegrees else { return nil }
      base = [system]
    }
    authorityCode = isWGS84 ? unbound.statedCode ?? "EPSG:4326" : unbound.statedCode ?? unbound.identifiedCode
  }
}

extension PROJObject {
  /// The horizontal part of a compound system; the object itself if it is none.
  var horizontal: PROJObject {
    guard proj_get_type(pointer) == PJ_TYPE_COMPOUND_CRS else { return self }
    return context.object(proj_crs_get_sub_crs(context.handle, pointer, 0)) ?? self
  }

  /// The system without the transformation to WGS 84 that its definition may carry.
  fileprivate var unbound: PROJObject {
    guard proj_get_type(pointer) == PJ_TYPE_BOUND_CRS else { return self }
    return context.object(proj_get_source_crs(context.handle, pointer)) ?? self
  }

  /// The longitude and latitude in degrees on which a geographic or projected system is built.
  fileprivate var inDegrees: PROJObject? {
    guard let geodetic = context.object(proj_crs_get_geodetic_crs(context.handle, pointer)),
      let axes = context.object(proj_crs_get_coordinate_system(context.handle, geodetic.pointer))
    else { return nil }
    var unit = 0.0
    proj_cs_get_axis_info(context.handle, axes.pointer, 0, nil, nil, nil, &unit, nil, nil, nil)
    if abs(unit * 180 / Double.pi - 1) < 1e-9 { return geodetic }
    // In grads, say: the same datum under axes of our own.
    guard let wkt = geodetic.wkt2, let datum = wkt.firstRange(of: ",CS[") else { return nil }
    let degrees = """
      ,CS[ellipsoidal,2],AXIS["longitude",east],AXIS["latitude",north],ANGLEUNIT["degree",0.0174532925199433]]
      """
    return context.object(proj_create(context.handle, wkt[..<datum.lowerBound] + degrees))
  }

  fileprivate var statedCode: String? {
    guard let authority = proj_get_id_auth_name(pointer, 0), let code = proj_get_id_code(pointer, 0) else { return nil }
    return String(cString: authority) + ":" + String(cString: code)
  }

  /// The EPSG code that PROJ finds with a confidence of 100 %.
  fileprivate var identifiedCode: String? {
    var confidences: UnsafeMutablePointer<Int32>?
    guard let list = proj_identify(context.handle, pointer, "EPSG", nil, &confidences) else { return nil }
    defer {
      proj_list_destroy(list)
      proj_int_list_destroy(confidences)
    }
    guard proj_list_get_count(list) > 0, let confidences, confidences[0] == 100 else { return nil }
    return context.object(proj_list_get(context.handle, list, 0))?.statedCode
  }
}

extension String {
  /// Without white space, byte order mark and null bytes at either end: .prj files have them all.
  fileprivate var trimmingWhitespace: String {
    func isBlank(_ scalar: Unicode.Scalar) -> Bool {
      scalar.properties.isWhitespace || scalar == "\u{FEFF}" || scalar == "\0"
    }
    let scalars = unicodeScalars.drop(while: isBlank)
    guard let last = scalars.lastIndex(where: { !isBlank($0) }) else { return "" }
    return String(scalars[...last])
  }
}

extension Diagnostic {
  static func unknownReferenceSystem(_ definition: String, detail: String) -> Diagnostic {
    let given = definition.count > 80 ? String(definition.prefix(80)) + "…" : definition
    let reason = detail.isEmpty ? "" : " (PROJ: \(detail))"
    return Diagnostic(
      .badInput, "crs.unknown", ["definition": definition, "detail": detail],
      id: """
        Sistem koordinat “\(given)” tidak dikenali\(reason). Nyatakan kode EPSG-nya, misalnya EPSG:4326 (WGS 84) atau \
        EPSG:9470 (SRGI2013).
        """,
      en: """
        The coordinate reference system “\(given)” is not known\(reason). State its EPSG code, for example EPSG:4326 \
        (WGS 84) or EPSG:9470 (SRGI2013).
        """)
  }

  static func unusableReferenceSystem(_ name: String) -> Diagnostic {
    Diagnostic(
      .badInput, "crs.unusable", ["system": name],
      id: """
        Definisi sistem koordinat “\(name)” rusak: satuan atau elipsoidanya bukan bilangan positif. Perbaiki .prj-nya, \
        atau hapus dan nyatakan sistemnya dengan --crs EPSG:N, misalnya --crs EPSG:4326 (WGS 84).
        """,
      en: """
        The definition of the coordinate reference system “\(name)” is broken: its unit or ellipsoid is not a positive \
        number. Correct the .prj, or remove it and state the system with --crs EPSG:N, for example --crs EPSG:4326 \
        (WGS 84).
        """)
  }

  static func unreadableDatabase(detail: String) -> Diagnostic {
    let reason = detail.isEmpty ? "" : " (PROJ: \(detail))"
    return Diagnostic(
      .missingInput, "crs.database.unreadable", ["detail": detail],
      id: """
        Basis data PROJ (proj.db) tidak dapat dibaca atau versinya tidak sesuai\(reason). Pasang paket proj-data, atau \
        periksa variabel lingkungan PROJ_DATA dan PROJ_LIB.
        """,
      en: """
        PROJ's database (proj.db) cannot be read or is of another version\(reason). Install the package proj-data, or \
        check the environment variables PROJ_DATA and PROJ_LIB.
        """)
  }

  static func notHorizontal(_ definition: String, name: String) -> Diagnostic {
    let given = name.isEmpty ? String(definition.prefix(80)) : name
    return Diagnostic(
      .badInput, "crs.kind.wrong", ["definition": definition, "name": name],
      id: """
        Sistem koordinat “\(given)” bukan sistem geografis maupun sistem proyeksi, sehingga letak batas wilayah di bumi \
        tidak dapat ditentukan. Nyatakan kode EPSG yang benar, misalnya EPSG:4326 (WGS 84).
        """,
      en: """
        The coordinate reference system “\(given)” is neither geographic nor projected, so the boundaries have no place \
        on the Earth. State the right EPSG code, for example EPSG:4326 (WGS 84).
        """)
  }
}
