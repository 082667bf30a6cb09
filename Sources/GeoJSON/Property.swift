public import Layers

/// A named property of all features, as a column with one JSON type; nil is written as `null`. Numbers are told from whole
/// numbers by their point or exponent, because readers guess a column's type from the first features.
public struct Property: Sendable {
  /// The values, feature by feature.
  public enum Values: Sendable {
    case text([String?])
    case integer([Int?])
    /// Numbers rounded to at most so many decimals (0 to 15), zeros at the end dropped but for one behind the point
    /// (`100.0`), never with an exponent. NaN and infinities, for which JSON has no number, are written as `null`.
    case number([Double?], decimals: Int)
    /// Numbers with as few digits as read back to the same double, with a point (`3.0`) or, where it is shorter, an
    /// exponent: for values that must pass unchanged. NaN and infinities are written as `null`.
    case unroundedNumber([Double?])
    case boolean([Bool?])

    public var count: Int {
      switch self {
      case .text(let values): values.count
      case .integer(let values): values.count
      case .number(let values, _), .unroundedNumber(let values): values.count
      case .boolean(let values): values.count
      }
    }
  }

  public let name: String
  public let values: Values

  public init(_ name: String, _ values: Values) {
    if case .number(_, let decimals) = values {
      precondition(FixedDecimal.supportedDecimals.contains(decimals), "a number has 0 to 15 decimals")
    }
    self.name = name
    self.values = values
  }
}

extension Property {
  /// The attributes of a layer as properties, in the order of its fields and with every value unchanged; dates
  /// become ISO 8601 strings. A field whose name has come before gets `_2`, `_3` … at its end, because a JSON
  /// object cannot hold a name twice.
  public static func properties(of table: AttributeTable) -> [Property] {
    var taken: Set<String> = []
    return zip(table.fields, table.columns).map { field, column in
      var name = field.name
      var occurrence = 1
      while !taken.insert(name).inserted {
        occurrence += 1
        name = "\(field.name)_\(occurrence)"
      }
      switch column {
      case .text(let values), .date(let values): return Property(name, .text(values))
      case .integer(let values): return Property(name, .integer(values))
      case .real(let values): return Property(name, .unroundedNumber(values))
      case .logical(let values): return Property(name, .boolean(values))
      }
    }
  }
}
