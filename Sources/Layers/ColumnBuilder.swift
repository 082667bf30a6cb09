/// A column of a format that gives each value its own type: the narrowest type that holds all of them.
///
/// Whole numbers among decimals become decimals; anything else that differs makes the column text, numbers in it as a
/// person would write them.
public struct ColumnBuilder: Sendable {
  private enum Kind { case text, integer, real, date, logical }

  /// nil as long as nothing declares it and no value is there.
  private var kind: Kind?
  /// Values so far, missing ones included.
  public private(set) var count: Int
  /// The values of the kind; the others are empty. Dates are among the texts.
  private var texts: [String?] = []
  private var integers: [Int?] = []
  private var reals: [Double?] = []
  private var logicals: [Bool?] = []

  /// - Parameter kind: what the file declares; nil where it declares nothing.
  public init(_ kind: Field.Kind? = nil) {
    count = 0
    self.kind =
      switch kind {
      case nil: nil
      case .text: .text
      case .integer: .integer
      case .real: .real
      case .date: .date
      case .logical: .logical
      }
  }

  /// Whether it is text by what is in it.
  public var isText: Bool { kind == .text }

  public mutating func appendMissing() {
    count += 1
    switch kind {
    case nil: break
    case .text, .date: texts.append(nil)
    case .integer: integers.append(nil)
    case .real: reals.append(nil)
    case .logical: logicals.append(nil)
    }
  }

  /// Missing values up to so many in all.
  public mutating func fill(to wanted: Int) {
    while count < wanted { appendMissing() }
  }

  public mutating func append(_ value: Int) {
    if kind == nil { begin(.integer) }
    switch kind {
    case .integer: integers.append(value)
    case .real: reals.append(Double(value))
    default: return append(String(value))
    }
    count += 1
  }

  public mutating func append(_ value: Double) {
    if kind == nil { begin(.real) }
    if kind == .integer {
      reals = integers.map { $0.map(Double.init) }
      integers = []
      kind = .real
    }
    guard kind == .real else { return append(Column.real([value]).text(at: 0) ?? "") }
    reals.append(value)
    count += 1
  }

  public mutating func append(_ value: Bool) {
    if kind == nil { begin(.logical) }
    guard kind == .logical else { return append(value ? "true" : "false") }
    logicals.append(value)
    count += 1
  }

  public mutating func append(_ value: String) {
    if kind == nil { begin(.text) }
    if kind != .text && !(kind == .date && Self.isDate(value)) {
      let column = column
      texts = (0..<count).map { column.text(at: $0) }
      (integers, reals, logicals) = ([], [], [])
      kind = .text
    }
    texts.append(value)
    count += 1
  }

  /// Gives the missing values that went before a kind.
  private mutating func begin(_ kind: Kind) {
    self.kind = kind
    let missing = count
    count = 0
    fill(to: missing)
  }

  private var column: Column {
    switch kind {
    case .text: .text(texts)
    case .date: .date(texts)
    case .integer: .integer(integers)
    case .real: .real(reals)
    case .logical: .logical(logicals)
    case nil: .text(Array(repeating: nil, count: count))
    }
  }

  /// Whether a text is a date as ISO 8601 has it, `2025-07-01`.
  private static func isDate(_ text: String) -> Bool {
    let bytes = Array(text.utf8)
    guard bytes.count == 10, bytes[4] == UInt8(ascii: "-"), bytes[7] == UInt8(ascii: "-") else { return false }
    func number(_ range: Range<Int>) -> Int? {
      bytes[range].allSatisfy { (0x30...0x39).contains($0) } ? bytes[range].reduce(0) { $0 * 10 + Int($1) - 0x30 } : nil
    }
    guard number(0..<4) != nil, let month = number(5..<7), let day = number(8..<10) else { return false }
    return (1...12).contains(month) && (1...31).contains(day)
  }

  /// The field and its column, once all values are there, with the width that a DBF would need. A column without any
  /// value is text, unless the file declares another kind.
  public consuming func finish(name: String) -> (Field, Column) {
    let column = column
    let (kind, width): (Field.Kind, Int) =
      switch column {
      case .text(let values): (.text, values.reduce(1) { max($0, $1?.utf8.count ?? 0) })
      case .integer(let values): (.integer, values.reduce(1) { max($0, $1.map { String($0).utf8.count } ?? 0) })
      case .real: (.real(decimals: 15), 32)
      case .date: (.date, 10)
      case .logical: (.logical, 1)
      }
    return (Field(name: name, kind: kind, width: width), column)
  }
}
