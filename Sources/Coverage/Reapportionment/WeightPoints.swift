internal import Diagnostics
internal import Layers
internal import Projections
internal import Shapefile
internal import Tables

/// Points, each with the number of people or workers that it stands for: villages, workplaces, service points.
struct WeightPoints: Sendable {
  struct Point: Sendable, Equatable {
    /// WGS 84 degrees.
    let longitude, latitude: Double
    let weight: Double
  }

  let name: String
  let points: [Point]
  /// Records without a place.
  let placeless: Int

  static let longitudes = ["lon", "long", "lng", "longitude", "bujur"]
  static let latitudes = ["lat", "latitude", "lintang"]

  /// Reads a point shapefile, or delimited text with longitudes and latitudes in WGS 84 degrees.
  ///
  /// - Parameter weight: the field or column of the weights; every point weighs 1 if nil.
  /// - Throws: `Diagnostic` for a file that is missing or broken, a column that is not there, a coordinate that is
  ///   none, and a weight that is missing or negative.
  init(path: String, weight: String?) throws {
    if path.lowercased().hasSuffix(".shp") {
      try self.init(shapefile: path, weight: weight)
    } else {
      try self.init(table: path, weight: weight)
    }
  }

  private init(shapefile path: String, weight: String?) throws {
    let reader = try ShapefileReader(path: path, encoding: nil)
    name = reader.name
    guard let definition = reader.crsDefinition else { throw Diagnostic.pointsWithoutCRS(reader.name) }
    let crs = try CoordinateReferenceSystem(definition: definition)
    let places = try reader.points()
    var weights = [Double?](repeating: 1, count: places.count)
    if let weight {
      let names = reader.fields.map(\.name)
      guard let index = BoundarySchema.index(of: weight, in: names) else {
        throw Diagnostic.noSuchField(
          weight, option: "--points-weight", layer: reader.name, fields: names.joined(separator: ", "))
      }
      switch try reader.attributes([index]).columns[0] {
      case .integer(let numbers): weights = numbers.map { $0.map(Double.init) }
      case .real(let numbers): weights = numbers
      case .text, .date, .logical: throw Diagnostic.pointWeightIsNoNumber(names[index], file: reader.name)
      }
    }
    let present = places.indices.filter { places[$0] != nil }
    var coordinates = present.flatMap { [places[$0]!.x, places[$0]!.y] }
    try CoordinateTransformation(from: crs, to: .wgs84).apply(to: &coordinates)
    points = try present.enumerated().map { position, record in
      let value = weights[record]
      guard let value, value >= 0 else {
        throw Diagnostic.unusableWeight(value, file: reader.name, place: .record(record + 1))
      }
      return try Self.point(
        coordinates[2 * position], coordinates[2 * position + 1], value, file: reader.name, place: .record(record + 1))
    }
    placeless = places.count - present.count
  }

  private init(table path: String, weight: String?) throws {
    let table = try DelimitedTable(path: path)
    name = table.name
    func column(_ names: [String]) throws -> Int {
      for name in names {
        if let index = table.header.firstIndex(where: { EnrolmentHeaders.key($0) == name }) { return index }
      }
      throw Diagnostic.noCoordinateColumns(table: table.name, header: table.header)
    }
    let longitudes = try table.numbers(inColumn: column(Self.longitudes))
    let latitudes = try table.numbers(inColumn: column(Self.latitudes))
    var weights = [Double?](repeating: 1, count: table.rowCount)
    if let weight {
      guard let index = table.header.firstIndex(where: { EnrolmentHeaders.key($0) == EnrolmentHeaders.key(weight) })
      else {
        throw Diagnostic.noSuchColumn(weight, option: "--points-weight", table: table.name, header: table.header)
      }
      weights = try table.numbers(inColumn: index)
    }
    points = try (0..<table.rowCount).compactMap { row in
      let place = Place.line(table.lineNumber(row))
      guard let longitude = longitudes[row], let latitude = latitudes[row] else { return nil }
      let value = weights[row]
      guard let value, value >= 0 else { throw Diagnostic.unusableWeight(value, file: table.name, place: place) }
      return try Self.point(longitude, latitude, value, file: table.name, place: place)
    }
    placeless = table.rowCount - points.count
  }

  private static func point(
    _ longitude: Double, _ latitude: Double, _ weight: Double, file: String, place: Place
  ) throws -> Point {
    guard abs(longitude) <= 180, abs(latitude) <= 90 else {
      throw Diagnostic.pointNotInDegrees(longitude, latitude, file: file, place: place)
    }
    return Point(longitude: longitude, latitude: latitude, weight: weight)
  }

  /// Where in its file a point stands, from 1.
  enum Place {
    case record(Int)
    case line(Int)

    func text(_ language: Language) -> String {
      switch self {
      case .record(let number): (language == .indonesian ? "rekaman " : "record ") + String(number)
      case .line(let number): (language == .indonesian ? "baris " : "line ") + String(number)
      }
    }
  }
}

extension Diagnostic {
  static func pointsWithoutCRS(_ layer: String) -> Diagnostic {
    Diagnostic(
      .badInput,
      id: "Lapisan titik \(layer) tidak punya berkas .prj, jadi sistem koordinatnya tidak diketahui. Sertakan .prj, "
        + "atau berikan titiknya sebagai CSV dengan bujur dan lintang WGS 84.",
      en: "The point layer \(layer) has no .prj file, so its coordinate reference system is unknown. Add the .prj, or "
        + "give the points as CSV with WGS 84 longitude and latitude.")
  }

  static func noCoordinateColumns(table: String, header: [String]) -> Diagnostic {
    Diagnostic(
      .badInput,
      id: "Tabel titik \(table) tidak punya kolom bujur dan lintang yang dikenal (lon dan lat, atau bujur dan lintang, "
        + "dalam derajat WGS 84). Kolom yang ada: \(header.joined(separator: ", ")).",
      en: "The table of points \(table) has no known columns of longitude and latitude (lon and lat, or bujur and "
        + "lintang, in WGS 84 degrees). Its columns are: \(header.joined(separator: ", ")).")
  }

  static func pointWeightIsNoNumber(_ field: String, file: String) -> Diagnostic {
    Diagnostic(
      .badInput,
      id: "Kolom “\(field)” lapisan titik \(file) bukan kolom angka. Sebutkan kolom angka dengan --points-weight.",
      en: "The field “\(field)” of the point layer \(file) is not of numbers. Name a field of numbers with "
        + "--points-weight.")
  }

  static func unusableWeight(_ value: Double?, file: String, place: WeightPoints.Place) -> Diagnostic {
    Diagnostic(
      .badInput,
      id: "\(file), \(place.text(.indonesian)): bobot titik \(value.map { "bernilai \($0)" } ?? "kosong"). Isi dengan "
        + "angka 0 atau lebih.",
      en:
        "\(file), \(place.text(.english)): the point's weight is \(value.map { "\($0)" } ?? "missing"). Give a number "
        + "of 0 or more.")
  }

  static func pointNotInDegrees(
    _ longitude: Double, _ latitude: Double, file: String, place: WeightPoints.Place
  ) -> Diagnostic {
    Diagnostic(
      .badInput,
      id: "\(file), \(place.text(.indonesian)): (\(longitude), \(latitude)) bukan bujur dan lintang dalam derajat. "
        + "Berikan koordinat WGS 84.",
      en: "\(file), \(place.text(.english)): (\(longitude), \(latitude)) is no longitude and latitude in degrees. Give "
        + "WGS 84 coordinates.")
  }
}
