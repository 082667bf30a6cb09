import Areas
import ArgumentParser
import Boundaries
import Coverage

/// The two layers of `reapportion`, and how each is read.
struct LayerPair: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      id: "Peta batas lama: shapefile poligon (juga dalam .zip), GeoPackage, atau GeoJSON.",
      en: "Old boundaries: a polygon shapefile (also zipped), a GeoPackage or a GeoJSON.", .oldBoundaries),
    completion: .file(extensions: LayerExtensions.all))
  var from: String
  @Option(
    help: ArgumentHelp(
      id: "Peta batas baru: shapefile poligon (juga dalam .zip), GeoPackage, atau GeoJSON.",
      en: "New boundaries: a polygon shapefile (also zipped), a GeoPackage or a GeoJSON.", .newBoundaries),
    completion: .file(extensions: LayerExtensions.all))
  var to: String

  @Option(help: Self.layer(id: "peta lama", en: "old layer"))
  var fromLayer: String?
  @Option(help: Self.field(id: "kode wilayah pada peta lama", en: "unit codes in the old layer"))
  var fromCodeField: String?
  @Option(help: Self.field(id: "nama wilayah pada peta lama", en: "unit names in the old layer"))
  var fromNameField: String?
  @Option(help: Self.field(id: "nama wilayah induk pada peta lama", en: "parents' names in the old layer"))
  var fromParentField: String?
  @Option(help: Self.encoding(id: "peta lama", en: "old layer"))
  var fromDbfEncoding: String?
  @Option(help: Self.crs(id: "peta lama", en: "old layer"))
  var fromCrs: String?

  @Option(help: Self.layer(id: "peta baru", en: "new layer"))
  var toLayer: String?
  @Option(help: Self.field(id: "kode wilayah pada peta baru", en: "unit codes in the new layer"))
  var toCodeField: String?
  @Option(help: Self.field(id: "nama wilayah pada peta baru", en: "unit names in the new layer"))
  var toNameField: String?
  @Option(help: Self.field(id: "nama wilayah induk pada peta baru", en: "parents' names in the new layer"))
  var toParentField: String?
  @Option(help: Self.encoding(id: "peta baru", en: "new layer"))
  var toDbfEncoding: String?
  @Option(help: Self.crs(id: "peta baru", en: "new layer"))
  var toCrs: String?
  @Option(
    help: ArgumentHelp(
      id: "Sistem kode peta baru, bila tidak dapat dipastikan.",
      en: "Code system of the new layer, where it cannot be told.", .typed("auto|kemendagri|bps")))
  var toCodeSystem: AutoOr<CodeSystem> = .auto

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
    options.codeSystem = toCodeSystem.stated
    return options
  }

  private static func field(id indonesian: String, en english: String) -> ArgumentHelp {
    ArgumentHelp(id: "Kolom \(indonesian).", en: "Field of the \(english).", .field)
  }

  private static func layer(id indonesian: String, en english: String) -> ArgumentHelp {
    ArgumentHelp(
      id: "Peta yang dimaksud sebagai \(indonesian), bila berkasnya memuat beberapa.",
      en: "The layer that is meant as the \(english), where the file holds several.", .name)
  }

  private static func encoding(id indonesian: String, en english: String) -> ArgumentHelp {
    ArgumentHelp(id: "Pengodean .dbf \(indonesian).", en: "Encoding of the .dbf of the \(english).", .name)
  }

  private static func crs(id indonesian: String, en english: String) -> ArgumentHelp {
    ArgumentHelp(
      id: "Sistem koordinat \(indonesian), bila tanpa .prj.", en: "CRS of the \(english), where it has no .prj.",
      .typed("EPSG:N"))
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
      id: "Bagi menurut kolom angka peta baru, misalnya jumlah penduduk, dan bukan menurut luas.",
      en: "Share by a field of numbers of the new layer, such as population, and not by area.", .field))
  var weightField: String?
  @Option(
    help: ArgumentHelp(
      id: "Bagi menurut titik: CSV dengan lon dan lat (WGS 84), atau shapefile titik.",
      en: "Share by points: CSV with lon and lat (WGS 84), or a point shapefile.", .file),
    completion: .file())
  var points: String?
  @Option(
    help: ArgumentHelp(
      id: "Kolom bobot titik; bila tidak disebut, setiap titik berbobot 1.",
      en: "Field of the points' weights; each weighs 1 if not stated.", .field))
  var pointsWeight: String?
  @Option(
    help: ArgumentHelp(
      id: "Irisan yang lebih kecil dari persentase ini pada kedua wilayahnya dianggap selisih gambar.",
      en: "An overlap below this percentage of both its units is a difference of drawing.", .percent))
  var minShare = 1.0
  @Option(
    help: ArgumentHelp(
      id: """
        Wilayah berkode sama yang beririsan paling sedikit sekian persen dari kedua luasnya dianggap tidak berubah dan \
        dialihkan utuh; 100: hanya luas yang menentukan; auto: 95, atau 50 bila kedua peta ternyata digambar terpisah.
        """,
      en: """
        Units of the same code that share at least this percentage of both areas are taken to be unchanged and are \
        carried whole; 100: areas alone decide; auto: 95, or 50 where the maps turn out to be drawn apart.
        """, .autoOrPercent))
  var sameUnits: SameUnitsChoice = .auto
  @Option(
    help: ArgumentHelp(
      id: """
        Wilayah baru yang tercakup peta lama kurang dari persentase ini tidak diberi angka; wilayah lama yang berada \
        di peta baru kurang dari itu tidak punya tempat.
        """,
      en: """
        A new unit of which the old map covers less than this percentage gets no figure; an old unit that lies in the \
        new map with less has no place.
        """, .percent))
  var minCover = 50.0

  mutating func validate() throws {
    if weightField != nil && points != nil {
      throw ValidationError(
        id: "Pilih --weight-field atau --points, jangan keduanya.", en: "Choose --weight-field or --points, not both.")
    }
    if pointsWeight != nil && points == nil {
      throw ValidationError(id: "--points-weight memerlukan --points.", en: "--points-weight needs --points.")
    }
    guard minShare >= 0 && minShare < 50 else {
      throw ValidationError(
        id: "--min-share paling sedikit 0 dan di bawah 50.", en: "--min-share is at least 0 and below 50.")
    }
    if case .percent(let percent) = sameUnits, !(percent >= 50 && percent <= 100) {
      throw ValidationError(id: "--same-units antara 50 dan 100.", en: "--same-units lies between 50 and 100.")
    }
    guard minCover > 0 && minCover <= 100 else {
      throw ValidationError(
        id: "--min-cover di atas 0 dan paling besar 100.", en: "--min-cover is above 0 and at most 100.")
    }
  }
}
