import ArgumentParser
import BoundaryRepair
import Coverage
import Diagnostics

struct ConvertCommand: DescribedCommand {
  static var configuration: CommandConfiguration {
    CommandConfiguration(
      commandName: "convert",
      abstract: Console.text(
        id: "Ubah peta ke format lain (GeoJSON, GeoPackage, shapefile) dalam WGS 84, tanpa ada yang hilang.",
        en: "The layer in another format (GeoJSON, GeoPackage, shapefile), in WGS 84, nothing lost."),
      discussion: Console.text(
        id: """
          Dengan --repair poligon menjadi sah, tumpang tindih diberikan kepada wilayah terkecil, celah yang lebih sempit \
          dari --snap kepada tetangga yang batasnya paling panjang, dan batas yang sama berimpit titik demi titik. \
          Lubang yang lebih lebar dibiarkan. Perubahan setiap wilayah dilaporkan dalam km².
          """,
        en: """
          With --repair polygons become valid, overlaps go to the smallest unit, gaps narrower than --snap to the neighbour \
          with the longest border, and shared edges match vertex for vertex. Wider holes are left. What changed is \
          reported unit by unit in km².
          """))
  }

  static let example = Message(
    id: "jangkau convert batas_kecamatan.shp batas_rapi.gpkg --repair --snap 5",
    en: "jangkau convert districts.shp mended.gpkg --repair --snap 5")
  static let otherNames = ["konversi", "ubah", "export", "ekspor", "repair", "rapikan"]

  @Argument(
    help: ArgumentHelp(
      id: "Peta batas wilayah: shapefile poligon (juga dalam .zip), GeoPackage, atau GeoJSON.",
      en: "Boundaries: a polygon shapefile (also zipped), a GeoPackage or a GeoJSON.", .boundaries),
    completion: .file(extensions: LayerExtensions.all))
  var boundaries: String
  @Argument(
    help: ArgumentHelp(
      id: "Berkas hasil: .geojson, .gpkg, atau .shp.", en: "Output: .geojson, .gpkg or .shp.", .output),
    completion: .file(extensions: ["geojson", "gpkg", "shp"]))
  var output: String
  @Option(
    help: ArgumentHelp(
      id: "Peta yang dimaksud, bila berkasnya (.zip, .gpkg) memuat beberapa.",
      en: "The layer that is meant, where the file (.zip, .gpkg) holds several.", .name))
  var layer: String?
  @Option(
    help: ArgumentHelp(
      id: "Pengodean teks .dbf, misalnya UTF-8 atau CP1252.", en: "Encoding of the .dbf, for example UTF-8 or CP1252.",
      .name))
  var dbfEncoding: String?
  @Option(
    help: ArgumentHelp(
      id: "Sistem koordinat untuk peta yang tidak menyebutnya, misalnya EPSG:4326.",
      en: "CRS of a layer that states none, for example EPSG:4326.", .typed("EPSG:N")))
  var crs: String?
  @Option(
    help: ArgumentHelp(
      id: "Jumlah desimal koordinat GeoJSON, 0–15.", en: "Decimals of GeoJSON coordinates, 0–15.", .typed("D")))
  var precision = 6
  @Flag(
    help: ArgumentHelp(
      id: "Rapikan peta: poligon sah, tanpa tumpang tindih, batas berimpit.",
      en: "Mend the layer: valid polygons, no overlaps, edges that match."))
  var repair = false
  @Option(
    help: ArgumentHelp(
      id: "Bersama --repair: celah yang lebih sempit dari ini ditutup, dalam meter. Bawaan: 1.",
      en: "With --repair: gaps narrower than this are closed, in metres. Default: 1.", .metres))
  var snap: Double?
  @Option(
    help: ArgumentHelp(
      id: "Bersama --repair: tulis perubahan semua wilayah ke berkas CSV ini.",
      en: "With --repair: write the changes of all units to this CSV file.", .file), completion: .file())
  var report: String?
  @Flag(help: ArgumentHelp(id: "Ganti berkas yang sudah ada.", en: "Replace files that are there."))
  var force = false
  @OptionGroup(title: Console.text(id: "Umum", en: "Common")) var common: CommonOptions

  mutating func validate() throws {
    guard (0...15).contains(precision) else {
      throw ValidationError(id: "--precision antara 0 dan 15.", en: "--precision lies between 0 and 15.")
    }
    if let snap { try NeighbourArguments.validate(snap: snap) }
    guard repair || (snap == nil && report == nil) else {
      throw ValidationError(
        id: "--snap dan --report hanya berlaku bersama --repair.", en: "--snap and --report go with --repair only.")
    }
  }

  func run() throws {
    var options = LayerConversion.Options()
    options.layer = layer
    options.encoding = dbfEncoding
    options.crs = crs
    options.decimals = precision
    options.threads = common.threadCount
    options.replacing = force
    if repair {
      options.repair = .init(snapMetres: snap ?? LayerConversion.Repair.defaultSnapMetres, reportPath: report)
    }
    let report = try LayerConversion.convert(boundaries, to: output, options: options)
    for notice in report.notices { Console.complain(notice, in: Self.self) }
    if common.quiet { return }
    if let repair = report.repair { try Console.print(repair.lines(common.language)) }
    let files = report.files.joined(separator: ", ")
    try Console.print([
      Console.text(
        id: "\(id: report.features) wilayah, \(id: report.vertices) titik, dari \(report.crsName) ke WGS 84: \(files)",
        en: "\(en: report.features, "unit"), \(en: report.vertices, "vertex", "vertices"), from \(report.crsName) to "
          + "WGS 84: \(files)")
    ])
  }
}
