/// What a field holds, as the DBF file declares it.
public struct Field: Sendable, Hashable {
  public enum Kind: Sendable, Hashable {
    case text
    case integer
    /// Decimal number with so many digits after the point, as the file states them.
    case real(decimals: Int)
    case date
    case logical
  }

  public let name: String
  public let kind: Kind
  /// Width in bytes, as the file states it; the writer of DBF files needs it.
  public let width: Int

  public init(name: String, kind: Kind, width: Int) {
    self.name = name
    self.kind = kind
    self.width = width
  }
}

/// The values of one field over all features, one type per column; nil where the file has none.
public enum Column: Sendable, Equatable {
  case text([String?])
  case integer([Int?])
  case real([Double?])
  /// ISO 8601 dates (`2025-07-01`).
  case date([String?])
  case logical([Bool?])

  public var count: Int {
    switch self {
    case .text(let values), .date(let values): values.count
    case .integer(let values): values.count
    case .real(let values): values.count
    case .logical(let values): values.count
    }
  }

  /// The value as a person would write it, for codes and names whatever type the file gave them: whole numbers
  /// without a decimal point, text as it stands; nil where there is none.
  public func text(at row: Int) -> String? {
    switch self {
    case .text(let values), .date(let values): values[row]
    case .integer(let values): values[row].map(String.init)
    case .real(let values):
      values[row].map { value in
        value == value.rounded() && abs(value) < 1e15 ? String(Int(value)) : String(value)
      }
    case .logical(let values): values[row].map { $0 ? "true" : "false" }
    }
  }
}

/// The attributes of a layer: fields in file order, each with a column of equal length.
public struct AttributeTable: Sendable, Equatable {
  public private(set) var fields: [Field]
  public private(set) var columns: [Column]
  public let rowCount: Int

  public init(rowCount: Int) {
    fields = []
    columns = []
    self.rowCount = rowCount
  }

  public mutating func append(_ field: Field, _ column: Column) {
    precondition(column.count == rowCount, "a column has one value for each feature")
    fields.append(field)
    columns.append(column)
  }

  /// The position of the field of that name, without regard to ASCII case; nil if there is none.
  public func index(of name: String) -> Int? {
    let wanted = name.lowercased()
    return fields.firstIndex { $0.name.lowercased() == wanted }
  }
}
