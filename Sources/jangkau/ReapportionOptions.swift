import Areas
import ArgumentParser
import Boundaries
import Coverage

/// The two layers of `reapportion`, and how each is read.
struct LayerPair: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      Console.say(
        "Batas lama: shapefile poligon (juga dalam .zip), GeoPackage, atau GeoJSON.",
        "Old boundaries: a polygon shapefile (also zipped), a GeoPackage or a GeoJSON."), valueName: "OLD_LAYER"),
    completion: .file(extensions: LayerExtensions.all))
  var from: String
  @Option(
    help: ArgumentHelp(
      Console.say(
        "Batas baru: shapefile poligon (juga dalam .zip), GeoPackage, atau GeoJSON.",
        "New boundaries: a polygon shapefile (also zipped), a GeoPackage or a GeoJSON."), valueName: "NEW_LAYER"),
    completion: .file(extensions: LayerExtensions.all))
  var to: String

  @Option(help: Self.layer("peta lama", "old layer"))
  var fromLayer: String?
  @Option(help: Self.field("kode wilayah pada peta lama", "unit codes in the old layer"))
  var fromCodeField: String?
  @Option(help: Self.field("nama wilayah pada peta lama", "unit names in the old layer"))
  var fromNameField: String?
  @Option(help: Self.field("nama wilayah induk pada peta lama", "parents' names in the old layer"))
  var fromParentField: String?
  @Option(help: Self.encoding("peta lama", "old layer"))
  var fromDbfEncoding: String?
  @Option(help: Self.crs("peta lama", "old layer"))
  var fromCrs: String?

  @Option(help: Self.layer("peta baru", "new layer"))
  var toLayer: String?
  @Option(help: Self.field("kode wilayah pada peta baru", "unit codes in the new layer"))
  var toCodeField: String?
  @Option(help: Self.field("nama wilayah pada peta baru", "unit names in the new layer"))
  var toNameField: String?
  @Option(help: Self.field("nama wilayah induk pada peta baru", "parents' names in the new layer"))
  var toParentField: String?
  @Option(help: Self.encoding("peta baru", "new layer"))
  var toDbfEncoding: String?
  @Option(help: Self.crs("peta baru", "new layer"))
  var toCrs: String?
  @Option(
    help: ArgumentHelp(
      Console.say(
        "Sistem kode peta baru, bila tidak dapat dipastikan.",
        "Code system of the new layer, where it cannot be "
          + "told."),
      valueName: "auto|kemendagri|bps"))
  var toCodeSystem: CodeSystemChoice = .auto

  var old: BoundaryLayer.Options {
    var options = BoundaryLayer.Options()
    options.layer = fromLayer
    options.codeField = fromCodeField
    options.nameField = fromNameField
    options.parentField = fromParentField
    options.encoding = fromDbfEncoding
    options.crs = fromCrs
    return options
  }

  var new: BoundaryLayer.Options {
    var options = BoundaryLayer.Options()
    options.layer = toLayer
    options.codeField = toCodeField
    options.nameField = toNameField
    options.parentField = toParentField
    options.encoding = toDbfEncoding
    options.crs = toCrs
    options.codeSystem = CodeSystem(rawValue: toCodeSystem.rawValue)
    return options
  }

  private static func field(_ indonesian: String, _ english: String) -> ArgumentHelp {
    ArgumentHelp(Console.say("Kolom \(indonesian).", "Field of the \(english)."), valueName: "FIELD")
  }

  private static func layer(_ indonesian: String, _ english: String) -> ArgumentHelp {
    ArgumentHelp(
      Console.say(
        "Peta yang dimaksud sebagai \(indonesian), bila berkasnya memuat beberapa.",
        "The layer that is meant as the \(english), where the file holds several."), valueName: "NAME")
  }

  private static func encoding(_ indonesian: String, _ english: String) -> ArgumentHelp {
    ArgumentHelp(
      Console.say("Penyandian .dbf \(indonesian).", "Encoding of the .dbf of the \(english)."), valueName: "NAME")
  }

  private static func crs(_ indonesian: String, _ english: String) -> ArgumentHelp {
    ArgumentHelp(
      Console.say("Sistem koordinat \(indonesian), bila tanpa .prj.", "CRS of the \(english), where it has no .prj."),
      valueName: "EPSG:N")
  }
}

