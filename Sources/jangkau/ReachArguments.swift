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
      id: "Titik layanan: CSV dengan lon dan lat (WGS 84) atau x dan y, atau shapefile titik.",
      en: "Service points: CSV with lon and lat (WGS 84) or x and y, or a point shapefile.", .file),
    completion: .file())
  var points: String?
  @Option(
    help: ArgumentHelp(
      id: "Jangkauan titik layanan dalam kilometer. Bawaan: 25.",
      en: "Reach of the service points in kilometres. Default: 25.", .typed("KM")))
  var reach: Double?
  @Option(
    help: ArgumentHelp(
      id: "Sistem koordinat x dan y, atau shapefile titik tanpa .prj.",
      en: "CRS of x and y, or of a point shapefile without .prj.", .typed("EPSG:N")))
  var pointsCrs: String?
  @Option(
    help: ArgumentHelp(
      id: "Kolom bujur (atau x) titik layanan.", en: "Column of the points' longitudes (or x).", .column))
  var lonColumn: String?
  @Option(
    help: ArgumentHelp(
      id: "Kolom lintang (atau y) titik layanan.", en: "Column of the points' latitudes (or y).", .column))
  var latColumn: String?

  mutating func validate() throws {
    if let reach, !(reach > 0 && reach <= Self.longest) {
      throw ValidationError(
        id: "--reach di atas 0 dan paling besar 5000 kilometer.", en: "--reach is above 0 and at most 5000 kilometres.")
    }
    if (lonColumn == nil) != (latColumn == nil) {
      throw ValidationError(
        id: "--lon-column dan --lat-column disebutkan bersama-sama.", en: "--lon-column and --lat-column go together.")
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
      id: "\(option) hanya berlaku bersama --points.", en: "\(option) has an effect with --points only.")
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
