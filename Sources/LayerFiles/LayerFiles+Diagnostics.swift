internal import Diagnostics

extension Diagnostic {
  static func noLayer(_ path: String) -> Diagnostic {
    Diagnostic(
      .missingInput, "layerfile.missing", ["file": path],
      id: "\(path): berkas tidak ada. Periksa nama dan foldernya.",
      en: "\(path): there is no such file. Check its name and folder.")
  }

  static func unreadableLayer(_ path: String) -> Diagnostic {
    Diagnostic(
      .inputOutput, "layerfile.unreadable", ["file": path],
      id: "\(path): berkas tidak dapat dibaca. Periksa izin aksesnya.",
      en: "\(path): the file cannot be read. Check its permissions.")
  }

  static func severalLayers(_ path: String, _ layers: [String]) -> Diagnostic {
    Diagnostic(
      .badInput, "layerfile.layers.several", ["file": path, "layers": layers.joined(separator: "; ")],
      id: "\(path) memuat beberapa peta: \(Language.indonesian.list(layers, limit: 20)). Sebutkan yang dimaksud dengan "
        + "--layer NAMA.",
      en: "\(path) holds several layers: \(Language.english.list(layers, limit: 20)). Name the one that is meant with "
        + "--layer NAME.")
  }

  static func noSuchLayer(_ wanted: String, in path: String, layers: [String]) -> Diagnostic {
    Diagnostic(
      .badInput, "layerfile.layer.missing", ["file": path, "layer": wanted, "layers": layers.joined(separator: "; ")],
      id: "\(path) tidak memuat peta “\(wanted)” (--layer). Yang ada: \(Language.indonesian.list(layers, limit: 20)).",
      en: "\(path) holds no layer “\(wanted)” (--layer). It has: \(Language.english.list(layers, limit: 20)).")
  }

  static func noFittingLayer(
    _ path: String, _ shapes: LayerFiles.Shapes, layers: [(name: String, type: String)]
  ) -> Diagnostic {
    let wanted = shapes == .polygons ? "Polygon" : "Point"
    let list = layers.map { "\($0.name) (\($0.type))" }
    let has: (id: String, en: String) =
      list.isEmpty
      ? ("tidak ada peta di dalamnya", "there is no layer in it")
      : ("yang ada: \(Language.indonesian.list(list))", "it has: \(Language.english.list(list))")
    return Diagnostic(
      .badInput, "layerfile.layers.none", ["file": path, "wanted": wanted],
      id: "\(path): tidak ada peta \(wanted) dalam GeoPackage ini; \(has.id).",
      en: "\(path): this GeoPackage has no layer of \(wanted) shapes; \(has.en).")
  }

  static func archiveWithoutLayer(_ path: String, files: [String]) -> Diagnostic {
    let lower = files.map { $0.lowercased() }
    if lower.contains(where: { $0.hasSuffix(".gdbtable") }) { return foreignLayer(path, .fileGeodatabase) }
    if lower.contains(where: { $0.hasSuffix(".kml") }) { return foreignLayer(path, .kml) }
    if lower.contains(where: { $0.hasSuffix(".tab") }) { return foreignLayer(path, .mapInfo) }
    let isNested = lower.contains { $0.hasSuffix(".zip") }
    return Diagnostic(
      .badInput, "layerfile.archive.empty", ["file": path],
      id: "\(path): arsip ini tidak memuat shapefile, GeoPackage, atau GeoJSON"
        + (files.isEmpty ? "." : ", melainkan \(Language.indonesian.list(files)).")
        + (isNested ? " Buka dahulu arsip di dalamnya." : ""),
      en: "\(path): this archive holds no shapefile, GeoPackage or GeoJSON"
        + (files.isEmpty ? "." : ", but \(Language.english.list(files)).")
        + (isNested ? " Unpack the archive inside it first." : ""))
  }

  /// A file that is read as no layer, named for what it is, with the way out.
  static func foreignLayer(_ path: String, _ kind: FileKind) -> Diagnostic {
    if kind == .folder { return folder(path) }
    let last = path.split(separator: "/").last.map(String.init) ?? path
    let target = LayerFiles.baseName(last) + ".gpkg"
    let (what, wayOut) = kind.explanation(file: last, target: target)
    return Diagnostic(
      .badInput, "layerfile.foreign.\(kind.rawValue)", ["file": path],
      id:
        "\(path): ini \(what.indonesian), sedangkan yang dibaca sebagai peta adalah shapefile (juga dalam .zip), GeoPackage, "
        + "dan GeoJSON. \(wayOut.indonesian)",
      en: "\(path): this is \(what.english), and what is read as a map is a shapefile (also zipped), a GeoPackage or a "
        + "GeoJSON. \(wayOut.english)")
  }

  private static func folder(_ path: String) -> Diagnostic {
    let layers = Folder.names(path).filter { name in
      [".shp", ".gpkg", ".geojson", ".zip", ".shz"].contains { name.lowercased().hasSuffix($0) }
    }
    let has: (id: String, en: String) =
      layers.isEmpty
      ? ("Di dalamnya tidak ada peta yang dapat dibaca.", "There is no map in it that can be read.")
      : (
        "Sebutkan berkasnya: \(Language.indonesian.list(layers)).", "Name the file: \(Language.english.list(layers))."
      )
    return Diagnostic(
      .badInput, "layerfile.foreign.folder", ["file": path, "layers": layers.joined(separator: "; ")],
      id: "\(path): ini folder, bukan berkas peta. \(has.id)", en: "\(path): this is a folder, not a map. \(has.en)")
  }

