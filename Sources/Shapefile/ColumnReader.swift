import Diagnostics
import Layers
import TextEncodings

/// Turns the bytes of one field, record by record, into a column.
struct ColumnReader: Sendable {
  let path: String
  let field: Field
  let encoding: TextEncoding
  /// Values of the field's kind; the others stay empty. Dates are among the texts.
  private var texts: [String?] = []
  private var integers: [Int?] = []
  private var reals: [Double?] = []
  private var logicals: [Bool?] = []
  /// Whether a field declared as whole was found to hold a value that is not; all its values are reals then.
  private var isMixed = false

  init(path: String, field: Field, encoding: TextEncoding) {
    self.path = path
    self.field = field
    self.encoding = encoding
  }

  mutating func append(_ bytes: UnsafeRawBufferPointer, record: Int) throws {
    switch field.kind {
    case .text: texts.append(try text(bytes, record: record))
    case .date: texts.append(try date(Self.trimmed(bytes), record: record))
    case .logical: logicals.append(try logical(Self.trimmed(bytes), record: record))
    case .real: reals.append(try real(Self.trimmed(bytes), record: record))
    case .integer:
      let digits = Self.trimmed(bytes)
      if !isMixed {
        if Self.isMissing(digits) { return integers.append(nil) }
        if let value = Self.integer(digits) { return integers.append(value) }
        mix()
      }
      reals.append(try real(digits, record: record))
    }
  }

  /// Appends the values of the records that follow.
  mutating func append(contentsOf other: ColumnReader) {
    var other = other
    if isMixed && !other.isMixed { other.mix() }
    if other.isMixed && !isMixed { mix() }
    texts += other.texts
    integers += other.integers
    reals += other.reals
    logicals += other.logicals
  }

  private mutating func mix() {
    isMixed = true
    reals = integers.map { $0.map(Double.init) }
    integers = []
  }

  /// The column and the field that describes it: the declared one, unless values with decimals were found where it
  /// declares none.
  var result: (Field, Column) {
    if isMixed {
      // Such values are no wider than the field, and so have fewer decimals than that.
      let decimals = min(15, max(1, field.width - 2))
      return (Field(name: field.name, kind: .real(decimals: decimals), width: field.width), .real(reals))
    }
    return switch field.kind {
    case .text: (field, .text(texts))
    case .date: (field, .date(texts))
    case .logical: (field, .logical(logicals))
    case .integer: (field, .integer(integers))
    case .real: (field, .real(reals))
    }
  }

  private func text(_ bytes: UnsafeRawBufferPointer, record: Int) throws -> String? {
    if bytes.isEmpty { return nil }
    guard let text = encoding.decode(bytes) else {
      throw Diagnostic.notDecodable(path, record: record, field: field.name, bytes: Array(bytes), encoding)
    }
    return text
  }

  private func real(_ bytes: UnsafeRawBufferPointer, record: Int) throws -> Double? {
    if Self.isMissing(bytes) { return nil }
    let text = String(decoding: bytes, as: UTF8.self)
    if let value = Double(text) { return value.isFinite ? value : nil }
    // What C runtimes print for values that are no numbers: 1.#INF, -1.#IND, 1.#QNAN.
    if text.contains("#") && text.drop(while: { $0 == "-" || $0 == "+" }).hasPrefix("1.#") { return nil }
    throw Diagnostic.wrongValue(path, record: record, field: field.name, value: text, .number)
  }

  private func date(_ bytes: UnsafeRawBufferPointer, record: Int) throws -> String? {
    if bytes.allSatisfy({ $0 == UInt8(ascii: "0") }) || Self.isMissing(bytes) { return nil }
    let text = String(decoding: bytes, as: UTF8.self)
    guard bytes.count == 8, bytes.allSatisfy({ (0x30...0x39).contains($0) }),
      let month = Int(text.dropFirst(4).prefix(2)), (1...12).contains(month),
      let day = Int(text.dropFirst(6)), (1...31).contains(day)
    else { throw Diagnostic.wrongValue(path, record: record, field: field.name, value: text, .date) }
    return text.prefix(4) + "-" + text.dropFirst(4).prefix(2) + "-" + text.dropFirst(6)
  }

  private func logical(_ bytes: UnsafeRawBufferPointer, record: Int) throws -> Bool? {
    guard let letter = bytes.first else { return nil }
    if "TtYy1".utf8.contains(letter) { return true }
    if "FfNn0".utf8.contains(letter) { return false }
    if letter == UInt8(ascii: "?") || letter == UInt8(ascii: "*") { return nil }
    throw Diagnostic.wrongValue(
      path, record: record, field: field.name, value: String(decoding: bytes, as: UTF8.self), .logical)
  }

  /// Without leading spaces; trailing ones are gone already.
  private static func trimmed(_ bytes: UnsafeRawBufferPointer) -> UnsafeRawBufferPointer {
    UnsafeRawBufferPointer(rebasing: bytes.drop { $0 == UInt8(ascii: " ") || $0 == 0x09 })
  }

  /// Blank, or filled with the asterisks that stand for a value too wide for its field.
  private static func isMissing(_ bytes: UnsafeRawBufferPointer) -> Bool {
    bytes.allSatisfy { $0 == UInt8(ascii: "*") }
  }

  /// Digits with an optional sign; nil for anything else and for what does not fit.
  private static func integer(_ bytes: UnsafeRawBufferPointer) -> Int? {
    let isNegative = bytes.first == UInt8(ascii: "-")
    let digits = isNegative || bytes.first == UInt8(ascii: "+") ? bytes.dropFirst() : bytes[...]
    if digits.isEmpty { return nil }
    var value = 0
    for digit in digits {
      guard (0x30...0x39).contains(digit) else { return nil }
      let (scaled, overflow) = value.multipliedReportingOverflow(by: 10)
      let (next, carry) = scaled.addingReportingOverflow(isNegative ? -Int(digit - 0x30) : Int(digit - 0x30))
      if overflow || carry { return nil }
      value = next
    }
    return value
  }
}
