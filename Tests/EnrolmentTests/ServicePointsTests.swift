import CoverageTestSupport
import Diagnostics
import Geometry
import Layers
import Projections
import Shapefile
import TestSupport
import Testing

@testable import Enrolment
@testable import RunFiles

/// Service points as people hand them in: every one becomes a point, or an error that names it.
@Suite struct ServicePointsTests {
  let workspace = Workspace()

  private func read(
    _ text: String, _ configure: (inout ServicePoints.Options) -> Void = { _ in }
  ) throws -> ServicePoints {
    var options = ServicePoints.Options(path: workspace.table(text, "titik.csv"))
    configure(&options)
    return try ServicePoints(options)
  }

  private func coordinates(_ points: ServicePoints) -> [[Double]] { points.points.map { [$0.longitude, $0.latitude] } }

  // MARK: Tables

  @Test(arguments: [
    "nama,lon,lat\nA,117.15,-0.5\nB,116,1\n", "Latitude;Longitude;Nama Kantor\n-0,5;117,15;A\n1;116;B\n",
    "Garis Lintang;Garis Bujur;Nama\n-0,5;117,15;A\n1;116;B\n",
    "kantor\tbujur\tlintang\nA\t117.15\t-0.5\nB\t116\t+1\n", "name|LNG|LAT|x|y\nA|117.15|-0.5|1|2\nB|116|1|3|4\n",
  ]) func columnsAreFoundInBothLanguages(_ text: String) throws {
    let points = try read(text)
    #expect(coordinates(points) == [[117.15, -0.5], [116, 1]])
    #expect(points.points.map(\.name) == ["A", "B"])
    #expect(points.points.map(\.place) == [2, 3])
    #expect(points.inputs.map(\.role) == [.points])
    #expect(points.inputs.map(\.rows) == [2])
    #expect(points.notices.isEmpty)
  }

  @Test func titlesAboveTheHeaderArePassedOver() throws {
    let points = try read("Daftar kantor\n\nNo;Nama Kantor;Bujur;Lintang\n1;A;117,15;-0,5\n2;B;116;1\n")
    #expect(coordinates(points) == [[117.15, -0.5], [116, 1]])
    #expect(points.points.map(\.place) == [4, 5])
  }

  @Test func namesAreOptionalAndPlacesMayRepeat() throws {
    let points = try read("lon,lat\n117,0\n117,0\n\n117,0\n")
    #expect(coordinates(points) == [[117, 0], [117, 0], [117, 0]])
    #expect(points.points.map(\.name) == [nil, nil, nil])
    #expect(points.title(2) == Message(id: "baris 5", en: "line 5"))
  }

  @Test func columnsMayBeNamed() throws {
    let points = try read("lon,lat,E,N\n1,2,117.5,0.5\n") {
      $0.longitudeColumn = "e"
      $0.latitudeColumn = "N"
    }
    #expect(coordinates(points) == [[117.5, 0.5]])
  }

  /// Samarinda in UTM 50S, after `pyproj.Transformer` (PROJ 9.5.1).
  @Test(arguments: ["x,y\n516690.632344,9944734.7722\n", "lon,lat,easting,northing\n0,0,516690.632344,9944734.7722\n"])
  func xAndYAreOfTheStatedSystem(_ text: String) throws {
    let points = try read(text) { $0.crs = "EPSG:32750" }
    #expect(abs(points.points[0].longitude - 117.15) < 1e-6)
    #expect(abs(points.points[0].latitude + 0.5) < 1e-6)
  }

