internal import Boundaries
internal import Diagnostics
internal import GEOS
internal import Geometry
internal import LayerFiles
internal import Layers

extension ShareMatrix.Weights {
  /// Weights of which sums stay finite, whatever their unit is.
  static let range = 0.0...1e100

  /// Reads a field of numbers of the new layer.
  ///
  /// - Returns: by unit; nil where the field is blank.
  /// - Throws: `Diagnostic` where there is no such field, where it holds no numbers, or one out of range.
  static func field(_ name: String, of layer: BoundaryLayer, _ options: BoundaryLayer.Options) throws -> Self {
    let reader = try LayerFiles.open(layer.provenance.path, layer: options.layer, encoding: options.encoding)
    let names = reader.fields.map(\.name)
    guard let index = BoundarySchema.index(of: name, in: names) else {
      throw Diagnostic.noSuchField(name, layer: layer.name, fields: names.joined(separator: ", "))
    }
    let values: [Double?]
    switch try reader.attributes([index], threads: 1).columns[0] {
    case .integer(let numbers): values = numbers.map { $0.map(Double.init) }
    case .real(let numbers): values = numbers
    case .text, .date, .logical: throw Diagnostic.weightFieldIsNoNumber(names[index], layer: layer.name)
    }
    if let record = values.firstIndex(where: { !range.contains($0 ?? 0) }) {
      throw Diagnostic.weightOutOfRange(values[record]!, field: names[index], record: record + 1, layer: layer.name)
    }
    // A unit in several records has the sum of theirs, where all have one.
    return .field(
      layer.units.map { unit in
        let own = unit.records.compactMap { values[$0] }
        return own.count == unit.records.count ? own.reduce(0, +) : nil
      })
  }

  /// Sums the weights of points by the old and the new unit that they lie in.
  ///
  /// - Returns: the weights, and how many points lie outside of one of the layers. A point on a border belongs to the
  ///   first unit that has it.
  /// - Complexity: O(points · log units), plus the index of each unit that is asked for.
  static func points(
    _ points: WeightPoints, from: BoundaryLayer, to: BoundaryLayer
  ) throws -> (weights: Self, outside: Int) {
    let old = try UnitLocator(from.polygons)
    let new = try UnitLocator(to.polygons)
    var sums: [ShareMatrix.UnitPair: Double] = [:]
    var outside = 0
    for point in points.points {
      guard let first = try old.unit(x: point.longitude, y: point.latitude),
        let second = try new.unit(x: point.longitude, y: point.latitude)
      else {
        outside += 1
        continue
      }
      sums[ShareMatrix.UnitPair(from: first, to: second), default: 0] += point.weight
    }
    return (.points(sums), outside)
  }
}

/// Finds the unit that a point lies in. It stays on its thread.
private final class UnitLocator {
  private let polygons: PolygonBuffer
  private let context: GEOSContext
  private let tree: BoxTree
  private var prepared: [Int: PreparedShape] = [:]

  init(_ polygons: PolygonBuffer) throws {
    self.polygons = polygons
    context = try GEOSContext()
    tree = try BoxTree((0..<polygons.featureCount).map { polygons.bounds(ofFeature: $0) }, in: context)
  }

  /// The first unit in the layer's order whose polygon, border included, has the point.
  func unit(x: Double, y: Double) throws -> Int? {
    let candidates = try tree.query(Box(minX: x, minY: y, maxX: x, maxY: y))
    if candidates.isEmpty { return nil }
    let point = try context.point(x: x, y: y)
    return try candidates.first { try shape(of: $0).intersects(point) }
  }

  private func shape(of unit: Int) throws -> PreparedShape {
    if let known = prepared[unit] { return known }
    let shape = try PreparedShape(context.shape(ofFeature: unit, in: polygons))
    prepared[unit] = shape
    return shape
  }
}

extension Diagnostic {
  static func weightFieldIsNoNumber(_ field: String, layer: String) -> Diagnostic {
    Diagnostic(
      .badInput, "reapportion.weight.no-number", ["field": field, "layer": layer],
      id: "Kolom “\(field)” peta \(layer) bukan kolom angka, jadi tidak dapat menjadi bobot. Sebutkan kolom angka "
        + "dengan --weight-field.",
      en: "The field “\(field)” of the layer \(layer) is not of numbers, so it cannot be a weight. Name a field of "
        + "numbers with --weight-field.")
  }

  static func weightOutOfRange(_ value: Double, field: String, record: Int, layer: String) -> Diagnostic {
    Diagnostic(
      .badInput, "reapportion.weight.negative",
      ["value": String(value), "field": field, "record": String(record), "layer": layer],
      id: "Peta \(layer), rekaman \(record): bobot “\(field)” bernilai \(value). Bobot adalah angka 0 atau lebih, "
        + "paling besar 1e100; perbaiki nilainya.",
      en: "Layer \(layer), record \(record): the weight “\(field)” is \(value). A weight is a number of 0 or more, and "
        + "1e100 at most; correct the value.")
  }
}
