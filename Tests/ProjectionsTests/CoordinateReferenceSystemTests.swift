import CPROJ
import Diagnostics
import Geometry
import TestSupport
import Testing

@testable import Projections

@Suite struct CoordinateReferenceSystemTests {
  static let esriWGS84 = """
    GEOGCS["GCS_WGS_1984",DATUM["D_WGS_1984",SPHEROID["WGS_1984",6378137.0,298.257223563]],\
    PRIMEM["Greenwich",0.0],UNIT["Degree",0.0174532925199433]]
    """

  @Test func theLibraryIsTheOneTested() {
    #expect(PROJLibrary.version.split(separator: ".").first == "9")
  }

  @Test(arguments: ["EPSG:4326", "OGC:CRS84", esriWGS84, "\u{FEFF}" + esriWGS84 + "\r\n\0"])
  func wgs84InAllItsForms(definition: String) throws {
    let system = try CoordinateReferenceSystem(definition: definition)
    #expect(system.isWGS84LongitudeLatitude)
    #expect(system.isGeographic)
    #expect(system.ellipsoid == .wgs84)
    #expect(system.authorityCode == (definition == "OGC:CRS84" ? "OGC:CRS84" : "EPSG:4326"))
    #expect(system.baseGeographic == system)
    #expect(try CoordinateTransformation(from: system, to: .wgs84).isIdentity)
    #expect(try CoordinateReferenceSystem(definition: system.wkt2) == system)
  }

  /// What is nearly WGS 84 and is not: another unit, another meridian, another ellipsoid.
  @Test(arguments: [
    esriWGS84.replacing("\"Degree\",0.0174532925199433", with: "\"Grad\",0.015707963267949"),
    esriWGS84.replacing("\"Greenwich\",0.0", with: "\"Jakarta\",106.8077194444444"),
    esriWGS84.replacing("298.257223563", with: "298.3"),
    "EPSG:4755", "EPSG:9470", "EPSG:32650", "EPSG:3857",
  ])
  func othersAreNotWGS84(definition: String) throws {
    let system = try CoordinateReferenceSystem(definition: definition)
    #expect(!system.isWGS84LongitudeLatitude)
    #expect(system.authorityCode != "EPSG:4326")
  }

  @Test func projectedSystemsHaveTheirOwnBase() throws {
    let utm = try CoordinateReferenceSystem(definition: "EPSG:2550")
    #expect(!utm.isGeographic)
    #expect(utm.name == "Samboja / UTM zone 50S")
    #expect(utm.authorityCode == "EPSG:2550")
    // Bessel 1841, as EPSG:7004 has it.
    #expect(utm.ellipsoid.semiMajorAxis == 6_377_397.155)
    #expect(abs(1 / utm.ellipsoid.flattening - 299.1528128) < 1e-9)
    #expect(utm.baseGeographic.authorityCode == "EPSG:4125")
    #expect(utm.baseGeographic.ellipsoid == utm.ellipsoid)
    #expect(!utm.baseGeographic.isWGS84LongitudeLatitude)
  }

  @Test func gradsHaveABaseInDegrees() throws {
    // NTF (Paris): grads from the meridian of Paris.
    let paris = try CoordinateReferenceSystem(definition: "EPSG:4807")
    #expect(paris.isGeographic)
    let base = paris.baseGeographic
    #expect(base != paris && base.isGeographic)
    #expect(base.ellipsoid.semiMajorAxis == paris.ellipsoid.semiMajorAxis)
    #expect(abs(base.ellipsoid.flattening - paris.ellipsoid.flattening) < 1e-14)
    var point = [2.5969213, 54.0]
    try CoordinateTransformation(from: paris, to: base).apply(to: &point)
    #expect(abs(point[0] - 2.5969213 * 0.9) < 1e-12 && abs(point[1] - 48.6) < 1e-12)
  }

  @Test func esriProjectedDefinitionsAreIdentified() throws {
    let system = try CoordinateReferenceSystem(
      definition: """
        PROJCS["WGS_1984_UTM_Zone_50S",GEOGCS["GCS_WGS_1984",DATUM["D_WGS_1984",SPHEROID["WGS_1984",6378137.0,\
        298.257223563]],PRIMEM["Greenwich",0.0],UNIT["Degree",0.0174532925199433]],PROJECTION["Transverse_Mercator"],\
        PARAMETER["False_Easting",500000.0],PARAMETER["False_Northing",10000000.0],PARAMETER["Central_Meridian",117.0],\
        PARAMETER["Scale_Factor",0.9996],PARAMETER["Latitude_Of_Origin",0.0],UNIT["Meter",1.0]]
        """)
    #expect(system.authorityCode == "EPSG:32750")
    #expect(system.name == "WGS 84 / UTM zone 50S")
    #expect(system.baseGeographic.isWGS84LongitudeLatitude)
  }

