import CSQLite
import Diagnostics
import FileAccess
import GeoPackage
import Geometry
import Layers
import TestSupport
import Testing

@Suite struct GeoPackageReaderTests {
  private let folder = TemporaryFolder()
  private var path: String { folder.path + "/a.gpkg" }

  private func polygons() -> PolygonBuffer {
    var polygons = PolygonBuffer()
    polygons.append(feature: [[[(116, -1), (117, -1), (117, 0), (116, -1)]]])
    polygons.append(feature: [])
    polygons.append(feature: [
      [[(0, 0), (4, 0), (4, 4), (0, 0)], [(2, 1), (3, 2), (3, 1), (2, 1)]], [[(5, 5), (6, 5), (6, 6), (5, 5)]],
    ])
    return polygons
  }

  private func attributes() -> AttributeTable {
    var table = AttributeTable(rowCount: 3)
    table.append(Field(name: "kode", kind: .text, width: 7), .text(["64.01", nil, "L'Été"]))
    table.append(Field(name: "n", kind: .integer, width: 2), .integer([7, nil, -8]))
    table.append(Field(name: "luas", kind: .real(decimals: 15), width: 32), .real([0.1, 2, nil]))
    table.append(Field(name: "tgl", kind: .date, width: 10), .date(["2025-07-01", nil, nil]))
    table.append(Field(name: "ya", kind: .logical, width: 1), .logical([true, false, nil]))
    return table
  }

  private func write(_ names: String...) throws {
    try GeoPackageWriter(lastChange: 0).write(
      names.map { FeatureTable(name: $0, polygons: polygons(), attributes: attributes()) }, to: path)
  }

  private func read(_ layer: Int = 0) throws -> LoadedLayer {
    let reader = try GeoPackageReader(SourceFile(path: path))
    return try reader.read(reader.entries[layer])
  }

