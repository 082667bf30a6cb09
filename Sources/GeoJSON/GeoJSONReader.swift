internal import Diagnostics
public import FileAccess
public import Layers

/// Reads a layer of polygons or of points from GeoJSON: RFC 7946, and what was written before it with a `crs` member.
///
/// The file is read once, in a stream: time and memory are linear in it. A `FeatureCollection` or a single `Feature` is
/// taken. Every feature keeps its place, those without geometry too. Directions of rings mean nothing and are put
/// right; a third number of a position is not kept. Each property is a field, in the order in which they first appear:
/// whole numbers, decimals, truth values or text, as all its values allow; arrays and objects are text. Text identifiers
/// of features become the field `id`, where no property has that name. Members that GeoJSON does not know are passed over.
///
/// Without a `crs` member coordinates are longitude and latitude on WGS 84, as RFC 7946 has it; a `crs` of null says that
/// they are not known.
public enum GeoJSONReader {
  /// - Parameters:
  ///   - file: the GeoJSON.
  ///   - name: of the layer.
  /// - Throws: bad input, naming line, column and byte, for what is no JSON or no GeoJSON, for text that is not UTF-8, for
  ///   names that stand twice in an object, for brackets nested too deep, and for geometries that are neither polygons
  ///   nor points or not all of one kind.
  /// - Complexity: O(bytes).
  public static func read(_ file: SourceFile, name: String) throws -> LoadedLayer {
    guard let window = FileWindow(file) else { throw Diagnostic.cannotReadGeoJSON(file.path) }
    do {
      var scanner = try JSONScanner(window)
      // Coordinates take about twenty bytes of text each.
      var collection = FeatureReading(expectedVertices: window.size / 36)
      try collection.read(&scanner)
      return collection.finish(name: name, path: file.path)
    } catch let fault as JSONFault {
      throw Diagnostic.faultyGeoJSON(file.path, fault, in: window)
    }
  }
}

extension Diagnostic {
  static func cannotReadGeoJSON(_ path: String) -> Diagnostic {
    Diagnostic(
      .inputOutput, "geojson.unreadable", ["file": path],
      id: "\(path): berkas tidak dapat dibaca. Periksa izin aksesnya.",
      en: "\(path): the file cannot be read. Check its permissions.")
  }
}