  @Test func compoundSystemsCountByTheirHorizontalPart() throws {
    let system = try CoordinateReferenceSystem(definition: "EPSG:4326+3855")
    #expect(system.isWGS84LongitudeLatitude)
  }

  @Test func unknownDefinitionsAreRefused() {
    let fault = #expect(throws: Diagnostic.self) {
      try CoordinateReferenceSystem(definition: "EPSG:999999")
    }
    #expect(fault?.kind == .badInput)
    #expect(
      fault?.message.english == """
        The coordinate reference system “EPSG:999999” is not known (PROJ: proj_create: crs not found). State its EPSG \
        code, for example EPSG:4326 (WGS 84) or EPSG:9470 (SRGI2013).
        """)
    #expect(
      fault?.message.indonesian == """
        Sistem koordinat “EPSG:999999” tidak dikenali (PROJ: proj_create: crs not found). Nyatakan kode EPSG-nya, \
        misalnya EPSG:4326 (WGS 84) atau EPSG:9470 (SRGI2013).
        """)
  }

  @Test(arguments: ["", "  \n", "GEOGCS[\"GCS_WGS_1984\"", "rubbish", "+proj=utm +zone=50"])
  func whatIsNoDefinitionIsRefused(definition: String) {
    let fault = #expect(throws: Diagnostic.self) { try CoordinateReferenceSystem(definition: definition) }
    #expect(fault?.kind == .badInput)
    #expect(fault?.code == "crs.unknown")
    #expect(fault?.arguments["definition"] == (definition == "  \n" ? "" : definition))
  }

  @Test(arguments: ["LOCAL_CS[\"Arbitrary\",UNIT[\"metre\",1]]", "EPSG:4978", "EPSG:5773"])
  func systemsWithoutAHorizontalPlaceAreRefused(definition: String) {
    let fault = #expect(throws: Diagnostic.self) { try CoordinateReferenceSystem(definition: definition) }
    #expect(fault?.message.english.contains("neither geographic nor projected") == true)
  }

  @Test func anUnreadableDatabaseIsNotTheLayersFault() {
    let folder = TemporaryFolder()
    folder.write("not a database", to: "proj.db")
    let context = PROJContext()
    folder.path.withCString { path in
      var paths: [UnsafePointer<CChar>?] = [path]
      proj_context_set_search_paths(context.handle, 1, &paths)
    }
    let fault = #expect(throws: Diagnostic.self) {
      try CoordinateReferenceSystem(definition: Self.esriWGS84, in: context)
    }
    #expect(fault?.kind == .missingInput)
    #expect(fault?.message.english.contains("check the environment variables PROJ_DATA and PROJ_LIB") == true)
  }

  // MARK: Plausibility

  private func layer(_ points: [(Double, Double)]) -> PolygonBuffer {
    var buffer = PolygonBuffer()
    buffer.append(feature: [])
    for (x, y) in points { buffer.append(feature: [[[(x, y), (x + 1, y), (x, y + 1), (x, y)]]]) }
    return buffer
  }

  @Test func projectedCoordinatesAreNoDegrees() throws {
    var sound = layer([(117, -0.5), (-180, 89), (359, -90)])
    #expect(try CoordinateReferenceSystem.wgs84.checkPlausible(&sound) == nil)
    var metres = layer([(117, -0.5), (527_817, 9_944_734)])
    let fault = #expect(throws: Diagnostic.self) { try CoordinateReferenceSystem.wgs84.checkPlausible(&metres) }
    #expect(
      fault?.message.english == """
        The layer's coordinates are not degrees: record 3 has the point (527817.0, 9944734.0), but the coordinate \
        reference system is WGS 84 (EPSG:4326). The coordinates look projected, UTM for example. State the right \
        system, for example EPSG:32650 (WGS 84 / UTM 50N).
        """)
  }

  @Test func degreesAreNoProjectedCoordinates() throws {
    let utm = try CoordinateReferenceSystem(definition: "EPSG:32650")
    var none = PolygonBuffer()
    #expect(try utm.checkPlausible(&none) == nil)
    var degrees = layer([(117, -0.5)])
    let fault = #expect(throws: Diagnostic.self) { try utm.checkPlausible(&degrees) }
    #expect(
      fault?.message.english == """
        The layer's coordinates look like longitudes and latitudes in degrees, with the extent (117.0, -0.5) – (118.0, \
        0.5), but the coordinate reference system is WGS 84 / UTM zone 50N (EPSG:32650), which is projected. State the \
        right system, for example EPSG:4326 (WGS 84).
        """)
  }

  /// Natural Earth's corner of Antarctica is beyond the pole by the last digit.
  @Test func thePoleIsReachedByRounding() throws {
    var buffer = PolygonBuffer()
    buffer.append(feature: [[[(-180, -90.000_000_000_000_03), (0, -90), (0, -80), (-180, -90.000_000_000_000_03)]]])
    #expect(try CoordinateReferenceSystem.wgs84.checkPlausible(&buffer) == nil)
    #expect(buffer.coordinates == [-180, -90, 0, -90, 0, -80, -180, -90])
    var beyond = layer([(0, -90.000_001)])
    let fault = #expect(throws: Diagnostic.self) { try CoordinateReferenceSystem.wgs84.checkPlausible(&beyond) }
    #expect(fault?.code == "crs.coordinates.projected")
  }

  /// Latitude before longitude, in degrees and in metres.
  @Test func axesThatAreSwapped() throws {
    var degrees = layer([(-0.5, 117), (1, 118)])
    let fault = #expect(throws: Diagnostic.self) { try CoordinateReferenceSystem.wgs84.checkPlausible(&degrees) }
    #expect(fault?.code == "crs.axes.swapped")
    #expect(
      fault?.message.english == """
        The layer's coordinates are swapped: its x and y, with the extent (-0.5, 117.0) – (2.0, 119.0), fit WGS 84 \
        (EPSG:4326) only when they are exchanged. Exchange them first, in QGIS for example by Processing > Swap X and Y \
        coordinates.
        """)
    let utm = try CoordinateReferenceSystem(definition: "EPSG:32750")
    var metres = layer([(9_860_000, 500_000)])
    #expect(#expect(throws: Diagnostic.self) { try utm.checkPlausible(&metres) }?.code == "crs.axes.swapped")
  }

  /// A layer just across the equator is often kept in the northern zone with negative northings; one with northings of the
  /// southern zone is not.
  @Test(arguments: ["EPSG:32650", "EPSG:23870", "EPSG:9480"]) func hemispheres(code: String) throws {
    let north = try CoordinateReferenceSystem(definition: code)
    var across = layer([(527_817, -55_265), (527_817, 55_265)])
    #expect(try north.checkPlausible(&across) == nil)
    var south = layer([(500_000, 9_860_000)])
    let fault = #expect(throws: Diagnostic.self) { try north.checkPlausible(&south) }
    #expect(fault?.code == "crs.area.outside")
    let number = Int(code.dropFirst(5))!
    #expect(fault?.arguments["other"] == "EPSG:\(number == 32650 ? 32750 : number + 10)")
    #expect(fault?.message.english.contains("fit the other hemisphere") == true)
  }

  @Test func placesOutsideTheAreaOfUse() throws {
    let north = try CoordinateReferenceSystem(definition: "EPSG:32650")
    var negative = layer([(500_000, -300_000)])
    guard case .outside(let placement, nil)? = try north.checkPlausible(&negative) else {
      Issue.record("no doubt")
      return
    }
    #expect(placement.distance > 2 && placement.distance < 3)
    #expect(placement.place(.indonesian) == "117,0° BT, 2,7° LS")
    // Dutch coordinates as UTM 50N.
    var far = layer([(-4_000_000, 5_000_000)])
    #expect(#expect(throws: Diagnostic.self) { try north.checkPlausible(&far) }?.code == "crs.area.outside")
  }

  @Test func definitionsThatNothingCanBeComputedWith() {
    let degrees =
      "GEOGCS[\"x\",DATUM[\"x\",SPHEROID[\"x\",6378137.0,298.257223563]],PRIMEM[\"Greenwich\",0.0],UNIT[\"Degree\",-1]]"
    let fault = #expect(throws: Diagnostic.self) { try CoordinateReferenceSystem(definition: degrees) }
    #expect(fault?.kind == .badInput)
    let metres =
      "PROJCS[\"x\",GEOGCS[\"GCS_WGS_1984\",DATUM[\"D_WGS_1984\",SPHEROID[\"WGS_1984\",6378137.0,298.257223563]],"
      + "PRIMEM[\"Greenwich\",0.0],UNIT[\"Degree\",0.0174532925199433]],PROJECTION[\"Mercator\"],UNIT[\"Meter\",-1.0]]"
    #expect(throws: Diagnostic.self) { try CoordinateReferenceSystem(definition: metres) }
  }
}
