internal import Boundaries
public import Diagnostics
internal import Geometry
internal import Glibc
internal import LayerFiles
package import Projections
package import RunFiles

/// Where workers are served: offices, counters, agents.
///
/// Every row or record becomes a point: what is missing, no number, or no place on the Earth is an error that names the
/// line, and nothing is left out. The same place may be named twice.
public struct ServicePoints: Sendable {
  public struct Point: Sendable {
    /// WGS 84 degrees.
    public let longitude, latitude: Double
    /// nil where the file has no name for it.
    public let name: String?
    /// The line of the table or the number of the record, from 1.
    package let place: Int
  }

  public struct Options: Sendable {
    public var path: String
    /// As `EPSG:n`: of x and y, or of a point layer without .prj.
    public var crs: String?
    /// Names of the table's columns, where they are not found by themselves.
    public var longitudeColumn: String?
    public var latitudeColumn: String?
    /// Of the text of a point layer's .dbf.
    public var encoding: String?

    public init(path: String) { self.path = path }
  }

  /// Whether points are known by lines of a table or by records of a layer.
  package enum Source: Sendable { case table, layer }

  /// Of the file, without its folder.
  public let name: String
  /// In the order of the file; never empty.
  public let points: [Point]
  /// Notices of how they were read.
  public let notices: [Notice]
  package let source: Source
  package let inputs: [InputFile]

  /// Reads a layer of points or multipoints, in whatever `LayerFiles` opens, or else a table of delimited text.
  ///
  /// A table has columns of longitude and latitude, taken as WGS 84 unless a CRS is stated, or of x and y in a stated CRS.
  /// A layer has its CRS from its .prj, or stated. Neither is ever guessed.
  ///
  /// - Throws: `Diagnostic` for a file that is missing, broken or without a point, for columns that are not there, for
  ///   every cell that is no coordinate, and for a CRS that is unknown or that the coordinates cannot be in.
  public init(_ options: Options) throws {
    let path = options.path
    let isUnnamed = access(path, F_OK) != 0 && access(path + ".shp", F_OK) == 0
    let isLayer = isUnnamed || path.lowercased().hasSuffix(".shp") || FileKind(path: path)?.isLayer == true
    self = isLayer ? try ServicePoints(layer: options) : try ServicePoints(table: options)
  }

  /// - Parameter read: the points as the file has them, with names and places.
  init(
    name: String, source: Source, read: [(x: Double, y: Double, name: String?, place: Int)],
    crs: CoordinateReferenceSystem, inputs: [InputFile], notices: [Notice]
  ) throws {
    self.name = name
    self.source = source
    self.inputs = inputs
    let label = crs.authorityCode ?? crs.name
    if crs.isGeographic {
      if let wrong = read.first(where: { !(abs($0.y) <= 90) || !(abs($0.x) <= 180) }) {
        throw Diagnostic.noPlaceOnEarth(
          Self.place(wrong.place, source, name), longitude: wrong.x, latitude: wrong.y,
          isPlausibleSwapped: abs(wrong.x) <= 90 && abs(wrong.y) <= 180)
      }
    } else if let first = read.first, read.allSatisfy({ abs($0.x) <= 360 && abs($0.y) <= 90 }) {
      throw Diagnostic.pointsAreDegrees(
        Self.place(first.place, source, name), x: first.x, y: first.y, system: label, source)
    }
    var coordinates = read.flatMap { [$0.x, $0.y] }
    var bounds = Box.empty
    for point in read { bounds.extend(x: point.x, y: point.y) }
    // A point that is no place has no bounds either; it is named below.
    let transformation =
      try (try? CoordinateTransformation(from: crs, to: .wgs84, covering: bounds))
      ?? CoordinateTransformation(from: crs, to: .wgs84)
    do {
      try transformation.apply(to: &coordinates)
    } catch {
      // Told again by line and value.
      for point in read {
        var one = [point.x, point.y]
        guard (try? transformation.apply(to: &one)) == nil else { continue }
        throw Diagnostic.pointNotTransformable(
          Self.place(point.place, source, name), x: point.x, y: point.y, system: label)
      }
      throw error
    }
    points = read.indices.map {
      Point(
        longitude: coordinates[2 * $0], latitude: coordinates[2 * $0 + 1], name: read[$0].name, place: read[$0].place)
    }
    let isInexact = !transformation.isIdentity && transformation.accuracyMetres == nil
    self.notices = notices + (isInexact ? [.inexactDatum(crs.name, layer: name)] : [])
  }

  package static func crs(_ stated: String) throws -> CoordinateReferenceSystem {
    do {
      return try CoordinateReferenceSystem(definition: stated)
    } catch let fault as Diagnostic where fault.kind == .badInput {
      throw Diagnostic.unknownPointCRS(stated)
    }
  }

