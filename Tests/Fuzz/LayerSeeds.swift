internal import Archives
internal import Diagnostics
internal import GeoJSON
internal import GeoPackage
internal import Geometry
internal import Layers
internal import Shapefile

/// The shapes that ship with the project in each format that layers come in, to be damaged. What is no text is made anew
/// each time.
enum LayerSeeds {
  static let names = ["kaltim_kabkota", "kaltim_kecamatan"]
  static let parts = ["shp", "shx", "dbf", "prj", "cpg"]

  static func shapefiles(_ part: String) -> [[UInt8]] { names.map { FuzzTarget.shape("\($0).\(part)") } }

  static func geoJSON() throws -> [[UInt8]] {
    try names.map { name in
      let (polygons, attributes) = try layer(name)
      return GeoJSONWriter().bytes(
        of: FeatureCollection(polygons: polygons, properties: Property.properties(of: attributes)))
    } + texts.map { Array($0.utf8) }
  }

  static func geoPackages(in folder: String) throws -> [[UInt8]] {
    try names.map { name in
      let (polygons, attributes) = try layer(name)
      let path = "\(folder)/seed.gpkg"
      try GeoPackageWriter(lastChange: 0).write(
        [FeatureTable(name: name, polygons: polygons, attributes: attributes)], to: path)
      return FuzzReaders.read(path)
    }
  }

  /// Zipped layers of each format, one of them in a folder.
  static func archives(in folder: String) throws -> [[UInt8]] {
    var zipped = ZipWriter()
    for part in parts { zipped.add(FuzzTarget.shape("\(names[0]).\(part)"), as: "peta/\(names[0]).\(part)") }
    zipped.add("Sumber: ilustrasi", as: "peta/README.txt")
    var collection = ZipWriter()
    collection.add(try geoJSON()[0], as: "map.geojson")
    var package = ZipWriter()
    package.add(try geoPackages(in: folder)[0], as: "map.gpkg", isCompressed: false)
    return try [zipped.bytes(), collection.bytes(), package.bytes()]
  }

  private static func layer(_ name: String) throws -> (PolygonBuffer, AttributeTable) {
    let reader = try ShapefileReader(path: FuzzTarget.shapes + name + ".shp")
    return (try reader.polygons(threads: 1).polygons, try reader.attributes())
  }

  /// What writers of GeoJSON do that ours does not.
  private static let texts = [
    #"""
    {"type":"FeatureCollection","crs":{"type":"name","properties":{"name":"urn:ogc:def:crs:EPSG::32750"}},"features":[
    {"type":"Feature","id":1,"properties":{"kode":"64.01.01","nama":"Batu Sopang \u00e9\ud83d\ude00\n","n":1e3,"x":true,"y":null,"z":[1,{"a":[]}]},
    "geometry":{"type":"MultiPolygon","coordinates":[[[[500000,9800000],[510000,9800000],[510000,9810000],[500000,9800000]],
    [[505000,9801000],[506000,9802000],[506000,9801000],[505000,9801000]]],[[[520000,9800000,5],[530000,9800000,5],[530000,9810000,5],[520000,9800000,5]]]]}},
    {"type":"Feature","properties":null,"geometry":null},
    {"type":"Feature","properties":{"kode":2},"geometry":{"type":"GeometryCollection","geometries":[]}}]}
    """#,
    #"""
    {"type":"Feature","bbox":[0,0,1,1],"properties":{},"geometry":{"type":"Polygon","coordinates":[[[0,0],[1,0],[1,1],[0,0]]]}}
    """#,
    #"""
    {"features":[{"geometry":{"coordinates":[117.1,-0.5],"type":"Point"},"properties":{"nama":"a"},"type":"Feature"},
    {"geometry":{"coordinates":[[117.2,-0.4]],"type":"MultiPoint"},"properties":{"nama":"b"},"type":"Feature"}],"type":"FeatureCollection"}
    """#,
  ]
}
