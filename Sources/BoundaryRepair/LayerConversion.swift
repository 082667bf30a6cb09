internal import Boundaries
public import Diagnostics
internal import GeoJSON
internal import GeoPackage
internal import LayerFiles
internal import Layers
internal import Projections
internal import RunFiles
internal import Shapefile

/// `convert`: a layer in another format, in WGS 84, with every feature, vertex and attribute that it had.
public struct LayerConversion: Sendable {
  enum Format: String, Sendable, CaseIterable {
    case geojson, gpkg, shp

    /// - Throws: `Diagnostic` (usage) for an extension that is none of these.
    init(path: String) throws {
      let last = path.split(separator: "/").last ?? ""
      let parts = last.split(separator: ".")
      guard parts.count > 1, let format = Format(rawValue: parts.last?.lowercased() ?? "") else {
        throw Diagnostic.unknownFormat(path)
      }
      self = format
    }
  }

  public struct Options: Sendable {
    /// The layer that is meant, in a file of several.
    public var layer: String?
    public var encoding: String?
    public var crs: String?
    public var decimals = 6
    public var threads = 1
    public var replacing = false
    /// nil leaves every vertex as it is.
    public var repair: Repair?

    public init() {}
  }

  /// How the layer is mended before it is written.
  public struct Repair: Sendable {
    /// Gaps between units narrower than this are closed; 0 closes only what the rounding of coordinates opens.
    public var snapMetres: Double
    /// Where the changes of all units go as CSV.
    public var reportPath: String?

    public static let defaultSnapMetres = LayerRepair.defaultSnapMetres

    public init(snapMetres: Double = defaultSnapMetres, reportPath: String? = nil) {
      self.snapMetres = snapMetres
      self.reportPath = reportPath
    }
  }

  /// What was done.
  public struct Report: Sendable {
    public let features: Int
    public let vertices: Int
    public let crsName: String
    public let files: [String]
    public let notices: [Notice]
    /// nil where no repair was asked for.
    public let repair: RepairReport?
  }

  /// Converts a layer.
  ///
  /// Rings are closed and wound as RFC 7946 asks; nothing is simplified or left out, and nothing repaired unless that is
  /// asked for. Codes stay text. A repaired GeoJSON has its vertices on the grid of its decimals before boundaries are
  /// matched, so that they match as written; other formats have a grid of 10⁻⁹ degrees.
  /// - Throws: `Diagnostic`; nothing is written then.
  public static func convert(_ path: String, to output: String, options: Options) throws -> Report {
    let format = try Format(path: output)
    var name = String(output.split(separator: "/").last ?? "")
    name = name.split(separator: ".").dropLast().joined(separator: ".")
    let folder = FilePath.folder(of: output)
    // As the user wrote it: no `./` before a bare name.
    let prefix = output.contains("/") ? folder + "/" : ""
    let present = (format == .shp ? ["shp", "shx", "dbf", "prj", "cpg"] : [format.rawValue]).map {
      "\(prefix)\(name).\($0)"
    }
    // What other programs keep beside the file, and would read with a new one as if it were of it.
    let companions =
      switch format {
      case .shp: [".qpj", ".qix", ".sbn", ".sbx"].map { "\(prefix)\(name)\($0)" }
      case .gpkg: ["-wal", "-shm", "-journal"].map { output + $0 }
      case .geojson: [String]()
      }
    let outputs = [output] + present.filter { $0 != output } + companions
    try OutputFiles(sparing: HandedInFiles([path])).check(
      outputs.map { ("OUT", $0) } + (options.repair?.reportPath.map { [("--report", $0)] } ?? []),
      replacing: options.replacing)
    let reader = try LayerFiles.open(path, layer: options.layer, encoding: options.encoding)
    let reading = try reader.polygons(threads: options.threads)
    var polygons = reading.polygons
    let place = try LayerPlace(of: reader, stated: options.crs, polygons: &polygons)
    let crs = place.crs
    let toWGS84 = try CoordinateTransformation(from: crs, to: .wgs84, covering: polygons.bounds)
    try toWGS84.apply(to: &polygons, threads: options.threads)
    let attributes = try reader.attributes(threads: options.threads)
    let mended = try options.repair.map { repair in
      let decimals = format == .geojson ? options.decimals : .max
      return try RepairReport.repair(
        &polygons, attributes, layer: reader.name, repair, decimals: decimals, threads: options.threads)
    }
    let layer = Layer(
      name: name, polygons: polygons, attributes: attributes, crsDefinition: CoordinateReferenceSystem.wgs84.esriWKT)

    let staging = StagedFiles()
    var files = [FilePath.name(of: output)]
    try staging.write(format == .shp ? "\(prefix)\(name).shp" : output) { staged in
      switch format {
      case .geojson:
        let collection = FeatureCollection(
          polygons: layer.polygons, properties: Property.properties(of: layer.attributes),
          members: [.init("name", name)])
        try GeoJSONWriter(decimals: options.decimals, threads: options.threads).write(collection, to: staged)
      case .gpkg:
        let table = FeatureTable(name: name, polygons: layer.polygons, attributes: layer.attributes)
        try GeoPackageWriter().write([table], to: staged)
      case .shp:
        files = try ShapefileWriter.write(layer, to: staged).map(FilePath.name)
      }
    }
    if format == .shp { for file in files.dropFirst() { _ = try staging.stage("\(prefix)\(file)") } }
    for companion in companions { try staging.remove(companion) }
    if let path = options.repair?.reportPath, let mended {
      try staging.write(path) { try WholeFile.fill($0, with: mended.csv()) }
    }
    try staging.commit()
    return Report(
      features: polygons.featureCount, vertices: polygons.vertexCount, crsName: crs.name,
      files: files.map { prefix + $0 },
      notices: reader.notices + place.notices + Notice.ringFindings(reading.findings, layer: reader.name)
        + (toWGS84.isIdentity || toWGS84.accuracyMetres != nil ? [] : [.inexactDatum(crs.name, layer: reader.name)])
        + (mended?.notices ?? []), repair: mended)
  }
}

extension Diagnostic {
  static func unknownFormat(_ path: String) -> Diagnostic {
    Diagnostic(
      .usage, "output.format.unknown", ["file": path],
      id: "Format \(path) tidak dikenal. Pakai akhiran .geojson, .gpkg, atau .shp.",
      en: "The format of \(path) is unknown. Use the extension .geojson, .gpkg or .shp.")
  }
}
