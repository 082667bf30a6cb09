internal import Archives
internal import Diagnostics
internal import FileAccess
internal import GeoJSON
internal import GeoPackage
internal import Glibc
public import Layers
internal import Shapefile

/// Opens a layer, whatever it comes in: a shapefile (also zipped), a GeoPackage, a GeoJSON.
public enum LayerFiles {
  /// What the layer is wanted for, where a file has several.
  public enum Shapes: Sendable {
    case polygons, points
  }

  /// Opens a layer.
  ///
  /// - Parameters:
  ///   - path: of a shapefile, with or without an extension; of a zip archive (`.zip`, `.shz`) that holds one; of a
  ///     GeoPackage; of a GeoJSON.
  ///   - layer: the name of the one that is meant, where the file holds several.
  ///   - encoding: of the text of a shapefile; the other formats have one only.
  ///   - shapes: which layers of a GeoPackage come into question.
  /// - Throws: `Diagnostic`: missingInput where there is no such file; badInput for a file of another format, naming it
  ///   and how it is converted, for one of several layers where none is named, and for whatever the format's reader
  ///   refuses.
  public static func open(
    _ path: String, layer: String? = nil, encoding: String? = nil, shapes: Shapes = .polygons
  ) throws -> any LayerSource {
    let lower = path.lowercased()
    let isPart = [".shp", ".shx", ".dbf", ".prj", ".cpg"].contains { lower.hasSuffix($0) }
    guard !isPart, let kind = FileKind(path: path), kind != .folder || !isShapefile(path) else {
      if !isPart && access(path, F_OK) == 0 && !isShapefile(path) { throw Diagnostic.unreadableLayer(path) }
      if !isPart && !isShapefile(path) { throw Diagnostic.noLayer(path) }
      return try named(ShapefileReader(path: path, encoding: encoding), layer)
    }
    switch kind {
    case .shapefile: return try named(ShapefileReader(path: path, encoding: encoding), layer)
    case .geoPackage: return try open(GeoPackageReader(SourceFile(path: path)), of: path, layer, shapes)
    case .json:
      let file = SourceFile(path: path)
      return try named(GeoJSONReader.read(file, name: baseName(file.name)), layer)
    case .archive: return try LayerArchive(path).open(layer, encoding: encoding, shapes)
    default: throw Diagnostic.foreignLayer(path, kind)
    }
  }

  /// Refuses a map and a table that were given in each other's place.
  ///
  /// - Parameters:
  ///   - map: what was given as the map.
  ///   - table: what was given as the table.
  /// - Throws: `Diagnostic` (usage) where the one is a table and the other a map; whatever else is wrong with them is for
  ///   their readers to say.
  public static func checkOrder(map: String, table: String) throws {
    guard let first = FileKind(path: map), first.isTable, !isShapefile(map), let second = FileKind(path: table) else {
      return
    }
    // A .dbf is a table by its contents and part of a map by its name.
    let isPart = [".shx", ".dbf", ".prj", ".cpg"].contains { table.lowercased().hasSuffix($0) }
    if (second.isLayer && second != .json) || isPart || table.lowercased().hasSuffix(".geojson") {
      throw Diagnostic.swappedArguments(map: table, table: map)
    }
  }

  /// A shapefile may be named without extension.
  private static func isShapefile(_ path: String) -> Bool {
    [".shp", ".SHP", ".Shp"].contains { access(path + $0, F_OK) == 0 }
  }

  /// A layer of a file that has no other.
  private static func named(_ source: any LayerSource, _ wanted: String?) throws -> any LayerSource {
    if let wanted, !isSame(wanted, source.name) {
      throw Diagnostic.noSuchLayer(wanted, in: source.path, layers: [source.name])
    }
    return source
  }

  static func open(
    _ package: GeoPackageReader, of path: String, _ wanted: String?, _ shapes: Shapes
  ) throws -> any LayerSource {
    let entries = package.entries
    if let wanted {
      let found =
        entries.first { $0.name == wanted } ?? entries.first { isSame($0.name, wanted) || isSame($0.title, wanted) }
      guard let found else { throw Diagnostic.noSuchLayer(wanted, in: path, layers: entries.map(\.name)) }
      return try package.read(found)
    }
    let fitting = entries.filter { shapes == .polygons ? $0.mayHoldPolygons : $0.mayHoldPoints }
    guard let first = fitting.first ?? (entries.count == 1 ? entries[0] : nil) else {
      throw Diagnostic.noFittingLayer(path, shapes, layers: entries.map { ($0.name, $0.geometryType) })
    }
    guard fitting.count <= 1 else { throw Diagnostic.severalLayers(path, fitting.map(\.name)) }
    return try package.read(first)
  }

  static func isSame(_ left: String, _ right: String) -> Bool { left.lowercased() == right.lowercased() }

  /// What the only layer of a file would be called: the file's name without folder and extension.
  public static func name(ofFile path: String) -> String { baseName(SourceFile(path: path).name) }

  /// A file's name without its extension.
  static func baseName(_ name: String) -> String {
    let parts = name.split(separator: ".", omittingEmptySubsequences: false)
    return parts.count > 1 ? parts.dropLast().joined(separator: ".") : name
  }
}
