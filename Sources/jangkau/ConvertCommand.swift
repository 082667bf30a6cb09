import ArgumentParser
import BoundaryRepair
import Coverage
import Diagnostics

struct ConvertCommand: ParsableCommand {
  static var configuration: CommandConfiguration {
    CommandConfiguration(
      commandName: "convert",
      abstract: Console.say(
        "Ubah peta ke format lain (GeoJSON, GeoPackage, shapefile) dalam WGS 84, tanpa ada yang hilang.",
        "The layer in another format (GeoJSON, GeoPackage, shapefile), in WGS 84, nothing lost."),
      discussion: Console.say(
        """
        Dengan --repair poligon menjadi sah, tumpang tindih diberikan kepada wilayah terkecil, celah yang lebih sempit \
        dari --snap kepada tetangga yang batasnya paling panjang, dan batas yang sama berimpit titik demi titik. \
        Lubang yang lebih lebar dibiarkan. Perubahan setiap wilayah dilaporkan dalam km².
        """,
        """
        With --repair polygons become valid, overlaps go to the smallest unit, gaps narrower than --snap to the neighbour \
        with the longest border, and shared edges match vertex for vertex. Wider holes are left. What changed is \
        reported unit by unit in km².
        """))
  }

  @Argument(
    help: ArgumentHelp(
      Console.say(
        "Batas wilayah: shapefile poligon (juga dalam .zip), GeoPackage, atau GeoJSON.",
        "Boundaries: a polygon shapefile (also zipped), a GeoPackage or a GeoJSON."), valueName: "BOUNDARIES"),
    completion: .file(extensions: LayerExtensions.all))
  var boundaries: String
  @Argument(
    help: ArgumentHelp(
      Console.say("Berkas hasil: .geojson, .gpkg, atau .shp.", "Output: .geojson, .gpkg or .shp."), valueName: "OUT"),
    completion: .file(extensions: ["geojson", "gpkg", "shp"]))
  var output: String
  @Option(
    help: ArgumentHelp(
      Console.say(
        "Peta yang dimaksud, bila berkasnya (.zip, .gpkg) memuat beberapa.",
        "The layer that is meant, where the file (.zip, .gpkg) holds several."), valueName: "NAME"))
  var layer: String?
  @Option(
    help: ArgumentHelp(
      Console.say(
        "Penyandian teks .dbf, misalnya UTF-8 atau CP1252.", "Encoding of the .dbf, for example UTF-8 or CP1252."),
      valueName: "NAME"))
  var dbfEncoding: String?
  @Option(
    help: ArgumentHelp(
      Console.say(
        "Sistem koordinat untuk peta yang tidak menyebutnya, misalnya EPSG:4326.",
        "CRS of a layer that states none, for example EPSG:4326."), valueName: "EPSG:N"))
  var crs: String?
  @Option(
    help: ArgumentHelp(
      Console.say("Jumlah desimal koordinat GeoJSON, 0–15.", "Decimals of GeoJSON coordinates, 0–15."), valueName: "D"))
  var precision = 6
  @Flag(
    help: ArgumentHelp(
      Console.say(
        "Rapikan peta: poligon sah, tanpa tumpang tindih, batas berimpit.",
        "Mend the layer: valid polygons, no overlaps, edges that match.")))
  var repair = false
  @Option(
    help: ArgumentHelp(
      Console.say(
        "Bersama --repair: celah yang lebih sempit dari ini ditutup, dalam meter. Bawaan: 1.",
        "With --repair: gaps narrower than this are closed, in metres. Default: 1."), valueName: "METRES"))
  var snap: Double?
  @Option(
    help: ArgumentHelp(
      Console.say(
        "Bersama --repair: tulis perubahan semua wilayah ke berkas CSV ini.",
        "With --repair: write the changes of all units to this CSV file."), valueName: "FILE"), completion: .file())
  var report: String?
  @Flag(help: ArgumentHelp(Console.say("Ganti berkas yang sudah ada.", "Replace files that are there.")))
  var force = false
  @OptionGroup(title: Console.say("Umum", "Common")) var common: CommonOptions

  mutating func validate() throws {
    guard (0...15).contains(precision) else {
      throw ValidationError(Console.say("--precision antara 0 dan 15.", "--precision lies between 0 and 15."))
    }
    if let snap { try NeighbourArguments.validate(snap: snap) }
    guard repair || (snap == nil && report == nil) else {
      throw ValidationError(
        Console.say("--snap dan --report hanya berlaku bersama --repair.", "--snap and --report go with --repair only.")
      )
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
    let language = common.language
    for notice in report.notices { Console.complain(notice[language]) }
    if common.quiet { return }
    let features = language.text(report.features)
    let vertices = language.text(report.vertices)
    if let repair = report.repair { try Console.print(repair.lines(language)) }
    try Console.print([
      language == .indonesian
        ? "\(features) wilayah, \(vertices) titik, dari \(report.crsName) ke WGS 84: \(report.files.joined(separator: ", "))"
        : "\(features) units, \(vertices) vertices, from \(report.crsName) to WGS 84: \(report.files.joined(separator: ", "))"
    ])
  }
}
