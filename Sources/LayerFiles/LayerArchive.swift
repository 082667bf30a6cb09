internal import Archives
internal import Diagnostics
internal import FileAccess
internal import GeoJSON
internal import GeoPackage
internal import Layers
internal import Shapefile

/// A zip archive of layers. What is read is unpacked into memory: nothing is left on the disk, whatever happens.
struct LayerArchive {
  /// How much a single file may unpack to: a .shp cannot be larger than twice that.
  static let sizeLimit = 1 << 32

  private let path: String
  private let zip: ZipReader
  private let layers: [Entry]

  /// A layer, or a file of layers, in the archive.
  private struct Entry {
    enum Format { case shapefile, geoJSON, geoPackage }

    let format: Format
    /// Without folders and extension.
    let name: String
    let file: ZipReader.Entry
  }

  init(_ path: String) throws {
    self.path = path
    zip = try ZipReader(path: path)
    let files = zip.entries.filter { Self.isVisible($0.name) }
    func entries(_ format: Entry.Format, _ extensions: String...) -> [Entry] {
      files.compactMap { file in
        let last = file.name.split(separator: "/").last.map(String.init) ?? ""
        guard extensions.contains(where: { last.lowercased().hasSuffix($0) }) else { return nil }
        return Entry(format: format, name: LayerFiles.baseName(last), file: file)
      }
    }
    let found = entries(.shapefile, ".shp") + entries(.geoPackage, ".gpkg") + entries(.geoJSON, ".geojson")
    // Descriptions come as .json too, so that it counts only where there is nothing else.
    layers = found.isEmpty ? entries(.geoJSON, ".json") : found
  }

  /// Folders, hidden files, and what a Mac adds.
  private static func isVisible(_ name: String) -> Bool {
    !name.hasSuffix("/") && !name.split(separator: "/").contains { $0.hasPrefix(".") || $0 == "__MACOSX" }
  }

  func open(_ wanted: String?, encoding: String?, _ shapes: LayerFiles.Shapes) throws -> any LayerSource {
    guard let first = layers.first else {
      throw Diagnostic.archiveWithoutLayer(path, files: zip.entries.map(\.name).filter(Self.isVisible))
    }
    var chosen = first
    var inner: String?
    if let wanted {
      let named = layers.filter {
        LayerFiles.isSame($0.name, wanted) || LayerFiles.isSame($0.file.name, wanted)
          || LayerFiles.isSame(LayerFiles.baseName($0.file.name), wanted)
      }
      if let one = named.first {
        guard named.count == 1 else { throw Diagnostic.severalLayers(path, named.map(\.file.name)) }
        chosen = one
      } else if layers.count == 1, first.format == .geoPackage {
        inner = wanted
      } else {
        throw Diagnostic.noSuchLayer(wanted, in: path, layers: names)
      }
    } else if layers.count > 1 {
      throw Diagnostic.severalLayers(path, names)
    }
    switch chosen.format {
    case .shapefile: return try shapefile(chosen, encoding: encoding)
    case .geoJSON: return try GeoJSONReader.read(unpack(chosen.file), name: chosen.name).from(path)
    case .geoPackage:
      let file = try unpack(chosen.file)
      let layer = try LayerFiles.open(GeoPackageReader(file), of: file.path, inner, shapes)
      return (layer as? LoadedLayer)?.from(path) ?? layer
    }
  }

  /// What `--layer` takes: with folders where names repeat.
  private var names: [String] {
    layers.map { one in
      layers.count { LayerFiles.isSame($0.name, one.name) } > 1 ? one.file.name : one.name
    }
  }

  private func unpack(_ entry: ZipReader.Entry) throws -> SourceFile {
    var builder = MemoryFileBuilder(capacity: min(entry.size, 1 << 26))
    try zip.forEachBlock(of: entry, limit: Self.sizeLimit) { builder.append($0) }
    return SourceFile(path: path + "/" + entry.name, memory: builder.finish())
  }

  private func shapefile(_ entry: Entry, encoding: String?) throws -> any LayerSource {
    let base = LayerFiles.baseName(entry.file.name)
    var parts: [String: SourceFile] = ["shp": try unpack(entry.file)]
    for part in ["shx", "dbf", "prj", "cpg"] {
      let named = zip.entries.filter { LayerFiles.isSame($0.name, "\(base).\(part)") }
      // One whose base is spelt the same comes first.
      if let one = named.first(where: { $0.name.hasPrefix(base) }) ?? named.first { parts[part] = try unpack(one) }
    }
    return try ShapefileReader(name: entry.name, archive: path, parts: parts, encoding: encoding)
  }
}

extension LoadedLayer {
  /// The same layer, read from an archive.
  fileprivate func from(_ archive: String) -> LoadedLayer {
    LoadedLayer(
      name: name, path: path, files: [archive], shapes: shapes, table: table, referenceSystem: referenceSystem,
      notices: notices)
  }
}