  /// `kantor.csv, baris 4` or `kantor, rekaman 4`.
  package static func place(_ number: Int, _ source: Source, _ name: String) -> Message {
    Message(
      id: "\(name), \(source == .table ? "baris" : "rekaman") \(number)",
      en: "\(name), \(source == .table ? "line" : "record") \(number)")
  }

  /// The point's name with its line or record, which tell it apart from others of the same name.
  package func title(_ point: Int) -> Message {
    let number = points[point].place
    let id = "\(source == .table ? "baris" : "rekaman") \(number)"
    let en = "\(source == .table ? "line" : "record") \(number)"
    guard let name = points[point].name else { return Message(id: id, en: en) }
    return Message(id: "\(name) (\(id))", en: "\(name) (\(en))")
  }
}

extension Diagnostic {
  static func unknownPointCRS(_ stated: String) -> Diagnostic {
    Diagnostic(
      .badInput, "points.crs.unknown", ["stated": stated],
      id:
        "--points-crs \(stated): sistem koordinat ini tidak dikenali. Tulis kode EPSG-nya, misalnya EPSG:32650 (WGS 84 "
        + "/ UTM 50N) atau EPSG:4326 (WGS 84).",
      en: "--points-crs \(stated): this coordinate reference system is not known. Write its EPSG code, for example "
        + "EPSG:32650 (WGS 84 / UTM 50N) or EPSG:4326 (WGS 84).")
  }

  static func noPlaceOnEarth(
    _ place: Message, longitude: Double, latitude: Double, isPlausibleSwapped: Bool
  ) -> Diagnostic {
    Diagnostic(
      .badInput, "points.coordinates.impossible",
      [
        "place": place.english, "longitude": String(longitude), "latitude": String(latitude),
        "swapped": String(isPlausibleSwapped),
      ],
      Message { language in
        language.text(
          id: "\(id: place): bujur \(longitude), lintang \(latitude) bukan tempat di bumi. ",
          en: "\(en: place): longitude \(longitude), latitude \(latitude) is no place on the Earth. ")
          + (isPlausibleSwapped
            ? language.text(
              id: "Tampaknya bujur dan lintang tertukar: tukar kolomnya, atau sebutkan dengan --lon-column dan "
                + "--lat-column.",
              en: "Longitude and latitude look swapped: exchange the columns, or name them with --lon-column and "
                + "--lat-column.")
            : language.text(
              id: "Bujur antara −180 dan 180, lintang antara −90 dan 90 derajat. Bila nilainya x dan y terproyeksi, "
                + "sebutkan sistemnya, misalnya --points-crs EPSG:32650 (WGS 84 / UTM 50N).",
              en: "Longitudes lie between −180 and 180, latitudes between −90 and 90 degrees. If these are projected x "
                + "and y, state their system, for example --points-crs EPSG:32650 (WGS 84 / UTM 50N)."))
      })
  }

  static func pointsAreDegrees(
    _ place: Message, x: Double, y: Double, system: String, _ source: ServicePoints.Source
  ) -> Diagnostic {
    Diagnostic(
      .badInput, "points.coordinates.degrees",
      ["place": place.english, "x": String(x), "y": String(y), "system": system],
      Message { language in
        language.text(
          id: "\(id: place): (\(x), \(y)) dan semua titik lain tampaknya bujur dan lintang dalam derajat, padahal "
            + "\(system) adalah sistem terproyeksi. ",
          en: "\(en: place): (\(x), \(y)) and all other points look like longitudes and latitudes in degrees, but "
            + "\(system) is a projected system. ")
          + (source == .table
            ? language.text(
              id: "Hapus --points-crs bila kolomnya bujur dan lintang WGS 84.",
              en: "Leave --points-crs out if the columns are longitude and latitude on WGS 84.")
            : language.text(
              id: "Perbaiki .prj titik itu, atau nyatakan --points-crs EPSG:4326 bila .prj-nya tidak ada.",
              en: "Correct the .prj of the points, or state --points-crs EPSG:4326 where there is none."))
      })
  }

  static func pointNotTransformable(_ place: Message, x: Double, y: Double, system: String) -> Diagnostic {
    Diagnostic(
      .badInput, "points.coordinates.untransformable",
      ["place": place.english, "x": String(x), "y": String(y), "system": system],
      id: "\(id: place): titik (\(x), \(y)) tidak punya tempat di bumi dalam \(system). Periksa nilainya, atau "
        + "nyatakan sistem yang benar dengan --points-crs.",
      en: "\(en: place): the point (\(x), \(y)) has no place on the Earth in \(system). Check its values, or state "
        + "the right system with --points-crs.")
  }
}
