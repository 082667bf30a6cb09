internal import Archives
internal import Diagnostics
internal import LayerFiles
internal import Layers
internal import Projections
internal import Tables

/// What is fed: a reader of bytes that come from elsewhere, or the program as a whole. **A new reader is a new case**, with
/// seeds, words and a way to read.
enum FuzzTarget: String, CaseIterable {
  // Readers, within this program.
  case shp, shx, dbf, prj, cpg
  case geojson, geopackage, zip
  case table
  case workbook
  case counts
  // The program, in a process of its own: command lines on sound files, and sound command lines on damaged files.
  case options
  case runs

  /// What becomes of an input.
  enum Answer {
    case taken, refused
    /// What the program did that it may not.
    case fault(String)
  }

  static let shapes: String = {
    var parts = #filePath.split(separator: "/", omittingEmptySubsequences: false)
    parts.removeLast()
    return parts.joined(separator: "/") + "/../../shapes/"
  }()

  /// The bytes of a file that ships with the project.
  static func shape(_ name: String) -> [UInt8] { FuzzReaders.read(shapes + name) }

  /// Makes inputs, one after the other.
  func inputs(in folder: String) throws -> (inout Mutator) -> [UInt8] {
    switch self {
    case .options:
      let lines = try CommandLines(Program.help(in: folder))
      return { lines.attempt(by: &$0).packed }
    case .runs:
      let runs = try DamagedRuns(in: folder)
      return { runs.attempt(by: &$0).packed }
    default:
      let seeds = try seeds(in: folder)
      precondition(seeds.allSatisfy { !$0.isEmpty }, "a seed of \(rawValue) is missing")
      return { input(mutating: seeds, by: &$0) }
    }
  }

  /// Whole files, to be damaged.
  private func seeds(in folder: String) throws -> [[UInt8]] {
    switch self {
    case .shp, .shx, .dbf, .prj, .cpg: LayerSeeds.shapefiles(rawValue)
    case .geojson: try LayerSeeds.geoJSON()
    case .geopackage: try LayerSeeds.geoPackages(in: folder)
    case .zip: try LayerSeeds.archives(in: folder)
    case .table:
      ["kepesertaan_ilustrasi.csv", "titik_layanan.csv"].map(Self.shape) + TableSeeds.texts.map { Array($0.utf8) }
    case .workbook: try TableSeeds.workbooks() + TableSeeds.openDocuments()
    case .counts: [Self.shape("kepesertaan_ilustrasi.csv")] + TableSeeds.texts.map { Array($0.utf8) }
    case .options, .runs: []
    }
  }

  /// Words of the format.
  var words: [String] {
    switch self {
    case .shp, .shx, .dbf, .options, .runs: []
    case .prj:
      [
        "PROJCS[", "GEOGCS[", "UNIT[\"Degree\",0.0174532925199433]", "UNIT[\"Meter\",-1]", "PARAMETER[", "AXIS[", "]]",
        "\"", "SPHEROID[\"x\",0,0]", "EPSG", "AUTHORITY[\"EPSG\",\"4326\"]", "+proj=", "{",
      ]
    case .cpg: ["UTF-8", "1252", "ANSI", "utf-16", "LDID"]
    case .geojson:
      [
        "{", "}", "[", "]", "[[[[", "]]]]", "\"", "\\u", "\\ud800", "null", "true", ":", ",", "1e999", "-",
        "{\"type\":\"Point\"}",
        "\"type\":\"MultiPolygon\"", "\"coordinates\":", "\"geometry\":null", "\"features\":[", "\"properties\":{",
        "\u{FEFF}",
        "\"crs\":{\"type\":\"name\",\"properties\":{\"name\":\"EPSG:23830\"}},", String(repeating: "[", count: 3000),
      ]
    case .geopackage:
      [
        "GP\0\u{1}", "gpkg_contents", "CREATE TABLE ", "CREATE VIEW v AS SELECT ", "geom", "MULTIPOLYGON", "\0\0\0\0",
        "4326",
      ]
    case .zip: ["PK\u{1}\u{2}", "PK\u{3}\u{4}", "PK\u{5}\u{6}", "../", ".shp", ".SHX", "map.geojson", "\0"]
    case .table, .counts:
      [
        "\"", "\"\"", ";", ",", "\t", "\r\n", "\n", "\u{FEFF}", "Jumlah", "PU", "BPU", "2025", "Potensi",
        "Peserta Aktif",
        "(orang)", "(ribu orang)", "Laki-laki", "JKK", "64.02.01", "640201.0", "-", "1.234", "1,234", "Total", "No",
      ]
    case .workbook:
      [
        "<c r=\"XFD1048576\"", "<row r=\"1048576\">", "</row>", "<v>", "</v>", "t=\"s\"", "t=\"inlineStr\"",
        "<mergeCell ref=\"A1:XFD1048576\"/>",
        "&amp;", "<!DOCTYPE x [<!ENTITY a \"aaaaaaaaaa\">]>", "table:number-columns-repeated=\"16384\"",
        "table:number-rows-repeated=\"1048576\"", "office:value=\"1e400\"", "office:value-type=\"date\"",
        "office:date-value=\"2025-13-45\"", "office:time-value=\"PT9999999999H\"", "<text:s text:c=\"99999999\"/>",
        "table:number-columns-spanned=\"16384\"", "<table:covered-table-cell/>",
      ]
    }
  }