  /// Runs SQL on the file, with GeoPackage's own functions away: triggers are dropped first.
  private func change(_ sql: String) {
    var database: OpaquePointer?
    #expect(sqlite3_open(path, &database) == SQLITE_OK)
    defer { sqlite3_close_v2(database) }
    let triggers = Reader(path: path).rows("SELECT name FROM sqlite_master WHERE type = 'trigger'")
    let drops = triggers.map { "DROP TRIGGER \"\($0.replacing("\"", with: "\"\""))\";" }.joined()
    #expect(
      sqlite3_exec(database, drops + sql, nil, nil, nil) == SQLITE_OK, "\(String(cString: sqlite3_errmsg(database)))")
  }

  @Test func whatWasWrittenIsRead() throws {
    try write("kecamatan", "desa")
    let reader = try GeoPackageReader(SourceFile(path: path))
    #expect(reader.entries.map(\.name) == ["kecamatan", "desa"])
    #expect(reader.entries[0].mayHoldPolygons && !reader.entries[0].mayHoldPoints)
    let layer = try reader.read(reader.entries[1])
    #expect(layer.name == "desa")
    #expect(try layer.polygons(threads: 1).polygons == polygons())
    #expect(layer.table == attributes())
    #expect(layer.referenceSystem == .stated("EPSG:4326", place: "gpkg_spatial_ref_sys"))
  }

  @Test func fromMemory() throws {
    try write("a")
    var builder = MemoryFileBuilder(capacity: 10)
    // As QGIS leaves it: marked for a write-ahead log.
    var bytes = folder.read("a.gpkg")!
    (bytes[18], bytes[19]) = (2, 2)
    bytes.withUnsafeBytes { builder.append($0) }
    let file = SourceFile(path: "a.zip/a.gpkg", memory: builder.finish())
    let reader = try GeoPackageReader(file)
    #expect(try reader.read(reader.entries[0]).table == attributes())
  }

  /// The rows that another program has not yet moved from its log are part of the layer.
  @Test func theLogIsRead() throws {
    try write("a")
    var database: OpaquePointer?
    #expect(sqlite3_open(path, &database) == SQLITE_OK)
    defer { sqlite3_close_v2(database) }
    for trigger in Reader(path: path).rows("SELECT name FROM sqlite_master WHERE type = 'trigger'") {
      #expect(sqlite3_exec(database, "DROP TRIGGER \"\(trigger)\"", nil, nil, nil) == SQLITE_OK)
    }
    #expect(sqlite3_exec(database, "PRAGMA journal_mode = WAL; UPDATE a SET kode = '99'", nil, nil, nil) == SQLITE_OK)
    #expect(try read().table.columns[0] == .text(["99", "99", "99"]))
  }

  @Test func valuesMayBeOfOtherTypesThanTheirColumn() throws {
    try write("a")
    change(
      """
      UPDATE a SET n = '64.02' WHERE fid = 2; UPDATE a SET luas = 'luas' WHERE fid = 3; UPDATE a SET ya = 5 WHERE fid = 3;
      UPDATE a SET tgl = '1 Juli' WHERE fid = 2; ALTER TABLE a ADD COLUMN foto BLOB; ALTER TABLE a ADD COLUMN apa;
      UPDATE a SET apa = 3
      """)
    let layer = try read()
    // SQLite makes a number of the text where the column is of numbers.
    #expect(layer.table.columns[1] == .real([7, 64.02, -8]))
    #expect(layer.table.columns[2] == .text(["0.1", "2", "luas"]))
    #expect(layer.table.columns[3] == .text(["2025-07-01", "1 Juli", nil]))
    #expect(layer.table.columns[4] == .text(["true", "false", "5"]))
    #expect(layer.table.columns[5] == .integer([3, 3, 3]))
    #expect(layer.notices.map(\.message.english) == ["a: columns of bytes are not read: foto."])
    change("UPDATE a SET kode = x'FF00' WHERE fid = 3")
    let error = #expect(throws: Diagnostic.self) { try read() }
    #expect(error?.message.english.hasPrefix("\(path), layer “a”, record 3, field kode: ") == true)
  }

  /// Hexadecimal: header, then well-known binary.
  private static func number(_ value: Double, isLittle: Bool) -> String {
    let bits = isLittle ? value.bitPattern.byteSwapped : value.bitPattern
    let text = String(bits, radix: 16)
    return String(repeating: "0", count: 16 - text.count) + text
  }

  private static func integer(_ value: UInt32, isLittle: Bool) -> String {
    let text = String(isLittle ? value.byteSwapped : value, radix: 16)
    return String(repeating: "0", count: 8 - text.count) + text
  }

  /// A triangle as a polygon of a type with so many numbers for each position.
  private static func triangle(_ type: UInt32, numbers: Int, isLittle: Bool, reference: String = "") -> String {
    var text = (isLittle ? "01" : "00") + integer(type, isLittle: isLittle) + reference
    text += integer(1, isLittle: isLittle) + integer(4, isLittle: isLittle)
    for (x, y) in [(0.0, 0.0), (2, 0), (0, 2.5), (0, 0)] {
      text += number(x, isLittle: isLittle) + number(y, isLittle: isLittle)
      for _ in 2..<numbers { text += number(.nan, isLittle: isLittle) }
    }
    return text
  }

  @Test(arguments: [
    "4750000100000000" + triangle(3, numbers: 2, isLittle: true),
    "4750000000000000" + triangle(3, numbers: 2, isLittle: false),
    "47500000000010e6" + triangle(1003, numbers: 3, isLittle: false),
    "47500001e6100000" + triangle(2003, numbers: 3, isLittle: true),
    "47500001e6100000" + triangle(3003, numbers: 4, isLittle: false),
    "47500001ffffffff" + triangle(0x8000_0003, numbers: 3, isLittle: true),
    "4750000100000000" + triangle(0xE000_0003, numbers: 4, isLittle: false, reference: "000010e6"),
    "4750000300000000" + String(repeating: "00", count: 32) + triangle(3, numbers: 2, isLittle: true),
    "4750000900000000" + String(repeating: "00", count: 64) + triangle(3, numbers: 2, isLittle: true),
    "4750000100000000" + "0106000000" + "01000000" + triangle(3, numbers: 2, isLittle: false),
    "4750000100000000" + "010c000000" + "01000000" + triangle(3, numbers: 2, isLittle: true),
  ])
  func everyWayToWriteATriangle(hexadecimal: String) throws {
    try write("a")
    change("UPDATE a SET geom = x'\(hexadecimal)' WHERE fid = 2")
    var expected = PolygonBuffer()
    expected.append(feature: [[[(0, 0), (2, 0), (0, 2.5), (0, 0)]]])
    let read = try read().polygons(threads: 1).polygons
    var second = PolygonBuffer()
    second.append(featuresOf: read, 1..<2)
    #expect(second == expected)
  }

  @Test(arguments: [
    ("00", "geopackage.geometry.damaged"), ("4750010100000000", "geopackage.geometry.damaged"),
    ("4750002100000000", "geopackage.geometry.extended"), ("4750000f00000000", "geopackage.geometry.damaged"),
    ("4750000101000000" + triangle(3, numbers: 2, isLittle: true), "geopackage.geometry.reference"),
    ("4750000100000000010a00000000000000", "geopackage.geometry.type"),
    ("4750000100000000010700000000000000", "geopackage.geometry.type"),
    ("4750000100000000010200000000000000", "geopackage.geometry.type"),
    ("4750000100000000016300000000000000", "geopackage.geometry.type"),
    ("475000010000000001010000000000000000000000" + "0000000000000000", "geopackage.geometry.mixed"),
    ("47500001000000000103000000ffffffff", "geopackage.geometry.damaged"),
    ("4750000100000000010300000001000000ffffffff", "geopackage.geometry.damaged"),
    ("47500001000000000106000000ffffffff", "geopackage.geometry.damaged"),
    ("475000010000000001030000000100000001000000000000000000f07f0000000000000000", "geopackage.geometry.infinite"),
  ])
  func geometriesThatAreRefused(hexadecimal: String, code: String) throws {
    try write("a")
    change("UPDATE a SET geom = x'\(hexadecimal)' WHERE fid = 2")
    let error = #expect(throws: Diagnostic.self) { try read() }
    #expect(error?.code == code)
    #expect(error?.message.english.hasPrefix("\(path), layer “a”, record 2: ") == true)
    if code.hasSuffix("type") && hexadecimal.contains("010a") {
      #expect(error?.message.english.contains("CurvePolygon, which has curves") == true)
    }
  }

  @Test func points() throws {
    try write("a")
    let point = "0101000000" + Self.number(116.5, isLittle: true) + Self.number(-1.25, isLittle: true)
    change(
      """
      UPDATE gpkg_geometry_columns SET geometry_type_name = 'point';
      UPDATE a SET geom = x'4750000100000000\(point)';
      UPDATE a SET geom = x'47500001000000000104000000020000000101000000\(Self.number(1, isLittle: true))\(Self.number(2, isLittle: true))\(point)' WHERE fid = 2;
      UPDATE a SET geom = x'47500011000000000101000000000000000000f87f000000000000f87f' WHERE fid = 3
      """)
    #expect(try read().pointSets().map { $0.map(\.x) } == [[116.5], [1, 116.5], []])
  }

  @Test func referenceSystems() throws {
    try write("a")
    change(
      """
      INSERT INTO gpkg_spatial_ref_sys VALUES ('eigen', 100000, 'NONE', 100000, 'PROJCS["x"]', NULL);
      UPDATE gpkg_geometry_columns SET srs_id = 100000; UPDATE a SET geom = NULL
      """)
    #expect(try read().referenceSystem == .stated("PROJCS[\"x\"]", place: "gpkg_spatial_ref_sys"))
    change("UPDATE gpkg_geometry_columns SET srs_id = -1")
    #expect(try read().referenceSystem == .blank(place: "gpkg_spatial_ref_sys"))
    change("UPDATE gpkg_geometry_columns SET srs_id = 7")
    #expect(try read().referenceSystem == .blank(place: "gpkg_spatial_ref_sys"))
  }

  @Test func namesWithQuotesAndOtherCase() throws {
    try write("Batas \"Kec\" 'x'")
    change("UPDATE gpkg_geometry_columns SET table_name = upper(table_name), column_name = 'GEOM'")
    #expect(try read().recordCount == 3)
  }

  @Test func filesThatAreNoGeoPackage() throws {
    var database: OpaquePointer?
    #expect(sqlite3_open(path, &database) == SQLITE_OK)
    sqlite3_exec(database, "CREATE TABLE a (b)", nil, nil, nil)
    sqlite3_close_v2(database)
    #expect(#expect(throws: Diagnostic.self) { try read() }?.code == "geopackage.none")
    folder.write("kode;nama\n", to: "a.gpkg")
    #expect(#expect(throws: Diagnostic.self) { try read() }?.code == "geopackage.damaged")
  }

  /// Cut off or changed anywhere it is read or refused, and never traps.
  @Test func brokenFilesAreReadOrRefused() throws {
    try write("a")
    let whole = folder.read("a.gpkg")!
    var refused = 0
    for step in 0..<50 {
      folder.write(whole[..<(whole.count * step / 50)], to: "a.gpkg")
      do { _ = try read() } catch is Diagnostic { refused += 1 }
    }
    #expect(refused > 40)
    var state: UInt64 = 5
    func random() -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int(state >> 33)
    }
    for _ in 0..<500 {
      var changed = whole
      for _ in 0..<20 { changed[random() % changed.count] = UInt8(random() & 0xFF) }
      folder.write(changed, to: "a.gpkg")
      do { _ = try read().polygons(threads: 1) } catch is Diagnostic {}
    }
  }
}
