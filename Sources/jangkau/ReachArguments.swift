import ArgumentParser
import Coverage
import Diagnostics
import Enrolment

/// Service points, and how far they reach.
struct ReachArguments: ParsableArguments {
  /// In kilometres: half of Indonesia's width and more, and far from where discs would meet the poles.
  static let longest = 5000.0

  @Option(
    help: ArgumentHelp(
      Console.say(
        "Titik layanan: CSV dengan lon dan lat (WGS 84) atau x dan y, atau shapefile titik.",
        "Service points: CSV with lon and lat (WGS 84) or x and y, or a point shapefile."), valueName: "FILE"),
    completion: .file())
  var points: String?
  @Option(
    help: ArgumentHelp(
      Console.say(
        "Jangkauan titik layanan dalam kilometer. Bawaan: 25.",
        "Reach of the service points in kilometres. Default: 25."),
      valueName: "KM"))
  var reach: Double?
  @Option(
    help: ArgumentHelp(
      Console.say(
        "Sistem koordinat x dan y, atau shapefile titik tanpa .prj.",
        "CRS of x and y, or of a point shapefile without .prj."), valueName: "EPSG:N"))
  var pointsCrs: String?
  @Option(
    help: ArgumentHelp(
      Console.say("Kolom bujur (atau x) titik layanan.", "Column of the points' longitudes (or x)."),
      valueName: "COLUMN"))
  var lonColumn: String?
  @Option(
    help: ArgumentHelp(
      Console.say("Kolom lintang (atau y) titik layanan.", "Column of the points' latitudes (or y)."),
      valueName: "COLUMN"))
  var latColumn: String?

  mutating func validate() throws {
    if let reach, !(reach > 0 && reach <= Self.longest) {
      throw ValidationError(
        Console.say(
          "--reach di atas 0 dan paling besar 5000 kilometer.", "--reach is above 0 and at most 5000 kilometres."))
    }
    if (lonColumn == nil) != (latColumn == nil) {
      throw ValidationError(
        Console.say(
          "--lon-column dan --lat-column disebutkan bersama-sama.", "--lon-column and --lat-column go together."))
    }
  }

  /// An option without effect would be taken for a result that is not there.
  func validate(isSample: Bool) throws {
    let given = [
      ("--reach", reach != nil), ("--points-crs", pointsCrs != nil), ("--lon-column", lonColumn != nil),
    ]
    guard points == nil, let (option, _) = given.first(where: { $0.1 && !(isSample && $0.0 == "--reach") }) else {
      return
    }
    throw ValidationError(
      Console.say("\(option) hanya berlaku bersama --points.", "\(option) has an effect with --points only."))
  }

  var kilometres: Double { reach ?? 25 }

  /// Where the points are that are named, or those of the sample; nil for none.
  func path(isSample: Bool) throws -> String? { try points ?? (isSample ? SampleData.find().points : nil) }

  /// The points that are named, those of the sample, or none.
  ///
  /// - Throws: `Diagnostic` for a file that is missing or bad.
  func servicePoints(isSample: Bool) throws -> ServicePoints? {
    guard let path = try path(isSample: isSample) else { return nil }
    var options = ServicePoints.Options(path: path)
    options.crs = pointsCrs
    options.longitudeColumn = lonColumn
    options.latitudeColumn = latColumn
    return try ServicePoints(options)
  }
}
