internal import Archives
internal import Diagnostics
internal import Layers
internal import Projections
internal import Shapefile
internal import Spreadsheets
internal import Tables

/// A reader of bytes that come from elsewhere. **A new reader is a new case**, with seeds, words and a way to read.
enum FuzzTarget: String, CaseIterable {
  case shp, shx, dbf, prj, cpg
  case table
  case workbook

  private static let folder: String = {
    var parts = #filePath.split(separator: "/", omittingEmptySubsequences: false)
    parts.removeLast()
    return parts.joined(separator: "/")
  }()
  private static let shapes = folder + "/../../shapes/"

  private static let layers = ["kaltim_kabkota", "kaltim_kecamatan"]

  /// Whole files, to be damaged.
  func seeds() -> [[UInt8]] {
    let found: [[UInt8]] =
      switch self {
      case .shp, .shx, .dbf, .prj, .cpg:
        Self.layers.map { FuzzReaders.read(Self.shapes + "\($0).\(rawValue)") }
      case .table:
        ["kepesertaan_ilustrasi.csv", "titik_layanan.csv"].map { FuzzReaders.read(Self.shapes + $0) }
          + TableSeeds.texts.map { Array($0.utf8) }
      case .workbook: TableSeeds.workbooks()
      }
    return found.filter { !$0.isEmpty }
  }

  /// Words of the format.
  var words: [String] {
    switch self {
    case .shp, .shx, .dbf: []
    case .prj:
      [
        "PROJCS[", "GEOGCS[", "UNIT[\"Degree\",0.0174532925199433]", "UNIT[\"Meter\",-1]", "PARAMETER[", "AXIS[", "]]",
        "\"", "SPHEROID[\"x\",0,0]", "EPSG", "AUTHORITY[\"EPSG\",\"4326\"]", "+proj=", "{",
      ]
    case .cpg: ["UTF-8", "1252", "ANSI", "utf-16", "LDID"]
    case .table:
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
        "table:number-rows-repeated=\"1048576\"", "office:value=\"1e400\"",
      ]
    }
  }

  /// A damaged file. Workbooks are damaged inside, too, where a reader meets them.
  func input(mutating seeds: [[UInt8]], by mutator: inout Mutator) -> [UInt8] {
    let seed = mutator.one(of: seeds)
    guard self == .workbook, mutator.below(4) > 0 else { return mutator.mutated(seed, others: seeds) }
    do {
      let archive = try ZipReader(seed, name: "seed")
      let damaged = mutator.below(archive.entries.count)
      var writer = ZipWriter()
      for (index, entry) in archive.entries.enumerated() {
        let bytes = try archive.contents(of: entry, limit: 1 << 20)
        writer.add(index == damaged ? mutator.mutated(bytes, others: [bytes]) : bytes, as: entry.name)
      }
      return try writer.bytes()
    } catch {
      return mutator.mutated(seed, others: seeds)
    }
  }

  /// Whether the reader took the file; a refusal is an answer too.
  func reads(_ input: [UInt8], in folder: String) -> Bool {
    do {
      try read(input, in: folder)
      return true
    } catch {
      precondition(error is Diagnostic, "\(error) is no diagnostic")
      return false
    }
  }

  private func read(_ input: [UInt8], in folder: String) throws {
    switch self {
    case .shp, .shx, .dbf, .prj, .cpg:
      for part in ["shp", "shx", "dbf", "prj", "cpg"] {
        let bytes = part == rawValue ? input : FuzzReaders.read(Self.shapes + "\(Self.layers[0]).\(part)")
        FuzzReaders.write(bytes, to: "\(folder)/layer.\(part)")
      }
      let reader = try ShapefileReader(path: "\(folder)/layer.shp")
      if let definition = reader.crsDefinition { _ = try CoordinateReferenceSystem(definition: definition) }
      _ = try reader.polygons(threads: 1)
      _ = try reader.attributes()
    case .table, .workbook:
      let table = try DelimitedTable(bytes: input, name: "table")
      for column in table.header.indices {
        for row in 0..<min(table.rowCount, 50) { _ = table.cell(row, column) }
        _ = try? table.counts(inColumn: column)
        _ = try? table.numbers(inColumn: column)
      }
    }
  }
}
