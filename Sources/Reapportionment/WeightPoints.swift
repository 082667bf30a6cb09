internal import Boundaries
internal import Diagnostics
internal import Enrolment
internal import LayerFiles
internal import Layers
internal import TableReading
internal import Tables

/// Points, each with the number of people or workers that it stands for: villages, workplaces, service points.
struct WeightPoints: Sendable {
  struct Point: Sendable, Equatable {
    /// WGS 84 degrees.
    let longitude, latitude: Double
    let weight: Double
  }

  /// Of the file, without its folder.
  let name: String
  let points: [Point]
  let notices: [Notice]

  /// Reads points as `ServicePoints` does, and their weights beside them.
  ///
  /// - Parameter weight: the field or column of the weights; every point weighs 1 if nil. The weight of a record of
  ///   several points is divided among them.
  /// - Throws: `Diagnostic` for points that cannot be read, a column that is not there, and a weight that is missing, no
  ///   number, or out of range.
  init(path: String, weight: String?) throws {
    let source = try ServicePoints(ServicePoints.Options(path: path))
    name = source.name
    notices = source.notices
    guard let weight else {
      points = source.points.map { Point(longitude: $0.longitude, latitude: $0.latitude, weight: 1) }
      return
    }
    let weights =
      source.source == .table
      ? try Self.weights(ofTable: path, column: weight) : try Self.weights(ofLayer: path, field: weight)
    var shares: [Int: Double] = [:]
    for point in source.points { shares[point.place, default: 0] += 1 }
    points = try source.points.map { point in
      let value = weights[point.place] ?? nil
      guard let value, ShareMatrix.Weights.range.contains(value), let share = shares[point.place] else {
        throw Diagnostic.unusableWeight(value, at: ServicePoints.place(point.place, source.source, source.name))
      }
      return Point(longitude: point.longitude, latitude: point.latitude, weight: value / share)
    }
  }

  /// By line.
  private static func weights(ofTable path: String, column name: String) throws -> [Int: Double?] {
    let table = try DelimitedTable(path: path)
    let wanted = EnrolmentHeaders.key(name)
    guard let column = table.header.firstIndex(where: { EnrolmentHeaders.key($0) == wanted }) else {
      throw Diagnostic.noSuchColumn(name, option: "--points-weight", table: table.name, header: table.header)
    }
    let values = try table.numbers(inColumn: column)
    return Dictionary(uniqueKeysWithValues: values.indices.map { (table.lineNumber($0), values[$0]) })
  }

  /// By record, from 1.
  private static func weights(ofLayer path: String, field name: String) throws -> [Int: Double?] {
    let reader = try LayerFiles.open(path, shapes: .points)
    let names = reader.fields.map(\.name)
    guard let index = BoundarySchema.index(of: name, in: names) else {
      throw Diagnostic.noSuchField(name, layer: reader.name, fields: names.joined(separator: ", "))
    }
    let values: [Double?]
    switch try reader.attributes([index], threads: 1).columns[0] {
    case .integer(let numbers): values = numbers.map { $0.map(Double.init) }
    case .real(let numbers): values = numbers
    case .text, .date, .logical: throw Diagnostic.pointWeightIsNoNumber(names[index], file: reader.name)
    }
    return Dictionary(uniqueKeysWithValues: values.indices.map { ($0 + 1, values[$0]) })
  }
}

extension Diagnostic {
  static func pointWeightIsNoNumber(_ field: String, file: String) -> Diagnostic {
    Diagnostic(
      .badInput, "reapportion.point-weight.no-number", ["field": field, "file": file],
      id: "Kolom “\(field)” shapefile titik \(file) bukan kolom angka. Sebutkan kolom angka dengan --points-weight.",
      en: "The field “\(field)” of the point layer \(file) is not of numbers. Name a field of numbers with "
        + "--points-weight.")
  }

  static func unusableWeight(_ value: Double?, at place: Message) -> Diagnostic {
    Diagnostic(
      .badInput, "reapportion.point-weight.unusable",
      ["value": value.map { String($0) } ?? "", "place": place.english],
      id: "\(id: place): bobot titik \(value.map { "bernilai \($0)" } ?? "kosong"). Isi dengan angka 0 atau "
        + "lebih, paling besar 1e100.",
      en: "\(en: place): the point's weight is \(value.map { "\($0)" } ?? "missing"). Give a number of 0 or more, "
        + "1e100 at most."
    )
  }
}