  /// A damaged file: its bytes, or what it says. Archives are damaged inside, too, where a reader meets what they hold.
  private func input(mutating seeds: [[UInt8]], by mutator: inout Mutator) -> [UInt8] {
    let seed = mutator.one(of: seeds)
    if self == .counts ? mutator.below(4) > 0 : [.geojson, .table].contains(self) && mutator.below(4) == 0 {
      return mutator.rearranged(seed)
    }
    if self == .dbf, mutator.below(4) == 0 { return mutator.rearranged(dbf: seed) }
    if self == .shp, mutator.below(4) == 0 { return mutator.rearranged(shp: seed) }
    guard self == .workbook || self == .zip, mutator.below(4) > 0 else { return mutator.mutated(seed, others: seeds) }
    return mutator.mutatedInside(archive: seed) ?? mutator.mutated(seed, others: seeds)
  }

  /// What the reader, or the program, makes of the input. A refusal is an answer too.
  func answer(to input: [UInt8], in folder: String) -> Answer {
    switch self {
    case .options, .runs:
      guard let attempt = Attempt(packed: input) else { return .fault("this is no packed run") }
      return attempt.run(in: folder)
    default:
      do {
        try read(input, in: folder)
        return .taken
      } catch {
        return error is Diagnostic ? .refused : .fault("\(error)")
      }
    }
  }

  private func read(_ input: [UInt8], in folder: String) throws {
    switch self {
    case .shp, .shx, .dbf, .prj, .cpg:
      for part in LayerSeeds.parts {
        let bytes = part == rawValue ? input : Self.shape("\(LayerSeeds.names[0]).\(part)")
        FuzzReaders.write(bytes, to: "\(folder)/layer.\(part)")
      }
      try readLayer("\(folder)/layer.shp")
    case .geojson, .geopackage, .zip:
      let path = "\(folder)/layer.\(self == .geopackage ? "gpkg" : rawValue)"
      FuzzReaders.write(input, to: path)
      try readLayer(path)
    case .table, .workbook:
      let table = try DelimitedTable(bytes: input, name: "table")
      for column in table.header.indices {
        for row in 0..<min(table.rowCount, 50) { _ = table.cell(row, column) }
        _ = try? table.counts(inColumn: column)
        _ = try? table.numbers(inColumn: column)
      }
    case .counts: try CountsOracle.read(input)
    case .options, .runs: break
    }
  }

  private func readLayer(_ path: String) throws {
    if let points = try? LayerFiles.open(path, shapes: .points) { _ = try? points.pointSets() }
    let layer = try LayerFiles.open(path)
    if let definition = layer.referenceSystem.definition { _ = try CoordinateReferenceSystem(definition: definition) }
    _ = try layer.polygons(threads: 1)
    _ = try layer.attributes(nil, threads: 1)
  }
}