/// How much units of the same code must have in common.
enum SameUnitsChoice: ExpressibleByArgument, CustomStringConvertible {
  case auto
  case percent(Double)

  init?(argument: String) {
    if argument == "auto" {
      self = .auto
    } else if let percent = Double(argument) {
      self = .percent(percent)
    } else {
      return nil
    }
  }

  var description: String {
    switch self {
    case .auto: "auto"
    case .percent(let percent): String(percent)
    }
  }
}

/// How workers are shared out among the new units.
struct ShareOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      Console.say(
        "Bagi menurut kolom angka peta baru, misalnya jumlah penduduk, dan bukan menurut luas.",
        "Share by a field of numbers of the new layer, such as population, and not by area."), valueName: "FIELD"))
  var weightField: String?
  @Option(
    help: ArgumentHelp(
      Console.say(
        "Bagi menurut titik: CSV dengan lon dan lat (WGS 84), atau shapefile titik.",
        "Share by points: CSV with lon and lat (WGS 84), or a point shapefile."), valueName: "FILE"),
    completion: .file())
  var points: String?
  @Option(
    help: ArgumentHelp(
      Console.say(
        "Kolom bobot titik; bila tidak disebut, setiap titik berbobot 1.",
        "Field of the points' weights; each weighs 1 if not stated."), valueName: "FIELD"))
  var pointsWeight: String?
  @Option(
    help: ArgumentHelp(
      Console.say(
        "Irisan yang lebih kecil dari persentase ini pada kedua wilayahnya dianggap selisih gambar.",
        "An overlap below this percentage of both its units is a difference of drawing."), valueName: "PCT"))
  var minShare = 1.0
  @Option(
    help: ArgumentHelp(
      Console.say(
        """
        Wilayah berkode sama yang beririsan paling sedikit sekian persen dari kedua luasnya dianggap tidak berubah dan \
        dialihkan utuh; 100: hanya luas yang menentukan; auto: 95, atau 50 bila kedua peta ternyata digambar terpisah.
        """,
        """
        Units of the same code that share at least this percentage of both areas are taken to be unchanged and are \
        carried whole; 100: areas alone decide; auto: 95, or 50 where the maps turn out to be drawn apart.
        """), valueName: "auto|PCT"))
  var sameUnits: SameUnitsChoice = .auto
  @Option(
    help: ArgumentHelp(
      Console.say(
        """
        Wilayah baru yang tercakup peta lama kurang dari persentase ini tidak diberi angka; wilayah lama yang berada \
        di peta baru kurang dari itu tidak punya tempat.
        """,
        """
        A new unit of which the old map covers less than this percentage gets no figure; an old unit that lies in the \
        new map with less has no place.
        """), valueName: "PCT"))
  var minCover = 50.0

  mutating func validate() throws {
    if weightField != nil && points != nil {
      throw ValidationError(
        Console.say(
          "Pilih --weight-field atau --points, jangan keduanya.", "Choose --weight-field or --points, not both."))
    }
    if pointsWeight != nil && points == nil {
      throw ValidationError(Console.say("--points-weight memerlukan --points.", "--points-weight needs --points."))
    }
    guard minShare >= 0 && minShare < 50 else {
      throw ValidationError(
        Console.say("--min-share paling sedikit 0 dan di bawah 50.", "--min-share is at least 0 and below 50."))
    }
    if case .percent(let percent) = sameUnits, !(percent >= 50 && percent <= 100) {
      throw ValidationError(Console.say("--same-units antara 50 dan 100.", "--same-units lies between 50 and 100."))
    }
    guard minCover > 0 && minCover <= 100 else {
      throw ValidationError(
        Console.say("--min-cover di atas 0 dan paling besar 100.", "--min-cover is above 0 and at most 100."))
    }
  }
}