  /// The table where the map should be, and the other way round.
  static func swappedArguments(map: String, table: String) -> Diagnostic {
    Diagnostic(
      .usage, "layerfile.swapped", ["map": map, "table": table],
      id: "Urutannya terbalik: \(table) adalah tabel dan \(map) adalah peta. Tulis peta dahulu, lalu tabelnya: \(map) "
        + "\(table).",
      en: "The two are swapped: \(table) is a table and \(map) is a map. The map comes first, then the table: \(map) "
        + "\(table).")
  }
}

extension FileKind {
  /// What it is, and what to do.
  fileprivate func explanation(file: String, target: String) -> (what: Message, wayOut: Message) {
    func convert(_ id: String, _ en: String) -> (Message, Message) {
      (
        Message(id: id, en: en),
        Message(
          id:
            "Ubah dahulu: di QGIS dengan Export > Save Features As > GeoPackage, atau dengan ogr2ogr \(target) \(file).",
          en: "Convert it first: in QGIS by Export > Save Features As > GeoPackage, or by ogr2ogr \(target) \(file).")
      )
    }
    func table(_ id: String, _ en: String) -> (Message, Message) {
      (
        Message(id: id, en: en),
        Message(
          id: "Tulis peta dahulu, lalu tabelnya; periksa apakah keduanya tertukar.",
          en: "The map comes first, then the table; check whether the two are swapped.")
      )
    }
    func other(_ id: String, _ en: String) -> (Message, Message) {
      (Message(id: id, en: en), Message(id: "Pilih berkas petanya.", en: "Choose the file of the map."))
    }
    switch self {
    case .kml: return convert("KML (Google Earth)", "KML (Google Earth)")
    case .kmz: return convert("KMZ (Google Earth)", "KMZ (Google Earth)")
    case .gml: return convert("GML", "GML")
    case .gpx: return convert("GPX", "GPX")
    case .fileGeodatabase: return convert("File Geodatabase (Esri)", "a File Geodatabase (Esri)")
    case .mapInfo: return convert("MapInfo TAB", "a MapInfo TAB")
    case .mapInfoInterchange: return convert("MapInfo MIF", "a MapInfo MIF")
    case .dxf: return convert("DXF (AutoCAD)", "DXF (AutoCAD)")
    case .dwg: return convert("DWG (AutoCAD)", "DWG (AutoCAD)")
    case .flatGeobuf: return convert("FlatGeobuf", "FlatGeobuf")
    case .geoParquet: return convert("GeoParquet", "GeoParquet")
    case .spatialite: return convert("SpatiaLite", "SpatiaLite")
    case .esriCoverage: return convert("Arc/Info E00", "Arc/Info E00")
    case .featureSequence: return convert("GeoJSONSeq (satu feature per baris)", "GeoJSONSeq (one feature to a line)")
    case .tableWithShapes:
      return (
        Message(id: "tabel dengan geometri WKT", en: "a table with WKT shapes"),
        Message(
          id: "Muat di QGIS dengan Layer > Add Layer > Add Delimited Text Layer, lalu simpan sebagai GeoPackage.",
          en: "Load it in QGIS by Layer > Add Layer > Add Delimited Text Layer and save it as a GeoPackage.")
      )
    case .raster: return other("citra raster (TIFF)", "a raster image (TIFF)")
    case .qgisProject:
      return other(
        "proyek QGIS, yang hanya menunjuk berkas petanya", "a QGIS project, which only points to the files of maps")
    case .qgisStyle: return other("gaya QGIS", "a QGIS style")
    case .text: return table("tabel teks (CSV)", "a table of text (CSV)")
    case .workbook: return table("buku kerja Excel", "an Excel workbook")
    case .oldWorkbook: return table("berkas Office lama (.xls)", "an old Office file (.xls)")
    case .openDocument: return table("dokumen LibreOffice", "a LibreOffice document")
    case .html: return table("halaman HTML atau XML Excel", "an HTML page or Excel XML")
    case .folder: return other("folder", "a folder")
    case .gzip:
      return (
        Message(id: "berkas termampat gzip", en: "a gzip file"),
        Message(id: "Buka dahulu kompresinya.", en: "Unpack it first.")
      )
    case .otherArchive:
      return (
        Message(id: "arsip RAR atau 7z", en: "a RAR or 7z archive"),
        Message(id: "Buka dahulu arsipnya.", en: "Unpack it first.")
      )
    case .pdf: return other("PDF", "a PDF")
    case .wordProcessor: return other("dokumen Word", "a Word document")
    case .image: return other("gambar", "a picture")
    case .xml: return other("XML", "XML")
    case .unknown, .shapefile, .geoPackage, .json, .archive:
      return other("berkas yang jenisnya tidak dikenal", "a file of an unknown kind")
    }
  }
}