  @Test func theShippedPointsSayWhatTheyAre() throws {
    let points = try ServicePoints(.init(path: PackageFolder.path + "/shapes/titik_layanan.csv"))
    #expect(points.points.count == 9)
    #expect(
      points.notices.map(\.english) == [
        "Table titik_layanan.csv: 9 service points are the middles of towns, not the offices themselves."
      ])
  }

  @Test func columnsThatAreNotThere() {
    expectFault(
      id:
        "Tabel titik.csv tidak punya pasangan kolom koordinat yang dikenal (lon dan lat, bujur dan lintang, atau x dan "
        + "y). Sebutkan dengan --lon-column dan --lat-column. Kolom yang ada: nama, bujur_barat, lintang.",
      en:
        "The table titik.csv has no known pair of coordinate columns (lon and lat, longitude and latitude, or x and y). "
        + "Name them with --lon-column and --lat-column. Its columns are: nama, bujur_barat, lintang."
    ) { try read("nama,bujur_barat,lintang\nA,117,0\n") }
    expectFault(
      en: "The table titik.csv has no column “barat”, which --lon-column asks for. Its columns are: nama, lat."
    ) {
      try read("nama,lat\nA,0\n") {
        $0.longitudeColumn = "barat"
        $0.latitudeColumn = "lat"
      }
    }
    expectFault(en: "The table titik.csv has more than one column “lon”. Rename one of them.") {
      try read("lon,lat,LON\n117,0,118\n")
    }
  }

  @Test func xAndYWithoutASystemAreNoPlace() {
    expectFault(
      id:
        "Tabel titik.csv: sistem koordinat kolom “x” dan “y” tidak diketahui. Sebutkan, misalnya --points-crs EPSG:32650 "
        + "(WGS 84 / UTM 50N) atau --points-crs EPSG:4326 (bujur dan lintang WGS 84).",
      en: "The table titik.csv: the coordinate reference system of the columns “x” and “y” is not known. State it, for "
        + "example --points-crs EPSG:32650 (WGS 84 / UTM 50N) or --points-crs EPSG:4326 (longitude and latitude, WGS 84)."
    ) { try read("x,y\n117,0\n") }
  }

  @Test func swappedCoordinates() {
    expectFault(
      id:
        "titik.csv, baris 3: bujur -0.5, lintang 117.15 bukan tempat di bumi. Tampaknya bujur dan lintang tertukar: tukar "
        + "kolomnya, atau sebutkan dengan --lon-column dan --lat-column.",
      en: "titik.csv, line 3: longitude -0.5, latitude 117.15 is no place on the Earth. Longitude and latitude look "
        + "swapped: exchange the columns, or name them with --lon-column and --lat-column."
    ) { try read("lon,lat\n117,0\n-0.5,117.15\n") }
  }

  @Test(arguments: ["516697.4,9944730.9", "181,0", "117,-90.5"]) func whatIsNoPlaceOnTheEarth(_ row: String) {
    let values = row.split(separator: ",").map { Double($0)! }
    expectFault(
      en:
        "titik.csv, line 2: longitude \(values[0]), latitude \(values[1]) is no place on the Earth. Longitudes lie between "
        + "−180 and 180, latitudes between −90 and 90 degrees. If these are projected x and y, state their system, for "
        + "example --points-crs EPSG:32650 (WGS 84 / UTM 50N)."
    ) { try read("lon,lat\n\(row)\n") }
  }

  @Test func missingAndBrokenCells() {
    expectFault(
      id:
        "Tabel titik.csv, baris 3: kolom “lat” tidak berisi koordinat (“”). 1 baris lain juga begitu. Isi koordinatnya, "
        + "atau hapus baris itu bila titiknya memang belum diketahui.",
      en:
        "Table titik.csv, line 3: the column “lat” has no coordinate (“”). So has 1 other row. Fill it in, or delete the "
        + "row if the place is not known yet."
    ) { try read("lon,lat\n117,0\n117.5,\n118,-\n") }
    expectFault(
      en:
        "titik.csv, column \"lon\": 1 cell is no usable number: line 3: \"117°09' BT\" (not a number). Write the number "
        + "alone, or leave the cell empty where there is no figure."
    ) { try read("lon,lat\n117,0\n117°09' BT,1\n") }
    expectFault(
      en:
        "titik.csv, column \"lat\": the numbers follow no single convention: decimal point (line 2: \"-0.5\"); decimal comma "
        + "(line 3: \"-0,55\"). Write them all alike, or state the thousands separator (none, dot, comma or space)."
    ) { try read("lon;lat\n117;-0.5\n117;-0,55\n") }
  }

  @Test func noPointAtAll() {
    expectFault(
      id: "titik.csv: hanya ada nama kolom (baris 1), tanpa baris data. Periksa ekspor tabelnya.",
      en: "titik.csv: there is a header (line 1) and no data row. Check the export of the table."
    ) { try read("lon,lat\n") }
    expectFault(.missingInput, en: "/tiada/titik.csv: there is no such file. Check its name and folder.") {
      try ServicePoints(.init(path: "/tiada/titik.csv"))
    }
  }

  @Test func systemsThatCannotBe() {
    expectFault(
      id: "titik.csv, baris 2: (117.15, -0.5) dan semua titik lain tampaknya bujur dan lintang dalam derajat, padahal "
        + "EPSG:32750 adalah sistem terproyeksi. Hapus --points-crs bila kolomnya bujur dan lintang WGS 84.",
      en: "titik.csv, line 2: (117.15, -0.5) and all other points look like longitudes and latitudes in degrees, but "
        + "EPSG:32750 is a projected system. Leave --points-crs out if the columns are longitude and latitude on WGS 84."
    ) { try read("lon,lat\n117.15,-0.5\n116,0\n") { $0.crs = "EPSG:32750" } }
    expectFault(
      en:
        "--points-crs EPSG:0: this coordinate reference system is not known. Write its EPSG code, for example EPSG:32650 "
        + "(WGS 84 / UTM 50N) or EPSG:4326 (WGS 84)."
    ) { try read("x,y\n1,2\n") { $0.crs = "EPSG:0" } }
    expectFault(
      id: "titik.csv, baris 3: titik (9e+30, 1.0) tidak punya tempat di bumi dalam EPSG:32750. Periksa nilainya, atau "
        + "nyatakan sistem yang benar dengan --points-crs.",
      en:
        "titik.csv, line 3: the point (9e+30, 1.0) has no place on the Earth in EPSG:32750. Check its values, or state the "
        + "right system with --points-crs."
    ) { try read("x,y\n516697,9944730\n9000000000000000000000000000000,1\n") { $0.crs = "EPSG:32750" } }
  }

  @Test func layersOfOtherFormats() throws {
    let path = workspace.folder.write(
      """
      {"type":"FeatureCollection","features":[
      {"type":"Feature","properties":{"nama":"Kantor Cabang"},"geometry":{"type":"Point","coordinates":[117.15,-0.5]}},
      {"type":"Feature","properties":{"nama":null},"geometry":{"type":"MultiPoint","coordinates":[[116.9,-1.2],[117,0]]}}]}
      """, to: "titik.geojson")
    let points = try ServicePoints(.init(path: path))
    #expect(points.source == .layer)
    #expect(points.points.map(\.longitude) == [117.15, 116.9, 117])
    #expect(points.points.map(\.name) == ["Kantor Cabang", nil, nil])
    #expect(points.points.map(\.place) == [1, 2, 2])
    let kml = workspace.folder.write("<?xml version=\"1.0\"?><kml>", to: "titik.kml")
    let fault = #expect(throws: Diagnostic.self) { try ServicePoints(.init(path: kml)) }
    #expect(fault?.code == "layerfile.foreign.kml")
  }

  // MARK: Layers

  private func layer(
    _ points: [(x: Double, y: Double)?], crs: String? = "EPSG:4326", names: [String?]? = nil, name: String = "kantor"
  ) throws -> String {
    var attributes = AttributeTable(rowCount: points.count)
    attributes.append(Field(name: "id", kind: .text, width: 9), .text(points.indices.map { "\($0)" }))
    if let names { attributes.append(Field(name: "NAMA", kind: .text, width: 40), .text(names)) }
    let path = "\(workspace.folder.path)/\(name).shp"
    let definition = try crs.map { try CoordinateReferenceSystem(definition: $0) }?.esriWKT
    try ShapefileWriter.write(points: points, attributes: attributes, crsDefinition: definition ?? nil, to: path)
    return path
  }

  @Test func aPointLayerWithItsSystem() throws {
    let path = try layer(
      [(516690.632344, 9944734.7722), (500000, 10_000_000)], crs: "EPSG:32750", names: ["Samarinda", nil])
    for spelling in [path, String(path.dropLast(4))] {
      let points = try ServicePoints(.init(path: spelling))
      #expect(abs(points.points[0].longitude - 117.15) < 1e-6)
      #expect(abs(points.points[1].latitude) < 1e-9)
      #expect(points.points.map(\.name) == ["Samarinda", nil])
      #expect(points.title(1) == Message(id: "rekaman 2", en: "record 2"))
      #expect(points.inputs.count == 5)
      #expect(points.inputs.compactMap(\.rows) == [2])
    }
  }

  @Test func aPointLayerWithoutItsSystem() throws {
    let path = try layer([(117, 0)], crs: nil)
    expectFault(
      id: "Titik layanan kantor tidak punya berkas .prj, jadi sistem koordinatnya tidak diketahui. Sertakan .prj, atau "
        + "sebutkan sistemnya, misalnya --points-crs EPSG:4326 (derajat WGS 84).",
      en:
        "The service points kantor have no .prj file, so their coordinate reference system is unknown. Add the .prj, or "
        + "state the system, for example --points-crs EPSG:4326 (WGS 84 degrees)."
    ) { try ServicePoints(.init(path: path)) }
    var options = ServicePoints.Options(path: path)
    options.crs = "EPSG:4326"
    #expect(coordinates(try ServicePoints(options)) == [[117, 0]])
    options.crs = "EPSG:32750"
    options.path = try layer([(117, 0)], name: "lain")
    expectFault(
      en: "--points-crs EPSG:32750 contradicts the .prj of the service points lain, which says “WGS 84”. Leave "
        + "--points-crs out, or correct or remove the .prj if it is wrong."
    ) { try ServicePoints(options) }
  }

  @Test func recordsWithoutAPointAreNotLeftOut() throws {
    let path = try layer([(117, 0), nil])
    expectFault(
      id: "kantor, rekaman 2: tidak ada titiknya (geometri kosong). Isi letaknya, atau hapus rekaman itu.",
      en: "kantor, record 2: it has no point (null geometry). Give its place, or delete the record."
    ) { try ServicePoints(.init(path: path)) }
  }

  @Test func polygonsAreNoPoints() throws {
    let path = try workspace.layer("batas", [("kode", ["1"])])
    expectFault(en: "\(path): this layer holds Polygon shapes, and Point is needed. Choose another layer.") {
      try ServicePoints(.init(path: path))
    }
  }
}
