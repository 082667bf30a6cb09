internal import Archives
internal import Coverage
internal import Diagnostics
internal import GeoJSON
internal import GeoPackage
internal import Geometry
internal import Layers
internal import Projections
package import Reporting

/// What a run writes for QGIS: a style beside each GeoJSON layer, the layers with their styles in a GeoPackage, and a
/// project.
///
/// The project shows the tables of the GeoPackage and not the GeoJSON files: a layer without features keeps its columns
/// and the kind of its geometry there, and the index makes large maps quick. Its paths are relative, so that the
/// folder can be moved as a whole.
package struct QGISFiles: Sendable {
  private let results: Results
  private let classes: CoverageClasses

  package init(_ results: Results, method: Classification.Method) {
    self.results = results
    classes = CoverageClasses(results, method: method)
  }

  /// - Throws: the files' bytes throw `Diagnostic` where an output cannot be written.
  package var files: [Results.AddedFile] {
    let styles = results.layers.all.map { layer in
      Results.AddedFile("\(layer.name).qml") { Array(try style(of: layer.name).utf8) }
    }
    return styles + [
      Results.AddedFile("coverage.gpkg") { path in try writeGeoPackage(to: path) },
      Results.AddedFile("jangkau.qgz", bytes: project),
    ]
  }

  private var layers: [StyledLayer] { StyledLayer.layers(of: results, classes) }

  // MARK: Styles

  func style(of name: String) throws -> String {
    guard let layer = layers.first(where: { $0.name == name }) else { preconditionFailure("there is no layer \(name)") }
    return try MarkupTemplates.qgis.get().text("qgis-style-file", layer.values)
  }

  // MARK: GeoPackage

  /// Noon of 1 January 1980, as in archives: the same inputs give the same bytes, and only `run.json` knows the time.
  private static let lastChange = 315_576_000

  func writeGeoPackage(to path: String) throws {
    let tables = try layers.map { layer in
      FeatureTable(
        name: layer.name, title: layer.title, description: layer.abstract, layer.layer.collection.geometries,
        attributes: AttributeTable(layer.layer.collection),
        style: LayerStyle(name: layer.name, qml: try style(of: layer.name)))
    }
    try GeoPackageWriter(lastChange: Self.lastChange).write(tables, to: path)
  }

  // MARK: Project

  func project() throws -> [UInt8] {
    var archive = ZipWriter()
    archive.add(try projectText(), as: "jangkau.qgs")
    return try archive.bytes()
  }

  func projectText() throws -> String {
    let analysis = results.analysis
    let bounds = results.layers.coverage.collection.polygons.bounds
    // A margin, so that the outermost boundaries are not at the window's edge.
    let margin = bounds.isEmpty ? 0 : 0.03 * max(bounds.maxX - bounds.minX, bounds.maxY - bounds.minY)
    let texts = MapTexts(analysis)
    let tree = ProjectTree(results, layers)
    let values: [String: Any] = [
      "title": texts.title, "abstract": texts.abstract, "language": analysis.language.rawValue.uppercased(),
      "crsText": CoordinateReferenceSystem.wgs84.wkt2,
      "xmin": bounds.isEmpty ? -180 : bounds.minX - margin, "xmax": bounds.isEmpty ? 180 : bounds.maxX + margin,
      "ymin": bounds.isEmpty ? -90 : bounds.minY - margin, "ymax": bounds.isEmpty ? 90 : bounds.maxY + margin,
      "layouts": PrintLayout.all(of: results, tree, bounds: bounds).map(\.values),
      // The topmost first, as QGIS lists them.
      "tree": tree.values, "layers": tree.layers.map(\.values),
    ]
    return try MarkupTemplates.qgis.get().text("qgis-project", values)
  }
}

extension MarkupTemplates {
  /// Read once.
  static let qgis = Result {
    try MarkupTemplates([
      "qgis-symbol": PackageResources.qgis_symbol_mustache, "qgis-style": PackageResources.qgis_style_mustache,
      "qgis-style-file": PackageResources.qgis_style_file_mustache, "qgis-crs": PackageResources.qgis_crs_mustache,
      "qgis-project": PackageResources.qgis_project_mustache, "qgis-layout": PackageResources.qgis_layout_mustache,
    ])
  }
}
