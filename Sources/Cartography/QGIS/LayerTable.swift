internal import GeoJSON
internal import GeoPackage
internal import Layers

extension AttributeTable {
  /// The properties of a collection as typed columns, with the values that its GeoJSON has.
  init(_ collection: FeatureCollection) {
    self.init(rowCount: collection.geometries.featureCount)
    for property in collection.properties {
      let (kind, column): (Field.Kind, Column) =
        switch property.values {
        case .text(let values): (.text, .text(values))
        case .integer(let values): (.integer, .integer(values))
        case .boolean(let values): (.logical, .logical(values))
        case .unroundedNumber(let values): (.real(decimals: 15), .real(values.map(Self.finite)))
        case .number(let values, let decimals):
          (.real(decimals: decimals), .real(values.map { Self.rounded($0, decimals: decimals) }))
        }
      append(Field(name: property.name, kind: kind, width: 0), column)
    }
  }

  private static func finite(_ value: Double?) -> Double? { value.flatMap { $0.isFinite ? $0 : nil } }

  private static func rounded(_ value: Double?, decimals: Int) -> Double? {
    finite(value).map { value in
      var scale = 1.0
      for _ in 0..<decimals { scale *= 10 }
      // Beyond 2⁵³ a double has no more digits than are asked for.
      return value.magnitude * scale < 0x1p53 ? (value * scale).rounded() / scale : value
    }
  }
}
